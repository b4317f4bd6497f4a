"""One person doing one thing: who, and what the script says about it."""

from dataclasses import dataclass

from sandbox.browser.shell.room import Room, Unfit, Unseen
from sandbox.browser.typed import typed_of
from sandbox.conversations import Channel, Message
from sandbox.inputs import Typed
from sandbox.payload import Payload, text
from sandbox.people import User
from sandbox.screens import View


@dataclass(frozen=True, slots=True)
class Visit:
    """What a POST says, read without trust: what is named in it is looked up, and must be on the person's screen."""

    room: Room
    user: User
    given: Payload

    def text(self, key: str) -> str:
        """A string, empty when there is none."""
        return text(self.given, key).strip()

    def channel(self) -> Channel:
        """The conversation that is meant.

        Raises:
            Unseen: the person is in no such conversation.
        """
        channel = self.room.workspace.conversations.channels.get(self.text("channel"))
        if channel is None or self.user.id not in channel.members or self.user.deleted:
            raise Unseen(self.text("channel"))
        return channel

    def where(self) -> Message | View:
        """The view or message that is meant, as it stands now.

        Raises:
            Unfit: it is gone.
        """
        found: Message | View | None
        if view_id := self.text("view"):
            view = self.room.workspace.screens.find(view_id)
            found = view if view and view.user == self.user.id else None
        else:
            message = self.room.workspace.conversations.find(self.channel().id, self.text("ts"))
            found = message if message and message.only_for in (None, self.user.id) else None
        if found is None:
            raise Unfit("This is not there any more.")
        return found

    def typed(self, where: Message | View) -> Typed:
        """All that stands in the inputs there; what an input of an older screen says is left out."""
        typed: dict[tuple[str, str], object] = {}
        for entry in self.entries():
            try:
                typed |= self.held(where, entry)
            except ValueError:
                continue
        return typed

    def entries(self) -> list[list[object]]:
        """What the script gathered: [[block_id, action_id, value], …]."""
        given = self.given.get("values")
        return [entry for entry in given if isinstance(entry, list)] if isinstance(given, list) else []

    def held(self, where: Message | View, entry: list[object]) -> Typed:
        """What one input holds.

        Raises:
            ValueError: it is not there, or cannot hold that.
        """
        return typed_of(where.blocks, [entry], self.room.workspace, self.room.slack.base_url)
