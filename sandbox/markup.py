"""Slack's mrkdwn as a tree, parsed once for everybody who shows it: as plain lines or as HTML."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

_HELD = "\ufffc"
"""Stands in the text for a part that was parsed already, so that `*<@U1>*` is bold whatever the mention holds."""

_SPECIAL = r"<(?P<special>[^<>\n]+)>"
_TOKENS = rf"```(?P<fence>.+?)```|`(?P<code>[^`\n]+)`|{_SPECIAL}|:(?P<emoji>[a-z0-9_+'-]+):|(?P<held>{_HELD})"
_BARE = r"(?<![\w/])(?P<bare>https?://[^\s<>|]*[\w/=#&;%-])"
_VERBATIM = re.compile(_TOKENS, re.DOTALL)
_LINKED = re.compile(f"{_TOKENS}|{_BARE}", re.DOTALL)
_IN_CODE = re.compile(f"{_SPECIAL}|(?P<held>{_HELD})")
_MARKS = re.compile(r"(?<![\w*_~])(?P<mark>[*_~])(?=\S)(?P<words>[^\n]+?)(?<=\S)(?P=mark)(?![\w*_~])")
_DATE = re.compile(r"!date\^(?P<epoch>-?\d+)\^(?P<format>[^|^]+)(\^(?P<address>[^|]*))?\|(?P<fallback>.*)", re.DOTALL)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_STYLES: Mapping[str, str] = MappingProxyType({"*": "bold", "_": "italic", "~": "strike"})
_MENTIONS: Mapping[str, str] = MappingProxyType({"@": "user", "#": "channel", "!": "broadcast"})
_GROUP = "!subteam^"
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it is read."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Parts in a style: bold, italic, strike, underline, or code."""

    style: str
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Fence:
    """Preformatted lines."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """A link; without words its address is what is read."""

    address: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a user, a channel, a (user) group, or a broadcast such as `here`."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that each reader sees in their own zone; the fallback is for clients that cannot show it."""

    epoch: int
    format: str
    fallback: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji by name, without the colons."""

    name: str


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour's value, such as #1a2b3c."""

    value: str


Node: TypeAlias = Words | Styled | Fence | Link | Mention | Moment | Emoji | Colour


def parse(mrkdwn: str, *, verbatim: bool = False) -> tuple[Node, ...]:
    """Parse mrkdwn; with `verbatim` a bare address stays words, as Slack leaves it."""
    return tuple(_parsed(mrkdwn, _VERBATIM if verbatim else _LINKED, depth=len(_STYLES)))


def unescape(words: str) -> str:
    """Undo the three entities."""
    for entity, character in _ENTITIES:
        words = words.replace(entity, character)
    return words


def _parsed(mrkdwn: str, tokens: re.Pattern[str], depth: int) -> Iterator[Node]:
    held: list[Node] = []

    def hold(found: re.Match[str]) -> str:
        held.append(_TOKEN_NODES[str(found.lastgroup)](found[str(found.lastgroup)]))
        return _HELD

    text = tokens.sub(hold, mrkdwn)
    yield from _styled(text, iter(held), depth)


def _styled(text: str, held: Iterator[Node], depth: int) -> Iterator[Node]:
    """Find what is bold, italic and struck through; every style can hold the two others."""
    place = 0
    for found in _MARKS.finditer(text) if depth else ():
        yield from _words(text[place : found.start()], held)
        yield Styled(_STYLES[found["mark"]], tuple(_styled(found["words"], held, depth - 1)))
        place = found.end()
    yield from _words(text[place:], held)


def _words(text: str, held: Iterator[Node]) -> Iterator[Node]:
    for index, piece in enumerate(text.split(_HELD)):
        if index:
            yield next(held)
        if piece:
            yield Words(unescape(piece))


def _code(words: str) -> tuple[Node, ...]:
    """In code nothing works but what stands between < and >."""
    return tuple(_parsed(words.strip("`"), _IN_CODE, depth=0))


def _special(inside: str) -> Node:
    """Read what stands between < and >."""
    if date := _DATE.fullmatch(inside):
        epoch, address = int(date["epoch"][:_MOST_DIGITS]), unescape(date["address"] or "")
        return Moment(epoch, unescape(date["format"]), unescape(date["fallback"]), address)
    address, _, words = inside.partition("|")
    if address.startswith(_GROUP):
        return Mention("usergroup", address.removeprefix(_GROUP))
    kind = _MENTIONS.get(address[:1])
    return Mention(kind, unescape(address[1:])) if kind else Link(unescape(address), unescape(words))


_TOKEN_NODES: Mapping[str, Callable[[str], Node]] = MappingProxyType(
    {
        "fence": lambda words: Fence(_code(words)),
        "code": lambda words: Styled("code", _code(words)),
        "special": _special,
        "emoji": Emoji,
        "held": Words,
        "bare": lambda words: Link(unescape(words)),
    }
)
