"""Who comes in: the people behind the payloads, and who of them may use the desk at all.

What somebody may do with a request is decided by `lifecycle.permissions` at the command; here it is only about who is
let in: members of this workspace, a guest as far as they give devices back, and nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from handlers.incoming import Incoming, Place
from lifecycle.people import Actor, Person, Role
from lifecycle.retrieval import Return
from messages.answers import Stranger
from messages.places import Place as HomePlace
from messages.reader import Reader
from messages.report.parts import Report

Own = Callable[[Return], bool]
"""Whether what somebody sent is about a return, as far as it is for whoever gives the devices back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person with the roles they have now; `is_new` when the desk sees this account for the first time."""

    person: Person
    roles: frozenset[Role] = frozenset()
    is_new: bool = False

    @property
    def actor(self) -> Actor:
        """The visitor as the rules see them."""
        return Actor(person_id=self.person.id, roles=self.roles)

    @property
    def reader(self) -> Reader:
        """The visitor as somebody who reads."""
        return Reader.of(self.person)


class Directory(Protocol):
    """The people of the workspace, as the database has them."""

    def visitor(self, team_id: str, slack_id: str) -> Visitor | None:
        """Who that is: one query where the account is on record, else Slack is asked. None: Slack knows nobody so."""

    def account(self, user: Mapping[str, object]) -> Visitor:
        """Record a user object of Slack's, unless a newer one is on record."""

    def regroup(self, group: str, joined: Sequence[str], left: Sequence[str]) -> None:
        """Some joined a user group, and some left it; roles follow where the group stands for one."""


class Answers(Protocol):
    """Answers for one person's eyes, sent in the background: nobody waits for Slack while an ack is due."""

    def whisper(
        self, place: Place, text: str, blocks: Sequence[Mapping[str, object]] = (), *, instead: bool = False
    ) -> None:
        """Show a message to the person who acted, `instead` of the one on which they did, where Slack can do that.

        When Slack does not take it, that is logged and given up.
        """

    def send(self, slack_id: str, report: Report) -> None:
        """Send a report to a person's conversation with the desk; where its picture fails, that is logged and said."""


class Homes(Protocol):
    """The Homes that people look at, shown in the background as things stand."""

    def show(self, person: Person, place: HomePlace) -> None:
        """Show somebody their Home at a place, and again whenever it changes, whoever changed it."""

    def stay(self, person: Person, place: HomePlace) -> None:
        """They have that place before them: show it anew where it is not as things stand."""


class NotWelcome(Exception):
    """Somebody who has nothing to do here; `reader` is None where the desk knows no language of theirs."""

    def __init__(self, why: Stranger, reader: Reader | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.reader = reader


def nobody(_: Person) -> bool:
    """No guest is expected."""
    return False


def let_in(incoming: Incoming, directory: Directory, is_expected: Callable[[Person], bool] = nobody) -> Visitor:
    """Who sent this, when they belong here.

    Slack delivers what people of other workspaces press in a shared channel with *our* workspace as the payload's team,
    so the sender's own team counts, and what the account itself says. A guest who `is_expected` comes without any role.
    Raises `NotWelcome`.
    """
    if not incoming.is_from_here:
        raise NotWelcome(Stranger.OTHER_WORKSPACE)
    visitor = directory.visitor(incoming.team_id, incoming.user_id)
    if visitor is None:
        raise NotWelcome(Stranger.UNKNOWN)
    why = unwelcome(visitor.person, incoming.team_id)
    if why is Stranger.GUEST and is_expected(visitor.person):
        return replace(visitor, roles=frozenset())
    if why:
        raise NotWelcome(why, visitor.reader)
    return visitor


def unwelcome(person: Person, team_id: str) -> Stranger | None:
    """Why a person has no use of the desk; None for the members of the workspace."""
    reasons = {
        Stranger.OTHER_WORKSPACE: person.team_id != team_id,
        Stranger.DEACTIVATED: person.is_deactivated,
        Stranger.BOT: person.is_bot,
        Stranger.GUEST: person.is_guest,
    }
    return next((why for why, applies in reasons.items() if applies), None)
