from dataclasses import replace
from datetime import timedelta

from lifecycle.people import Role
from store.people import SlackAccount
from store.unit_of_work import SqlStore
from tests.store.test_races import together
from tests.support.company import NOW, TEAM, Company, account


def test_an_account_is_one_person_however_often_it_is_recorded(store: SqlStore) -> None:
    first = store.people.record(account("U9", "Nadia", updated=1), NOW)
    renamed = store.people.record(account("U9", "Nadia New", updated=2), NOW)
    assert renamed == replace(first, name="Nadia New")


def test_what_slack_does_not_tell_this_time_stays_as_it_is_known(store: SqlStore) -> None:
    told = account(
        "U9", "Nadia", updated=1, country="BR", zone="America/Sao_Paulo", locale="pt-BR", email="n@example.com"
    )
    first = store.people.record(told, NOW)
    assert (first.country, first.zone, first.locale) == ("BR", "America/Sao_Paulo", "pt-BR")
    renamed = store.people.record(SlackAccount(team_id=TEAM, slack_id="U9", name="Nadia New", updated=2), NOW)
    assert renamed == replace(first, name="Nadia New", email=None)


def test_what_slack_never_told_is_taken_to_be_usual(store: SqlStore) -> None:
    person = store.people.record(SlackAccount(team_id=TEAM, slack_id="U9", name="Nadia"), NOW)
    assert (person.country, person.zone, person.locale) == (None, "UTC", "en-US")


def test_older_news_never_overwrites_newer(store: SqlStore) -> None:
    newer = store.people.record(account("U9", "Nadia", updated=5, is_deactivated=True), NOW)
    assert store.people.record(account("U9", "Old name", updated=4), NOW) == newer


def test_the_same_id_in_another_workspace_is_somebody_else(store: SqlStore) -> None:
    ours = store.people.record(account("U9", "Nadia"), NOW)
    theirs = store.people.record(replace(account("U9", "Nadia"), team_id="T0OTHER"), NOW)
    assert ours.id != theirs.id


def test_an_account_recorded_by_many_at_once_is_one_person(store: SqlStore) -> None:
    people = together(6, lambda one: store.people.record(account("U9", "Nadia", updated=one), NOW))
    assert len({person.id for person in people}) == 1


def test_a_visitor_is_known_with_all_roles(company: Company) -> None:
    people = company.store.people
    people.set_members(Role.APPROVER, ["U2", "U4"])
    assert people.visitor(TEAM, "U2") == (company.ana, frozenset({Role.IT, Role.APPROVER}))
    assert people.visitor(TEAM, "U0") == (company.manager, frozenset())
    assert people.visitor(TEAM, "U404") is None
    assert people.visitor("T0OTHER", "U2") is None


def test_members_are_those_named_last_and_can_be_asked(company: Company) -> None:
    store = company.store
    store.people.set_members(Role.IT, ["U3", "U404"])
    with store.reading() as reads:
        assert reads.members(Role.IT) == [company.ben.id]
    store.people.record(account("U3", "Ben IT", updated=9, is_deactivated=True), NOW)
    with store.reading() as reads:
        assert reads.members(Role.IT) == []


def test_who_was_not_heard_of_for_long_is_stale_longest_first(company: Company) -> None:
    people = company.store.people
    later = NOW + timedelta(days=1)
    for slack_id, hours in (("U1", 0), ("U0", -1), ("U2", 2)):
        people.record(account(slack_id, slack_id, updated=1), later + timedelta(hours=hours))
    stale = people.stale(later + timedelta(hours=1), 10)
    assert [person.slack_id for person in stale][-2:] == ["U0", "U1"]
    assert len(people.stale(later, 2)) == 2
