"""Every payload stays within Slack's limits and our own budget, for the longest data, in every language."""

from collections.abc import Iterable, Mapping

import pytest

from lifecycle.events import Happened
from lifecycle.notices import NOTES, Kind, Notice
from lifecycle.policy import Policy, Step
from lifecycle.reads.facts import Contact, RequestFacts
from lifecycle.request import LineState, RequestState
from lifecycle.requests.commands import CancelRequest
from lifecycle.rules import possible
from messages import answers, home
from messages.budget import over_blocks, over_text
from messages.forms import cancel, decline, ordered, problem, ready, received, request, shipped, source
from messages.forms.again import with_alert
from messages.ids import Opened, Target
from messages.notices import render
from messages.payload import Message, View
from messages.reader import Reader
from sandbox.blockkit import Surface, check_message, check_view
from tests.support import longest
from tests.support.forms import submitted
from tests.support.longest import FILLINGS, filled
from tests.support.samples import EMPTY_MINE, FULL_MINE, NOW, POLICY, SAMPLES, TODAY
from tests.support.subjects import a_request
from tests.unit.messages.events import TOLD
from tests.unit.messages.locales import EVERY_LOCALE


def is_within(message: Message) -> None:
    assert check_message({"text": message.text, "blocks": message.blocks}, "chat.update") == []
    assert [*over_text(message.text), *over_blocks(message.blocks)] == []


def cards(facts: RequestFacts, policy: Policy, reader: Reader) -> Iterable[Message]:
    def rendered(kind: Kind, **more: int) -> Message:
        notice = Notice(kind=kind, to="person:2", key="k", at=NOW, subject=a_request(1), facts=more)
        return render(notice, facts, policy, reader, NOW)

    yield rendered(Kind.REQUEST_CARD)
    yield rendered(Kind.LIMIT_CARD)
    yield rendered(Kind.RECEIPT_CARD)
    yield from (rendered(Kind.PARCEL_CARD, shipment=one.number) for one in facts.request.shipments[:2])


def told(facts: RequestFacts, policy: Policy, reader: Reader, words: str) -> Iterable[Message]:
    """Every story, note and nudge about this request."""
    everything = tuple(line.number for line in facts.request.lines)
    more: dict[str, str | int | None] = {"shipment": 1, "kind": "wrong_item", "matched_by": "name", "about": "limit"}

    def rendered(kind: Kind, event: Happened, /, **facts_of_notice: str | int) -> Message:
        notice = Notice(
            kind=kind,
            to="person:1",
            key="k",
            at=NOW,
            event=event,
            actor_id=2,
            parts=everything,
            reason=words,
            facts={**more, **facts_of_notice},
        )
        return render(notice, facts, policy, reader, NOW)

    yield from (rendered(Kind.STORY, event) for event in TOLD)
    yield from (rendered(Kind.NOTE, event) for event in NOTES)
    yield from (rendered(Kind.NUDGE, Happened.REQUEST_NUDGED, step=step) for step in Step)
    yield from (
        rendered(
            Kind.UNDELIVERED, Happened.REQUEST_APPROVED, to=to, error="e" * 80, kind=Kind.LIMIT_CARD, for_sure=sure
        )
        for to in ("person:3", "channel:C1")
        for sure in (0, 1)
    )


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("name", SAMPLES)
def test_sample_cards(name: str, locale: str) -> None:
    for message in cards(SAMPLES[name], POLICY, Reader(locale, "Europe/Berlin")):
        is_within(message)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_largest_cards(filling: str, locale: str) -> None:
    reader = Reader(locale, "America/Argentina/ComodRivadavia")
    policy = longest.policy(FILLINGS[filling])
    for facts in longest.largest(FILLINGS[filling]).values():
        for message in cards(facts, policy, reader):
            is_within(message)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_longest_stories_and_nudges(filling: str, locale: str) -> None:
    facts = longest.largest(FILLINGS[filling])[LineState.SHIPPED]
    words = filled(FILLINGS[filling], 500)
    for message in told(facts, longest.policy(FILLINGS[filling]), Reader(locale, "UTC"), words):
        is_within(message)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_longest_overviews(filling: str, locale: str) -> None:
    reader, policy = Reader(locale, "UTC"), longest.policy(FILLINGS[filling])
    person = longest.people(FILLINGS[filling])[2]
    for mine in (EMPTY_MINE, FULL_MINE, longest.mine(FILLINGS[filling])):
        is_within(answers.mine(mine, reader, policy, NOW))
        assert check_view(home.build(person, mine, policy, reader, NOW), Surface.HOME) == []


def forms(facts: RequestFacts, policy: Policy, reader: Reader, words: str) -> Mapping[str, View]:
    line, parcel = (
        Opened(Target(a_request(10**9), 1), "C1", "1.1"),
        Opened(Target(a_request(10**9), 1), "D1", "1.1"),
    )
    contact = Contact(subject=a_request(1), address=words)
    person = facts.people[2]
    return {
        "request": request.build(policy, reader, person, TODAY),
        "decline": decline.build(facts, reader, line),
        **({"cancel": cancel.build(facts, reader, line)} if possible(CancelRequest, facts.request) else {}),
        "source": source.build(facts, policy, reader, line),
        "ordered": ordered.build(facts, policy, reader, line, TODAY),
        "received": received.build(facts, reader, line, "DD-00001"),
        "ready": ready.build(facts, reader, line),
        "shipped": shipped.build(facts, contact, reader, line),
        "problem": problem.build(facts, reader, parcel),
    }


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_longest_forms(filling: str, locale: str) -> None:
    reader, policy = Reader(locale, "UTC"), longest.policy(FILLINGS[filling])
    for state in (LineState.READY, LineState.SHIPPED, LineState.WAITING):
        facts = longest.largest(FILLINGS[filling])[state]
        for name, view in forms(facts, policy, reader, filled(FILLINGS[filling], 500)).items():
            assert check_view(view, Surface.MODAL) == [], name
            again = with_alert(submitted(view), filled(FILLINGS[filling], 500))
            assert check_view(again, Surface.MODAL) == [], name


def test_a_short_request_is_shown_whole() -> None:
    facts = SAMPLES["ordered"]
    assert facts.request.state is RequestState.APPROVED
    card = next(iter(cards(facts, POLICY, Reader("en-US", "UTC"))))
    assert "PO_2026_114" in card.text
    assert facts.request.note is not None
    assert facts.request.note in card.text
