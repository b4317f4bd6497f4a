"""Texts as HTML: mrkdwn, plain text, and the parts that both and rich text are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from sandbox.browser.drawing.emoji import with_emoji
from sandbox.browser.drawing.html import joined, link, tag
from sandbox.browser.drawing.lines import Kind, Line, passages
from sandbox.browser.drawing.sight import Sight
from sandbox.markup import Colour, Emoji, Fence, Link, Mention, Moment, Node, Styled, Words, parse
from sandbox.mrkdwn import Reader, read_mention, read_moment, read_object
from sandbox.payload import Payload, text

_STYLES: Mapping[str, str] = MappingProxyType(
    {"bold": "strong", "italic": "em", "strike": "s", "underline": "u", "code": "code"}
)
LONGEST_TAG = 24
"""Characters of code with a hyphen, an asset tag say, that are not broken at it; longer ones would not fit a phone."""

_BREAK = Markup("<br>")


def draw_text(mrkdwn: str, sight: Sight, *, verbatim: bool = False) -> Markup:
    """A text in mrkdwn, with its quotes, lists and preformatted parts."""
    drawn = (_PASSAGES[kind](lines, sight.reader) for kind, lines in passages(parse(mrkdwn, verbatim=verbatim)))
    return tag("div", *drawn, class_="text")


def draw_object(source: Payload, sight: Sight) -> Markup:
    """A text object of either type, with its line ends."""
    if source.get("type") == "mrkdwn":
        return draw_text(text(source, "text"), sight, verbatim=source.get("verbatim") is True)
    return tag("div", _BREAK.join(plain_words(source, sight).split("\n")), class_="text")


def draw_words(source: Payload, sight: Sight) -> Markup:
    """A text object on one line, to stand in a label, a heading or a button."""
    if source.get("type") == "mrkdwn":
        return draw_parts(parse(text(source, "text"), verbatim=source.get("verbatim") is True), sight.reader)
    return joined(plain_words(source, sight))


def plain_words(source: Mapping[str, object], sight: Sight) -> str:
    """A text object without any markup, for where HTML takes none: options, attributes."""
    words = read_object(source, sight.reader)
    return words if source.get("emoji") is False else with_emoji(words)


def draw_parts(parts: Iterable[Node], reader: Reader) -> Markup:
    """Parts of a line."""
    return joined(*(_NODES[type(part)](part, reader) for part in parts))


def _draw_lines(lines: Sequence[Line], reader: Reader) -> Markup:
    return _BREAK.join(draw_parts(line.parts, reader) for line in lines)


_PASSAGES: Mapping[Kind, Callable[[Sequence[Line], Reader], Markup]] = MappingProxyType(
    {
        Kind.FENCE: lambda lines, reader: joined(*(draw_parts(line.parts, reader) for line in lines)),
        Kind.ITEM: lambda lines, reader: tag("ul", *(tag("li", draw_parts(line.parts, reader)) for line in lines)),
        Kind.QUOTE: lambda lines, reader: tag("blockquote", _draw_lines(lines, reader)),
        Kind.WORDS: _draw_lines,
    }
)


def _draw_mention(mention: Mention, reader: Reader) -> Markup:
    is_own = mention.kind == "user" and mention.id == reader.user.id
    return tag("span", read_mention(mention, reader), class_="mention own" if is_own else "mention")


def _draw_moment(moment: Moment, reader: Reader) -> Markup:
    words = read_moment(moment, reader)
    try:
        instant = datetime.fromtimestamp(moment.epoch, UTC)
    except (OverflowError, ValueError, OSError):
        return joined(words)
    return link(moment.address, tag("time", words, datetime=f"{instant:%Y-%m-%dT%H:%M:%SZ}"))


def _draw_styled(styled: Styled, reader: Reader) -> Markup:
    words = draw_parts(styled.parts, reader)
    is_whole = styled.style == "code" and "-" in words and len(words.striptags()) <= LONGEST_TAG
    return tag(_STYLES[styled.style], words, class_="whole" if is_whole else None)


def _draw_link(node: Link, _: Reader) -> Markup:
    return link(node.address, with_emoji(node.words) or node.address.removeprefix("mailto:"))


_NODES: Mapping[type[Node], Callable[[Any, Reader], Markup]] = MappingProxyType(
    {
        Colour: lambda colour, _: tag("code", colour.value),
        Emoji: lambda emoji, _: joined(with_emoji(f":{emoji.name}:")),
        Fence: lambda fence, reader: tag("pre", draw_parts(fence.parts, reader)),
        Link: _draw_link,
        Mention: _draw_mention,
        Moment: _draw_moment,
        Styled: _draw_styled,
        Words: lambda words, _: joined(words.text),
    }
)
