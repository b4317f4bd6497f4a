"""Slack delivers more than once, people press at the same moment: everything is done once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from threading import Barrier

import pytest

from lifecycle.device import DeviceState
from sandbox.company import ANA, BRUNO, CHIARA, EMIKO, FARID, GRETA, IRIS, IT, IT_DEVICES, KAREN, TEAM
from sandbox.people import User
from sandbox.person import After, Form, SeenMessage
from tests.journeys.records import device, happened, person, request
from tests.journeys.steps import Cast, ask, card, click_for_form, fill_request, make_ready, receive, ship
from tests.support.desk import Office, Transport, office
from tests.support.policy import LAPTOP

TIMES = 5
EIGHT = (ANA, BRUNO, CHIARA, EMIKO, FARID, GRETA, IRIS, KAREN)

pytestmark = pytest.mark.parametrize("transport", list(Transport), ids=str)


@contextmanager
def delivered_often(company: Office) -> Iterator[None]:
    """What is sent in the block reaches the bot five times at the same moment, and each time is acknowledged."""
    journal = company.sandbox.workspace.journal
    before = len(journal.deliveries)
    company.sandbox.faults.duplicate(TIMES)
    yield
    company.sandbox.dispatcher.wait_for_events()
    company.sandbox.workspace.wait_until(lambda: len(journal.deliveries) >= before + TIMES)
    assert [one.failure for one in journal.deliveries[before : before + TIMES]] == [None] * TIMES


def test_a_command_opens_one_form(company: Office, cast: Cast) -> None:
    with delivered_often(company):
        cast.david.command("/device request")
    assert cast.david.form.title == "Request a device"
    assert len(company.sandbox.workspace.screens.modals(cast.david.id)) == 1
    assert cast.david.messages("took too long") == []


def test_a_submission_makes_one_request(company: Office, cast: Cast) -> None:
    form = fill_request(cast.david, [LAPTOP.name])
    with delivered_often(company):
        assert form.submit() is After.CLOSED
    company.settle()
    assert company.rows()["request"] == 1
    assert len(cast.ana.messages("Request #", IT_DEVICES)) == 1


def test_a_click_approves_once_and_says_nothing_more(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    it_card = card(cast.ana)
    with delivered_often(company):
        it_card.click("Approve")
    company.settle()
    assert happened(company) == ["request_submitted", "request_approved"]
    assert len([reply for reply in it_card.thread() if "approved the request" in reply.text]) == 1
    assert cast.ana.messages("Already") == []


def test_a_click_for_a_form_opens_one(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    it_card = card(cast.ana)
    with delivered_often(company):
        it_card.click("Decline")
    assert len(company.sandbox.workspace.screens.modals(cast.ana.id)) == 1
    assert cast.ana.messages("took too long") == []


def test_an_order_expects_one_device_and_an_arrival_has_one_holder(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    form = click_for_form(card(cast.ana), cast.ana, "Mark ordered", LAPTOP.name)
    form.fill({"Vendor": "Lenovo Store", "Expected on": date(2026, 12, 8)})
    with delivered_often(company):
        assert form.submit() is After.CLOSED
    assert company.rows()["device"] == 1
    tag = receive(cast.ana, LAPTOP.name, "PF-1")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)
    parcel = cast.greta.dm("on its way to you")
    with delivered_often(company):
        parcel.click("It has arrived")
    assert happened(company).count("lines_arrived") == 1
    assert device(company, tag).holder_id == person(company, GRETA).id


def test_joining_ties_once(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **{"Full name": "Noor Aziz", "Personal email": "noor@home.example"})
    noor = User("U0SBNOOR013", TEAM.id, "noor", "Noor A.", "noor@home.example", locale="en-US")
    with delivered_often(company):
        company.sandbox.happenings.join(noor)
    assert happened(company).count("recipient_joined") == 1
    assert request(company).recipient_id == person(company, noor.id).id


def test_home_is_shown(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    with delivered_often(company):
        cast.david.home()
    assert LAPTOP.name in cast.david.home().text


def test_eight_people_at_once(database_url: str, transport: Transport) -> None:
    """One approval and seven polite answers; then one order and seven polite answers."""
    with office(database_url, transport) as company:
        cast = Cast(company)
        company.sandbox.happenings.set_group(IT, EIGHT)
        for one in EIGHT:
            company.sandbox.happenings.enter(one, IT_DEVICES)
        company.sandbox.dispatcher.wait_for_events()
        ask(cast.david, [LAPTOP.name], **{"Who is it for?": "@david"})

        cards = [card(company.person(one)) for one in EIGHT]
        at_once([partial(one.click_stale, "Approve") for one in cards])
        company.settle()
        assert happened(company) == ["request_submitted", "request_approved"]
        assert polite_answers(company, "Already approved by") == 7
        cards[0].wait_for("Approved by")

        forms = [order_form(company, one) for one in EIGHT]
        at_once([form.submit for form in forms])
        company.settle()
        assert happened(company).count("line_ordered") == 1
        assert company.rows()["device"] == 1
        kept = [form for form in forms if form.is_open]
        assert len(kept) == 7, "what was typed is not lost"
        assert all("Already ordered by" in form.text and form.fields["Vendor"] == "Lenovo Store" for form in kept)
        with company.bot.core.desk.reading() as reads:
            ordered = reads.device(request(company).line(1).device_id or 0)
        assert ordered is not None
        assert ordered.state is DeviceState.EXPECTED
        assert company.breaks() == []


def order_form(company: Office, slack_id: str) -> Form:
    form = click_for_form(card(company.person(slack_id)), company.person(slack_id), "Mark ordered", LAPTOP.name)
    form.fill({"Vendor": "Lenovo Store", "Expected on": date(2026, 12, 8)})
    return form


def at_once(deeds: list[Callable[[], object]]) -> None:
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> None:
        barrier.wait()
        deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(do, deeds))


def polite_answers(company: Office, words: str) -> int:
    """How many of the eight are told so, once all have been."""

    def heard() -> list[SeenMessage]:
        people = [company.person(one) for one in EIGHT]
        return [one for who in people for one in who.messages(words) if one.seen.only_for == who.id]

    company.sandbox.workspace.wait_until(lambda: len(heard()) >= 7)
    return len(heard())
