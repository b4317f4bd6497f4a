"""Slack ends for somebody who has devices."""

from dataclasses import replace
from datetime import timedelta

from lifecycle.device import DeviceState
from lifecycle.retrieval import ReturnCause
from sandbox.company import IT_DEVICES
from sandbox.person import After
from tests.journeys.records import happened
from tests.journeys.returns.steps import LAST_DAY, PRIVATE, Leaving, offboard

MORNING_COMES = timedelta(hours=5)
"""Until work begins in New York."""

LONG = timedelta(days=8)
"""After which an account that was not heard of is looked up."""


def test_a_return_opens_by_itself_and_says_that_it_is_an_exposure(leaving: Leaving) -> None:
    leaving.leave_slack()
    case = leaving.case()
    assert case.cause is ReturnCause.DEACTIVATED
    assert case.handed_over_at is not None
    notice = leaving.cast.ana.message("Security exposure", IT_DEVICES)
    assert "@greta" in notice.text
    assert not leaving.cast.david.messages("security exposure"), "it is five in the morning in New York"
    leaving.office.clock.walk(MORNING_COMES)
    leaving.office.settle()
    leaving.cast.david.dm("security exposure")
    assert happened(leaving.office, "return:1") == ["return_opened"]


def test_an_open_return_is_handed_over_once(leaving: Leaving) -> None:
    offboard(leaving.cast.ana, answers=PRIVATE)
    leaving.leave_slack()
    leaving.office.sandbox.happenings.change(leaving.cast.greta.user)
    leaving.office.sweep()
    leaving.office.settle()
    assert happened(leaving.office, "return:1").count("return_handed_over") == 1
    leaving.card.wait_for("mail")


def come_back(leaving: Leaving) -> None:
    leaving.office.sandbox.happenings.change(replace(leaving.cast.greta.user, deleted=False))
    leaving.office.settle()


def test_somebody_who_has_slack_again_is_written_to_there(leaving: Leaving) -> None:
    offboard(leaving.cast.ana, answers=PRIVATE)
    leaving.leave_slack()
    come_back(leaving)
    assert leaving.case().handed_over_at is None
    leaving.cast.greta.dm("You have Slack again")
    leaving.card.wait_for("Private email known")
    assert "written to by email" not in leaving.card.text
    leaving.leave_slack()
    come_back(leaving)
    assert happened(leaving.office, "return:1") == [
        "return_opened",
        *("return_handed_over", "return_handed_back") * 2,
    ]


def test_whoever_is_back_at_work_is_asked_for_nothing_until_it_decides(leaving: Leaving) -> None:
    leaving.leave_slack()
    come_back(leaving)
    leaving.card.wait_for("If the person stays, press “Call off”; if they leave, press “Change”")
    assert "Remind now" not in leaving.card.buttons
    leaving.cast.ana.message("Nobody is asked for anything until IT decides", IT_DEVICES)
    for _ in range(12):
        leaving.office.clock.walk(timedelta(days=1))
        leaving.office.sweep()
        leaving.office.settle()
    assert leaving.case().nudges == ()
    assert len(leaving.cast.greta.messages("#1")) == 2, "that Slack is there again, and how things stand"
    leaving.cast.greta.dm("You need not send anything now")
    assert leaving.cast.greta.messages("Please") == []
    leaving.press("Change", {"Last day": LAST_DAY})
    leaving.card.reply("It is decided: @greta leaves")
    assert leaving.case().cause is ReturnCause.LEAVING
    leaving.cast.greta.dm("Please give back your devices")


def test_a_return_to_slack_that_was_missed_is_made_up_for(leaving: Leaving) -> None:
    offboard(leaving.cast.ana, answers=PRIVATE)
    leaving.leave_slack()
    with leaving.office.sandbox.workspace.changing():
        back = replace(leaving.cast.greta.user, deleted=False, updated=2_000_000_000)
        leaving.office.sandbox.workspace.directory.put(back)
    leaving.office.clock.walk(LONG)
    leaving.office.sweep()
    leaving.office.sweep()
    assert leaving.case().handed_over_at is None


def test_a_missed_event_is_made_up_for_by_the_sweep(leaving: Leaving) -> None:
    with leaving.office.sandbox.workspace.changing():
        gone = replace(leaving.cast.greta.user, deleted=True, updated=2_000_000_000)
        leaving.office.sandbox.workspace.directory.put(gone)
    leaving.office.clock.walk(LONG)
    leaving.office.sweep()
    leaving.office.sweep()
    assert leaving.case().cause is ReturnCause.DEACTIVATED


def test_somebody_without_devices_just_goes(leaving: Leaving) -> None:
    chiara = leaving.cast.chiara
    chiara.command("/device mine")
    leaving.office.sandbox.happenings.change(replace(chiara.user, deleted=True))
    leaving.office.settle()
    leaving.office.sweep()
    assert leaving.office.rows()["device_return"] == 0


def test_one_who_turns_out_to_leave_over_a_swap_gives_back_everything(leaving: Leaving) -> None:
    leaving.cast.greta.command("/device return")
    form = leaving.cast.greta.form
    form.fill({"Devices": [leaving.words(1)], "Return by": LAST_DAY})
    form.submit()
    assert len(leaving.case().items) == 1
    leaving.leave_slack()
    assert len(leaving.case().items) == 2
    assert leaving.case().cause is ReturnCause.DEACTIVATED
    assert [leaving.device(place).state for place in range(2)] == [DeviceState.RETURN_DUE] * 2


def test_offboarding_over_a_swap_makes_it_the_return_of_everything(leaving: Leaving) -> None:
    leaving.cast.greta.command("/device return")
    form = leaving.cast.greta.form
    form.fill({"Devices": [leaving.words(1)], "Return by": LAST_DAY})
    form.submit()
    leaving.cast.ana.command("/device offboard @greta")
    assert leaving.cast.ana.form.submit() is After.CLOSED
    leaving.card.reply("This comes back, too")
    assert leaving.case().cause is ReturnCause.LEAVING
    assert len(leaving.case().items) == 2
