"""Do you still have it? What people are asked, what they answer, and what becomes of it."""

from datetime import timedelta

from lifecycle.audit import AuditAnswer, AuditState, Whereabouts
from lifecycle.audits.commands import AnswerAudit
from lifecycle.devices.commands import AssignDevice
from lifecycle.people import COMMAND_LINE, Actor
from lifecycle.retrieval import Condition
from lifecycle.subject import Subject, SubjectKind
from sandbox.company import GRETA, IT_DEVICES
from sandbox.person import After
from tests.journeys.audits.conftest import Asking
from tests.journeys.audits.steps import begin, go_on
from tests.journeys.records import device, happened, stock
from tests.journeys.returns.steps import lend, offboard
from tests.journeys.steps import send
from tests.support.policy import LAPTOP


def test_whoever_has_everything_says_so_with_one_tap(asking: Asking) -> None:
    card = begin(asking.office, asking.cast.ana)
    asking.cast.greta.dm("Do you still have these devices?").click("All of them are there")
    asking.office.settle()
    asking.cast.greta.dm("Thank you, that is all we wanted to know.")
    assert asking.audit().state is AuditState.CLOSED
    assert all(asking.device(place).audited_at for place in (0, 1))
    assert happened(asking.office, f"device:{asking.device().id}")[-1] == "device_audited"
    go_on(asking.office, timedelta(hours=2))
    card.wait_for("It is over: 1 was asked, and nothing is open.")
    assert "There 2" in card.text.replace("\n", " ")


def test_what_is_not_there_is_a_task_for_it(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    question = asking.cast.greta.dm("Do you still have these devices?")
    question.click("Yes, I have it", near="DD-00100")
    question.click("Not with me", near="DD-00101")
    send(asking.cast.greta.form, {"Where is it?": "Somebody else has it", "Note": "David took it along."})
    asking.office.settle()
    asking.cast.greta.dm("IT is seeing to it")
    item = asking.audit().item(2)
    assert (item.answer, item.whereabouts) == (AuditAnswer.NOT_WITH_ME, Whereabouts.WITH_SOMEBODY)
    card = asking.cast.ana.message("Audit #1: 2 devices of", IT_DEVICES)
    card.wait_for("not there (Somebody else has it)")
    card.wait_for("In their words: David took it along.")
    card.click("Settle")
    send(asking.cast.ana.form, {"What did you find out?": "David gave it back to her."})
    card.wait_for("(closed)")
    assert asking.audit().state is AuditState.CLOSED
    card.reply("found out:")


def test_a_damaged_device_says_what_is_wrong(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana, Device="Headsets")
    question = asking.cast.greta.dm("Do you still have these devices?")
    question.click("It is damaged", near="DD-00101")
    form = asking.cast.greta.form
    send(form, {"What is wrong with it?": "One side is silent."})
    asking.cast.ana.message("Audit #1: 2 devices of", IT_DEVICES).wait_for("there, but damaged")


def test_who_does_not_answer_is_reminded_then_the_manager_hears_then_it(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    for _ in range(20):
        go_on(asking.office, timedelta(days=1))
    reminders = asking.cast.greta.messages("Please tell us whether you still have these devices")
    assert len(reminders) == 2
    assert len(asking.cast.david.messages("has not answered since")) == 1
    asking.cast.ana.message("Audit #1: 2 devices of", IT_DEVICES).wait_for("2 not answered")


def test_an_answer_for_what_was_handed_back_meanwhile(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    question = asking.cast.greta.dm("Do you still have these devices?")
    offboard(asking.cast.ana)
    question.click("Yes, I have it", near="DD-00100")
    asking.cast.greta.ephemeral("was handed back or given to somebody else meanwhile")
    assert asking.device().audited_at is None
    go_on(asking.office, timedelta(days=1))
    assert asking.audit().state is AuditState.CLOSED


def test_nobody_else_answers(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    asking.cast.chiara.command("/device audit")
    asking.cast.chiara.ephemeral("You are not being asked about any device")
    asking.cast.greta.command("/device audit")
    asking.cast.greta.ephemeral("Do you still have these devices?").click("All of them are there")
    asking.office.settle()
    assert asking.audit().state is AuditState.CLOSED


def test_it_goes_through_a_shelf(asking: Asking) -> None:
    for tag in ("DD-00001", "DD-00002"):
        stock(asking.office, LAPTOP, tag)
    begin(asking.office, asking.cast.ana, **{"Stock location": "London"})
    card = asking.cast.ana.message("Audit #1: 2 devices in London", IT_DEVICES)
    card.click("Enter what is there")
    form = asking.cast.ana.form
    form.fill({"Serial numbers or asset tags": "dd-00001\nXX-1"})
    assert form.submit() is not After.CLOSED
    assert "XX-1" in form.errors["Serial numbers or asset tags"]
    everything = {"That was everything": ["What is not in the list is not there"]}
    send(form, {"Serial numbers or asset tags": "dd-00001", **everything})
    asking.office.settle()
    card.wait_for("1 to find out about")
    answers = [item.answer for item in asking.audit().items]
    assert answers == [AuditAnswer.HAS_IT, AuditAnswer.NOT_WITH_ME]


def test_a_campaign_about_nobody_is_refused_where_it_is_begun(asking: Asking) -> None:
    asking.cast.ana.command("/device audit")
    form = asking.cast.ana.form
    form.fill({"Country": "Brazil"})
    assert form.submit() is not After.CLOSED
    assert "there is nobody to ask" in form.text


def test_who_has_not_answered_is_asked_again_by_the_next_campaign_for_what_is_new_too(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    lend(asking.office, GRETA, None, (LAPTOP,), first=300)
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(minutes=1))
    assert (asking.audit().campaign_id, len(asking.audit().items)) == (2, 3)
    asking.cast.greta.dm("Please tell us whether you still have these devices")
    question = asking.cast.greta.dm("Do you still have these devices?")
    assert "DD-00300" in question.text
    question.click("All of them are there")
    asking.office.settle()
    assert asking.audit().state is AuditState.CLOSED


def test_damage_that_was_told_by_mistake_is_taken_back(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana, Device="Headsets")
    question = asking.cast.greta.dm("Do you still have these devices?")
    question.click("It is damaged", near="DD-00101")
    send(asking.cast.greta.form, {"What is wrong with it?": "One side is silent."})
    asking.office.settle()
    assert asking.device(1).condition is Condition.DAMAGED
    audit = asking.audit()
    command = AnswerAudit(audit_id=audit.id, answer=AuditAnswer.HAS_IT, items=(2,))
    actor = Actor(person_id=audit.holder_id)
    asking.office.bot.core.desk.perform(command, actor=actor, key="again", now=asking.office.clock())
    assert asking.device(1).condition is None


def test_a_shelf_is_gone_through_once_at_a_time_and_only_what_is_there_counts(asking: Asking) -> None:
    stock(asking.office, LAPTOP, "DD-00001")
    stock(asking.office, LAPTOP, "DD-00002")
    for _ in range(2):
        begin(asking.office, asking.cast.ana, **{"Stock location": "London"})
    with asking.office.bot.core.desk.reading() as reads:
        assert reads.item(Subject(SubjectKind.AUDIT, 2)) is None
    lent = device(asking.office, "DD-00002").id
    given = AssignDevice(device_id=lent, holder_id=asking.device().holder_id or 0, enrolled=True)
    asking.office.bot.core.desk.perform(given, actor=COMMAND_LINE, key="given", now=asking.office.clock())
    card = asking.cast.ana.message("Audit #1: 2 devices in London", IT_DEVICES)
    card.click("Enter what is there")
    form = asking.cast.ana.form
    form.fill({"Serial numbers or asset tags": "DD-00002"})
    assert form.submit() is not After.CLOSED
    everything = {"That was everything": ["What is not in the list is not there"]}
    send(form, {"Serial numbers or asset tags": "DD-00001", **everything})
    assert [item.answer for item in asking.audit().items] == [AuditAnswer.HAS_IT, AuditAnswer.GONE]
    assert asking.audit().state is AuditState.CLOSED
