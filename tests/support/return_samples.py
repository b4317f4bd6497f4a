"""Sample returns in every state that their messages tell apart."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from lifecycle.device import Device, DeviceState, Disposition
from lifecycle.money import Money
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import (
    Condition,
    Item,
    ItemOutcome,
    Kit,
    Problem,
    ProblemKind,
    Return,
    ReturnCause,
    ReturnState,
)
from lifecycle.sanitization import Certificate, CertificateState, MediaType, Method, Verification, WipeResult
from tests.support.samples import ANA, GRETA, KAREN, NOW, PEOPLE, TODAY

LAST_DAY = TODAY + timedelta(days=12)

LAPTOP = Device(
    id=201,
    state=DeviceState.RETURN_DUE,
    category="laptop",
    manufacturer="Tallwood",
    model="Air 14",
    country="GB",
    serial="TW000201",
    asset_tag="LT-00201",
    holder_id=GRETA.id,
    return_id=12,
    price=Money(Decimal("1450.00"), "EUR"),
)
HEADSET = replace(
    LAPTOP, id=202, category="headset", manufacturer="Ohm", model="H2", serial="OH2", asset_tag="LT-00202", price=None
)
KIT = Kit(number=1, carrier="DHL", tracking="JD0146", expected_on=TODAY + timedelta(days=3), sent_at=NOW)
WIPE = Certificate(
    id=31,
    state=CertificateState.RECORDED,
    device_id=LAPTOP.id,
    return_id=12,
    method=Method.PURGE,
    technique="cryptographic erase",
    tool="EACS",
    tool_version="15.1",
    media_type=MediaType.FLASH,
    media_serial=None,
    verification=Verification.COMPLETION_STATUS,
    result=WipeResult.PASS,
    operator_id=ANA.id,
    recorded_at=NOW,
)
OPENED = ReturnFacts(
    case=Return(
        id=12,
        state=ReturnState.OPEN,
        cause=ReturnCause.LEAVING,
        holder_id=GRETA.id,
        manager_id=KAREN.id,
        opened_by=ANA.id,
        opened_at=NOW - timedelta(days=2),
        last_day=LAST_DAY,
        channel="C0ITDEVICES",
        items=(Item(number=1, device_id=LAPTOP.id), Item(number=2, device_id=HEADSET.id)),
        version=1,
        next_look_at=NOW + timedelta(days=1),
        next_step="leaver:friendly",
    ),
    people=PEOPLE,
    devices={LAPTOP.id: LAPTOP, HEADSET.id: HEADSET},
    reach=frozenset({"email"}),
)


def facts(base: ReturnFacts = OPENED, **changes: object) -> ReturnFacts:
    """The facts of a return that differs from `base` in these fields."""
    return replace(base, case=replace(base.case, **changes))  # type: ignore[arg-type]


def with_devices(base: ReturnFacts, *devices: Device) -> ReturnFacts:
    """The facts with these devices in the place of the ones of the same numbers."""
    return replace(base, devices={**base.devices, **{one.id: one for one in devices}})


def a_problem(number: int = 1, kind: ProblemKind = ProblemKind.KIT_MISSING, **changes: object) -> Problem:
    """An open problem."""
    bare = Problem(
        number=number,
        kind=kind,
        text="It never came.",
        items=(1,),
        files=(),
        reported_by=GRETA.id,
        reported_at=NOW - timedelta(hours=10, minutes=30),
    )
    return replace(bare, **changes)  # type: ignore[arg-type]


RECEIVED_ITEM = Item(
    number=1, device_id=LAPTOP.id, outcome=ItemOutcome.RECOVERED, settled_at=NOW, condition=Condition.GOOD, note="Fine."
)
BACK = replace(LAPTOP, state=DeviceState.RETURNED, holder_id=None)

KIT_SENT = facts(state=ReturnState.KIT_SENT, kits=(KIT,))
KIT_DELIVERED = facts(state=ReturnState.KIT_DELIVERED, kits=(replace(KIT, delivered_at=NOW),), answered_at=NOW)
SHIPPED = facts(KIT_DELIVERED, state=ReturnState.SHIPPED, carrier="UPS", tracking="1Z999", shipped_at=NOW)
PROBLEM = facts(
    KIT_SENT,
    problems=(a_problem(), a_problem(2, ProblemKind.LOST_OR_STOLEN, items=(2,), files=("F0AAA", "F0BBB"))),
)
RECEIVED = with_devices(facts(SHIPPED, items=(RECEIVED_ITEM, OPENED.case.items[1])), BACK)
TO_BE_ACCEPTED = replace(RECEIVED, certificates={LAPTOP.id: (WIPE,)})
WIPED = with_devices(
    replace(RECEIVED, certificates={LAPTOP.id: (replace(WIPE, state=CertificateState.ACCEPTED),)}),
    replace(BACK, state=DeviceState.SANITIZED, sanitized_by=Method.PURGE),
)
CLOSED = with_devices(
    facts(
        WIPED,
        state=ReturnState.CLOSED,
        closed_at=NOW,
        closed_by=ANA.id,
        next_look_at=None,
        items=(
            RECEIVED_ITEM,
            Item(
                number=2,
                device_id=HEADSET.id,
                outcome=ItemOutcome.BOUGHT_OUT,
                settled_at=NOW,
                reason="Wants it.",
                amount=Money(Decimal(40), "EUR"),
            ),
        ),
    ),
    replace(BACK, state=DeviceState.SOLD, disposition=Disposition(at=NOW, recipient="Second Life Ltd")),
    replace(HEADSET, state=DeviceState.SOLD, holder_id=None),
)
WRITTEN_OFF = with_devices(
    facts(
        CLOSED,
        items=(
            RECEIVED_ITEM,
            Item(
                number=2, device_id=HEADSET.id, outcome=ItemOutcome.WRITTEN_OFF, settled_at=NOW, reason="Never answers."
            ),
        ),
    ),
    replace(BACK, state=DeviceState.IN_USE, return_id=None),
    replace(HEADSET, state=DeviceState.WRITTEN_OFF),
)
HELD = with_devices(
    facts(
        RECEIVED,
        items=(
            RECEIVED_ITEM,
            Item(number=2, device_id=HEADSET.id, outcome=ItemOutcome.LEGAL_HOLD, settled_at=NOW, reason="A suit."),
        ),
    ),
    replace(BACK, legal_hold=True),
    replace(HEADSET, legal_hold=True),
)
CALLED_OFF = with_devices(
    facts(
        state=ReturnState.CLOSED,
        closed_at=NOW,
        next_look_at=None,
        items=tuple(replace(one, outcome=ItemOutcome.KEPT, settled_at=NOW) for one in OPENED.case.items),
    ),
    replace(LAPTOP, state=DeviceState.IN_USE, return_id=None),
    replace(HEADSET, state=DeviceState.IN_USE, return_id=None),
)
HANDED_OVER = facts(KIT_SENT, handed_over_at=NOW, last_day=TODAY - timedelta(days=15))
UNREACHABLE = replace(HANDED_OVER, reach=frozenset())
SWAP = facts(cause=ReturnCause.SWAP, items=OPENED.case.items[:1])
EMPTY = facts(cause=ReturnCause.DEACTIVATED, items=(), manager_id=None, opened_by=None, last_day=TODAY)
UNDECIDED = facts(cause=ReturnCause.DEACTIVATED, opened_by=None, last_day=TODAY)
UNKNOWN_DEVICES = replace(OPENED, devices={}, reach=frozenset())

RETURNS: Mapping[str, ReturnFacts] = {
    "opened": OPENED,
    "kit_sent": KIT_SENT,
    "kit_delivered": KIT_DELIVERED,
    "shipped": SHIPPED,
    "problem": PROBLEM,
    "received": RECEIVED,
    "to_be_accepted": TO_BE_ACCEPTED,
    "wiped": WIPED,
    "closed": CLOSED,
    "written_off": WRITTEN_OFF,
    "held": HELD,
    "called_off": CALLED_OFF,
    "handed_over": HANDED_OVER,
    "unreachable": UNREACHABLE,
    "swap": SWAP,
    "empty": EMPTY,
    "undecided": UNDECIDED,
    "unknown_devices": UNKNOWN_DEVICES,
}
"""A return in every state that its messages tell apart."""
