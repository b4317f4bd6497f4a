"""Slack ends for somebody who has devices."""

from dataclasses import replace
from datetime import timedelta

from lifecycle.retrieval import ReturnCause
from sandbox.company import IT_DEVICES
from tests.journeys.records import happened
from tests.journeys.returns.steps import PRIVATE, Leaving, offboard

LONG = timedelta(days=8)
"""After which an account that was not heard of is looked up."""


def test_a_return_opens_by_itself_and_says_that_it_is_an_exposure(leaving: Leaving) -> None:
    leaving.leave_slack()
    case = leaving.case()
    assert case.cause is ReturnCause.DEACTIVATED
    assert case.handed_over_at is not None
    notice = leaving.cast.ana.message("Security exposure", IT_DEVICES)
    assert "@greta" in notice.text
    leaving.cast.david.dm("@greta")
    assert happened(leaving.office, "return:1") == ["return_opened"]


def test_an_open_return_is_handed_over_once(leaving: Leaving) -> None:
    offboard(leaving.cast.ana, answers=PRIVATE)
    leaving.leave_slack()
    leaving.office.sandbox.happenings.change(leaving.cast.greta.user)
    leaving.office.sweep()
    leaving.office.settle()
    assert happened(leaving.office, "return:1").count("return_handed_over") == 1
    leaving.card.wait_for("mail")


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
