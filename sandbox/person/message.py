"""A message as the person sees it."""

from collections.abc import Sequence

from sandbox.conversations import Message
from sandbox.person.errors import NotOnScreen
from sandbox.person.eyes import Eyes
from sandbox.person.panel import Panel
from sandbox.person.pressing import matching, squeezed
from sandbox.screen import body_lines


class SeenMessage(Panel):
    """One message. It reads the newest version; `seen` is what the person saw when they found it."""

    def __init__(self, eyes: Eyes, seen: Message) -> None:
        super().__init__(eyes)
        self.seen = seen

    @property
    def author(self) -> str:
        """Who wrote it, as @name."""
        return self._eyes.reader.person(self.seen.user)

    @property
    def is_gone(self) -> bool:
        """Whether it was deleted."""
        return self._newest() is None

    @property
    def notification(self) -> str:
        """The plain text that stands for it in a notification, which is all that a screen reader reads."""
        return self._now().text

    def thread(self) -> "list[SeenMessage]":
        """The replies under it, oldest first."""
        with self._eyes.workspace.changing():
            replies = self._eyes.workspace.conversations.thread(self.seen.channel, self.seen.ts)
        return [SeenMessage(self._eyes, reply) for reply in replies if reply.ts != self.seen.ts]

    def reply(self, containing: str) -> "SeenMessage":
        """The newest reply with these words, waiting until there is one.

        Raises:
            NotOnScreen: none came.
        """

        def look() -> SeenMessage | None:
            return next((found for found in reversed(self.thread()) if found.contains(containing)), None)

        return self._eyes.find(look, f"a reply with {containing!r} under\n{self.text}")

    def contains(self, words: str) -> bool:
        """Whether these words are on its newest version, however its lines are broken."""
        newest = self._newest()
        return newest is not None and squeezed(words) in squeezed(" ".join(body_lines(newest, self._eyes.reader)))

    def click_stale(self, words: str, near: str | None = None, *, confirm: bool | None = None) -> None:
        """Press a button on the message as it was found, though it may have changed since: an old screen.

        Raises:
            NotOnScreen: it had no such button, or more than one.
            AsksFirst: `confirm` is missing or out of place.
            NoAnswer: the app did not answer in time.
        """
        found = matching(self.seen.blocks, words, near, self._eyes.reader)
        if len(found) != 1:
            raise NotOnScreen(f"{len(found)} buttons {words!r} on the old screen", self._eyes.screen())
        self._press(self.seen, found[0], confirm)

    def _newest(self) -> Message | None:
        return self._eyes.workspace.conversations.find(self.seen.channel, self.seen.ts)

    def _now(self) -> Message:
        newest = self._newest()
        if newest is None:
            raise NotOnScreen("the message was deleted", self._eyes.screen())
        return newest

    def _lines(self) -> Sequence[str]:
        newest = self._now()
        return body_lines(newest, self._eyes.reader, self._eyes.typed(newest))
