"""Any return and any certificate, for hypothesis: as `strategies.py` does for what goes out."""

from hypothesis import strategies as st

from lifecycle.retrieval import (
    Condition,
    Item,
    ItemOutcome,
    Kit,
    Problem,
    ProblemKind,
    Remedy,
    Return,
    ReturnCause,
    ReturnState,
)
from lifecycle.sanitization import Certificate, CertificateState, MediaType, Method, Verification, WipeResult
from tests.store.strategies import World, amounts, dates, line_numbers, maybe, moments, nudges, words


def items(number: int, world: World) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        number=st.just(number),
        device_id=st.sampled_from(world.devices),
        outcome=maybe(st.sampled_from(ItemOutcome)),
        settled_at=maybe(moments),
        condition=maybe(st.sampled_from(Condition)),
        note=maybe(words),
        reason=maybe(words),
        amount=maybe(amounts),
    )


def kits(number: int) -> st.SearchStrategy[Kit]:
    return st.builds(
        Kit,
        number=st.just(number),
        carrier=words,
        tracking=maybe(words),
        expected_on=maybe(dates),
        sent_at=moments,
        delivered_at=maybe(moments),
    )


def problems(number: int, world: World) -> st.SearchStrategy[Problem]:
    people = maybe(st.sampled_from(world.people))
    return st.builds(
        Problem,
        number=st.just(number),
        kind=st.sampled_from(ProblemKind),
        text=maybe(words),
        items=line_numbers,
        files=st.lists(words, max_size=2).map(tuple),
        reported_by=people,
        reported_at=moments,
        remedy=maybe(st.sampled_from(Remedy)),
        closed_by=people,
        closed_at=maybe(moments),
    )


def returns(return_id: int, world: World) -> st.SearchStrategy[Return]:
    """Any return that is closed: nobody has two that are open."""
    people = st.sampled_from(world.people)
    some = st.integers(0, 2)
    return st.builds(
        Return,
        id=st.just(return_id),
        state=st.just(ReturnState.CLOSED),
        cause=st.sampled_from(ReturnCause),
        holder_id=people,
        manager_id=maybe(people),
        opened_by=maybe(people),
        opened_at=moments,
        last_day=dates,
        channel=words,
        items=some.flatmap(lambda most: st.tuples(*(items(n, world) for n in range(1, most + 1)))),
        kits=some.flatmap(lambda most: st.tuples(*(kits(n) for n in range(1, most + 1)))),
        problems=some.flatmap(lambda most: st.tuples(*(problems(n, world) for n in range(1, most + 1)))),
        carrier=maybe(words),
        tracking=maybe(words),
        shipped_at=maybe(moments),
        answered_at=maybe(moments),
        handed_over_at=maybe(moments),
        nudges=st.lists(nudges, max_size=2).map(tuple),
        closed_at=maybe(moments),
        closed_by=maybe(people),
        version=st.just(1),
    )


def certificates(certificate_id: int, world: World) -> st.SearchStrategy[Certificate]:
    people = maybe(st.sampled_from(world.people))
    return st.builds(
        Certificate,
        id=st.just(certificate_id),
        state=st.sampled_from(CertificateState),
        device_id=st.sampled_from(world.devices),
        return_id=st.sampled_from((None, *world.returns)),
        method=st.sampled_from(Method),
        technique=words,
        tool=words,
        tool_version=words,
        media_type=st.sampled_from(MediaType),
        media_serial=maybe(words),
        verification=st.sampled_from(Verification),
        result=st.sampled_from(WipeResult),
        operator_id=people,
        recorded_at=moments,
        revision=words,
        validator_id=people,
        validated_at=maybe(moments),
        reject_reason=maybe(words),
        version=st.just(1),
    )
