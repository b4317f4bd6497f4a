"""How far everybody has read: what is new in a place, and for whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.conversations import Channel, Kind, Message
from sandbox.ids import Timestamp, parse_ts
from sandbox.people import User
from sandbox.workspace import Workspace


@dataclass(slots=True)
class Marks:
    """By person and channel, the newest message that was on the screen. The workspace's lock covers it.

    What was there before anybody looked at all is the past, and new to nobody.
    """

    letters_read: int = 0
    _read: dict[tuple[str, str], Timestamp] = field(default_factory=dict)
    _past: Timestamp | None = None

    def begin(self, workspace: Workspace, letters: int) -> None:
        """Somebody looks; the first time, whatever is there is the past."""
        if self._past is None:
            channels = workspace.conversations.channels
            said = (message for channel in channels for message in workspace.conversations.in_channel(channel))
            self._past = max((parse_ts(message.ts) for message in said), default=(0, 0))
            self.letters_read = letters

    def read(self, user: User, channel: Channel, workspace: Workspace) -> bool:
        """The person looks at a channel; whether anything was new there."""
        was_new = self.unread(user, channel, workspace) > 0
        seen = (parse_ts(message.ts) for message in standing(workspace, channel, user))
        self._read[user.id, channel.id] = max(seen, default=(0, 0))
        return was_new

    def unread(self, user: User, channel: Channel, workspace: Workspace) -> int:
        """How many messages of others the person has not seen there."""
        if self._past is None:
            return 0
        read = max(self._past, self._read.get((user.id, channel.id), self._past))
        return sum(
            message.user != user.id and parse_ts(message.ts) > read for message in standing(workspace, channel, user)
        )

    def waiting(self, user: User, workspace: Workspace) -> int:
        """How many messages the person has not seen that are for them, not for everybody."""
        channels = channels_of(workspace, user)
        return sum(self.unread(user, channel, workspace) for channel in channels if channel.kind is not Kind.PUBLIC)


def channels_of(workspace: Workspace, user: User) -> list[Channel]:
    """The conversations that the person is in: none at all once deactivated."""
    channels = workspace.conversations.channels.values()
    return [] if user.deleted else [channel for channel in channels if user.id in channel.members]


def standing(workspace: Workspace, channel: Channel, user: User) -> Iterator[Message]:
    """What stands in the channel itself for this person, oldest first: no replies, but what they alone see."""
    for message in workspace.conversations.in_channel(channel.id):
        if message.only_for in (None, user.id) and (message.is_broadcast or not message.is_reply):
            yield message


def thread_of(workspace: Workspace, channel: Channel, root_ts: str, user: User) -> list[Message]:
    """A thread as this person sees it, its root first."""
    return [
        message
        for message in workspace.conversations.in_channel(channel.id)
        if message.only_for in (None, user.id) and root_ts in (message.ts, message.thread_ts)
    ]
