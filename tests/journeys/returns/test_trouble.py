"""What goes wrong on the way back, and what is done about it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from lifecycle.device import DeviceState
from lifecycle.retrieval import ItemOutcome, ReturnState
from sandbox.company import IT_DEVICES
from sandbox.person import After, SeenMessage
from store.tables.machinery import outbox
from tests.journeys.returns.steps import LAST_DAY, Leaving, ask
from tests.journeys.returns.test_good_leaver import WIPE
from tests.journeys.steps import send

NEW_ADDRESS = "7 Elm Row\nLeeds LS1 4AP"


@pytest.mark.parametrize(
    ("kind", "answers", "words"),
    [
        ("The kit never came", {"Where shall the box go?": NEW_ADDRESS}, "Note"),
        ("I have lost the box or the label", {}, "Note"),
        ("I have moved", {"Your new address": NEW_ADDRESS}, "Note"),
        ("I want to buy it", {"What would you pay?": "300 EUR"}, "Note"),
        ("I do not want to return it", {}, "What speaks against it?"),
        ("There is private data on it", {"By when can you copy it?": LAST_DAY}, "What kind of data is it?"),
        ("Something else", {}, "What happened?"),
    ],
)
def test_every_problem_reaches_it_and_is_closed_with_its_remedy(
    leaving: Leaving, greta: SeenMessage, kind: str, answers: Mapping[str, object], words: str
) -> None:
    which = {"Devices": [leaving.words(0)]} if kind == "I want to buy it" else {}
    ask(leaving, greta, kind, {**answers, **which, words: "it is like this"})
    leaving.card.wait_for(kind)
    leaving.card.reply("it is like this")
    leaving.press("Close problem", {"What was done?": "We have spoken", "Note": "see you on Monday"})
    leaving.office.settle()
    assert not leaving.case().open_problems()
    leaving.cast.greta.dm("see you on Monday")
    assert "Close problem" not in leaving.card.buttons


def test_a_new_address_is_for_the_kit_form_alone(leaving: Leaving, greta: SeenMessage) -> None:
    ask(leaving, greta, "I have moved", {"Your new address": NEW_ADDRESS})
    leaving.card.click("Kit sent")
    assert "7 Elm Row" in leaving.cast.ana.form.text
    leaving.cast.ana.form.close()
    assert not leaving.cast.ana.messages("Elm Row")
    assert not leaving.cast.ana.messages("Ash Lane")


def test_a_lost_device_is_a_security_notice_at_once(leaving: Leaving, greta: SeenMessage) -> None:
    ask(leaving, greta, "It is lost or stolen", {"Devices": [leaving.words(0)]})
    notice = leaving.cast.ana.message("72 hours", IT_DEVICES)
    assert "DD-00100" in notice.text
    assert leaving.device(0).state is DeviceState.LOST
    assert leaving.device(1).state is DeviceState.RETURN_DUE


def test_a_serial_that_is_another_is_caught(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.card.click("Mark received")
    form = leaving.cast.ana.form
    form.fill({"Device": leaving.words(0), "Serial number": "SN-DD-00101", "Condition": "Good"})
    assert form.submit() is not After.CLOSED
    assert "Serial number" in form.errors
    assert leaving.case().outstanding()


def test_a_device_without_a_condition_is_not_taken(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.card.click("Mark received")
    form = leaving.cast.ana.form
    form.fill({"Device": leaving.words(0), "Serial number": "SN-DD-00100"})
    with pytest.raises(Exception, match="Condition"):
        form.submit()


def test_what_is_written_off_is_simply_received_when_it_comes(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.press("Cannot recover", {"How does it end?": "It is written off", "Reason": "silence", "Amount": "700"})
    leaving.office.settle()
    assert leaving.case().state is ReturnState.CLOSED
    assert leaving.device().state is DeviceState.WRITTEN_OFF
    leaving.receive(0)
    leaving.office.settle()
    assert leaving.device().state is DeviceState.RETURNED
    assert leaving.case().items[0].outcome is ItemOutcome.RECOVERED


def test_a_buy_out_needs_an_amount(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.card.click("Cannot recover")
    form = leaving.cast.ana.form
    form.fill({"How does it end?": "The person buys it", "Reason": "agreed", "Amount": ""})
    form.submit()
    assert form.errors
    form.fill({"Amount": "300"})
    assert form.submit() is After.CLOSED, form.text
    assert leaving.device().state is DeviceState.SOLD


def test_nothing_on_legal_hold_is_wiped(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.receive(0)
    leaving.card.wait_for("To be wiped")
    old = leaving.card
    leaving.press("Legal hold", {"Devices": [leaving.words(0)], "Reason": "a case at court"})
    leaving.card.wait_for("Legal hold: neither to be wiped")
    assert "Record wipe" not in leaving.card.buttons
    old.click_stale("Record wipe", leaving.devices[0])
    send_refused(leaving)
    leaving.press(
        "Legal hold",
        {
            "Legal hold": "Lift it: what is still out has to come back",
            "Devices": [leaving.words(0)],
            "Reason": "it is over",
        },
    )
    leaving.press("Record wipe", WIPE, leaving.devices[0])


def send_refused(leaving: Leaving) -> None:
    form = leaving.cast.ana.form
    form.fill(WIPE)
    assert form.submit() is not After.CLOSED
    assert "legal hold" in form.text
    form.close()


def test_a_wipe_that_failed_is_no_certificate(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.receive(0)
    leaving.press("Record wipe", {**WIPE, "Result": "Fail"}, leaving.devices[0])
    leaving.office.settle()
    assert "Accept certificate" not in leaving.card.buttons
    leaving.press("Reject certificate", {"Reason": "it failed"}, leaving.devices[0])
    leaving.press("Record wipe", WIPE, leaving.devices[0])
    leaving.office.settle()
    leaving.press("Accept certificate", {}, leaving.devices[0])
    leaving.office.settle()
    assert leaving.device().state is DeviceState.SANITIZED
    leaving.press("Donate", {"Given to": "A school"}, leaving.devices[0])
    leaving.office.settle()
    assert leaving.device().state is DeviceState.DONATED
    assert leaving.device().disposition is not None


def test_reminding_at_once_is_done_once_a_day(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.card.click("Remind now")
    leaving.office.settle()
    assert len(leaving.case().nudges) == 1
    leaving.cast.greta.dm("DD-00100")
    leaving.card.click("Remind now")
    leaving.cast.ana.ephemeral("today")
    assert len(leaving.case().nudges) == 1


def test_reminding_at_night_waits_for_the_morning(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.office.clock.walk(timedelta(hours=11))
    leaving.card.click("Remind now")
    leaving.office.sandbox.dispatcher.wait_for_events()
    [nudge] = leaving.case().nudges
    assert nudge.last_at == datetime(2026, 11, 25, 9, tzinfo=UTC)
    query = select(outbox.c.available_at).where(outbox.c.event == "leaver_reminded", outbox.c.kind == "return_note")
    with leaving.office.bot.core.database.reader() as connection:
        assert connection.scalars(query).all() == [nudge.last_at]


def test_a_box_that_is_lost_on_its_way_is_waited_for_no_more(leaving: Leaving, greta: SeenMessage) -> None:
    greta.click("I have sent it")
    send(leaving.cast.greta.form, {})
    ask(leaving, greta, "I have lost the box or the label")
    leaving.press("Close problem", {"What was done?": "Another kit is sent"})
    leaving.office.settle()
    assert leaving.case().state is ReturnState.OPEN
    leaving.press("Kit sent", {"Carrier": "UPS"})
    leaving.office.settle()
    assert leaving.case().state is ReturnState.KIT_SENT
    assert leaving.case().next_look_at is not None


def test_a_manager_cannot_put_another_address_in_the_place_of_the_persons(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.cast.david.command("/device offboard @greta")
    form = leaving.cast.david.form
    form.fill({"Personal email": "somebody@else.example"})
    assert form.submit() is not After.CLOSED
    assert "on record already" in form.errors["Personal email"]


def test_nobody_puts_off_their_own_last_day(leaving: Leaving, greta: SeenMessage) -> None:
    greta.click("Change")
    form = leaving.cast.greta.form
    form.fill({"Last day": date(2027, 3, 1)})
    assert form.submit() is not After.CLOSED
    assert "Only IT or your manager" in form.errors["Last day"]


def test_a_lost_device_is_written_off_when_the_return_is_called_off(leaving: Leaving, greta: SeenMessage) -> None:
    ask(leaving, greta, "It is lost or stolen", {"Devices": [leaving.words(0)]})
    leaving.press("Call off", {"Reason": "she stays"})
    leaving.office.settle()
    assert [item.outcome for item in leaving.case().items] == [ItemOutcome.WRITTEN_OFF, ItemOutcome.KEPT]
    leaving.receive(0)
    leaving.office.settle()
    assert leaving.device().state is DeviceState.RETURNED


def test_a_reminder_that_waits_is_withdrawn_when_it_is_not_true_any_more(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.office.clock.walk(timedelta(hours=11))
    leaving.card.click("Remind now")
    greta.click("I have sent it")
    send(leaving.cast.greta.form, {})
    leaving.office.settle()
    before = len(leaving.cast.greta.messages())
    leaving.office.clock.walk(timedelta(hours=13))
    leaving.office.settle()
    assert len(leaving.cast.greta.messages()) == before


def test_it_sees_whom_to_call(leaving: Leaving, greta: SeenMessage) -> None:
    ask(leaving, greta, "Something else", {"What happened?": "please call me"})
    leaving.card.click("Close problem")
    assert "+44 20 7946 0958" in leaving.cast.ana.form.text


def test_another_kit_is_to_be_sent(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.press("Kit sent", {"Carrier": "DHL", "Tracking number": "JD0777"})
    ask(leaving, greta, "The kit never came")
    leaving.press("Close problem", {"What was done?": "Another kit is sent"})
    leaving.office.settle()
    assert leaving.case().state is ReturnState.OPEN
    leaving.cast.greta.dm("DD-00100").wait_without("JD0777")


def test_private_data_is_kept_while_a_device_that_is_out_is_on_hold(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.press("Legal hold", {"Reason": "a case at court"})
    leaving.office.settle()
    assert leaving.case().state is ReturnState.CLOSED
    leaving.office.clock.walk(timedelta(days=40))
    leaving.office.sweep()
    with leaving.office.bot.core.desk.reading() as reads:
        assert reads.contact(leaving.case().subject) is not None
