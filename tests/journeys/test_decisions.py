"""A yes, a no, a change of mind, and what goes wrong on the way."""

from datetime import date

from lifecycle.device import DeviceState
from lifecycle.request import LineState, RequestState, Source
from tests.journeys.records import device, happened, request, stock
from tests.journeys.steps import SOON, Cast, ask, card, click_for_form, make_ready, order, receive, send, ship
from tests.support.desk import Office
from tests.support.policy import HEADSET, LAPTOP, STUDIO


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
    for person in (cast.david, cast.greta):
        person.dm("declined").wait_for("She has one already")
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


def test_the_form_knows_what_is_usual(cast: Cast) -> None:
    cast.greta.command("/device request")
    form = cast.greta.form
    assert form.fields["Country"] == "United Kingdom"
    assert form.fields["Device"] == "Starter set"
    assert form.fields["Needed by"] == "2026-12-07"
    assert SOON.isoformat() > form.fields["Needed by"]
