"""The way back as it should be: from the last day's announcement to the next life of what came back."""

from datetime import timedelta

import pytest

from lifecycle.device import DeviceState
from lifecycle.retrieval import ItemOutcome, ReturnState
from lifecycle.sanitization import Method
from tests.journeys.records import happened
from tests.journeys.returns.steps import PRIVATE, Leaving, offboard
from tests.journeys.steps import send
from tests.support.desk import Transport

WIPE = {
    "Method": "Purge",
    "Technique": "cryptographic erase",
    "Tool": "Erase All Content and Settings",
    "Tool version": "15.1",
    "Media type": "Flash (SSD, phone)",
    "Media serial": "S6Z1",
    "Verification": "Completion status of the tool",
    "Result": "Pass",
}


@pytest.mark.parametrize("transport", list(Transport))
def test_everything_comes_back_and_gets_its_next_life(leaving: Leaving) -> None:
    cast = leaving.cast
    offboard(cast.david, answers=PRIVATE)
    leaving.card.wait_for("@greta")
    leaving.press("Kit sent", {"Carrier": "DHL", "Tracking number": "JD0777"})
    greta = cast.greta.dm("DD-00100")
    greta.wait_for("JD0777")
    greta.click("Kit arrived")
    leaving.office.settle()
    cast.greta.ephemeral("It is on record that you have the kit.")
    assert leaving.case().state is ReturnState.KIT_DELIVERED
    greta.click("I have sent it")
    cast.greta.form.fill({"Tracking number": "JD0778"})
    cast.greta.form.submit()
    leaving.card.wait_for("JD0778")
    cast.greta.ephemeral("It is on record that you have sent it.")
    assert leaving.device().state is DeviceState.RETURNING
    leaving.receive(0)
    leaving.receive(1, Condition="Worn", Note="a scratch")
    leaving.office.settle()
    case = leaving.case()
    assert case.state is ReturnState.CLOSED
    assert {item.outcome for item in case.items} == {ItemOutcome.RECOVERED}
    cast.greta.dm("condition: Worn")
    leaving.press("Record wipe", WIPE, leaving.devices[0])
    leaving.office.settle()
    assert leaving.device().state is DeviceState.RETURNED
    leaving.card.click("Accept certificate", leaving.devices[0])
    form = cast.ana.form
    assert form.title == "Accept certificate"
    for words in (leaving.devices[0], "SN-DD-00100", *WIPE.values(), "@ana"):
        assert words in form.text
    leaving.office.settle()
    assert leaving.device().state is DeviceState.RETURNED, "it is accepted by the form alone"
    send(form, {})
    leaving.office.settle()
    assert (leaving.device().state, leaving.device().sanitized_by) == (DeviceState.SANITIZED, Method.PURGE)
    leaving.press("Back to stock", {"Location": "London"}, leaving.devices[0])
    leaving.office.settle()
    assert leaving.device().state is DeviceState.IN_STOCK
    assert happened(leaving.office, "return:1")[:2] == ["return_opened", "kit_sent"]


def test_everything_can_be_done_from_home_and_from_mine(leaving: Leaving) -> None:
    greta = leaving.cast.greta
    offboard(leaving.cast.ana, answers=PRIVATE)
    home = greta.home()
    home.wait_for("Please give back your devices by Mon, Dec 14, 2026 (return #1)")
    leaving.press("Kit sent", {"Carrier": "DHL", "Tracking number": "JD0777"})
    home.wait_for("JD0777")
    home.click("Kit arrived")
    home.wait_for("You have the box.")
    assert "Kit arrived" not in home.buttons
    home.click("I need help")
    send(greta.form, {"What do you need?": "I have lost the box or the label"})
    home.wait_for("until then nobody reminds you")
    greta.command("/device mine")
    mine = greta.ephemeral("Please give back your devices")
    mine.click("I have sent it")
    send(greta.form, {"Tracking number": "JD0778"})
    home.wait_for("JD0778")
    assert leaving.case().state is ReturnState.SHIPPED
    assert "give back" not in leaving.cast.david.home().text
    for words in PRIVATE.values():
        assert words not in home.text


def test_private_data_is_gone_a_month_after_the_end(leaving: Leaving) -> None:
    offboard(leaving.cast.ana, answers=PRIVATE)
    for place in range(2):
        leaving.receive(place)
    subject = leaving.case().subject
    reading = leaving.office.bot.core.desk.reading
    with reading() as reads:
        kept = reads.contact(subject)
    assert kept is not None
    assert kept.email == PRIVATE["Personal email"]
    leaving.office.clock.walk(timedelta(days=31))
    leaving.office.sweep()
    with reading() as reads:
        assert reads.contact(subject) is None
    assert leaving.case().state is ReturnState.CLOSED
    leaving.card.wait_for("@greta")
