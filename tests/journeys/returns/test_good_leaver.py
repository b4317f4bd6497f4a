"""The way back as it should be: from the last day's announcement to the next life of what came back."""

from datetime import timedelta

import pytest

from lifecycle.device import DeviceState
from lifecycle.retrieval import ItemOutcome, ReturnState
from lifecycle.sanitization import Method
from tests.journeys.records import happened
from tests.journeys.returns.steps import PRIVATE, Leaving, offboard
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
    assert leaving.case().state is ReturnState.KIT_DELIVERED
    greta.click("I have sent it")
    cast.greta.form.fill({"Tracking number": "JD0778"})
    cast.greta.form.submit()
    leaving.card.wait_for("JD0778")
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
    leaving.office.settle()
    assert (leaving.device().state, leaving.device().sanitized_by) == (DeviceState.SANITIZED, Method.PURGE)
    leaving.press("Back to stock", {"Location": "London"}, leaving.devices[0])
    leaving.office.settle()
    assert leaving.device().state is DeviceState.IN_STOCK
    assert happened(leaving.office, "return:1")[:2] == ["return_opened", "kit_sent"]


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
