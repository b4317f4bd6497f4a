"""A person at their screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sandbox.conversations import Channel, Kind, Message
from sandbox.payload import Payload
from sandbox.people import User
from sandbox.person.errors import NotOnScreen
from sandbox.person.eyes import Eyes
from sandbox.person.form import Form
from sandbox.person.home import HomeTab
from sandbox.person.message import SeenMessage
from sandbox.person.uploads import Upload, kept
from sandbox.sandbox import Sandbox
from sandbox.screens import View

PATIENCE = 5.0
"""How long a person waits for something to appear, in seconds of real time."""


class Person:
    """Acts in a sandbox as one user, by what that user sees; its text form is the @name."""

    def __init__(self, sandbox: Sandbox, user_id: str, *, patience: float = PATIENCE) -> None:
        self._sandbox = sandbox
        self._eyes = Eyes(sandbox, user_id, patience)
        self.id = user_id

    def __str__(self) -> str:
        return f"@{self.user.name}"

    @property
    def user(self) -> User:
        """The user as Slack knows them now."""
        return self._sandbox.workspace.user(self.id)

    def screen(self) -> str:
        """Everything that the person sees now."""
        return self._eyes.screen()

    def command(self, line: str, channel: str | None = None) -> None:
        """Type a slash command into a channel (`#general` or an id), or else into the DM with the app.

        Raises:
            NoAnswer: the app did not answer in time.
            NotOnScreen: the person cannot do that there.
        """
        place = self._channel(channel) if channel else self._dm()
        self._eyes.act(lambda: self._sandbox.interactions.command(self.id, line, place.id), f"the command {line!r}")

    def write(self, words: str, *uploads: Upload) -> None:
        """Write to the app in their conversation, with files or without."""
        files = tuple(kept(self._eyes, upload).id for upload in uploads)
        self._sandbox.happenings.write(self.id, self._dm().id, words, files=files)

    @property
    def form(self) -> Form:
        """The modal that the person sees, waiting until there is one.

        Raises:
            NotOnScreen: none came.
        """
        view = self._eyes.find(lambda: self._sandbox.workspace.screens.top_modal(self.id), "a form")
        return Form(self._eyes, view.id)

    @property
    def has_form(self) -> bool:
        """Whether the person sees a modal now."""
        return self._sandbox.workspace.screens.top_modal(self.id) is not None

    def home(self) -> HomeTab:
        """Open the app's Home tab and wait until it was published anew.

        Raises:
            NotOnScreen: it was not.
        """
        before = self._sandbox.workspace.screens.home(self.id)

        def look() -> View | None:
            view = self._sandbox.workspace.screens.home(self.id)
            return view if view is not None and (before is None or view.hash != before.hash) else None

        self._sandbox.happenings.open_home(self.id)
        self._eyes.find(look, "a freshly published Home")
        return HomeTab(self._eyes)

    def messages(self, containing: str = "", channel: str | None = None) -> list[SeenMessage]:
        """All messages with these words that the person sees now, oldest first, replies and ephemeral ones too."""
        return self._seen(containing, self._in(channel))

    def message(self, containing: str = "", channel: str | None = None) -> SeenMessage:
        """The newest message with these words, in any channel or DM, waiting until there is one.

        Raises:
            NotOnScreen: none came.
        """
        return self._newest(containing, self._in(channel), f"a message with {containing!r} in {channel or 'any place'}")

    def dm(self, containing: str = "") -> SeenMessage:
        """The newest message with these words in the DM with the app.

        Raises:
            NotOnScreen: none came.
        """
        dm = self._dm()
        return self._newest(
            containing,
            lambda message: message.channel == dm.id and message.only_for is None,
            f"a direct message with {containing!r}",
        )

    def ephemeral(self, containing: str = "") -> SeenMessage:
        """The newest message with these words that only this person sees.

        Raises:
            NotOnScreen: none came.
        """
        return self._newest(
            containing, lambda message: message.only_for == self.id, f"a message only for them with {containing!r}"
        )

    @contextmanager
    def sees_nothing_new(self, once: Callable[[], object] | None = None) -> Iterator[None]:
        """Hold that what happens in the block changes no message and opens no form for this person.

        Events are waited for at the end, and then `once`, if given, until it is true: a condition that says that
        whatever the app does later is done.

        Raises:
            NotOnScreen: something is new or changed, or `once` did not come true.
        """
        before = self._everything()
        yield
        self._sandbox.dispatcher.wait_for_events(self._eyes.patience)
        if once:
            self._eyes.find(once, "the app come to rest")
        after = self._everything()
        if after != before:
            raise NotOnScreen(f"{self} sees something new", self.screen())

    def _everything(self) -> list[tuple[str, str, tuple[Payload, ...] | str]]:
        with self._sandbox.workspace.changing():
            messages = self._sandbox.workspace.messages_for(self.id)
            modals = self._sandbox.workspace.screens.modals(self.id)
        shown = [(message.channel, message.ts, message.blocks or message.text) for message in messages]
        return [*shown, *((view.id, view.hash, "") for view in modals)]

    def _newest(self, containing: str, belongs: Callable[[Message], bool], sought: str) -> SeenMessage:
        found = self._eyes.find(lambda: self._seen(containing, belongs)[-1:], sought)
        return found[0]

    def _seen(self, containing: str, belongs: Callable[[Message], bool]) -> list[SeenMessage]:
        messages = self._sandbox.workspace.messages_for(self.id)
        seen = [SeenMessage(self._eyes, message) for message in messages if belongs(message)]
        return [message for message in seen if message.contains(containing)]

    def _in(self, channel: str | None) -> Callable[[Message], bool]:
        place = self._channel(channel) if channel else None
        return lambda message: place is None or message.channel == place.id

    def _channel(self, name: str) -> Channel:
        conversations = self._sandbox.workspace.conversations
        found = conversations.channels.get(name) or conversations.by_name(name.removeprefix("#"))
        hidden = found is not None and found.kind is not Kind.PUBLIC and self.id not in found.members
        if found is None or hidden:
            raise NotOnScreen(f"{self} sees no channel {name}", self.screen())
        return found

    def _dm(self) -> Channel:
        return self._sandbox.workspace.open_dm((self.id, self._sandbox.app.bot_user))
