"""What is said where: channels, direct messages, threads, and messages that only one person sees."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from sandbox.ids import parse_ts
from sandbox.payload import Payload, without_nones


class Kind(StrEnum):
    """What a conversation is; the value is the prefix of the scopes that open it (`groups:history`)."""

    PUBLIC = "channels"
    PRIVATE = "groups"
    DM = "im"
    GROUP_DM = "mpim"


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation of any kind; a DM has no name."""

    id: str
    name: str
    kind: Kind
    members: tuple[str, ...]
    is_archived: bool = False
    created: int = 0
    locale: str = "en-GB"

    def as_json(self, *, bot_user: str, with_locale: bool) -> Payload:
        """Slack's conversation object, as the bot's token sees it."""
        other = next((member for member in self.members if member != bot_user), None)
        return without_nones(
            {
                "id": self.id,
                "name": self.name or None,
                "user": other if self.kind is Kind.DM else None,
                "is_channel": self.kind is Kind.PUBLIC,
                "is_group": self.kind is Kind.PRIVATE,
                "is_im": self.kind is Kind.DM,
                "is_mpim": self.kind is Kind.GROUP_DM,
                "is_private": self.kind is not Kind.PUBLIC,
                "is_archived": self.is_archived,
                "is_member": bot_user in self.members,
                "created": self.created,
                "locale": self.locale if with_locale else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now. An edit replaces the object, so an older one held elsewhere is an old screen.

    `only_for` is set on an ephemeral message: the one person who sees it, until that person reloads.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Payload, ...] = ()
    attachments: tuple[Payload, ...] = ()
    thread_ts: str | None = None
    is_broadcast: bool = False
    metadata: Payload | None = None
    files: tuple[str, ...] = ()
    bot_id: str | None = None
    app_id: str | None = None
    only_for: str | None = None
    edited_ts: str | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def as_json(self, *, with_metadata: bool = False) -> Payload:
        """Slack's message object. Metadata is given back only to those who ask for it."""
        return without_nones(
            {
                "type": "message",
                "subtype": "thread_broadcast" if self.is_broadcast else None,
                "user": self.user,
                "bot_id": self.bot_id,
                "app_id": self.app_id,
                "ts": self.ts,
                "text": self.text,
                "blocks": list(self.blocks) or None,
                "attachments": list(self.attachments) or None,
                "thread_ts": self.thread_ts,
                "files": [{"id": file_id} for file_id in self.files] or None,
                "edited": {"user": self.user, "ts": self.edited_ts} if self.edited_ts else None,
                "metadata": self.metadata if with_metadata else None,
            }
        )


class Conversations:
    """All channels and their messages. Not locked: the workspace's lock covers it."""

    def __init__(self, channels: Iterable[Channel]) -> None:
        self.channels = {channel.id: channel for channel in channels}
        self._messages: dict[str, dict[str, Message]] = {}

    def by_name(self, name: str) -> Channel | None:
        """The channel called `name`, without the #."""
        return next((channel for channel in self.channels.values() if channel.name == name), None)

    def dm_of(self, members: Iterable[str]) -> Channel | None:
        """The direct conversation of exactly these people."""
        wanted = frozenset(members)
        direct = (channel for channel in self.channels.values() if channel.kind in (Kind.DM, Kind.GROUP_DM))
        return next((channel for channel in direct if frozenset(channel.members) == wanted), None)

    def set_members(self, channel_id: str, members: Iterable[str]) -> None:
        """Replace who is in a channel."""
        self.channels[channel_id] = replace(self.channels[channel_id], members=tuple(members))

    def put(self, message: Message) -> None:
        """Add a message, or replace the one with the same channel and ts."""
        self._messages.setdefault(message.channel, {})[message.ts] = message

    def remove(self, message: Message) -> None:
        """Take a message away; its replies stay."""
        del self._messages[message.channel][message.ts]

    def find(self, channel_id: str, ts: str) -> Message | None:
        """The message at this address as it stands now."""
        return self._messages.get(channel_id, {}).get(ts)

    def in_channel(self, channel_id: str) -> list[Message]:
        """Everything in a channel, oldest first: replies and ephemeral messages too."""
        return sorted(self._messages.get(channel_id, {}).values(), key=lambda message: parse_ts(message.ts))

    def history(self, channel_id: str) -> list[Message]:
        """What stands in the channel itself for everybody, oldest first."""
        return [
            message
            for message in self.in_channel(channel_id)
            if message.only_for is None and (message.is_broadcast or not message.is_reply)
        ]

    def thread(self, channel_id: str, root_ts: str) -> list[Message]:
        """A thread for everybody, oldest first: its root, then the replies."""
        return [
            message
            for message in self.in_channel(channel_id)
            if message.only_for is None and root_ts in (message.ts, message.thread_ts)
        ]

    def seen_by(self, user_id: str) -> list[Message]:
        """Every message that this person can see, oldest first, over all their channels and DMs."""
        seen = [
            message
            for channel in self.channels.values()
            for message in self._messages.get(channel.id, {}).values()
            if (user_id in channel.members and message.only_for is None) or message.only_for == user_id
        ]
        return sorted(seen, key=lambda message: parse_ts(message.ts))


def reply_counts(messages: Iterable[Message]) -> dict[str, int]:
    """How many replies each thread root among these messages has."""
    counts: dict[str, int] = {}
    for message in messages:
        if message.is_reply and message.thread_ts:
            counts[message.thread_ts] = counts.get(message.thread_ts, 0) + 1
    return counts
