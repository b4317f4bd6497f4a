from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from handlers.guard import NotWelcome, Visitor, let_in
from handlers.incoming import Incoming
from lifecycle.people import Person, Role
from messages.answers import Stranger

MEMBER = Person(id=1, team_id="T1", slack_id="U1", name="Dana", locale="de-DE", zone="Europe/Berlin")
FROM_HERE = Incoming(
    key="k", team_id="T1", user_id="U1", user_team_id="T1", homes=("T1",), place=("C1", "U1"), trigger_id="t"
)


class FewPeople:
    """A directory that knows one person, or nobody."""

    def __init__(self, person: Person | None) -> None:
        self._person = person
        self.asked: list[tuple[str, str]] = []

    def visitor(self, team_id: str, slack_id: str) -> Visitor | None:
        self.asked.append((team_id, slack_id))
        return Visitor(person=self._person, roles=frozenset({Role.IT})) if self._person else None

    def account(self, user: Mapping[str, object]) -> Visitor:
        raise AssertionError("nothing is recorded here")

    def regroup(self, group: str, joined: Sequence[str], left: Sequence[str]) -> None:
        raise AssertionError("nobody moves here")


def test_a_member_is_let_in_with_the_roles_on_record() -> None:
    visitor = let_in(FROM_HERE, FewPeople(MEMBER))
    assert visitor.person == MEMBER
    assert visitor.actor.roles == {Role.IT}
    assert (visitor.reader.locale, visitor.reader.zone) == ("de-DE", "Europe/Berlin")


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (None, Stranger.UNKNOWN),
        (replace(MEMBER, is_guest=True), Stranger.GUEST),
        (replace(MEMBER, is_bot=True), Stranger.BOT),
        (replace(MEMBER, is_deactivated=True), Stranger.DEACTIVATED),
        (replace(MEMBER, team_id="T2"), Stranger.OTHER_WORKSPACE),
        (replace(MEMBER, is_guest=True, is_deactivated=True), Stranger.DEACTIVATED),
    ],
)
def test_nobody_else_is_let_in(person: Person | None, why: Stranger) -> None:
    with pytest.raises(NotWelcome) as no:
        let_in(FROM_HERE, FewPeople(person))
    assert no.value.why is why


def test_somebody_of_another_workspace_is_turned_away_unasked() -> None:
    people = FewPeople(MEMBER)
    with pytest.raises(NotWelcome) as no:
        let_in(replace(FROM_HERE, user_team_id="T2"), people)
    assert no.value.why is Stranger.OTHER_WORKSPACE
    assert people.asked == []
