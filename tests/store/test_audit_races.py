"""Answers of the same moment: each device is answered for once, and whoever came second learns who was first."""

from lifecycle.audit import AuditAnswer, AuditState
from lifecycle.audits.commands import AnswerAudit, BeginCampaign, LookAtCampaign, LookAtDevice
from lifecycle.audits.cycle import next_turn
from lifecycle.campaign import Scope
from lifecycle.errors import Stale
from lifecycle.events import Happened
from lifecycle.people import SCHEDULER
from tests.store.test_races import together
from tests.support.audits import audits, lend
from tests.support.company import NOW, Company

THREADS = 6


def ask(company: Company, devices: int) -> None:
    for number in range(devices):
        lend(company, number, holder_id=company.worker.id)
    company.perform(BeginCampaign(scope=Scope()), company.ana)
    company.perform(LookAtCampaign(campaign_id=1), SCHEDULER)


def say(company: Company, items: tuple[int, ...], thread: int) -> str:
    """The holder says it, or IT does, in turns; what came of it."""
    who = company.worker if thread % 2 else company.ana
    command = AnswerAudit(audit_id=1, answer=AuditAnswer.HAS_IT, items=items)
    try:
        company.perform(command, who, key=f"thread-{thread}")
    except Stale as stale:
        return f"{stale.last.name} by {stale.last.actor_id}" if stale.last else "stale"
    return f"said by {who.id}"


def test_all_at_once_it_is_said_once_and_the_others_learn_by_whom(company: Company) -> None:
    ask(company, 2)
    said = together(THREADS, lambda one: say(company, (), one))
    (first,) = [one for one in said if one.startswith("said")]
    winner = first.removeprefix("said by ")
    assert sorted(said) == sorted([first, *[f"{Happened.AUDIT_ANSWERED} by {winner}"] * (THREADS - 1)])
    (audit,) = audits(company)
    assert audit.state is AuditState.CLOSED
    assert {str(item.answered_by) for item in audit.items} == {winner}


def test_answers_for_different_devices_all_count(company: Company) -> None:
    ask(company, THREADS)
    said = together(THREADS, lambda one: say(company, (one + 1,), one))
    assert all(one.startswith("said") for one in said)
    (audit,) = audits(company)
    assert (audit.state, audit.unanswered()) == (AuditState.CLOSED, ())


def test_looks_of_the_same_moment_ask_for_somebody_outside_once(company: Company) -> None:
    devices = [lend(company, number, keeper="Kim Contractor") for number in range(THREADS)]
    turn = next_turn(devices[0], company.desk.policy, NOW)
    assert turn is not None
    together(
        THREADS,
        lambda one: company.perform(LookAtDevice(device_id=devices[one].id), SCHEDULER, key=f"look-{one}", now=turn),
    )
    (audit,) = audits(company)
    assert len(audit.items) == THREADS
