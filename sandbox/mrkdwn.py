"""Texts as their reader sees them: mentions by name, dates in the reader's zone, links as words, no markup."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.dates import draw_date
from sandbox.markup import Colour, Emoji, Fence, Link, Mention, Moment, Node, Styled, Words, parse, unescape
from sandbox.payload import Payload, children, text
from sandbox.people import User
from sandbox.richtext import inline
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes: names come from the workspace, zone and language from the person."""

    workspace: Workspace
    user: User

    @property
    def zone(self) -> ZoneInfo:
        """The zone that the person's clock is in."""
        return ZoneInfo(self.user.tz)

    def person(self, user_id: str) -> str:
        """`@ana` for a user's id; the id itself for one nobody knows."""
        user = self.workspace.directory.users.get(user_id)
        return f"@{user.name}" if user else user_id

    def channel(self, channel_id: str) -> str:
        """`#general` for a channel's id, and for a DM the people in it other than the reader."""
        channel = self.workspace.conversations.channels.get(channel_id)
        if channel is None:
            return channel_id
        others = [self.person(member) for member in channel.members if member != self.user.id]
        return f"#{channel.name}" if channel.name else " ".join(others)

    def group(self, group_id: str) -> str:
        """`@it` for a user group's id."""
        group = self.workspace.directory.groups.get(group_id)
        return f"@{group.handle}" if group else group_id


def read_object(source: Mapping[str, object], reader: Reader) -> str:
    """Read a text object of either type."""
    words = text(source, "text")
    return read(words, reader) if source.get("type") == "mrkdwn" else unescape(words)


def read(mrkdwn: str, reader: Reader) -> str:
    """Read mrkdwn: what stands in code marks loses the marks only, all else its markup too."""
    return _read(parse(mrkdwn), reader)


def read_rich_text(block: Payload, reader: Reader) -> str:
    """Read a rich_text block or any part of one."""
    kind = text(block, "type")
    if not isinstance(block.get("elements"), list):
        return _read(inline([block]), reader)
    pieces = [read_rich_text(part, reader) for part in children(block, "elements")]
    if kind == "rich_text_list":
        return "\n".join(f"• {piece}" for piece in pieces)
    return ("\n" if kind == "rich_text" else "").join(pieces)


def read_mention(mention: Mention, reader: Reader) -> str:
    """The name of what is mentioned."""
    return _NAMES.get(mention.kind, _id)(reader, mention.id)


def read_moment(moment: Moment, reader: Reader) -> str:
    """A date in the reader's zone and language; its fallback where the format or the moment is none Slack knows."""
    try:
        return _read_date(moment, reader)
    except (KeyError, OverflowError, ValueError, OSError):
        return moment.fallback


def _read_date(moment: Moment, reader: Reader) -> str:
    local = datetime.fromtimestamp(moment.epoch, UTC).astimezone(reader.zone)
    now = reader.workspace.clock().astimezone(reader.zone)
    return draw_date(moment.format, local, now, reader.user.locale)


def _id(_: Reader, name: str) -> str:
    return name


_NAMES: Mapping[str, Callable[[Reader, str], str]] = MappingProxyType(
    {
        "broadcast": lambda _, name: f"@{name}",
        "channel": Reader.channel,
        "user": Reader.person,
        "usergroup": Reader.group,
    }
)


def _read(parts: Iterable[Node], reader: Reader) -> str:
    return "".join(_NODES[type(part)](part, reader) for part in parts)


_NODES: Mapping[type[Node], Callable[[Any, Reader], str]] = MappingProxyType(
    {
        Colour: lambda colour, _: colour.value,
        Emoji: lambda emoji, _: f":{emoji.name}:",
        Fence: lambda fence, reader: _read(fence.parts, reader),
        Link: lambda link, _: link.words or link.address,
        Mention: read_mention,
        Moment: read_moment,
        Styled: lambda styled, reader: _read(styled.parts, reader),
        Words: lambda words, _: words.text,
    }
)
