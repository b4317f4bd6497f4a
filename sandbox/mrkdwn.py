"""Texts as their reader sees them: mentions by name, dates in the reader's zone, links as words, no markup."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sandbox.payload import Payload, text
from sandbox.people import User
from sandbox.workspace import Workspace

_SPECIAL = re.compile(r"<([^<>\n]+)>")
_DATE = re.compile(r"!date\^(?P<epoch>-?\d+)\^(?P<format>[^|^]+)(\^[^|]*)?\|(?P<fallback>.*)", re.DOTALL)
_TOKEN = re.compile(r"\{(\w+)\}")
_CODE = re.compile(r"(```.+?```|`[^`\n]+`)", re.DOTALL)
_MARKUP = re.compile(r"(?<![\w*_~])(?P<mark>[*_~])(?=\S)(?P<words>[^\n]+?)(?<=\S)(?P=mark)(?![\w*_~])")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_NEAR_DAYS: Mapping[int, str] = MappingProxyType({-1: "yesterday", 0: "today", 1: "tomorrow"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes: names come from the workspace, the zone from the person."""

    workspace: Workspace
    user: User

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
    parts = _CODE.split(mrkdwn)
    outside = (_plain(part, reader) if index % 2 == 0 else _code(part, reader) for index, part in enumerate(parts))
    return "".join(outside)


def unescape(words: str) -> str:
    """Undo the three entities."""
    for entity, character in _ENTITIES:
        words = words.replace(entity, character)
    return words


def read_rich_text(block: Payload, reader: Reader) -> str:
    """Read a rich_text block or any part of one."""
    kind, parts = text(block, "type"), block.get("elements")
    if not isinstance(parts, list):
        return _INLINE[kind](block, reader) if kind in _INLINE else text(block, "text")
    pieces = [read_rich_text(part, reader) for part in parts]
    if kind == "rich_text_list":
        return "\n".join(f"• {piece}" for piece in pieces)
    return ("\n" if kind == "rich_text" else "").join(pieces)


def read_date(epoch: int, form: str, reader: Reader) -> str:
    """Read a date token's format for a moment, in the reader's zone.

    Raises:
        KeyError: the format has a token that Slack does not know.
    """
    zone = ZoneInfo(reader.user.tz)
    moment = datetime.fromtimestamp(epoch, UTC).astimezone(zone)
    days = (moment.date() - reader.workspace.clock().astimezone(zone).date()) // timedelta(days=1)

    def token(found: re.Match[str]) -> str:
        name = found[1]
        if name.endswith("_pretty") and days in _NEAR_DAYS:
            return _NEAR_DAYS[days]
        return _DATE_TOKENS[name.removesuffix("_pretty")](moment)

    return _TOKEN.sub(token, form)


_DATE_TOKENS: Mapping[str, Callable[[datetime], str]] = MappingProxyType(
    {
        "date_num": lambda moment: f"{moment:%Y-%m-%d}",
        "date": lambda moment: f"{moment:%B} {moment.day}, {moment.year}",
        "date_short": lambda moment: f"{moment:%b} {moment.day}, {moment.year}",
        "date_long": lambda moment: f"{moment:%A}, {moment:%B} {moment.day}, {moment.year}",
        "time": lambda moment: f"{moment:%H:%M}",
        "time_secs": lambda moment: f"{moment:%H:%M:%S}",
    }
)


_INLINE: Mapping[str, Callable[[Payload, Reader], str]] = MappingProxyType(
    {
        "broadcast": lambda part, _: f"@{text(part, 'range')}",
        "channel": lambda part, reader: reader.channel(text(part, "channel_id")),
        "date": lambda part, reader: read_date(int(str(part["timestamp"])), text(part, "format"), reader),
        "emoji": lambda part, _: f":{text(part, 'name')}:",
        "link": lambda part, _: text(part, "text") or text(part, "url"),
        "user": lambda part, reader: reader.person(text(part, "user_id")),
        "usergroup": lambda part, reader: reader.group(text(part, "usergroup_id")),
    }
)


def _code(mrkdwn: str, reader: Reader) -> str:
    return unescape(_SPECIAL.sub(lambda found: _special(found[1], reader), mrkdwn.strip("`")))


def _plain(mrkdwn: str, reader: Reader) -> str:
    previous = ""
    while previous != mrkdwn:
        previous, mrkdwn = mrkdwn, _MARKUP.sub(lambda found: found["words"], mrkdwn)
    return unescape(_SPECIAL.sub(lambda found: _special(found[1], reader), mrkdwn))


def _special(inside: str, reader: Reader) -> str:
    """Read what stands between < and >."""
    if date := _DATE.fullmatch(inside):
        try:
            return read_date(int(date["epoch"]), date["format"], reader)
        except (KeyError, OverflowError):
            return date["fallback"]
    address, _, words = inside.partition("|")
    if address.startswith("!subteam^"):
        return reader.group(address.removeprefix("!subteam^"))
    mentions = {"@": reader.person, "#": reader.channel, "!": "@{}".format}
    mention = mentions.get(address[0])
    return mention(address[1:]) if mention else words or address
