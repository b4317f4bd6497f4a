"""Building HTML so that nothing gets in unescaped: every string is text, only `Markup` is markup."""

import re
from collections.abc import Iterable

from markupsafe import Markup

_EMPTY = frozenset({"br", "hr", "img", "input"})
"""Elements without content or an end."""
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def tag(name: str, /, *content: str, **attributes: object) -> Markup:
    """An element. An attribute `data_kind` is written `data-kind`, `class_` is `class`.

    An attribute that is None or False is left out, one that is True stands without a value.
    """
    start = Markup("<{}{}>").format(name, joined(*_written(attributes)))
    return start if name in _EMPTY else start + joined(*content) + Markup("</{}>").format(name)


def joined(*content: str) -> Markup:
    """Pieces one after the other, those that are no markup escaped."""
    return Markup("").join(content)


def safe(address: str) -> str | None:
    """An address that a link may lead to; None for one that would run something, or is none."""
    return address if _ADDRESS.fullmatch(address) else None


def link(address: str, *content: str, **attributes: object) -> Markup:
    """A link that opens beside the page; only its words where the address is none for a link."""
    if safe(address) is None:
        return joined(*content)
    return tag("a", *content, href=address, target="_blank", rel="noopener noreferrer", **attributes)


def _written(attributes: dict[str, object]) -> Iterable[Markup]:
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            yield Markup(" {}").format(name)
        elif value is not None and value is not False:
            yield Markup(' {}="{}"').format(name, str(value))
