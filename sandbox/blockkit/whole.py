"""What concerns all the blocks of a payload together: the surface, unique ids, sums."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sandbox.blockkit.blocks import BLOCKS, SURFACES, Surface
from sandbox.blockkit.rules import Flaw, broken, by_type, items, repeated, size, within
from sandbox.blockkit.text import objects_within, texts_within

Placed: TypeAlias = list[tuple[str, Mapping[str, object]]]
"""Blocks, each with its path."""

_TABLES = frozenset({"table", "data_table"})
_LIMIT_OF_BLOCKS: Mapping[Surface, str] = {
    Surface.MESSAGE: "message.blocks",
    Surface.MODAL: "view.blocks",
    Surface.HOME: "view.blocks",
}
_ANY_BLOCK = by_type(BLOCKS.values())


def check_blocks(blocks: object, where: str, surface: Surface) -> Iterator[Flaw]:
    """Check a list of blocks, each by itself and all together, as that surface would show them."""
    yield from items(_ANY_BLOCK, _LIMIT_OF_BLOCKS[surface])(blocks, where)
    listed = blocks if isinstance(blocks, list) else []
    placed: Placed = [(f"{where}[{index}]", block) for index, block in enumerate(listed) if isinstance(block, Mapping)]
    yield from _shown(placed, surface)
    yield from repeated(((f"{place}.block_id", block.get("block_id")) for place, block in placed), "block.id_unique")
    yield from within("markdown.text_sum", text_size(_of_kind(placed, {"markdown"})), where)
    if surface is Surface.MESSAGE:
        yield from within("message.tables", len(_of_kind(placed, _TABLES)), where)
        yield from within("message.text_sum", text_size(listed), where)


def text_size(value: object) -> int:
    """Count the characters of every text in a payload."""
    return sum(size(text) for text in texts_within(value))


def _shown(placed: Placed, surface: Surface) -> Iterator[Flaw]:
    """Demand blocks and elements that the surface shows."""
    for place, block in placed:
        kind = block.get("type")
        if isinstance(kind, str) and kind in BLOCKS and kind not in SURFACES[surface]:
            yield broken("surface.block", f"{place}.type", f"a {surface} does not show {kind}")
        element = block.get("element")
        if surface is not Surface.MODAL and isinstance(element, Mapping) and element.get("type") == "file_input":
            yield broken("surface.element", f"{place}.element.type", "only a modal takes files")


def _of_kind(placed: Placed, kinds: set[str] | frozenset[str]) -> list[object]:
    return [block for _, block in placed if block.get("type") in list(kinds)]


def focused(blocks: object) -> list[str]:
    """List the paths of the elements that ask for the cursor."""
    return [where for where, item in objects_within(blocks, "blocks") if item.get("focus_on_load") is True]
