"""Rich text as HTML: sections, lists, quotes and preformatted text."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.lines import lines_of
from sandbox.browser.drawing.sight import Sight
from sandbox.browser.drawing.words import draw_parts
from sandbox.payload import Payload, children, text
from sandbox.richtext import inline


def draw_rich_text(source: Payload, sight: Sight) -> Markup:
    """A rich_text object, as a block or in a cell of a table."""
    return tag(
        "div",
        *(_PARTS.get(text(part, "type"), _section)(part, sight) for part in children(source, "elements")),
        class_="text",
    )


def _line(part: Payload, sight: Sight) -> Markup:
    lines = lines_of(inline(children(part, "elements")))
    return Markup("<br>").join(draw_parts(line, sight.reader) for line in lines)


def _section(part: Payload, sight: Sight) -> Markup:
    return tag("p", _line(part, sight))


def _list(part: Payload, sight: Sight) -> Markup:
    items = joined(*(tag("li", _line(item, sight)) for item in children(part, "elements")))
    indent = part.get("indent")
    level = f"indent-{indent}" if isinstance(indent, int) and indent else None
    if part.get("style") != "ordered":
        return tag("ul", items, class_=level)
    offset = part.get("offset")
    return tag("ol", items, class_=level, start=offset + 1 if isinstance(offset, int) and offset else None)


def _preformatted(part: Payload, sight: Sight) -> Markup:
    return tag("pre", draw_parts(inline(children(part, "elements")), sight.reader))


_PARTS: Mapping[str, Callable[[Payload, Sight], Markup]] = MappingProxyType(
    {
        "rich_text_list": _list,
        "rich_text_preformatted": _preformatted,
        "rich_text_quote": lambda part, sight: tag("blockquote", _line(part, sight)),
        "rich_text_section": _section,
    }
)
