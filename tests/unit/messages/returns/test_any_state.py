"""Whatever a return has come to and whatever was typed in it, its messages are ones that Slack takes."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle.device import Device, DeviceState, Disposition
from lifecycle.money import Money
from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Condition, Item, ItemOutcome, Kit, Problem, ProblemKind, ReturnCause, ReturnState
from lifecycle.sanitization import CertificateState, Method
from messages.mail import letter
from messages.notices import render
from messages.page import return_page
from messages.reader import Reader
from tests.support.return_samples import LAPTOP, OPENED, WIPE
from tests.support.return_telling import letters, notices
from tests.support.samples import NOW, PEOPLE, POLICY, TODAY
from tests.unit.messages.locales import EVERY_LOCALE
from tests.unit.messages.test_limits import is_within

WORDS = st.text(alphabet=st.characters(codec=None), min_size=1, max_size=80)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
MOMENTS = st.integers(-4000, 4000).map(lambda hours: NOW + timedelta(hours=hours))
AMOUNTS = st.builds(Money, st.decimals(0, 9_999_999, places=2), st.sampled_from(["EUR", "GBP"]))


@st.composite
def devices(draw: st.DrawFn, number: int) -> Device:
    return replace(
        LAPTOP,
        id=200 + number,
        state=draw(st.sampled_from(DeviceState)),
        manufacturer=draw(WORDS),
        model=draw(WORDS),
        serial=draw(st.none() | WORDS),
        asset_tag=draw(st.none() | WORDS),
        legal_hold=draw(st.booleans()),
        price=draw(st.none() | AMOUNTS),
        sanitized_by=draw(st.none() | st.sampled_from(Method)),
        disposition=draw(st.none() | st.builds(Disposition, at=MOMENTS, recipient=WORDS)),
    )


def items(number: int) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        number=st.just(number),
        device_id=st.just(200 + number),
        outcome=st.none() | st.sampled_from(ItemOutcome),
        settled_at=MOMENTS,
        condition=st.none() | st.sampled_from(Condition),
        amount=st.none() | AMOUNTS,
    )


def problems(number: int) -> st.SearchStrategy[Problem]:
    return st.builds(
        Problem,
        number=st.just(number),
        kind=st.sampled_from(ProblemKind),
        text=st.none() | WORDS,
        items=st.sampled_from([(), (1,), (1, 2)]),
        files=st.lists(WORDS, max_size=3).map(tuple),
        reported_by=st.none() | st.sampled_from([2, 4, 99]),
        reported_at=MOMENTS,
        closed_at=st.none() | MOMENTS,
    )


@st.composite
def returns(draw: st.DrawFn) -> ReturnFacts:
    """A return in any state, with anything typed in it."""
    numbers = range(1, draw(st.integers(0, 14)) + 1)
    held = [draw(devices(number)) for number in numbers]
    state = draw(st.sampled_from(ReturnState))
    kit = st.builds(
        Kit,
        number=st.just(1),
        carrier=WORDS,
        tracking=st.none() | WORDS,
        expected_on=st.none() | DAYS,
        sent_at=MOMENTS,
        delivered_at=st.none() | MOMENTS,
    )
    case = replace(
        OPENED.case,
        state=state,
        cause=draw(st.sampled_from(ReturnCause)),
        manager_id=draw(st.sampled_from([None, 3, 99])),
        opened_by=draw(st.sampled_from([None, 2, 99])),
        last_day=draw(DAYS),
        items=tuple(draw(items(number)) for number in numbers),
        kits=(draw(kit),),
        problems=tuple(draw(problems(number)) for number in range(1, draw(st.integers(0, 5)) + 1)),
        carrier=draw(st.none() | WORDS),
        tracking=draw(st.none() | WORDS),
        shipped_at=draw(st.none() | MOMENTS),
        answered_at=draw(st.none() | MOMENTS),
        handed_over_at=draw(st.none() | MOMENTS),
        closed_at=NOW if state is ReturnState.CLOSED else None,
        next_look_at=draw(st.none() | MOMENTS),
    )
    wipes = {one.id: (replace(WIPE, device_id=one.id, state=draw(st.sampled_from(CertificateState))),) for one in held}
    return ReturnFacts(
        case=case,
        people={one: replace(person, name=draw(WORDS)) for one, person in PEOPLE.items()},
        devices={one.id: one for one in held if draw(st.booleans())},
        certificates=wipes,
        reach=draw(st.frozensets(st.sampled_from(["email", "phone", "address"]))),
    )


def parts_that_are_there(one: Notice, of: ReturnFacts) -> Notice:
    return replace(one, parts=tuple(item.number for item in of.case.items[:1]))


@settings(max_examples=40, deadline=None)
@given(returns(), st.sampled_from(EVERY_LOCALE), WORDS)
def test_every_message_is_one_that_can_be_sent(of: ReturnFacts, locale: str, words: str) -> None:
    reader = Reader(locale, "Asia/Kathmandu")
    for one in (parts_that_are_there(one, of) for one in notices(words)):
        if of.case.items or one.kind in {Kind.RETURN_CARD, Kind.LEAVER_CARD}:
            is_within(render(one, of, POLICY, reader, NOW))
    assert return_page(of, reader, NOW, url="/r/token")
    for one in (parts_that_are_there(one, of) for one in letters(words)):
        assert "\n" not in letter(one, of, POLICY, reader, NOW, "https://desk.example/r/token").subject
