"""Every event, step, reason and state has its words, in every language."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from jinja2 import UndefinedError

from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened, Recorded
from lifecycle.notices import NOTES, Kind, Notice
from lifecycle.policy import Step
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import LineState, RequestState
from lifecycle.requests.commands import PROBLEMS
from messages import answers
from messages.answers import OTHERWISE, Hitch, Stranger
from messages.ids import Action
from messages.labels import ACTIONS, KINDS, PROBLEM_KINDS
from messages.notices import ALONE, BUILDERS, render
from messages.payload import Message
from messages.reader import Reader
from messages.text import Mrkdwn
from messages.voice import voice
from messages.wording import TEMPLATES
from tests.support.samples import (
    ANA,
    APPROVED,
    CANCELLED,
    FULFILLED,
    LATE,
    NOW,
    ORDERED,
    OVER_LIMIT,
    POLICY,
    PROBLEM,
    READY,
    SUBMITTED,
    facts,
)
from tests.support.subjects import a_request
from tests.unit.messages.events import TOLD
from tests.unit.messages.locales import EVERY_LOCALE

ENGLISH = Reader("en-US", "UTC")


def subject_of(event: Happened) -> RequestFacts:
    return ORDERED if event is Happened.LINE_ORDERED else PROBLEM


def rendered(kind: Kind, event: Happened, reader: Reader, base: RequestFacts | None = None) -> Message:
    facts: dict[str, str | int | None] = {"shipment": 1, "kind": "damaged", "matched_by": "email", "about": "decision"}
    notice = Notice(
        kind=kind,
        to="person:1",
        key="k",
        at=NOW,
        event=event,
        actor_id=ANA.id,
        parts=(2,) if event is Happened.LINE_ORDERED else (1,),
        facts=facts,
    )
    return render(notice, base or subject_of(event), POLICY, reader, NOW)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_every_event_that_is_told_has_its_story_and_its_note(locale: str) -> None:
    reader = Reader(locale, "Europe/Berlin")
    for event in TOLD:
        assert rendered(Kind.STORY, event, reader).text
    for event in NOTES:
        assert rendered(Kind.NOTE, event, reader).text


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("step", Step)
def test_every_step_of_the_plan_has_its_nudge(step: Step, locale: str) -> None:
    facts = SUBMITTED if step is Step.UNDECIDED else LATE
    for about in ("limit", "decision"):
        notice = Notice(
            kind=Kind.NUDGE,
            to="channel:C1",
            key="k",
            at=NOW,
            event=Happened.REQUEST_NUDGED,
            parts=() if step is Step.UNDECIDED else (2,),
            facts={"step": step, "about": about},
        )
        given = OVER_LIMIT if about == "limit" and step is Step.UNDECIDED else facts
        assert render(notice, given, POLICY, Reader(locale, "UTC"), NOW).text


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason: Reason, locale: str) -> None:
    facts: dict[str, str | int | None] = {
        "most": 12,
        "device_id": 4,
        "asset_tag": "LT-00004",
        "serial": "TW4",
        "model": "Tallwood Air 14",
        "holder": "Greta Lindqvist",
        "place": None,
        "name": "Greta Lindqvist",
        "number": 12,
        "numbers": "XX-1, XX-2",
        "expected": "TW000012",
        "tag": "LT-00013",
        "same_return": 1,
        "reader": "it",
    }
    in_stock = {**facts, "asset_tag": None, "serial": None, "holder": None, "place": "Berlin", "tag": None}
    for given in (
        facts,
        {**facts, "same_return": 0, "reader": "leaver"},
        {**facts, "reader": "manager"},
        in_stock,
        {**in_stock, "place": None, "same_return": 0},
    ):
        refusal = Refused(reason, field="serial", **given)
        reader = Reader(locale, "UTC")
        assert answers.refused(refusal, reader, NOW)
        assert list(answers.field_errors(refusal, reader) or {}) == ["serial"]


def test_a_number_that_is_known_names_its_device_and_where_that_is() -> None:
    facts: dict[str, str | int | None] = {
        "device_id": 4,
        "asset_tag": "LT-00004",
        "serial": "TW4",
        "model": "Tallwood Air 14",
    }
    held = Refused(Reason.SERIAL_KNOWN, field="serial", **facts, holder="Greta Lindqvist", place=None)
    words = "This serial number is on record already: it belongs to LT-00004, Tallwood Air 14. Greta Lindqvist has it."
    assert answers.field_errors(held, ENGLISH) == {"serial": words}
    kept = Refused(Reason.TAG_KNOWN, field="asset_tag", **facts, holder=None, place="Berlin")
    words = "This asset tag is on record already: it belongs to Tallwood Air 14, serial number TW4. It is in Berlin."
    assert answers.field_errors(kept, ENGLISH) == {"asset_tag": words}


def test_a_refusal_of_the_whole_command_has_no_field() -> None:
    assert answers.field_errors(Refused(Reason.BUSY), ENGLISH) is None


NOBODYS = frozenset({Happened.RECIPIENT_JOINED, Happened.RETURN_HANDED_OVER, Happened.RETURN_HANDED_BACK})
"""What happens by itself: nobody is named who did it."""


@pytest.mark.parametrize("event", Happened)
def test_whoever_was_faster_is_named_with_what_they_did(event: Happened) -> None:
    last = Recorded(name=event, at=NOW - timedelta(minutes=2), actor_id=ANA.id, parts=())
    refusal = Stale(a_request(17), last)
    words = answers.refused(refusal, ENGLISH, NOW, ANA)
    assert "2 minutes ago" in words
    assert ("<@U0ANA>" in words) == (event not in NOBODYS)


def test_the_winner_of_an_approval() -> None:
    last = Recorded(name=Happened.REQUEST_APPROVED, at=NOW - timedelta(minutes=2), actor_id=ANA.id, parts=())
    assert (
        answers.refused(Stale(a_request(17), last), ENGLISH, NOW, ANA) == "Already approved by <@U0ANA>, 2 minutes ago."
    )
    unnamed = answers.refused(Stale(a_request(17), last), ENGLISH, NOW)
    assert unnamed == "Already approved by Device Desk, 2 minutes ago."


def test_every_name_has_its_label() -> None:
    assert set(ACTIONS) == set(Action)
    assert set(KINDS) == set(Kind)
    assert set(PROBLEM_KINDS) == set(PROBLEMS)
    assert set(BUILDERS) | set(ALONE) == set(Kind)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_every_stranger_and_every_hitch_has_an_answer(locale: str) -> None:
    reader = Reader(locale, "UTC")
    assert all(answers.not_for(why, reader) for why in Stranger)
    assert all(answers.hitch(what, reader) for what in Hitch)
    assert "`/device request`" in answers.help_text(reader)
    assert "`fleet`" in answers.unknown_subcommand("fleet", reader)


def template_names(folder: str) -> Iterator[str]:
    return (path.stem for path in (TEMPLATES / folder).iterdir())


def test_there_is_no_template_that_nothing_needs() -> None:
    assert set(template_names("story")) == set(TOLD)
    assert set(template_names("note")) == set(NOTES)
    assert set(template_names("nudge")) == set(Step)
    assert set(template_names("refusal")) == set(Reason)
    assert set(template_names("already")) == {*Happened, "otherwise"} - OTHERWISE
    assert set(template_names("line/it")) == set(template_names("line/people")) == set(LineState)
    assert set(template_names("card/state")) == {*RequestState, "limit"}
    assert set(template_names("answer/help")) == set(answers.HELP)
    assert set(template_names("answer/not_for")) == set(Stranger)
    assert set(template_names("answer/hitch")) == set(Hitch)


def test_a_fact_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        voice(ENGLISH).write("card/recipient")
    with pytest.raises(TypeError):
        voice(ENGLISH).write("card/next")
    with pytest.raises(TypeError):
        voice(ENGLISH).say(None)


def test_what_is_filled_in_is_safe_and_markup_is_not_escaped_twice() -> None:
    words = voice(ENGLISH).write("card/next", steps="<!channel> & *all*")
    assert words == "Next: &lt;!channel&gt; &amp; ∗all∗."
    assert voice(ENGLISH).write("card/next", steps=Mrkdwn("<@U1>")) == "Next: <@U1>."


def test_people_are_mentioned_and_in_plain_speech_named() -> None:
    told = rendered(Kind.STORY, Happened.REQUEST_APPROVED, ENGLISH)
    assert told.text.startswith("Ana Torres approved the request. ")
    assert told.blocks[0]["text"] == {
        "type": "mrkdwn",
        "text": "<@U0ANA> approved the request. Set aside: Laptop 14 (`LT-00012`). To be ordered: Headset.",
        "verbatim": True,
    }


@pytest.mark.parametrize(
    ("event", "base", "lines", "words"),
    [
        (Happened.REQUEST_APPROVED, SUBMITTED, (), "Ana Torres approved the request. To be ordered: Headset."),
        (
            Happened.LINE_RECEIVED,
            APPROVED,
            (1,),
            "Ana Torres received Laptop 14: LT-00012, serial number TW000012.",
        ),
        (Happened.LINE_RECEIVED, CANCELLED, (2,), "Ana Torres received Headset, for the stock."),
        (Happened.LINE_READY, READY, (1,), "Ana Torres made Laptop 14 ready to be shipped: LT-00012."),
        (
            Happened.LINES_ARRIVED,
            FULFILLED,
            (1, 3),
            "Ana Torres confirmed the arrival of Laptop 14 and USB cable on behalf of Greta Lindqvist. "
            "Greta Lindqvist now has LT-00012.",
        ),
        (
            Happened.LINES_ARRIVED,
            facts(FULFILLED, recipient_id=ANA.id),
            (3,),
            "Ana Torres confirmed the arrival of USB cable.",
        ),
    ],
)
def test_a_story_names_the_devices(event: Happened, base: RequestFacts, lines: tuple[int, ...], words: str) -> None:
    notice = Notice(kind=Kind.STORY, to="channel:C1", key="k", at=NOW, event=event, actor_id=ANA.id, parts=lines)
    assert render(notice, base, POLICY, ENGLISH, NOW).text == words


def test_it_is_told_what_to_check_when_only_a_name_was_compared() -> None:
    def told(matched_by: str) -> str:
        event, facts = Happened.RECIPIENT_JOINED, {"matched_by": matched_by}
        notice = Notice(kind=Kind.STORY, to="channel:C1", key="k", at=NOW, event=event, facts=facts)
        return render(notice, FULFILLED, POLICY, ENGLISH, NOW).text

    assert "please ask Chiara Rossi whether this is the right person" in told("name")
    assert "write to Greta Lindqvist that this is meant for somebody else" in told("name")
    assert "compared" not in told("email")


def test_somebody_whose_record_is_not_at_hand() -> None:
    facts = replace(PROBLEM, people={one: who for one, who in PROBLEM.people.items() if one != ANA.id})
    text = rendered(Kind.STORY, Happened.REQUEST_APPROVED, ENGLISH, facts).text
    assert text.startswith("somebody approved the request.")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in ALONE])
def test_a_notice_about_a_request_needs_its_facts(kind: Kind) -> None:
    with pytest.raises(ValueError, match=kind):
        render(Notice(kind=kind, to="person:1", key="k", at=NOW), None, POLICY, ENGLISH, NOW)
