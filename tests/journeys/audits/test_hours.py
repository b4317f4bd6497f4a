"""Nobody is asked or reminded outside their working hours, nor of what has become clear before they begin."""

from datetime import timedelta

from lifecycle.audit import AuditState
from lifecycle.audits.commands import CallOffAudit
from lifecycle.people import COMMAND_LINE
from sandbox.company import IT_DEVICES
from tests.journeys.audits.conftest import Asking
from tests.journeys.audits.steps import begin, go_on
from tests.journeys.steps import send

QUESTION, REMINDER = "Do you still have these devices?", "Please tell us whether you still have"
TO_THE_EVENING, TO_THE_MORNING = timedelta(hours=10), timedelta(hours=14)


def test_a_reminder_of_the_evening_comes_in_the_morning(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, TO_THE_EVENING)
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(minutes=1))
    assert asking.audit().campaign_id == 2
    assert asking.cast.greta.messages(REMINDER) == []
    go_on(asking.office, TO_THE_MORNING)
    asking.cast.greta.dm(REMINDER)


def test_who_answers_in_the_evening_is_not_reminded_in_the_morning(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, TO_THE_EVENING)
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(minutes=1))
    asking.cast.greta.dm(QUESTION).click("All of them are there")
    go_on(asking.office, TO_THE_MORNING)
    assert asking.audit().state is AuditState.CLOSED
    assert asking.cast.greta.messages(REMINDER) == []


def test_what_is_late_waits_for_the_morning_too(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(days=6) + TO_THE_EVENING)
    assert asking.cast.greta.messages(REMINDER) == []
    go_on(asking.office, TO_THE_MORNING)
    asking.cast.greta.dm(REMINDER)


def test_who_is_asked_no_more_before_they_begin_hears_nothing(asking: Asking) -> None:
    asking.office.clock.walk(TO_THE_EVENING)
    begin(asking.office, asking.cast.ana)
    stop = CallOffAudit(audit_id=1, reason="It was a mistake.")
    asking.office.bot.core.desk.perform(stop, actor=COMMAND_LINE, key="stop", now=asking.office.clock())
    with asking.cast.greta.sees_nothing_new():
        go_on(asking.office, TO_THE_MORNING)
    assert asking.audit().state is AuditState.CLOSED


def test_who_waits_for_it_is_not_asked_again_by_the_next_campaign(asking: Asking) -> None:
    first = begin(asking.office, asking.cast.ana)
    question = asking.cast.greta.dm(QUESTION)
    question.click("Not with me", near="DD-00101")
    send(asking.cast.greta.form, {"Where is it?": "Somebody else has it"})
    asking.office.settle()
    question.click("Yes, I have it", near="DD-00100")
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(minutes=1))
    assert asking.audit().campaign_id == 1
    assert asking.cast.greta.messages(REMINDER) == []
    assert "Not there 1" in first.text.replace("\n", " ")
    asking.cast.ana.message("Audit campaign #2", IT_DEVICES).wait_for("0 were asked")


def test_a_campaign_tells_what_is_left_to_it_when_the_next_one_counts_somebody(asking: Asking) -> None:
    first = begin(asking.office, asking.cast.ana)
    assert "Not answered 2" in first.text.replace("\n", " ")
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(minutes=1))
    first.wait_for("Not answered\n0")
