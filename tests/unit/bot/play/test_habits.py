"""What people of the company to play with do by themselves: asked in the yearly round, they answer the day after."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.play.company.habits import SOON, TAKES, Habits
from lifecycle.audit import Audit, AuditAnswer, AuditState
from lifecycle.audits.commands import BeginCampaign, CallOffAudit, LookAtCampaign
from lifecycle.audits.cycle import next_turn
from lifecycle.campaign import Scope
from lifecycle.people import SCHEDULER
from tests.support.audits import audits, lend, look
from tests.support.company import NOW, Company, Weekdays, open_company


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as founded:
        yield founded


def habits(company: Company, spoken: Sequence[tuple[str, datetime]] = ()) -> Habits:
    return Habits(company.desk, Weekdays(), spoken)


def turn_of(company: Company, number: int = 1, **whose: Any) -> datetime:
    """Somebody gets a laptop, and is asked for it in the yearly round: the moment at which they are."""
    turn = next_turn(lend(company, number, **whose), company.desk.policy, NOW)
    assert turn is not None
    look(company, turn)
    return turn


def the_audit(company: Company) -> Audit:
    (found,) = audits(company)
    return found


def test_whoever_is_asked_has_everything_a_working_day_later(company: Company) -> None:
    asked = turn_of(company, holder_id=company.worker.id)
    people = habits(company)
    moment = people.next()
    assert moment is not None
    assert timedelta(0) <= moment - (asked + TAKES) < timedelta(days=3)
    assert moment.weekday() < 5
    assert 9 <= moment.hour < 18, "the zone of the people of the tests is UTC"
    people.keep(moment)
    (item,) = the_audit(company).items
    assert (item.answer, item.answered_by, item.answered_at) == (AuditAnswer.HAS_IT, company.worker.id, moment)
    assert people.next() is None


def test_nobody_answers_on_a_day_off(company: Company) -> None:
    people = (company.manager, company.worker, company.ana, company.ben, company.vera)
    moved = 0
    for number, holder in enumerate(people, start=1):
        ready = turn_of(company, number, holder_id=holder.id) + TAKES
        asking = habits(company)
        moment = asking.next()
        assert moment is not None
        assert (moment > ready) == (ready.weekday() >= 5)
        moved += moment > ready
        asking.keep(moment)
    assert moved


def test_nothing_is_said_before_its_moment(company: Company) -> None:
    turn_of(company, holder_id=company.worker.id)
    people = habits(company)
    moment = people.next()
    assert moment is not None
    people.keep(moment - timedelta(minutes=1))
    assert the_audit(company).unanswered()
    assert people.next() == moment


def test_a_campaign_is_left_to_the_stories(company: Company) -> None:
    lend(company, 1, holder_id=company.worker.id)
    company.perform(BeginCampaign(scope=Scope()), company.ana)
    company.perform(LookAtCampaign(campaign_id=1), SCHEDULER)
    assert the_audit(company).unanswered()
    assert habits(company).next() is None


@pytest.mark.parametrize(
    ("away", "answers"), [(SOON / 2, False), (-SOON / 2, False), (2 * SOON, True), (-2 * SOON, True)]
)
def test_who_speaks_for_themselves_soon_leaves_it_to_that(company: Company, away: timedelta, *, answers: bool) -> None:
    asked = turn_of(company, holder_id=company.worker.id)
    slack_id = company.worker.slack_id or ""
    assert (habits(company, [(slack_id, asked + TAKES + away)]).next() is not None) is answers
    assert habits(company, [("U0OTHER", asked + TAKES)]).next() is not None


def test_nobody_answers_who_is_not_in_slack(company: Company) -> None:
    turn_of(company, keeper="Kim Contractor")
    assert the_audit(company).unanswered()
    assert habits(company).next() is None


def test_what_is_over_meanwhile_is_let_go(company: Company) -> None:
    turn_of(company, holder_id=company.worker.id)
    people = habits(company)
    moment = people.next()
    assert moment is not None
    company.perform(CallOffAudit(audit_id=1, reason="enough"), company.ana, now=moment)
    people.keep(moment)
    assert the_audit(company).state is AuditState.CLOSED
    assert the_audit(company).unanswered()
    assert people.next() is None
