"""A hire who joins, people who change, and what each of them sees on Home."""

from dataclasses import replace

import pytest

from sandbox.company import IT, TEAM
from sandbox.faults import ServerError
from sandbox.people import User
from sandbox.person import After
from tests.journeys.records import device, happened, person, request, stock
from tests.journeys.steps import Cast, ask, card, make_ready, ship
from tests.support.desk import Office
from tests.support.policy import HEADSET, LAPTOP

NOOR = User("U0SBNOOR013", TEAM.id, "noor", "Noor Aziz", "noor@tallpine.example", "Europe/London", "en-US")
HIRE = {"Full name": "Noor Aziz", "Personal email": "noor@home.example"}


def join(company: Office, user: User) -> None:
    company.sandbox.happenings.join(user)
    company.sandbox.dispatcher.wait_for_events()


def change(company: Office, user: User) -> None:
    company.sandbox.happenings.change(user)
    company.sandbox.dispatcher.wait_for_events()


def is_tied_to(company: Office, slack_id: str, number: int = 1) -> bool:
    return request(company, number).recipient_id == person(company, slack_id).id


def test_a_hire_is_known_by_the_name_alone_and_it_is_asked_to_check(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **HIRE)
    join(company, NOOR)
    assert is_tied_to(company, NOOR.id)
    card(cast.ana).reply("Only the name was compared")


def test_the_email_decides_where_names_are_the_same(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **HIRE)
    ask(cast.david, [HEADSET.name], **{**HIRE, "Personal email": "another.noor@home.example"})
    join(company, NOOR)
    assert not is_tied_to(company, NOOR.id, 1)
    assert not is_tied_to(company, NOOR.id, 2)
    change(company, replace(NOOR, email="another.noor@home.example"))
    assert not is_tied_to(company, NOOR.id, 1)
    assert is_tied_to(company, NOOR.id, 2)


def test_all_requests_for_the_same_hire_are_tied(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **HIRE)
    ask(cast.david, [HEADSET.name], **HIRE)
    join(company, replace(NOOR, email="NOOR@home.example"))
    assert is_tied_to(company, NOOR.id, 1)
    assert is_tied_to(company, NOOR.id, 2)


@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_gets_a_hires_parcel_by_taking_the_name(company: Office, cast: Cast, is_known: bool) -> None:
    if is_known:
        cast.chiara.command("/device mine")
    ask(cast.david, [LAPTOP.name], **HIRE)
    change(company, replace(cast.chiara.user, real_name="Noor Aziz"))
    cast.chiara.command("/device mine")
    assert not is_tied_to(company, cast.chiara.id)
    assert "recipient_joined" not in happened(company)


def test_a_namesake_at_their_first_word_is_not_the_hire(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **HIRE)
    with company.sandbox.workspace.changing():
        company.sandbox.workspace.directory.put(NOOR)
    company.person(NOOR.id).command("/device mine")
    assert not is_tied_to(company, NOOR.id)
    ask(cast.david, [HEADSET.name], **{"Who is it for?": "@noor"})
    assert not is_tied_to(company, NOOR.id)


@pytest.mark.parametrize(
    "stranger",
    [replace(NOOR, is_bot=True), replace(NOOR, is_restricted=True), replace(NOOR, deleted=True)],
    ids=["bot", "guest", "deactivated"],
)
def test_only_a_member_is_a_hire(company: Office, cast: Cast, stranger: User) -> None:
    ask(cast.david, [LAPTOP.name], **HIRE)
    join(company, replace(stranger, email="noor@home.example"))
    assert not is_tied_to(company, NOOR.id)


def test_a_hire_whose_joining_was_missed_is_known_at_the_first_word(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **HIRE)
    with company.sandbox.workspace.changing():
        company.sandbox.workspace.directory.put(replace(NOOR, email="noor@home.example"))
    noor = company.person(NOOR.id)
    noor.command("/device mine")
    noor.ephemeral(LAPTOP.name)
    assert is_tied_to(company, NOOR.id)


def test_who_joins_after_the_parcel_holds_what_was_in_it(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name], **HIRE)
    card(cast.ana).click("Approve")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)
    cast.david.dm("on its way to").click("It has arrived")
    card(cast.ana).wait_for("Fulfilled.")

    join(company, replace(NOOR, email="noor@home.example"))
    noor = company.person(NOOR.id)
    assert device(company, "DD-00007").holder_id == person(company, NOOR.id).id
    noor.command("/device mine")
    noor.ephemeral("DD-00007")
    noor.home().wait_for("DD-00007")
    assert company.breaks() == []


def test_who_speaks_for_somebody_who_left_is_shown_the_parcel(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)
    cast.greta.dm("on its way to you")
    change(company, replace(cast.greta.user, deleted=True))
    parcel = cast.david.dm("on its way to")
    parcel.wait_for("cannot answer in Slack")
    parcel.click("It has arrived")
    card(cast.ana).wait_for("Fulfilled.")


def test_who_comes_into_it_may_decide_and_who_leaves_may_not(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    card(cast.ana)
    company.sandbox.happenings.set_group(IT, [cast.chiara.id])
    company.sandbox.happenings.enter(cast.chiara.id, "C0SBITDEVIC")
    company.sandbox.dispatcher.wait_for_events()
    card(cast.ana).click("Approve")
    cast.ana.ephemeral("not yours to do")
    card(cast.chiara).click("Approve")
    card(cast.chiara).wait_for("Approved by")
    assert request(company).decided_by == person(company, cast.chiara.id).id


def test_home_shows_what_concerns_one_and_asks_for_more(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    home = cast.david.home()
    home.wait_for(LAPTOP.name)
    home.click("Request a device")
    form = cast.david.form
    form.fill({"Who is it for?": "@david"})
    assert form.submit() is After.CLOSED
    cast.david.home().wait_for("#2")


def test_a_broken_link_to_slack_tells_the_person_and_keeps_nothing(company: Office, cast: Cast) -> None:
    company.sandbox.faults.order("views.open", ServerError())
    cast.david.command("/device request")
    cast.david.ephemeral("Something went wrong on our side")
    assert company.rows()["request"] == 0
