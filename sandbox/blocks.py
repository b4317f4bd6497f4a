"""Walking through blocks: their elements, and the ids that Slack gives to those without."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sandbox.ids import Ids
from sandbox.payload import Payload, child, children, text

ElementsOf = Callable[[Mapping[str, object]], list[Payload]]


def _one(key: str) -> ElementsOf:
    return lambda block: [element] if (element := child(block, key)) else []


def _many(key: str) -> ElementsOf:
    return lambda block: children(block, key)


def _cards(block: Mapping[str, object]) -> list[Payload]:
    return [element for card in children(block, "elements") for element in children(card, "actions")]


_ELEMENTS: Mapping[str, ElementsOf] = {
    "actions": _many("elements"),
    "card": _many("actions"),
    "carousel": _cards,
    "context_actions": _many("elements"),
    "input": _one("element"),
    "section": _one("accessory"),
}


def elements(block: Mapping[str, object]) -> list[Payload]:
    """The interactive elements of a block, in order."""
    find = _ELEMENTS.get(text(block, "type"))
    return [] if find is None else [element for element in find(block) if element.get("type") != "image"]


def walk(blocks: Iterable[Payload]) -> Iterator[tuple[Payload, Payload]]:
    """Every interactive element with the block that it stands in."""
    for block in blocks:
        for element in elements(block):
            yield block, element


def find_element(blocks: Iterable[Payload], block_id: str, action_id: str) -> Payload | None:
    """The element with these ids."""
    wanted = (block_id, action_id)
    ids = (((text(block, "block_id"), text(element, "action_id")), element) for block, element in walk(blocks))
    return next((element for found, element in ids if found == wanted), None)


def give_ids(blocks: Iterable[Payload], ids: Ids) -> None:
    """Fill in every missing block_id and action_id, in place, as Slack does before it shows blocks."""
    for block in blocks:
        block.setdefault("block_id", ids.new("b"))
        for element in elements(block):
            element.setdefault("action_id", ids.new("a"))
