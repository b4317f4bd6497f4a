"""A conversation or a thread as its reader sees it: days, and messages with who wrote them, when, and what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from sandbox.browser.drawing import Sight, draw_blocks, draw_files, draw_text
from sandbox.browser.shell.marks import standing, thread_of
from sandbox.browser.shell.moments import Moment, moment_of
from sandbox.browser.shell.room import Room, Unseen
from sandbox.conversations import Channel, Message, reply_counts
from sandbox.payload import children, text
from sandbox.people import User

SHOWN = 50
"""How many messages of a conversation one sees without asking for earlier ones."""

_BREATH = timedelta(minutes=5)
"""Within this time somebody's next message stands under the same name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message."""

    message: Message
    author: User | None
    moment: Moment
    body: Markup
    replies: int
    is_first_of_day: bool
    is_continued: bool

    @property
    def name(self) -> str:
        """Who wrote it."""
        return self.author.real_name if self.author else self.message.user


@dataclass(frozen=True, slots=True)
class Log:
    """The messages of a place, the oldest first, and how many earlier ones are left out."""

    lines: tuple[Line, ...]
    left_out: int = 0


def log(room: Room, user: User, channel: Channel, shown: int = SHOWN) -> Log:
    """What stands in a channel."""
    messages = list(standing(room.workspace, channel, user))
    latest = messages[-shown:]
    return Log(tuple(_lines(room, user, latest, "m")), len(messages) - len(latest))


def thread(room: Room, user: User, channel: Channel, root_ts: str) -> Log:
    """A thread.

    Raises:
        Unseen: nothing of it is there.
    """
    messages = thread_of(room.workspace, channel, root_ts, user)
    if not messages:
        raise Unseen(root_ts)
    return Log(tuple(_lines(room, user, messages, "reply")))


def body(message: Message, sight: Sight) -> Markup:
    """What a message says: its blocks, or its text where it has none, then attachments and files."""
    said = draw_blocks(message.blocks, sight) if message.blocks else draw_text(message.text, sight)
    for attachment in message.attachments:
        said += draw_text(text(attachment, "text") or text(attachment, "fallback"), sight)
        said += draw_blocks(children(attachment, "blocks"), sight)
    return said + draw_files(message.files, sight)


def _lines(room: Room, user: User, messages: Sequence[Message], place: str) -> Iterator[Line]:
    """The messages as lines; `place` tells a message in its channel from the same one in its thread."""
    now, reader = room.slack.now(), room.reader(user)
    counts = reply_counts(room.workspace.messages_for(user.id))
    before: Line | None = None
    for message in messages:
        at = moment_of(message.ts, user, now)
        is_new_day = before is None or before.moment.date != at.date
        before = Line(
            message=message,
            author=room.workspace.directory.users.get(message.user),
            moment=at,
            body=body(message, Sight(reader, place=f"{place}-{message.ts}")),
            replies=counts.get(message.ts, 0),
            is_first_of_day=is_new_day,
            is_continued=not is_new_day and _continues(before, message, at),
        )
        yield before


def _continues(before: Line | None, message: Message, at: Moment) -> bool:
    if before is None or message.only_for or before.message.only_for or before.replies:
        return False
    return before.message.user == message.user and at.at - before.moment.at < _BREATH
