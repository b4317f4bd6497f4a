"""Accounts, countries and roles, as the bot learns them from Slack."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from bot import clock
from bot.config.zones import all_countries, country_of
from bot.slack.accounts import account_of
from bot.slack.client import web_client
from bot.slack.directory import Roster, SlackDirectory
from lifecycle.people import Role
from sandbox.company import ANA, BRUNO, CHIARA, HUGO, IT, JONAS, KAREN, LEO, OTHER_TEAM_ID, TEAM
from sandbox.faults import ServerError
from tests.unit.bot.post import QUICK, PostOffice, settings_of


@pytest.fixture
def directory(post: PostOffice) -> SlackDirectory:
    client = web_client(settings_of(post.sandbox), timeout=QUICK.http)
    roster = Roster(it_usergroup=IT, it_users=(CHIARA, "U0NOBODY"), approver_users=(KAREN,))
    return SlackDirectory(post.store.people, roster, TEAM.id, client=client, quick=client, clock=clock.now)


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("Europe/Amsterdam", "NL"),
        ("America/Sao_Paulo", "BR"),
        ("Asia/Calcutta", "IN"),
        ("US/Pacific", "US"),
        ("Europe/Kiev", "UA"),
        ("Etc/UTC", None),
        ("Nowhere/Land", None),
        ("", None),
    ],
)
def test_the_country_of_a_zone(zone: str, country: str | None) -> None:
    assert country_of(zone) == country


def test_all_countries() -> None:
    assert {"DE", "BR", "JP", "GB"} < all_countries()
    assert not {"UK", "EU", "XX"} & all_countries()


def test_an_account_with_everything() -> None:
    user = {
        "id": "U1",
        "team_id": "T1",
        "name": "maria",
        "deleted": True,
        "tz": "America/Sao_Paulo",
        "locale": "pt-BR",
        "is_restricted": True,
        "updated": 17,
        "profile": {"real_name": "Maria Silva", "email": "maria@example.com"},
    }
    account = account_of(user)
    assert (account.team_id, account.slack_id, account.name, account.email) == (
        "T1",
        "U1",
        "Maria Silva",
        "maria@example.com",
    )
    assert (account.zone, account.country, account.locale, account.updated) == ("America/Sao_Paulo", "BR", "pt-BR", 17)
    assert account.is_deactivated
    assert account.is_guest
    assert not account.is_bot


def test_an_account_with_next_to_nothing() -> None:
    account = account_of({"id": "U1", "tz": "Mars/Base", "profile": None, "updated": "yesterday"})
    assert (account.name, account.zone, account.country, account.locale) == ("U1", None, None, None)
    assert not any((account.is_guest, account.is_bot, account.is_deactivated))


def test_slackbot_is_a_bot() -> None:
    assert account_of({"id": "USLACKBOT", "is_bot": False}).is_bot


def test_a_stranger_is_asked_about_once(post: PostOffice, directory: SlackDirectory) -> None:
    first = directory.visitor(TEAM.id, ANA)
    second = directory.visitor(TEAM.id, ANA)
    assert first is not None
    assert second is not None
    assert (first.is_new, second.is_new) == (True, False)
    assert first.person == second.person
    assert (first.person.name, first.person.country, first.person.locale) == ("Ana Torres", "ES", "es-ES")
    assert post.calls("users.info") == 1


def test_nobody_is_nobody(directory: SlackDirectory) -> None:
    assert directory.visitor(TEAM.id, "U0NOBODY") is None


def test_people_are_known_for_what_they_are(directory: SlackDirectory) -> None:
    guest, gone = directory.visitor(TEAM.id, HUGO), directory.visitor(TEAM.id, JONAS)
    other = directory.visitor(OTHER_TEAM_ID, LEO)
    assert guest is not None
    assert gone is not None
    assert other is not None
    assert guest.person.is_guest
    assert gone.person.is_deactivated
    assert other.person.team_id == OTHER_TEAM_ID


def test_roles_follow_the_group_and_the_lists(post: PostOffice, directory: SlackDirectory) -> None:
    directory.refresh_groups()
    roles = {one: directory.visitor(TEAM.id, one) for one in (ANA, BRUNO, CHIARA, KAREN, HUGO)}
    found = {one: visitor.roles for one, visitor in roles.items() if visitor}
    it, approver = frozenset({Role.IT}), frozenset({Role.APPROVER})
    assert found == {ANA: it, BRUNO: it, CHIARA: it, KAREN: approver, HUGO: frozenset()}
    post.sandbox.happenings.set_group(IT, [BRUNO, KAREN])
    directory.refresh_groups()
    karen, ana = directory.visitor(TEAM.id, KAREN), directory.visitor(TEAM.id, ANA)
    assert karen is not None
    assert ana is not None
    assert karen.roles == {Role.IT, Role.APPROVER}
    assert ana.roles == frozenset()


def test_roles_follow_what_is_heard_of_its_group_without_asking(post: PostOffice, directory: SlackDirectory) -> None:
    directory.refresh_groups()
    asked = post.calls("usergroups.users.list")
    directory.regroup("S0OTHER", joined=[KAREN], left=[ANA])
    directory.regroup(IT, joined=[KAREN, BRUNO], left=[ANA, CHIARA])
    roles = {one: directory.visitor(TEAM.id, one) for one in (ANA, BRUNO, CHIARA, KAREN)}
    assert {one for one, visitor in roles.items() if visitor and Role.IT in visitor.roles} == {BRUNO, CHIARA, KAREN}
    assert post.calls("usergroups.users.list") == asked


def test_roles_stay_when_slack_does_not_answer(post: PostOffice, directory: SlackDirectory) -> None:
    directory.refresh_groups()
    post.sandbox.faults.order("usergroups.users.list", ServerError(500))
    with pytest.raises(SlackApiError):
        directory.refresh_groups()
    ana = directory.visitor(TEAM.id, ANA)
    assert ana is not None
    assert ana.roles == {Role.IT}


def test_old_accounts_are_read_anew(post: PostOffice, directory: SlackDirectory) -> None:
    directory.visitor(TEAM.id, ANA)
    ana = post.sandbox.workspace.user(ANA)
    with post.sandbox.workspace.changing():
        post.sandbox.workspace.directory.put(replace(ana, real_name="Ana Torres Gil", updated=ana.updated + 1))
    directory.refresh_accounts(clock.now())
    directory.refresh_accounts(clock.now() + timedelta(days=30))
    known = directory.visitor(TEAM.id, ANA)
    assert known is not None
    assert known.person.name == "Ana Torres Gil"
    assert post.calls("users.info") == 2


def test_an_event_brings_an_account_up_to_date(directory: SlackDirectory) -> None:
    user = {"id": "U0NEW", "team_id": TEAM.id, "profile": {"real_name": "Noor"}, "updated": 2}
    assert directory.account(user).is_new
    assert not directory.account({**user, "deleted": True, "updated": 3}).is_new
    assert directory.account({**user, "updated": 1}).person.is_deactivated
