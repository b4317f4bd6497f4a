"""How a return begins, and what is said at once when it cannot."""

from datetime import date, timedelta

from lifecycle.device import DeviceState
from lifecycle.retrieval import ReturnCause
from sandbox.company import EMIKO, GENERAL
from sandbox.person import After
from tests.journeys.returns.steps import LAST_DAY, PRIVATE, Leaving, at, offboard
from tests.journeys.steps import send


def test_the_person_themselves_may_begin(leaving: Leaving) -> None:
    offboard(leaving.cast.greta)
    leaving.card.wait_for("Opened by @greta")
    leaving.office.clock.walk(timedelta(hours=5))  # until work begins in New York
    leaving.office.settle()
    leaving.cast.david.dm("@greta gives back")
    leaving.cast.greta.ephemeral("Return #1 has begun: you give back Lenovo ThinkPad T14 (DD-00100)")
    assert [leaving.device(place).state for place in range(2)] == [DeviceState.RETURN_DUE] * 2


def test_whoever_begins_it_is_told_where_they_typed(leaving: Leaving) -> None:
    david = leaving.cast.david
    david.command("/device offboard @greta", "#general")
    send(david.form, {"Last day": LAST_DAY})
    told = david.ephemeral("Return #1 has begun: @greta gives back")
    assert told.seen.channel == GENERAL
    told.wait_for("You hear from us if they do not answer.")


def test_the_devices_of_whoever_is_picked_are_listed(leaving: Leaving) -> None:
    leaving.cast.ana.command("/device offboard")
    form = leaving.cast.ana.form
    form.fill({"Last day": LAST_DAY, "Who is leaving?": "@greta"})
    assert "To be returned" in form.text
    assert leaving.words(1) in form.text
    form.fill({"Who is leaving?": "@emiko"})
    assert "No devices of this person are on record." in form.text
    form.fill({"Who is leaving?": "@greta"})
    assert form.submit() is After.CLOSED, form.text
    assert leaving.case().last_day == LAST_DAY


def test_a_name_that_is_nobodys_is_told(leaving: Leaving) -> None:
    leaving.cast.ana.command("/device offboard @nobody")
    assert "Nobody here is called “@nobody”" in leaving.cast.ana.form.text
    leaving.cast.greta.command("/device return @nobody")
    leaving.cast.greta.ephemeral("Nobody here is called “@nobody”")
    assert not leaving.cast.greta.has_form


def test_nobody_else_may(leaving: Leaving) -> None:
    leaving.cast.chiara.command("/device offboard @greta")
    leaving.cast.chiara.ephemeral("IT")
    assert not leaving.cast.chiara.has_form
    assert leaving.office.rows()["device_return"] == 0


def test_a_second_offboarding_opens_the_case_that_is_there(leaving: Leaving) -> None:
    offboard(leaving.cast.ana, answers=PRIVATE)
    leaving.cast.david.command("/device offboard @greta")
    form = leaving.cast.david.form
    assert form.title == "Change return"
    assert PRIVATE["Personal email"] not in form.text
    form.fill({"Last day": date(2026, 12, 21)})
    assert form.submit() is After.CLOSED
    leaving.card.wait_for("Dec 21, 2026")
    assert leaving.office.rows()["device_return"] == 1
    with leaving.office.bot.core.desk.reading() as reads:
        contact = reads.contact(leaving.case().subject)
    assert contact is not None
    assert contact.email == PRIVATE["Personal email"]


def test_somebody_without_devices_gets_a_case_only_if_it_insists(leaving: Leaving) -> None:
    emiko = leaving.office.person(EMIKO)
    emiko.command("/device offboard")
    form = emiko.form
    form.fill({"Who is leaving?": "@emiko", "Last day": LAST_DAY})
    form.submit()
    assert "devices" in form.errors["Who is leaving?"]
    leaving.cast.ana.command("/device offboard @emiko")
    insisting = leaving.cast.ana.form
    insisting.fill({"Last day": LAST_DAY, "Without devices": ["Open a case although they hold nothing"]})
    assert insisting.submit() is After.CLOSED, insisting.text
    leaving.card.wait_for("@emiko")


def test_a_last_day_in_the_past_is_taken_after_a_warning(leaving: Leaving) -> None:
    leaving.cast.ana.command("/device offboard @greta")
    form = leaving.cast.ana.form
    form.fill({"Last day": date(2026, 11, 20)})
    assert form.submit() is not After.CLOSED
    assert "The last day has passed" in form.text
    assert leaving.office.rows()["device_return"] == 0
    assert form.submit() is After.CLOSED
    leaving.card.wait_for("Nov 20, 2026")


def test_what_cannot_be_is_said_on_its_field(leaving: Leaving) -> None:
    leaving.cast.ana.command("/device offboard @greta")
    form = leaving.cast.ana.form
    form.fill({"Last day": LAST_DAY, "Phone": "12", "Pick-up address": "nowhere at all"})
    form.submit()
    assert set(form.errors) == {"Phone", "Pick-up address"}
    assert leaving.office.rows()["device_return"] == 0


def test_a_swap_takes_only_what_is_chosen(leaving: Leaving) -> None:
    leaving.cast.greta.command("/device return")
    form = leaving.cast.greta.form
    form.fill({"Devices": [leaving.words(1)], "Return by": LAST_DAY})
    assert form.submit() is After.CLOSED, form.text
    case = leaving.case()
    assert case.cause is ReturnCause.SWAP
    assert [leaving.device(place).state for place in range(2)] == [DeviceState.IN_USE, DeviceState.RETURN_DUE]


def test_a_swap_of_nothing_is_told_at_once(leaving: Leaving) -> None:
    leaving.cast.chiara.command("/device return")
    leaving.cast.chiara.ephemeral("You have no devices on record.")


def test_another_last_day_plans_anew(leaving: Leaving) -> None:
    offboard(leaving.cast.ana, answers=PRIVATE)
    before = leaving.case().next_look_at
    leaving.press("Change", {"Last day": date(2027, 1, 29)})
    after = leaving.case().next_look_at
    assert before is not None
    assert after is not None
    assert after > before
    assert after == at(date(2027, 1, 19), 9)


def test_calling_off_leaves_the_devices_where_they_are(leaving: Leaving) -> None:
    offboard(leaving.cast.ana)
    leaving.press("Call off", {"Reason": "Greta stays"})
    leaving.office.settle()
    leaving.cast.greta.dm("Greta stays")
    assert [leaving.device(place).state for place in range(2)] == [DeviceState.IN_USE] * 2
    assert not leaving.case().is_open
    offboard(leaving.cast.ana)
    assert leaving.case(2).is_open
