"""What stands in a line of rich text, as the same parts that mrkdwn is made of."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from sandbox.markup import Colour, Emoji, Link, Mention, Moment, Node, Styled, Words
from sandbox.payload import Payload, child, text

STYLES = ("code", "strike", "underline", "italic", "bold")
"""Styles that a part may have, the innermost first."""


def inline(parts: Iterable[Payload]) -> tuple[Node, ...]:
    """The parts of a line; one of an unknown type is its text."""
    return tuple(_styled(part) for part in parts)


def _styled(part: Payload) -> Node:
    node = _INLINE.get(text(part, "type"), _words)(part)
    style = child(part, "style")
    for name in STYLES:
        if style.get(name) is True:
            node = Styled(name, (node,))
    return node


def _words(part: Payload) -> Node:
    return Words(text(part, "text"))


def _moment(part: Payload) -> Node:
    epoch = part.get("timestamp")
    if not isinstance(epoch, int):
        return Words(text(part, "fallback"))
    return Moment(epoch, text(part, "format"), text(part, "fallback"), text(part, "url"))


_INLINE: Mapping[str, Callable[[Payload], Node]] = MappingProxyType(
    {
        "broadcast": lambda part: Mention("broadcast", text(part, "range")),
        "channel": lambda part: Mention("channel", text(part, "channel_id")),
        "color": lambda part: Colour(text(part, "value")),
        "date": _moment,
        "emoji": lambda part: Emoji(text(part, "name")),
        "link": lambda part: Link(text(part, "url"), text(part, "text")),
        "team": lambda part: Mention("team", text(part, "team_id")),
        "user": lambda part: Mention("user", text(part, "user_id")),
        "usergroup": lambda part: Mention("usergroup", text(part, "usergroup_id")),
    }
)
