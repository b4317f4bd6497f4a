"""Walks over a payload of any depth: its texts, its parts of one kind."""

from collections.abc import Iterator, Mapping


def objects_within(value: object, where: str = "") -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield every JSON object in `value`, outer ones first, each with its path."""
    if isinstance(value, Mapping):
        yield where, value
        for key, item in value.items():
            yield from objects_within(item, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from objects_within(item, f"{where}[{index}]")


def texts_within(value: object) -> Iterator[str]:
    """Yield every text that a reader sees: text objects, markdown, rich text, links without words, cells."""
    for _, item in objects_within(value):
        words = item.get("text", item.get("url") if item.get("type") == "link" else None)
        if isinstance(words, str):
            yield words
