"""People's accounts while the company is played: the bot does not listen yet, and is told what it would hear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.slack.directory import SlackDirectory
from handlers.hires import tie_hires
from lifecycle.desk import Desk
from lifecycle.leaving import see_off
from sandbox.company import GENERAL, TEAM
from sandbox.people import User
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a workspace, and the desk that hears of them."""

    workspace: Workspace
    directory: SlackDirectory
    desk: Desk

    def everybody(self) -> Sequence[User]:
        """Who has an account of the company, whatever kind it is."""
        with self.workspace.changing():
            return [user for user in self.workspace.directory.users.values() if user.team_id == TEAM.id]

    def meet(self, now: datetime) -> Mapping[str, int]:
        """Have everybody on record; their numbers there, by their ids in Slack."""
        return {user.id: self.directory.account(_told(user, now)).person.id for user in self.everybody()}

    def change(self, user: User, now: datetime) -> None:
        """An account is new, or has ended."""
        user = replace(user, updated=int(now.timestamp()))
        with self.workspace.changing():
            self.workspace.directory.put(user)
            self._seat(user)
        visitor = self.directory.account(_told(user, now))
        if user.deleted:
            see_off(self.desk, visitor.person.id, now)
        else:
            tie_hires(self.desk, visitor, now, joined=True)

    def _seat(self, user: User) -> None:
        """Whoever is new is in the channel of everybody, and whoever is gone in none."""
        conversations = self.workspace.conversations
        for channel in [one for one in conversations.channels.values() if one.name]:
            others = [one for one in channel.members if one != user.id]
            stays = not user.deleted and (channel.id == GENERAL or user.id in channel.members)
            conversations.set_members(channel.id, [*others, user.id] if stays else others)


def _told(user: User, now: datetime) -> Mapping[str, object]:
    return user.as_json(now, with_email=True, with_locale=True)
