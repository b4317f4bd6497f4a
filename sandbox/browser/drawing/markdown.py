"""The markdown block: the part of Markdown that people write in messages."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.sight import Sight
from sandbox.browser.drawing.words import draw_parts
from sandbox.markup import Link, Node, Styled, Words
from sandbox.payload import Payload, text

_PARTS = re.compile(
    r"`(?P<code>[^`\n]+)`|\[(?P<words>[^\]\n]*)\]\((?P<address>[^)\s]+)\)"
    r"|(\*\*|__)(?P<bold>\S(?:.*?\S)?)\4|~~(?P<strike>\S(?:.*?\S)?)~~|(?<!\w)([*_])(?P<italic>[^\s*_](?:.*?\S)?)\7(?!\w)"
)
_STYLED = ("bold", "italic", "strike")
_DEEPEST = 3
_FENCE = "```"
_LINES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "heading": re.compile(r"\s{0,3}#{1,6}\s+(.*)"),
        "rule": re.compile(r"\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*()"),
        "bullet": re.compile(r"\s*[-*+]\s+(.*)"),
        "number": re.compile(r"\s*\d+[.)]\s+(.*)"),
        "quote": re.compile(r"\s{0,3}>\s?(.*)"),
        "blank": re.compile(r"\s*()"),
    }
)


def draw_markdown(block: Payload, sight: Sight) -> Markup:
    """Headings, paragraphs, lists, quotes, code and lines across."""
    pieces = text(block, "text").split(_FENCE)
    drawn = (
        tag("pre", piece.partition("\n")[2] or piece) if index % 2 else _draw_lines(piece, sight)
        for index, piece in enumerate(pieces)
    )
    return tag("div", *drawn, class_="text")


def _draw_lines(words: str, sight: Sight) -> Markup:
    lines = [_line(line) for line in words.split("\n")]
    groups = ((kind, [line for _, line in group]) for kind, group in groupby(lines, lambda line: line[0]))
    return joined(*(_DRAWN[kind]([_inline(line, sight) for line in lines]) for kind, lines in groups))


def _line(line: str) -> tuple[str, str]:
    for kind, pattern in _LINES.items():
        if found := pattern.fullmatch(line):
            return kind, found[1]
    return "words", line


def _inline(words: str, sight: Sight) -> Markup:
    return draw_parts(_parsed(words, _DEEPEST), sight.reader)


def _parsed(words: str, depth: int) -> Iterator[Node]:
    place = 0
    for found in _PARTS.finditer(words) if depth else ():
        yield Words(words[place : found.start()])
        yield _part(found, depth)
        place = found.end()
    yield Words(words[place:])


def _part(found: re.Match[str], depth: int) -> Node:
    if found["code"]:
        return Styled("code", (Words(found["code"]),))
    if found["address"]:
        return Link(found["address"], found["words"])
    style = next(style for style in _STYLED if found[style])
    return Styled(style, tuple(_parsed(found[style], depth - 1)))


def _each(name: str, lines: Sequence[Markup]) -> Markup:
    return joined(*(tag(name, line) for line in lines))


_DRAWN: Mapping[str, Callable[[Sequence[Markup]], Markup]] = MappingProxyType(
    {
        "blank": lambda _: Markup(""),
        "bullet": lambda lines: tag("ul", _each("li", lines)),
        "heading": lambda lines: _each("h4", lines),
        "number": lambda lines: tag("ol", _each("li", lines)),
        "quote": lambda lines: tag("blockquote", Markup("<br>").join(lines)),
        "rule": lambda lines: joined(*(tag("hr") for _ in lines)),
        "words": lambda lines: tag("p", Markup("<br>").join(lines)),
    }
)
