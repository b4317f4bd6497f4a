"""Every block by its type."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing.cards import draw_card, draw_carousel
from sandbox.browser.drawing.forms import draw_input
from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.markdown import draw_markdown
from sandbox.browser.drawing.pictures import draw_image, draw_remote_file, draw_video
from sandbox.browser.drawing.rich_text import draw_rich_text
from sandbox.browser.drawing.sections import (
    draw_alert,
    draw_context,
    draw_divider,
    draw_header,
    draw_row,
    draw_section,
)
from sandbox.browser.drawing.sight import Sight
from sandbox.browser.drawing.tables import draw_data_table, draw_table
from sandbox.payload import Payload, text

BLOCKS: Mapping[str, Callable[[Payload, Sight], Markup]] = MappingProxyType(
    {
        "actions": draw_row,
        "alert": draw_alert,
        "card": draw_card,
        "carousel": draw_carousel,
        "context": draw_context,
        "context_actions": draw_row,
        "data_table": draw_data_table,
        "divider": draw_divider,
        "file": draw_remote_file,
        "header": draw_header,
        "image": draw_image,
        "input": draw_input,
        "markdown": draw_markdown,
        "rich_text": draw_rich_text,
        "section": draw_section,
        "table": draw_table,
        "video": draw_video,
    }
)


def draw_blocks(blocks: Sequence[Payload], sight: Sight) -> Markup:
    """The blocks of a message or a view, in order."""
    return joined(*(_draw_block(block, sight) for block in blocks))


def _draw_block(block: Payload, sight: Sight) -> Markup:
    kind = text(block, "type")
    draw = BLOCKS.get(kind)
    if draw is None:
        return tag("p", f"The sandbox does not know how to draw a block of the type {kind!r}.", class_="unknown")
    return tag("div", draw(block, sight), class_=f"block block-{kind}", data_block_id=text(block, "block_id") or None)
