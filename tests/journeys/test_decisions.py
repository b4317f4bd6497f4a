"""A yes, a no, a change of mind, and what goes wrong on the way."""

import json
from dataclasses import replace
from datetime import date

import pytest

from lifecycle.device import DeviceState
from lifecycle.policy import Profile
from lifecycle.request import LineState, RequestState, Source
from sandbox.person import After
from tests.journeys.records import device, happened, person, request, stock
from tests.journeys.steps import SOON, Cast, ask, card, click_for_form, make_ready, order, receive, send, ship
from tests.support.desk import Office
from tests.support.policy import CABLE, HEADSET, LAPTOP, STUDIO


def test_over_the_limit_the_second_approver_decides_first(company: Office, cast: Cast) -> None:
    ask(cast.david, [STUDIO.name])
    question = cast.karen.dm("over the limit")
    assert question.buttons == ["Approve", "Decline"]
    assert "Approve" not in card(cast.ana).buttons

    question.click("Approve")
    question.wait_without("is needed before")
    assert question.buttons == []
    it_card = card(cast.ana)
    it_card.wait_for("has approved it as second approver")
    it_card.click("Approve")
    it_card.wait_for("Approved by")
    assert happened(company) == ["request_submitted", "limit_approved", "request_approved"]


def test_no_forged_button_gets_it_past_the_second_approver(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    ask(cast.david, [STUDIO.name])
    forged = card(cast.ana, 1)
    blocks = json.dumps(forged.seen.blocks).replace('"value": "request:1"', '"value": "request:2"')
    forged.seen = replace(forged.seen, blocks=json.loads(blocks))
    forged.click_stale("Approve")
    cast.ana.ephemeral("The second approver has to decide first")
    assert [request(company, number).state for number in (1, 2)] == [RequestState.SUBMITTED] * 2


def test_over_the_limit_a_no_of_the_second_approver_ends_it(company: Office, cast: Cast) -> None:
    ask(cast.david, [STUDIO.name])
    question = cast.karen.dm("over the limit")
    send(click_for_form(question, cast.karen, "Decline"), {"Reason": "The standard one will do"})
    card(cast.ana).wait_for("Declined by")
    cast.david.dm("The standard one will do")
    assert request(company).state is RequestState.DECLINED


def test_nobody_approves_their_own_request(company: Office, cast: Cast) -> None:
    ask(cast.ana, [LAPTOP.name], **{"Who is it for?": "@greta"})
    ask(cast.david, [LAPTOP.name], **{"Who is it for?": "@bruno"})
    card(cast.ana, 1).click("Approve")
    cast.ana.ephemeral("Nobody approves a request that they made")
    card(cast.bruno, 2).click("Approve")
    cast.bruno.ephemeral("Nobody approves a request that they made")
    assert {request(company, number).state for number in (1, 2)} == {RequestState.SUBMITTED}

    card(cast.bruno, 1).click("Approve")
    card(cast.bruno, 1).wait_for("Approved by")


def test_a_no_is_heard_with_its_reason(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    it_card = card(cast.ana)
    send(click_for_form(it_card, cast.ana, "Decline"), {"Reason": "She has one already"})
    it_card.wait_for("Declined by")
    assert it_card.buttons == []
    for hearer in (cast.david, cast.greta):
        hearer.dm("declined").wait_for("She has one already")
    assert request(company).decline_reason == "She has one already"


def test_some_lines_are_cancelled_and_what_was_set_aside_is_free_again(company: Office, cast: Cast) -> None:
    stock(company, HEADSET, "DD-00007")
    ask(cast.david, [LAPTOP.name, HEADSET.name])
    card(cast.ana).click("Approve")
    card(cast.ana).wait_for("Approved by")
    assert device(company, "DD-00007").request_id == 1

    form = click_for_form(cast.david.dm("Your request #1"), cast.david, "Cancel request")
    send(form, {"What is cancelled?": [f"2. {HEADSET.name}"], "Reason": "Has one at home"})
    card(cast.ana).reply("cancelled")
    asked = request(company)
    assert [line.state for line in asked.lines] == [LineState.WAITING, LineState.CANCELLED]
    assert asked.state is RequestState.APPROVED
    freed = device(company, "DD-00007")
    assert (freed.request_id, freed.state) == (None, DeviceState.IN_STOCK)
    cast.greta.dm("cancelled")

    form = click_for_form(card(cast.ana), cast.ana, "Cancel request")
    send(form, {"Reason": "Not needed any more"})
    card(cast.ana).wait_for("Cancelled by @ana")
    assert request(company).state is RequestState.CANCELLED


@pytest.mark.parametrize("given_up", [LAPTOP, CABLE], ids=["tracked", "untracked"])
def test_what_is_left_after_cancelling_a_line_can_be_approved(company: Office, cast: Cast, given_up: Profile) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name, CABLE.name])
    number = next(line.number for line in request(company).lines if line.name == given_up.name)
    form = click_for_form(cast.david.dm("Your request #1"), cast.david, "Cancel request")
    send(form, {"What is cancelled?": [f"{number}. {given_up.name}"], "Reason": "Not needed"})
    card(cast.ana).wait_for("Cancelled.")
    card(cast.ana).click("Approve")
    card(cast.ana).wait_for("Approved by @ana")
    asked = request(company)
    assert asked.line(number).state is LineState.CANCELLED
    assert asked.state is RequestState.APPROVED
    assert device(company, "DD-00007").request_id == (None if given_up is LAPTOP else 1)


def test_a_limit_that_is_kept_after_cancelling_asks_nobody(company: Office, cast: Cast) -> None:
    ask(cast.david, [STUDIO.name, CABLE.name])
    form = click_for_form(cast.david.dm("Your request #1"), cast.david, "Cancel request")
    send(form, {"What is cancelled?": [f"1. {STUDIO.name}"], "Reason": "Too dear"})
    card(cast.ana).wait_for("[Approve]")
    card(cast.ana).click("Approve")
    card(cast.ana).wait_for("Approved by @ana")


def test_what_was_ordered_and_cancelled_still_comes_into_stock(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    order(cast.ana, LAPTOP.name, expected_on=date(2026, 12, 4))
    send(click_for_form(card(cast.ana), cast.ana, "Cancel request"), {"Reason": "He left"})
    tag = receive(cast.ana, LAPTOP.name, "PF-1")
    came = device(company, tag)
    assert (came.state, came.request_id) == (DeviceState.IN_STOCK, None)


def test_another_source_is_chosen(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    stock(company, LAPTOP, "DD-00008", country="DE", location="berlin")
    ask(cast.david, [LAPTOP.name])
    it_card = card(cast.ana)
    it_card.wait_for("DD-00007")
    form = click_for_form(it_card, cast.ana, "Other source", LAPTOP.name)
    send(form, {"Source": "From a hub: DD-00008, Berlin"})
    assert request(company).line(1).source is Source.HUB

    it_card.click("Approve")
    it_card.wait_for("Approved by")
    assert device(company, "DD-00008").request_id == 1
    assert device(company, "DD-00007").request_id is None


def test_something_is_wrong_and_it_is_sent_again(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)

    parcel = cast.greta.dm("on its way to you")
    form = click_for_form(parcel, cast.greta, "Something is wrong")
    send(form, {"What is wrong?": "It is damaged", "What happened?": "The screen is cracked"})
    it_card = card(cast.ana)
    it_card.wait_for("It is damaged")
    it_card.reply("The screen is cracked")
    assert request(company).line(1).problem == "damaged"

    ship(cast.ana, LAPTOP.name)
    parcel.wait_for("sent again")
    assert parcel.buttons == []
    cast.greta.dm("on its way to you").click("It has arrived")
    it_card.wait_for("Fulfilled.")
    assert len(request(company).shipments) == 2
    assert device(company, "DD-00007").state is DeviceState.IN_USE


def test_what_came_to_grief_is_given_up_and_comes_back_into_stock(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)
    parcel = cast.greta.dm("on its way to you")
    send(click_for_form(parcel, cast.greta, "Something is wrong"), {"What is wrong?": "It is damaged"})

    send(click_for_form(card(cast.ana), cast.ana, "Cancel request"), {"Reason": "She takes another one"})
    card(cast.ana).wait_for("Mark DD-00007 received if it comes back")
    parcel.wait_for("was given up")
    assert parcel.buttons == []
    form = click_for_form(card(cast.ana), cast.ana, "Mark received", LAPTOP.name)
    assert form.fields["Asset tag"] == "DD-00007"
    send(form, {})
    back = device(company, "DD-00007")
    assert (back.state, back.request_id, back.location) == (DeviceState.IN_STOCK, None, "london")
    assert company.breaks() == []


def test_it_answers_in_the_place_of_somebody_who_does_not(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)

    it_card = card(cast.ana)
    form = click_for_form(it_card, cast.ana, "Something is wrong", LAPTOP.name)
    send(form, {"What is wrong?": "It has not arrived"})
    it_card.reply("says @ana on behalf of @greta: It has not arrived")
    it_card.click("It has arrived", LAPTOP.name)
    it_card.wait_for("Fulfilled.")
    it_card.reply("@ana confirmed the arrival of Standard laptop on behalf of @greta")
    cast.david.dm("@ana confirmed the arrival of Standard laptop on behalf of @greta")
    cast.greta.dm("has arrived")
    assert device(company, "DD-00007").holder_id == person(company, cast.greta.id).id


def test_an_old_form_does_nothing_to_a_request_that_has_ended(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name])
    form = click_for_form(card(cast.ana), cast.ana, "Other source", LAPTOP.name)
    send(click_for_form(card(cast.bruno), cast.bruno, "Decline"), {"Reason": "She has one already"})
    form.fill({"Source": "Buy it in the person’s country"})
    assert form.submit() is After.UPDATED
    assert "Already declined by Bruno" in form.text
    assert happened(company) == ["request_submitted", "request_declined"]
    assert [line.state for line in request(company).lines] == [LineState.CANCELLED]


def test_the_form_knows_what_is_usual(cast: Cast) -> None:
    cast.greta.command("/device request")
    form = cast.greta.form
    assert form.fields["Country"] == "United Kingdom"
    assert form.fields["Device"] == "Starter set"
    assert form.fields["Needed by"] == "2026-12-14"
    assert SOON.isoformat() > form.fields["Needed by"]
