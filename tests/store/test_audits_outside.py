"""Devices of people who are not in Slack, known by name: IT is asked for them, as often and as evenly."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from lifecycle.audit import AuditAnswer, AuditState
from lifecycle.audits.campaigning import LISTS_AT_ONCE
from lifecycle.audits.commands import AnswerAudit, BeginCampaign, CountShelf, LookAtCampaign
from lifecycle.campaign import Campaign, CampaignState, Scope
from lifecycle.notices import Kind
from lifecycle.people import SCHEDULER
from lifecycle.reads.facts import CampaignFacts
from lifecycle.subject import Subject, SubjectKind
from store.tables.machinery import outbox
from tests.store.any_device_command import correction
from tests.support.audits import audits, lend, look
from tests.support.company import NOW, Company

CAMPAIGN = Subject(SubjectKind.CAMPAIGN, 1)
KEEPERS = 24


def begin(company: Company, scope: Scope) -> None:
    company.perform(BeginCampaign(scope=scope), company.ana)
    go_on(company)


def go_on(company: Company) -> None:
    company.perform(LookAtCampaign(campaign_id=1), SCHEDULER)


def campaign(company: Company) -> Campaign:
    with company.store.reading() as reads:
        facts = reads.facts(CAMPAIGN)
    assert isinstance(facts, CampaignFacts)
    return facts.campaign


def test_whoever_is_not_in_slack_is_asked_for_once_a_year_too_by_it(company: Company) -> None:
    devices = [lend(company, number, keeper=f"Keeper {number}") for number in range(KEEPERS)]
    same = [lend(company, 100, keeper="Zoë Outside"), lend(company, 101, keeper=" ZOE  outside ")]
    now, days = NOW, Counter[str]()
    for _ in range(365):
        now += timedelta(days=1)
        look(company, now)
        for one in audits(company):
            if one.is_open:
                days[now.date().isoformat()] += 1
                company.perform(AnswerAudit(audit_id=one.id, answer=AuditAnswer.HAS_IT), company.ana, now=now)
    found = audits(company)
    assert Counter(item.device_id for one in found for item in one.items) == Counter(
        one.id for one in (*devices, *same)
    )
    assert len(found) == KEEPERS + 1, "however the name was typed"
    assert max(days.values()) <= 3, "spread over the year"
    assert all(one.is_with_it and one.holder_id is None for one in found)
    with company.store.database.reader() as connection:
        told = set(connection.execute(select(outbox.c.kind, outbox.c.to).where(outbox.c.subject == found[0].subject)))
    assert told == {(Kind.AUDIT_CARD, "channel:C0IT"), (Kind.AUDIT_STORY, "channel:C0IT")}


def test_a_campaign_asks_for_them_a_few_lists_at_a_time_and_counts_what_came_of_it(company: Company) -> None:
    lend(company, 1000, holder_id=company.worker.id)
    for number in range(KEEPERS):
        lend(company, number, keeper=f"Keeper {number:02}")
    begin(company, Scope())
    for _ in range(10):
        go_on(company)
        waiting = [one for one in audits(company) if one.is_open and one.keeper is not None]
        assert len(waiting) <= LISTS_AT_ONCE
        for one in waiting[:7]:
            company.perform(AnswerAudit(audit_id=one.id, answer=AuditAnswer.HAS_IT), company.ana)
    assert campaign(company).state is CampaignState.WAITING
    assert campaign(company).asked == KEEPERS + 1
    with company.store.reading() as reads:
        facts = reads.facts(CAMPAIGN)
    assert isinstance(facts, CampaignFacts)
    assert facts.answers == {AuditAnswer.HAS_IT: KEEPERS, None: 1}


def test_a_campaign_may_be_about_nobody_else(company: Company) -> None:
    lend(company, 1, keeper="Kim Contractor", country="PT")
    lend(company, 2, keeper="Lee Contractor")
    begin(company, Scope(country="PT"))
    assert [one.keeper for one in audits(company)] == ["Kim Contractor"]
    assert campaign(company).state is CampaignState.WAITING


def test_it_enters_what_is_there_and_the_rest_is_a_task(company: Company) -> None:
    first, second = (lend(company, number, keeper="Kim Contractor") for number in (1, 2))
    begin(company, Scope())
    company.perform(CountShelf(audit_id=1, numbers=("t1",), is_all=True), company.ana)
    (audit,) = audits(company)
    assert [item.answer for item in audit.items] == [AuditAnswer.HAS_IT, AuditAnswer.NOT_WITH_ME]
    assert [item.device_id for item in audit.tasks()] == [second.id]
    with company.store.reading() as reads:
        seen = {one.id: one.audited_at for one in reads.devices([first.id, second.id])}
    assert seen == {first.id: NOW, second.id: None}


@pytest.mark.parametrize("hands", [{"holder_id": 2, "keeper": None}, {"keeper": "Lee Contractor"}])
def test_what_somebody_else_turns_out_to_have_is_taken_out(company: Company, hands: dict[str, object]) -> None:
    device = lend(company, 1, keeper="Will Worker")
    begin(company, Scope())
    command = correction(device, hands, late=False)
    company.perform(command, company.ana)
    look(company, NOW + timedelta(days=2))
    (audit,) = audits(company)
    assert (audit.state, audit.items[0].answer) == (AuditState.CLOSED, AuditAnswer.GONE)


def test_it_is_reminded_once_of_what_it_has_to_go_through_itself(company: Company) -> None:
    lend(company, 1, keeper="Kim Contractor")
    company.stock(1)
    begin(company, Scope())
    company.perform(BeginCampaign(scope=Scope(location="berlin")), company.ana)
    for days in range(1, 100):
        look(company, NOW + timedelta(days=days))
    with company.store.database.reader() as connection:
        steps = connection.execute(select(outbox).where(outbox.c.kind == Kind.AUDIT_STEP)).all()
    assert {(one.to, one.thread) for one in steps} == {("channel:C0IT", f"audit:{number}") for number in (1, 2)}
    assert len(steps) == 2
    (first, _) = sorted(one.at for one in steps)
    assert first.date() == (NOW + timedelta(days=company.desk.policy.audits.it_after_days)).date()
