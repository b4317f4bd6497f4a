"""Whatever a request has come to and whatever was typed in it, its messages are ones that Slack takes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle.device import Device, DeviceState
from lifecycle.money import Money
from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import Mine, RequestFacts
from lifecycle.request import Line, LineState, RequestState, Source
from lifecycle.requests.commands import PROBLEMS
from messages import answers, home
from messages.budget import over_blocks, over_text
from messages.notices import render
from messages.reader import Reader
from sandbox.blockkit import Surface, check_message, check_view
from tests.support.samples import CHIARA, IN_STOCK, NOW, PEOPLE, POLICY, SET_ASIDE, TODAY, facts, line, parcel
from tests.unit.messages.locales import EVERY_LOCALE

WORDS = st.text(alphabet=st.characters(codec=None), min_size=1, max_size=80)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))

DEVICE_STATES: Mapping[LineState, DeviceState] = {
    LineState.ORDERED: DeviceState.EXPECTED,
    LineState.RECEIVED: DeviceState.IN_STOCK,
    LineState.READY: DeviceState.READY,
    LineState.SHIPPED: DeviceState.IN_TRANSIT,
    LineState.ARRIVED: DeviceState.IN_USE,
}


@st.composite
def lines(draw: st.DrawFn, number: int, state: RequestState) -> tuple[Line, Device | None]:
    """A line as the rules would leave it, with its device."""
    decided = state not in {RequestState.SUBMITTED, RequestState.DECLINED}
    line_state = draw(st.sampled_from(LineState)) if decided else LineState.WAITING
    bare = line(
        number,
        draw(st.sampled_from(["laptop-14", "headset"])),
        name=draw(WORDS),
        state=line_state,
        source=draw(st.sampled_from(Source)),
    )
    if line_state not in DEVICE_STATES:
        return bare, None
    sent = line_state in {LineState.SHIPPED, LineState.ARRIVED}
    device = replace(
        SET_ASIDE,
        id=200 + number,
        state=DEVICE_STATES[line_state],
        asset_tag=draw(st.none() | WORDS),
        serial=draw(st.none() | WORDS),
    )
    held = replace(
        bare,
        device_id=device.id,
        vendor=draw(WORDS),
        order_number=draw(st.none() | WORDS),
        paid=Money(draw(st.decimals(0, 9_999_999, places=2)), "EUR"),
        expected_on=draw(DAYS),
        shipment=1 if sent else None,
        problem=draw(st.none() | st.sampled_from(PROBLEMS)) if line_state is LineState.SHIPPED else None,
    )
    return held, device


@st.composite
def requests(draw: st.DrawFn) -> RequestFacts:
    """A request in any state, for anybody, with anything typed in it."""
    state = draw(st.sampled_from(RequestState))
    drawn = [draw(lines(number, state)) for number in range(1, draw(st.integers(1, 12)) + 1)]
    base = facts(
        lines=tuple(one for one, _ in drawn),
        state=state,
        recipient_id=draw(st.sampled_from([1, 4, 5])),
        country=draw(st.sampled_from(["DE", "GS", "CI"])),
        needed_by=draw(DAYS),
        note=draw(st.none() | WORDS),
        decline_reason=draw(WORDS) if state is RequestState.DECLINED else None,
        decided_by=None if state is RequestState.SUBMITTED else 2,
        decided_at=None if state is RequestState.SUBMITTED else NOW,
        over_limit=draw(st.booleans()),
        limit_approvers=draw(st.sampled_from([(), (3,)])),
        limit_approved_by=draw(st.sampled_from([None, 3])),
        shipments=(
            parcel(
                carrier=draw(WORDS),
                tracking=draw(st.none() | WORDS),
                expected_on=draw(st.none() | DAYS),
                arrived_at=NOW,
            ),
        ),
    )
    return replace(
        base,
        people={one: replace(person, name=draw(WORDS)) for one, person in PEOPLE.items()},
        devices={device.id: device for _, device in drawn if device},
        stock={1: IN_STOCK},
    )


@settings(max_examples=60)
@given(requests(), st.sampled_from(EVERY_LOCALE), st.sampled_from([None, Decimal(1)]))
def test_every_message_is_one_that_slack_takes(base: RequestFacts, locale: str, limit: Decimal | None) -> None:
    policy, reader = replace(POLICY, approval_limit=limit), Reader(locale, "Asia/Kathmandu")
    mine = Mine(devices=tuple(base.devices.values()), requests=(base,), device_total=99, request_total=99)
    kinds = (Kind.REQUEST_CARD, Kind.LIMIT_CARD, Kind.RECEIPT_CARD, Kind.PARCEL_CARD)
    notices = [Notice(kind=kind, to="person:4", key="k", at=NOW, facts={"shipment": 1}) for kind in kinds]
    for message in (
        *(render(notice, base, policy, reader, NOW) for notice in notices),
        answers.mine(mine, reader, policy, NOW),
    ):
        assert check_message({"text": message.text, "blocks": message.blocks}, "chat.update") == []
        assert [*over_text(message.text), *over_blocks(message.blocks)] == []
    assert check_view(home.build(CHIARA, mine, policy, reader, NOW), Surface.HOME) == []
