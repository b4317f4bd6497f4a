"""What a person looks with: the screen as it is now, and the patience to wait until something is on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.conversations import Message
from sandbox.inputs import Typed
from sandbox.interactions import NotPossible, Outcome
from sandbox.mrkdwn import Reader
from sandbox.person.errors import NoAnswer, NotOnScreen
from sandbox.sandbox import Sandbox
from sandbox.screen import NOTHING_TYPED, whole_screen
from sandbox.screens import View
from sandbox.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Eyes:
    """One person at one screen. `patience` is the longest wait, in seconds of real time."""

    sandbox: Sandbox
    user_id: str
    patience: float
    _typed: dict[str, dict[tuple[str, str], object]] = field(default_factory=dict)

    @property
    def workspace(self) -> Workspace:
        """Where the person is."""
        return self.sandbox.workspace

    @property
    def reader(self) -> Reader:
        """The person as a reader, with their present zone and name."""
        return Reader(self.workspace, self.workspace.user(self.user_id))

    def typed(self, where: Message | View) -> Typed:
        """What the person typed there and did not send yet."""
        return self._typed.get(_key(where), NOTHING_TYPED)

    def type(self, where: Message | View, block_id: str, action_id: str, value: object) -> None:
        """Put a value into an input."""
        self._typed.setdefault(_key(where), {})[block_id, action_id] = value

    def screen(self) -> str:
        """Everything that the person sees now."""
        with self.workspace.changing():
            return whole_screen(self.reader, self.typed)

    def find(self, look: Callable[[], T | None], sought: str) -> T:
        """Wait until `look` finds something.

        Raises:
            NotOnScreen: it did not in time; `sought` says what was looked for.
        """
        try:
            return self.workspace.wait_until(look, self.patience)
        except TimeoutError:
            raise NotOnScreen(f"@{self.reader.user.name} does not see {sought}", self.screen()) from None

    def act(self, act: Callable[[], Outcome], what: str) -> Outcome:
        """Do something that the app must answer.

        Raises:
            NoAnswer: it did not, or Slack did not take the answer.
            NotOnScreen: Slack offers no such thing to this person.
        """
        try:
            outcome = act()
        except NotPossible as reason:
            raise NotOnScreen(f"@{self.reader.user.name} cannot do {what}: {reason}", self.screen()) from reason
        if outcome.failure:
            raise NoAnswer(f"{what} failed: {outcome.failure}", self.screen())
        return outcome


def _key(where: Message | View) -> str:
    return where.id if isinstance(where, View) else f"{where.channel} {where.ts}"
