"""The people of the workspace: on record in the database, learnt from Slack when they are first seen.

Implements `handlers.guard.Directory` and `scheduler.services.Directory`.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.config.settings import Settings
from bot.delivery.refusals import code_of
from bot.slack.accounts import User, account_of
from handlers.guard import Visitor
from lifecycle.people import Role
from scheduler.services import IsOver, never
from store.people import PeopleBook, SlackAccount

log = logging.getLogger(__name__)

STALE_AFTER = timedelta(days=7)
"""The age at which an account is read anew, in case that an event about it was missed."""

BATCH = 50
"""Accounts read anew in one run: users.info allows 100 calls a minute [slack.dev: tier 4]."""

NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who has which role: ids of accounts, and for IT the user group that may stand in their place."""

    it_usergroup: str | None = None
    it_users: tuple[str, ...] = ()
    approver_users: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> "Roster":
        """The roster that the settings give."""
        return cls(
            it_usergroup=settings.it_usergroup,
            it_users=settings.it_users,
            approver_users=settings.approver_users,
        )


class SlackDirectory:
    """People by their Slack accounts.

    `quick` is asked while somebody waits, `client` in the background. `team_id` is the bot's own workspace.
    """

    def __init__(
        self, people: PeopleBook, roster: Roster, team_id: str, *, client: WebClient, quick: WebClient, clock: Clock
    ) -> None:
        self._people = people
        self._roster = roster
        self._team_id = team_id
        self._client = client
        self._quick = quick
        self._clock = clock

    def visitor(self, team_id: str, slack_id: str) -> Visitor | None:
        """Who that is: one query where the account is on record, else Slack is asked. None: Slack knows nobody so."""
        known = self._known(team_id, slack_id)
        if known:
            return known
        account = _read(self._quick, slack_id)
        return self._record(account, is_new=True) if account else None

    def account(self, user: User) -> Visitor:
        """Record a user object of Slack's, unless a newer one is on record."""
        account = account_of(user)
        return self._record(account, is_new=self._known(account.team_id, account.slack_id) is None)

    def regroup(self, group: str, joined: Sequence[str], left: Sequence[str]) -> None:
        """Some joined a user group, and some left it: IT's is heeded. Whoever misses an event, reads it anew later."""
        if group == self._roster.it_usergroup:
            leavers = [one for one in left if one not in self._roster.it_users]
            self._people.move_members(Role.IT, joined=joined, left=leavers)

    def refresh_groups(self) -> None:
        """Read anew who has which role; raises what slack_sdk raises, and then every role stays as it was."""
        members: Mapping[Role, Iterable[str]] = {
            Role.IT: dict.fromkeys((*self._roster.it_users, *self._group())),
            Role.APPROVER: self._roster.approver_users,
        }
        for role, slack_ids in members.items():
            self._people.set_members(role, [one for one in slack_ids if self._is_on_record(one)])

    def refresh_accounts(self, now: datetime, is_over: IsOver = never) -> None:
        """Read anew some of the accounts that were not heard of for long; raises what slack_sdk raises."""
        for person in self._people.stale(now - STALE_AFTER, BATCH):
            if is_over():
                return
            account = _read(self._client, person.slack_id or "")
            if account:
                self._people.record(account, now)

    def _group(self) -> list[str]:
        if self._roster.it_usergroup is None:
            return []
        answer = self._client.usergroups_users_list(usergroup=self._roster.it_usergroup)
        return cast(list[str], answer["users"])

    def _is_on_record(self, slack_id: str) -> bool:
        """Whether somebody who is to have a role is on record, if need be from now on."""
        if self._known(self._team_id, slack_id):
            return True
        account = _read(self._client, slack_id)
        if account is None:
            log.warning("%s is to have a role, but Slack knows nobody of that id", slack_id)
            return False
        self._people.record(account, self._clock())
        return True

    def _known(self, team_id: str, slack_id: str) -> Visitor | None:
        found = self._people.visitor(team_id, slack_id)
        return Visitor(person=found[0], roles=found[1]) if found else None

    def _record(self, account: SlackAccount, *, is_new: bool) -> Visitor:
        person = self._people.record(account, self._clock())
        found = self._people.visitor(account.team_id, account.slack_id)
        return Visitor(person=person, roles=found[1] if found else frozenset(), is_new=is_new)


class NoDirectory:
    """Without Slack there is nobody to read anew: for `tick` on a machine that has no tokens."""

    def refresh_groups(self) -> None:
        """Every role stays as it was."""

    def refresh_accounts(self, now: datetime, is_over: IsOver = never) -> None:
        """Every account stays as it was."""


def _read(client: WebClient, slack_id: str) -> SlackAccount | None:
    try:
        answer = client.users_info(user=slack_id, include_locale=True)
    except SlackApiError as error:
        if code_of(error) in NOBODY:
            return None
        raise
    return account_of(cast(User, answer["user"]))
