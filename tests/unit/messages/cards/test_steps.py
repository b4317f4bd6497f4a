"""Which buttons a request shows, in every state that it can be in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import (
    LINE_TRANSITIONS,
    REQUEST_ENDS,
    REQUEST_TRANSITIONS,
    Line,
    LineState,
    RequestState,
    Source,
)
from messages.cards import steps
from messages.ids import Action, Target
from tests.support.samples import (
    APPROVED,
    CANCELLED,
    DECLINED,
    EXPECTED,
    FULFILLED,
    LATE,
    LIMIT_APPROVED,
    NOBODY_FOR_LIMIT,
    ORDERED,
    OVER_LIMIT,
    PART_CANCELLED,
    PROBLEM,
    READY,
    SET_ASIDE,
    SHIPPED,
    SUBMITTED,
    facts,
    line,
    parcel,
    with_devices,
)
from tests.support.subjects import a_request

OTHER = {Action.OTHER_SOURCE}
PARCEL = {Action.ARRIVED, Action.PROBLEM}
DECISION = {Action.APPROVE, Action.DECLINE, Action.CANCEL_REQUEST}


def of_lines(base: RequestFacts) -> list[set[Action]]:
    return [{button.action for button in steps.of_line(base.request, one)} for one in base.request.lines]


def of_request(base: RequestFacts) -> set[Action]:
    return {button.action for button in steps.of_request(base.request)}


@pytest.mark.parametrize(
    ("base", "request_has", "lines_have"),
    [
        (SUBMITTED, DECISION, [OTHER, OTHER, set()]),
        (OVER_LIMIT, {Action.CANCEL_REQUEST}, [OTHER, OTHER, OTHER]),
        (LIMIT_APPROVED, DECISION, [OTHER, OTHER, OTHER]),
        (NOBODY_FOR_LIMIT, {Action.CANCEL_REQUEST}, [OTHER, OTHER, OTHER]),
        (
            APPROVED,
            {Action.CANCEL_REQUEST},
            [{Action.MARK_READY, *OTHER}, {Action.MARK_ORDERED, *OTHER}, {Action.MARK_SHIPPED}],
        ),
        (
            ORDERED,
            {Action.CANCEL_REQUEST},
            [{Action.MARK_READY, *OTHER}, {Action.MARK_RECEIVED}, {Action.MARK_SHIPPED}],
        ),
        (LATE, {Action.CANCEL_REQUEST}, [{Action.MARK_READY, *OTHER}, {Action.MARK_RECEIVED}, {Action.MARK_SHIPPED}]),
        (
            READY,
            {Action.CANCEL_REQUEST},
            [{Action.MARK_SHIPPED, *OTHER}, {Action.MARK_ORDERED, *OTHER}, {Action.MARK_SHIPPED}],
        ),
        (SHIPPED, {Action.CANCEL_REQUEST}, [PARCEL, {Action.MARK_ORDERED, *OTHER}, set()]),
        (
            PROBLEM,
            {Action.CANCEL_REQUEST},
            [{Action.MARK_SHIPPED, *PARCEL}, {Action.MARK_ORDERED, *OTHER}, {Action.MARK_SHIPPED}],
        ),
        (
            PART_CANCELLED,
            {Action.CANCEL_REQUEST},
            [{Action.MARK_READY, *OTHER}, {Action.MARK_RECEIVED}, {Action.MARK_SHIPPED}],
        ),
        (FULFILLED, set(), [set(), set()]),
        (CANCELLED, set(), [set(), set(), set()]),
        (DECLINED, set(), [set(), set(), set()]),
    ],
)
def test_each_state_has_its_buttons(
    base: RequestFacts, request_has: set[Action], lines_have: list[set[Action]]
) -> None:
    assert of_request(base) == request_has
    assert of_lines(base) == lines_have


def test_what_is_bought_and_received_is_used() -> None:
    bought = line(1, "laptop-14", state=LineState.RECEIVED, source=Source.PURCHASE, device_id=SET_ASIDE.id)
    assert of_lines(facts(APPROVED, lines=(bought,))) == [{Action.MARK_READY}]


def test_what_is_still_expected_can_be_received_after_the_end() -> None:
    left = line(1, "headset", state=LineState.CANCELLED, device_id=EXPECTED.id)
    base = facts(with_devices(APPROVED, EXPECTED), lines=(left,), state=RequestState.CANCELLED)
    assert of_lines(base) == [{Action.MARK_RECEIVED}]
    assert of_request(base) == set()


def test_the_second_approver_decides_as_long_as_it_is_their_turn() -> None:
    assert [button.action for button in steps.of_limit(OVER_LIMIT.request)] == [Action.APPROVE_LIMIT, Action.DECLINE]
    for base in (SUBMITTED, LIMIT_APPROVED, facts(OVER_LIMIT, state=RequestState.CANCELLED)):
        assert steps.of_limit(base.request) == ()


def test_a_parcel_has_its_buttons_once_on_its_cards_first_line() -> None:
    first, _, third = SHIPPED.request.lines
    assert steps.of_line(SHIPPED.request, first) == steps.of_parcel(SHIPPED.request, 1)
    assert steps.of_line(SHIPPED.request, third) == ()


def test_a_parcel_is_answered_while_it_is_under_way() -> None:
    arrived, problem = steps.of_parcel(SHIPPED.request, 1)
    assert (arrived.action, arrived.target) == (Action.ARRIVED, Target(a_request(17), 1))
    assert (problem.action, problem.target) == (Action.PROBLEM, Target(a_request(17), 1))
    assert steps.of_parcel(FULFILLED.request, 1) == ()
    assert steps.of_parcel(SHIPPED.request, 2) == ()


STATES = st.sampled_from(LineState)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line in any state, with whatever stands beside it."""
    profile = draw(st.sampled_from(["laptop-14", "headset", "cable"]))
    state = draw(STATES)
    return line(
        draw(st.integers(1, 12)),
        profile,
        state=state,
        source=draw(st.sampled_from(Source)),
        device_id=draw(st.sampled_from([None, SET_ASIDE.id, EXPECTED.id])),
        shipment=1 if state in {LineState.SHIPPED, LineState.ARRIVED} else None,
        problem=draw(st.sampled_from([None, "damaged"])) if state is LineState.SHIPPED else None,
    )


@st.composite
def requests(draw: st.DrawFn) -> RequestFacts:
    chosen = draw(st.lists(lines(), min_size=1, max_size=6, unique_by=lambda one: one.number))
    return facts(
        with_devices(SUBMITTED, SET_ASIDE, replace(EXPECTED, state=draw(st.sampled_from(DeviceState)))),
        lines=tuple(chosen),
        state=draw(st.sampled_from(RequestState)),
        over_limit=draw(st.booleans()),
        limit_approvers=draw(st.sampled_from([(), (3,)])),
        limit_approved_by=draw(st.sampled_from([None, 3])),
        shipments=(parcel(),),
    )


LINE_EVENTS = {
    Action.MARK_ORDERED: Happened.LINE_ORDERED,
    Action.MARK_RECEIVED: Happened.LINE_RECEIVED,
    Action.MARK_READY: Happened.LINE_READY,
    Action.MARK_SHIPPED: Happened.LINES_SHIPPED,
    Action.OTHER_SOURCE: Happened.SOURCE_CHANGED,
    Action.ARRIVED: Happened.LINES_ARRIVED,
    Action.PROBLEM: Happened.PROBLEM_REPORTED,
}
EVENTS = {
    Action.APPROVE: Happened.REQUEST_APPROVED,
    Action.DECLINE: Happened.REQUEST_DECLINED,
    Action.CANCEL_REQUEST: Happened.REQUEST_CANCELLED,
}


def shown(base: RequestFacts) -> Iterator[Action]:
    return (button.action for button in steps.of_request(base.request))


@given(requests())
def test_no_button_leads_where_the_tables_do_not(base: RequestFacts) -> None:
    for action in shown(base):
        assert REQUEST_TRANSITIONS.target(EVENTS[action], base.request.state) is not None
    for one in base.request.lines:
        for button in steps.of_line(base.request, one):
            is_parcels = button.action in steps.PARCEL_STEPS
            about = base.request.parcel(one.shipment or 0) if is_parcels else (one,)
            leads_to = {LINE_TRANSITIONS.target(LINE_EVENTS[button.action], each.state) for each in about}
            assert leads_to != {None}
            assert button.target == Target(base.request.subject, one.shipment if is_parcels else one.number)


@given(requests())
def test_an_ended_request_offers_nothing_but_to_receive_what_was_ordered(base: RequestFacts) -> None:
    if base.request.state in REQUEST_ENDS:
        assert {button.action for button in steps.all_of(base.request)} <= {Action.MARK_RECEIVED}


@given(requests())
def test_an_untracked_thing_has_no_source(base: RequestFacts) -> None:
    for one in base.request.lines:
        if not one.tracked:
            actions = {button.action for button in steps.of_line(base.request, one)}
            assert Action.OTHER_SOURCE not in actions


@given(requests())
def test_approval_waits_for_the_second_approver(base: RequestFacts) -> None:
    if base.request.waits_for_limit:
        assert not {Action.APPROVE, Action.DECLINE} & set(shown(base))
