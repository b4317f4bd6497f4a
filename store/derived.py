"""Columns that follow from others, so that an index can answer what SQL alone cannot."""

import re

MOST_DIGITS = 15
"""Longer digits at the end of a tag are no running number."""

_TAG = re.compile(rf"(.*?)(\d{{1,{MOST_DIGITS}}})", re.DOTALL | re.ASCII)


def plain_name(name: str) -> str:
    """A person's name, whatever its case and spaces."""
    return " ".join(name.casefold().split())


def tag_parts(asset_tag: str | None) -> tuple[str | None, int | None]:
    """An asset tag's words and its running number: ("DD-", 42) for "DD-00042"."""
    found = _TAG.fullmatch(asset_tag or "")
    return (found[1], int(found[2])) if found else (None, None)


def tag_stem(prefix: str) -> str:
    """What stands before the number in the company's tags: "DD-" for "DD" and for "DD-"."""
    return f"{prefix.removesuffix('-')}-"
