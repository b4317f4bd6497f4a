"""Cards that could not be posted: found, and put out again with their stories, without a second report."""

from dataclasses import replace
from datetime import timedelta

from lifecycle.audit import AuditAnswer, Whereabouts
from lifecycle.audits.commands import AnswerAudit, BeginCampaign, CallOffAudit, LookAtCampaign
from lifecycle.campaign import Scope
from lifecycle.desk import Desk
from lifecycle.events import Event, Happened
from lifecycle.notices import Kind, undelivered
from lifecycle.people import SCHEDULER, Actor
from lifecycle.policy import Route
from lifecycle.reads.facts import LostCard
from lifecycle.request import Source
from lifecycle.requests.commands import CancelRequest, ChangeSource
from lifecycle.retrieval import Return, ReturnState
from lifecycle.returns import notices as return_notices
from lifecycle.subject import Subject, SubjectKind
from store.outbox.outbox import Dispatch
from tests.store.test_outbox import after, claim, send_all, taken
from tests.support.audit_samples import an_audit
from tests.support.audits import lend
from tests.support.company import NOW, POLICY, Company, Weekdays
from tests.support.returns import change_case, open_case
from tests.support.subjects import a_request

LOST = LostCard(subject=a_request(1), slot="request:1", to="channel:C0IT", error="not_in_channel")

CAMPAIGN = Subject(SubjectKind.CAMPAIGN, 1)


def lost(company: Company) -> list[LostCard]:
    with company.store.reading() as reads:
        return list(reads.lost_cards())


def fail_cards(company: Company) -> list[str]:
    """Slack takes nothing for a channel; returns the keys of what was tried."""
    tried = []
    while dispatch := claim(company.store.outbox, after(1)):
        tried.append(dispatch.notice.key)
        settle(company, dispatch)
    return tried


def settle(company: Company, dispatch: Dispatch) -> None:
    outbox, notice = company.store.outbox, dispatch.notice
    if notice.to.startswith("person:"):
        outbox.skipped(dispatch, "me", why="not in Slack", now=NOW)
    else:
        report = undelivered(notice, "not_in_channel", "C0IT", NOW)
        outbox.failed(dispatch, "me", error="not_in_channel", now=NOW, report=report)


def change_source(company: Company) -> None:
    company.perform(ChangeSource(request_id=1, line=1, source=Source.PURCHASE), company.ana)


def test_a_card_that_failed_is_lost_until_it_is_posted(company: Company) -> None:
    company.submit()
    company.submit()
    assert lost(company) == [], "they wait"
    fail_cards(company)
    assert lost(company) == [LOST, replace(LOST, subject=a_request(2), slot="request:2")]
    company.desk.post_lost_cards(a_request(1), after(60))
    assert lost(company) == [replace(LOST, subject=a_request(2), slot="request:2")]
    assert send_all(company.store.outbox, after(60)) == ["request:1:v1"]
    assert lost(company) == [replace(LOST, subject=a_request(2), slot="request:2")]
    company.desk.post_lost_cards(a_request(1), after(120))
    assert claim(company.store.outbox, after(120)) is None


def test_a_card_that_a_later_version_posted_is_not_lost(company: Company) -> None:
    company.submit()
    fail_cards(company)
    change_source(company)
    assert "request:1:v2" in send_all(company.store.outbox, after(60))
    assert lost(company) == []
    company.desk.post_lost_cards(a_request(1), after(120))
    assert claim(company.store.outbox, after(120)) is None


def test_it_is_tried_as_a_new_one_and_reported_once(company: Company) -> None:
    company.submit()
    first = fail_cards(company)
    assert first.count("undelivered:request:1") == 1
    company.desk.post_lost_cards(a_request(1), after(60))
    again = taken(company.store.outbox, after(60))
    assert (again.notice.key, again.attempts, again.resumed, again.first_try_at) == (
        "request:1:v1",
        1,
        False,
        after(60),
    )
    settle(company, again)
    assert claim(company.store.outbox, after(120)) is None
    assert lost(company) == [LOST]


def test_the_stories_of_meanwhile_follow_the_card(company: Company) -> None:
    company.submit()
    fail_cards(company)
    change_source(company)
    fail_cards(company)
    story = "request:1:v2:story:channel:C0IT"
    assert company.store.outbox.counts()["failed"] == 4, "two versions of the card, a story, a report"
    company.desk.post_lost_cards(a_request(1), after(60))
    assert send_all(company.store.outbox, after(60)) == ["request:1:v1", story]


def test_a_card_that_is_tried_anyway_is_left_alone(company: Company) -> None:
    company.submit()
    fail_cards(company)
    change_source(company)
    assert lost(company) == [], "the card of version 2 waits"
    company.desk.post_lost_cards(a_request(1), after(60))
    assert company.store.outbox.waiting()["pending"] == 3, "it, its story and a receipt"


def test_the_card_of_a_request_that_has_ended_is_not_posted_any_more(company: Company) -> None:
    company.submit()
    company.perform(CancelRequest(request_id=1, lines=(1,), reason="no longer needed"), company.manager)
    fail_cards(company)
    assert lost(company) == []
    company.desk.post_lost_cards(a_request(1), after(60))
    assert claim(company.store.outbox, after(60)) is None


def test_the_channel_is_that_of_todays_policy(company: Company) -> None:
    company.submit()
    fail_cards(company)
    corrected = replace(POLICY, routes=(Route(channel="C0LAPTOPS", categories=("laptop",)),))
    Desk(company.store, corrected, Weekdays()).post_lost_cards(a_request(1), after(60))
    assert taken(company.store.outbox, after(60)).notice.to == "channel:C0LAPTOPS"


def opened(company: Company) -> Return:
    """A return whose cards wait to be posted."""
    case = open_case(company.store, company.worker)
    with company.store.transaction() as work:
        work.tell(tuple(return_notices.cards(case, NOW)))
    return case


def test_the_card_of_a_return_is_found_and_posted_too(company: Company) -> None:
    company.submit()
    case = opened(company)
    assert lost(company) == []
    fail_cards(company)
    assert lost(company) == [LOST, replace(LOST, subject=case.subject, slot=str(case.subject))]
    company.desk.post_lost_cards(case.subject, after(60))
    assert lost(company) == [LOST]
    assert send_all(company.store.outbox, after(60)) == ["return:1:v1"]
    assert lost(company) == [LOST]


def test_what_happened_to_its_devices_meanwhile_follows_it(company: Company) -> None:
    case = opened(company)
    wiped = return_notices.story(
        case, Event(name=Happened.WIPE_RECORDED), Actor(person_id=None), "certificate:1:v1", NOW
    )
    with company.store.transaction() as work:
        work.tell((wiped,))
    fail_cards(company)
    company.desk.post_lost_cards(case.subject, after(60))
    assert send_all(company.store.outbox, after(60)) == ["return:1:v1", wiped.key]


def test_the_card_of_a_return_that_has_ended_is_not_posted_any_more(company: Company) -> None:
    case = opened(company)
    fail_cards(company)
    change_case(company.store, case, state=ReturnState.CLOSED)
    assert lost(company) == []
    company.desk.post_lost_cards(case.subject, after(60))
    assert claim(company.store.outbox, after(60)) is None


def asked(company: Company) -> None:
    """A campaign has asked one person; its card and the question wait to be posted."""
    lend(company, 1, holder_id=company.worker.id)
    company.perform(BeginCampaign(scope=Scope()), company.ana)
    company.perform(LookAtCampaign(campaign_id=1), SCHEDULER)


def refuse_all(company: Company) -> None:
    """Slack takes nothing for anybody."""
    while dispatch := claim(company.store.outbox, after(1)):
        company.store.outbox.failed(dispatch, "me", error="fatal_error", now=NOW)


def test_the_question_and_the_card_of_a_campaign_are_found_and_posted_too(company: Company) -> None:
    asked(company)
    assert lost(company) == []
    refuse_all(company)
    question = LostCard(
        subject=an_audit(1), slot="audit:1:holder", to=f"person:{company.worker.id}", error="fatal_error"
    )
    assert lost(company) == [
        question,
        LostCard(subject=CAMPAIGN, slot="campaign:1", to="channel:C0IT", error="fatal_error"),
    ]
    company.desk.post_lost_cards(CAMPAIGN, after(60))
    assert send_all(company.store.outbox, after(60)) == ["campaign:1:v1"]
    company.desk.post_lost_cards(an_audit(1), after(60))
    assert lost(company) == [], "it waits"
    again = taken(company.store.outbox, after(60))
    assert (again.notice.key, again.notice.to, again.attempts) == ("audit:1:holder:v1", question.to, 1)


def test_a_question_is_asked_anew_when_they_are_at_work(company: Company) -> None:
    asked(company)
    refuse_all(company)
    midnight = NOW + timedelta(hours=14)
    company.desk.post_lost_cards(an_audit(1), midnight)
    assert claim(company.store.outbox, midnight) is None
    assert taken(company.store.outbox, midnight + timedelta(hours=9)).notice.kind is Kind.AUDIT_DM


def test_the_card_that_it_gets_later_is_found_with_its_stories(company: Company) -> None:
    asked(company)
    send_all(company.store.outbox, after(1))
    worker = company.actor(company.worker)
    missing = AnswerAudit(audit_id=1, answer=AuditAnswer.NOT_WITH_ME, items=(1,), whereabouts=Whereabouts.NEVER_HAD)
    company.perform(missing, worker)
    refuse_all(company)
    assert [one.slot for one in lost(company)] == ["audit:1"]
    company.desk.post_lost_cards(an_audit(1), after(60))
    keys = send_all(company.store.outbox, after(60))
    assert keys == ["audit:1:v1", "audit:1:v2:audit_story:channel:C0IT"]
    assert lost(company) == []


def test_nothing_of_an_audit_that_is_closed_is_posted_any_more(company: Company) -> None:
    asked(company)
    refuse_all(company)
    company.perform(CallOffAudit(audit_id=1, reason="enough"), company.ana)
    company.perform(LookAtCampaign(campaign_id=1), SCHEDULER)
    refuse_all(company)
    assert lost(company) == []
    for subject in (an_audit(1), CAMPAIGN):
        company.desk.post_lost_cards(subject, after(60))
    assert claim(company.store.outbox, after(60)) is None
