"""What the page works with: the workspace, what people and fate do in it, and what was added to it."""

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.browser.shell.marks import Marks
from sandbox.browser.stage import Happening, Stage
from sandbox.context import Slack
from sandbox.happenings import Happenings
from sandbox.interactions import Interactions
from sandbox.mailroom import Letter, Mailroom
from sandbox.mrkdwn import Reader
from sandbox.people import SLACKBOT, User
from sandbox.workspace import Workspace


class Unseen(LookupError):
    """There is no such thing for whoever asks."""


class Unfit(ValueError):
    """What was asked cannot be done; its text says why, for the person who asked."""


@dataclass(slots=True)
class Walk:
    """What happened while time was walked, the earliest first."""

    since: datetime
    until: datetime
    happened: tuple[Happening, ...]


@dataclass(slots=True)
class Room:
    """Everything behind the page; `marks` and `walk` are the page's own memory, under the workspace's lock."""

    slack: Slack
    interactions: Interactions
    happenings: Happenings
    stage: Stage | None = None
    mailroom: Mailroom | None = None
    marks: Marks = field(default_factory=Marks)
    walk: Walk | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.slack.workspace

    def person(self, user_id: str) -> User:
        """Whoever sits before the screen.

        Raises:
            Unseen: nobody can: there is no such person, or it is a bot or Slackbot.
        """
        user = self.workspace.directory.users.get(user_id)
        if user is None or not is_somebody(user):
            raise Unseen(user_id)
        return user

    def people(self) -> list[User]:
        """Everybody who can sit before a screen."""
        return [user for user in self.workspace.directory.users.values() if is_somebody(user)]

    def reader(self, user: User) -> Reader:
        """The person as a reader."""
        return Reader(self.workspace, user)

    def letters(self) -> tuple[Letter, ...]:
        """The mail that was sent to people outside of Slack."""
        return self.mailroom.letters if self.mailroom else ()


def is_somebody(user: User) -> bool:
    """Whether a user stands for a human being."""
    return not user.is_bot and user.id != SLACKBOT
