"""Whatever people type, in whatever field, shows nowhere as markup."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from lifecycle.events import Happened
from lifecycle.notices import NOTES, Kind, Notice
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.reads.facts import Mine, RequestFacts
from messages import answers, home
from messages.notices import render
from messages.payload import Message
from messages.reader import Reader
from tests.support.samples import CHIARA, FULL_MINE, LATE, NOW, POLICY, PROBLEM, SAMPLES, TODAY
from tests.unit.messages.events import TOLD
from tests.unit.messages.test_limits import forms

READER = Reader("en-US", "Europe/Berlin")
EVIL = "<!channel> <@U0ANA> *evil* _evil_ ~evil~ `evil` :evil: @here\n> evil &amp; \u202eevil"
HARMLESS = "something harmless"

OURS = re.compile(r"<@U0[A-Z]+>|<#C0[A-Z]+>|<!date\^\d+\^[^|<>]+\|[^<>]+>")
CODE = re.compile(r"`[^`]*`")
MARKED = re.compile(r"[*_~`]evil|evil[*_~`]|:evil:|@here|@channel|<|^(?:>|&gt;)", re.MULTILINE)


def typed_in(base: RequestFacts, words: str) -> RequestFacts:
    """The facts with `words` wherever somebody may have typed."""
    request = base.request
    return replace(
        base,
        request=replace(
            request,
            note=words,
            decline_reason=words if request.decline_reason else None,
            lines=tuple(
                replace(
                    line,
                    name=words,
                    vendor=words if line.vendor else None,
                    order_number=words if line.order_number else None,
                )
                for line in request.lines
            ),
            shipments=tuple(replace(one, carrier=words, tracking=words) for one in request.shipments),
        ),
        people={number: named(person, words) for number, person in base.people.items()},
        devices={
            number: replace(one, serial=words, asset_tag=words, manufacturer=words, model=words, location=words)
            for number, one in base.devices.items()
        },
    )


def named(person: Person, words: str) -> Person:
    return replace(person, name=words)


def policy(words: str) -> Policy:
    return replace(
        POLICY,
        categories=tuple(replace(one, name=words) for one in POLICY.categories),
        profiles=tuple(replace(one, name=words) for one in POLICY.profiles),
        bundles=tuple(replace(one, name=words) for one in POLICY.bundles),
        locations=tuple(replace(one, name=words) for one in POLICY.locations),
    )


def messages(base: RequestFacts, words: str) -> Iterator[Message]:
    facts = typed_in(base, words)

    def rendered(kind: Kind, **more: object) -> Message:
        given: dict[str, str | int | None] = {"shipment": 1, "kind": "other", "matched_by": "name"}
        notice = Notice(kind=kind, to="person:4", key="k", at=NOW, actor_id=2, parts=(1,), facts=given)
        return render(replace(notice, **more), facts, policy(words), READER, NOW)  # type: ignore[arg-type]

    yield rendered(Kind.REQUEST_CARD)
    yield rendered(Kind.LIMIT_CARD)
    yield rendered(Kind.RECEIPT_CARD)
    if base is not PROBLEM:
        return
    yield rendered(Kind.PARCEL_CARD)
    for event in TOLD:
        if event is not Happened.LINE_ORDERED:
            yield rendered(Kind.STORY, event=event, reason=words)
    yield from (rendered(Kind.NOTE, event=event, reason=words) for event in NOTES)
    mine: Mine = replace(FULL_MINE, requests=(facts,), devices=tuple(facts.devices.values()))
    yield answers.mine(mine, READER, policy(words), NOW)


def texts(value: object) -> Iterator[tuple[str, str]]:
    """Every text object, as (type, text)."""
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str):
            yield str(value["type"]), str(value["text"])
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def is_harmless(kind: str, words: str) -> None:
    """Plain text means nothing but itself; in markup nothing of what was typed may mean anything."""
    assert "<" not in OURS.sub("", words)
    assert "\u202e" not in words
    if kind == "mrkdwn":
        assert not MARKED.search(CODE.sub("", OURS.sub("", words))), words


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_typed_shows_as_markup_in_a_message(name: str) -> None:
    for evil, harmless in zip(messages(SAMPLES[name], EVIL), messages(SAMPLES[name], HARMLESS), strict=True):
        is_harmless("mrkdwn", evil.text)
        for kind, words in texts(evil.blocks):
            is_harmless(kind, words)
        shape = [words.count("\n") for _, words in texts(harmless.blocks)]
        assert [words.count("\n") for _, words in texts(evil.blocks)] == shape
        assert evil.text.count("\n") == harmless.text.count("\n")


def test_nothing_typed_shows_as_markup_in_a_form_or_at_home() -> None:
    facts = typed_in(replace(PROBLEM, request=replace(LATE.request, shipments=PROBLEM.request.shipments)), EVIL)
    for view in forms(facts, policy(EVIL), READER, EVIL).values():
        for kind, words in texts(view):
            is_harmless(kind, words)
    mine = replace(FULL_MINE, requests=(typed_in(PROBLEM, EVIL),))
    for kind, words in texts(home.build(named(CHIARA, EVIL), mine, policy(EVIL), READER, NOW)):
        is_harmless(kind, words)


def test_what_somebody_types_after_the_command() -> None:
    words = answers.unknown_subcommand(EVIL, READER)
    is_harmless("mrkdwn", words)
    assert TODAY.isoformat() not in words
