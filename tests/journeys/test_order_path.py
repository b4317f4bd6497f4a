"""From `/device request` to "It has arrived", for a new hire who is not in Slack yet."""

from datetime import date

import pytest

from lifecycle.device import DeviceState
from lifecycle.request import LineState, RequestState, Source
from sandbox.company import IT_DEVICES, TEAM
from sandbox.people import User
from sandbox.person import After, Person
from tests.journeys.records import device, happened, person, request, stock
from tests.journeys.steps import Cast, ask, card, click_for_form, make_ready, order, receive, send, ship
from tests.support.desk import Office, Transport
from tests.support.policy import HEADSET, LAPTOP

LAPTOP_LINE, HEADSET_LINE, CABLE_LINE = 1, 2, 3
NOOR = User("U0SBNOOR013", TEAM.id, "noor", "Noor Aziz", "noor@home.example", "Europe/London", "en-US")


@pytest.mark.parametrize("transport", list(Transport), ids=str)
def test_a_new_hire_gets_laptop_headset_and_cable(company: Office, cast: Cast) -> None:
    stock(company, HEADSET, "DD-00007")
    david, ana = cast.david, cast.ana

    ask_for_noor(david)
    approve_from_the_card(company, ana)
    order_and_receive_the_laptop(company, ana)
    get_it_ready_and_ship_it(company, ana)
    noor = noor_joins(company)
    confirm_the_arrival(company, noor, ana, david)
    company.settle()
    the_thread_tells_the_story(ana)


def ask_for_noor(david: Person) -> None:
    ask(
        david,
        ["Starter set"],
        **{
            "Full name": "Noor Aziz",
            "Personal email": "noor@home.example",
            "Delivery address": "7 Quiet Lane, Leeds",
            "Note": "Starts on Monday",
        },
    )
    receipt = david.dm("Your request #1")
    assert receipt.buttons == ["Cancel request"]


def approve_from_the_card(company: Office, ana: Person) -> None:
    it_card = card(ana)
    for words in ("@david", "Noor Aziz", "not in Slack yet", "United Kingdom", "Starts on Monday", "DD-00007"):
        it_card.wait_for(words)
    assert "noor@home.example" not in it_card.text
    assert "Quiet Lane" not in it_card.text
    assert {"Approve", "Decline", "Cancel request"} <= set(it_card.buttons)

    it_card.click("Approve")
    it_card.wait_for("Approved by")
    assert not {"Approve", "Decline"} & set(it_card.buttons)
    asked = request(company)
    assert asked.state is RequestState.APPROVED
    assert [line.source for line in asked.lines] == [Source.PURCHASE, Source.STOCK, Source.STOCK]
    assert [line.state for line in asked.lines] == [LineState.WAITING, LineState.READY, LineState.READY]
    assert device(company, "DD-00007").request_id == 1


def order_and_receive_the_laptop(company: Office, ana: Person) -> None:
    order(ana, LAPTOP.name, expected_on=date(2026, 12, 8))
    it_card = card(ana)
    it_card.wait_for("Ordered from Lenovo Store")
    assert "Mark ordered" not in it_card.buttons

    form = click_for_form(it_card, ana, "Mark received", LAPTOP.name)
    assert form.fields["Asset tag"] == "DD-00008", "the next free tag is offered"
    form.fill({"Serial number": "sn-dd-00007"})
    assert form.submit() is After.ERRORS
    assert "DD-00007" in form.errors["Serial number"], "the device that has the serial number is named"
    assert f"{HEADSET.model}. It is in London." in form.errors["Serial number"], "and what it is, and where"
    send(form, {"Serial number": "pf3x9q1z"})
    it_card.wait_for("DD-00008")
    received = device(company, "DD-00008")
    assert (received.serial, received.state) == ("PF3X9Q1Z", DeviceState.IN_STOCK)


def get_it_ready_and_ship_it(company: Office, ana: Person) -> None:
    it_card = card(ana)
    form = click_for_form(it_card, ana, "Mark ready", LAPTOP.name)
    assert form.submit() is After.ERRORS, "nothing gets ready that is not enrolled"
    assert device(company, "DD-00008").state is DeviceState.IN_STOCK
    form.close()
    make_ready(ana, LAPTOP.name)
    it_card.wait_for("Ready to be shipped: DD-00008")
    form = click_for_form(it_card, ana, "Mark shipped", LAPTOP.name)
    assert "7 Quiet Lane, Leeds" in form.text, "IT sees where it goes"
    assert all(line.name in form.fields["In this parcel"] for line in request(company).lines)
    send(form, {"Carrier": "DHL", "Tracking number": "JD0146"})
    it_card.wait_without("Mark shipped")
    assert {line.state for line in request(company).lines} == {LineState.SHIPPED}
    assert len(request(company).shipments) == 1


def noor_joins(company: Office) -> Person:
    company.sandbox.happenings.join(NOOR)
    company.sandbox.dispatcher.wait_for_events()
    assert request(company).recipient_id == person(company, NOOR.id).id
    return company.person(NOOR.id)


def confirm_the_arrival(company: Office, noor: Person, ana: Person, david: Person) -> None:
    parcel = noor.dm("on its way to you")
    parcel.wait_for("JD0146")
    assert parcel.buttons == ["It has arrived", "Something is wrong"]
    parcel.click("It has arrived")
    parcel.wait_without("It has arrived")
    card(ana).wait_for("Fulfilled.")
    assert card(ana).buttons == []
    david.dm("confirmed the arrival")

    assert request(company).state is RequestState.FULFILLED
    for tag in ("DD-00007", "DD-00008"):
        held = device(company, tag)
        assert (held.state, held.holder_id, held.request_id) == (
            DeviceState.IN_USE,
            person(company, NOOR.id).id,
            None,
        )
    noor.command("/device mine")
    mine = noor.ephemeral("DD-00007")
    mine.wait_for("DD-00008")


def the_thread_tells_the_story(ana: Person) -> None:
    it_card = card(ana)
    assert len(ana.messages("Request #1:", IT_DEVICES)) == 1, "one card, edited in place"
    told = [reply.text for reply in it_card.thread()]
    words = ["approved", "ordered", "received", "made", "shipped", "joined", "confirmed"]
    assert [next((word for word in words if word in text), text) for text in told] == words


def test_the_log_tells_everything_that_happened(company: Office, cast: Cast) -> None:
    ask(cast.david, [HEADSET.name])
    card(cast.ana).click("Approve")
    cast.david.dm("was approved by @ana")
    cast.greta.dm("@ana approved it")
    order(cast.ana, HEADSET.name, expected_on=date(2026, 12, 1))
    receive(cast.ana, HEADSET.name, "H-1")
    ship(cast.ana, HEADSET.name)
    cast.greta.dm("on its way to you").click("It has arrived")
    assert happened(company) == [
        "request_submitted",
        "request_approved",
        "line_ordered",
        "line_received",
        "lines_shipped",
        "lines_arrived",
    ]
    assert happened(company, f"device:{device(company, 'DD-00001').id}") == [
        "device_expected",
        "device_received",
        "device_ready",
        "device_shipped",
        "device_arrived",
    ]
