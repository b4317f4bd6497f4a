"""Cards that could not be posted: found, and put out again with their stories, without a second report."""

from dataclasses import replace

from lifecycle import return_notices
from lifecycle.commands import CancelRequest, ChangeSource
from lifecycle.desk import Desk
from lifecycle.events import Event, Happened
from lifecycle.facts import LostCard
from lifecycle.notices import undelivered
from lifecycle.people import Actor
from lifecycle.policy import Route
from lifecycle.request import Source
from lifecycle.retrieval import Return, ReturnState
from store.outbox import Dispatch
from tests.store.test_outbox import after, claim, send_all, taken
from tests.support.company import NOW, POLICY, Company, Weekdays
from tests.support.returns import change_case, open_case
from tests.support.subjects import a_request

LOST = LostCard(subject=a_request(1), to="channel:C0IT", error="not_in_channel")


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
    assert lost(company) == [LOST, replace(LOST, subject=a_request(2))]
    company.desk.post_lost_card(a_request(1), after(60))
    assert lost(company) == [replace(LOST, subject=a_request(2))]
    assert send_all(company.store.outbox, after(60)) == ["request:1:v1"]
    assert lost(company) == [replace(LOST, subject=a_request(2))]
    company.desk.post_lost_card(a_request(1), after(120))
    assert claim(company.store.outbox, after(120)) is None


def test_a_card_that_a_later_version_posted_is_not_lost(company: Company) -> None:
    company.submit()
    fail_cards(company)
    change_source(company)
    assert "request:1:v2" in send_all(company.store.outbox, after(60))
    assert lost(company) == []
    company.desk.post_lost_card(a_request(1), after(120))
    assert claim(company.store.outbox, after(120)) is None


def test_it_is_tried_as_a_new_one_and_reported_once(company: Company) -> None:
    company.submit()
    first = fail_cards(company)
    assert first.count("undelivered:request:1") == 1
    company.desk.post_lost_card(a_request(1), after(60))
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
    company.desk.post_lost_card(a_request(1), after(60))
    assert send_all(company.store.outbox, after(60)) == ["request:1:v1", story]


def test_a_card_that_is_tried_anyway_is_left_alone(company: Company) -> None:
    company.submit()
    fail_cards(company)
    change_source(company)
    assert lost(company) == [], "the card of version 2 waits"
    company.desk.post_lost_card(a_request(1), after(60))
    assert company.store.outbox.waiting()["pending"] == 3, "it, its story and a receipt"


def test_the_card_of_a_request_that_has_ended_is_not_posted_any_more(company: Company) -> None:
    company.submit()
    company.perform(CancelRequest(request_id=1, lines=(1,), reason="no longer needed"), company.manager)
    fail_cards(company)
    assert lost(company) == []
    company.desk.post_lost_card(a_request(1), after(60))
    assert claim(company.store.outbox, after(60)) is None


def test_the_channel_is_that_of_todays_policy(company: Company) -> None:
    company.submit()
    fail_cards(company)
    corrected = replace(POLICY, routes=(Route(channel="C0LAPTOPS", categories=("laptop",)),))
    Desk(company.store, corrected, Weekdays()).post_lost_card(a_request(1), after(60))
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
    assert lost(company) == [LOST, replace(LOST, subject=case.subject)]
    company.desk.post_lost_card(case.subject, after(60))
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
    company.desk.post_lost_card(case.subject, after(60))
    assert send_all(company.store.outbox, after(60)) == ["return:1:v1", wiped.key]


def test_the_card_of_a_return_that_has_ended_is_not_posted_any_more(company: Company) -> None:
    case = opened(company)
    fail_cards(company)
    change_case(company.store, case, state=ReturnState.CLOSED)
    assert lost(company) == []
    company.desk.post_lost_card(case.subject, after(60))
    assert claim(company.store.outbox, after(60)) is None
