"""Answers that come too late, twice, or from somebody else: each is told what has happened."""

from datetime import timedelta

from lifecycle.audit import AuditAnswer, AuditState
from sandbox.company import IT_DEVICES
from sandbox.person import SeenMessage
from tests.journeys.audits.conftest import Asking
from tests.journeys.audits.steps import begin, go_on
from tests.journeys.records import happened
from tests.journeys.returns.steps import offboard
from tests.journeys.steps import send

QUESTION = "Do you still have these devices?"


def on_two_screens(asking: Asking) -> tuple[SeenMessage, SeenMessage]:
    """Greta's question, and the same where she asked for it: that one stays as it is."""
    begin(asking.office, asking.cast.ana)
    asking.cast.greta.command("/device audit")
    return asking.cast.greta.dm(QUESTION), asking.cast.greta.ephemeral(QUESTION)


def answered(asking: Asking) -> int:
    """How often an answer is on record."""
    return happened(asking.office, "audit:1").count("audit_answered")


def test_who_answers_twice_hears_that_they_have_answered(asking: Asking) -> None:
    question, old = on_two_screens(asking)
    question.click("Yes, I have it", near="DD-00100")
    asking.office.settle()
    old.click("Yes, I have it", near="DD-00100")
    asking.cast.greta.ephemeral("Already answered by @greta")
    assert answered(asking) == 1
    question.click("Yes, I have it", near="DD-00101")
    asking.office.settle()
    old.click("All of them are there")
    asking.cast.greta.ephemeral("Already answered by @greta")
    assert answered(asking) == 2


def test_who_answers_after_it_did_for_them_hears_who_did(asking: Asking) -> None:
    _, old = on_two_screens(asking)
    go_on(asking.office, timedelta(days=20))
    asking.cast.ana.message("Audit #1: 2 devices of", IT_DEVICES).click("All of them are there")
    asking.office.settle()
    old.click("Not with me", near="DD-00101")
    asking.cast.greta.ephemeral("Already answered by @ana")
    assert asking.audit().state is AuditState.CLOSED
    assert {item.answered_by for item in asking.audit().items} != {asking.audit().holder_id}


def test_a_form_that_was_open_meanwhile_is_answered_in_the_form(asking: Asking) -> None:
    question, old = on_two_screens(asking)
    old.click("Not with me", near="DD-00101")
    form = asking.cast.greta.form
    question.click("All of them are there")
    asking.office.settle()
    form.fill({"Where is it?": "Somebody else has it"})
    form.submit()
    assert "Already answered by Greta Lindqvist" in form.text
    assert [item.answer for item in asking.audit().items] == [AuditAnswer.HAS_IT, AuditAnswer.HAS_IT]


def test_nobody_answers_for_somebody_else(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(days=20))
    asking.office.sandbox.happenings.enter(asking.cast.chiara.id, IT_DEVICES)
    card = asking.cast.chiara.message("Audit #1: 2 devices of", IT_DEVICES)
    for label in ("All of them are there", "Enter what is there", "Stop asking"):
        card.click(label)
        asking.cast.chiara.ephemeral("not yours to do")
        assert not asking.cast.chiara.has_form, "nobody fills in a form in vain"
    assert asking.audit().unanswered() == asking.audit().items


def test_what_was_handed_back_meanwhile_is_told_and_the_rest_counts(asking: Asking) -> None:
    question, _ = on_two_screens(asking)
    offboard(asking.cast.ana)
    question.click("All of them are there")
    asking.cast.greta.ephemeral("was handed back or given to somebody else meanwhile")
    question.click("Not with me", near="DD-00101")
    form = asking.cast.greta.form
    form.fill({"Where is it?": "Somebody else has it"})
    form.submit()
    assert "was handed back or given to somebody else meanwhile" in form.text
    assert asking.audit().unanswered() == asking.audit().items


def test_what_turns_up_is_said_where_it_was_said_to_be_missing(asking: Asking) -> None:
    question, _ = on_two_screens(asking)
    question.click("Yes, I have it", near="DD-00100")
    question.click("Not with me", near="DD-00101")
    send(asking.cast.greta.form, {"Where is it?": "It is lost or stolen"})
    asking.office.settle()
    question.wait_for("IT is seeing to it")
    assert question.buttons == ["Yes, I have it", "It is damaged"]
    question.click("Yes, I have it")
    asking.office.settle()
    question.wait_for("Thank you, that is all we wanted to know.")
    assert question.buttons == []
    assert [item.answer for item in asking.audit().items] == [AuditAnswer.HAS_IT, AuditAnswer.HAS_IT]
    assert asking.audit().state is AuditState.CLOSED
    asking.cast.ana.message("Audit #1: 2 devices of", IT_DEVICES).wait_for("(closed)")
