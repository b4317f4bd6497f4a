"""Sample policies, people and requests in every state, for tests of whatever shows or reads them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from lifecycle.device import Device, DeviceState
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import (
    Bundle,
    Category,
    Location,
    NudgeRule,
    Policy,
    Profile,
    Step,
    WorkingHours,
)
from lifecycle.reads.facts import Contact, Mine, RequestFacts
from lifecycle.request import Line, LineState, Request, RequestState, Shipment, Source
from tests.support.subjects import a_request

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
TODAY = NOW.date()
NEEDED_BY = TODAY + timedelta(days=20)

POLICY = Policy(
    currency="EUR",
    asset_tag_prefix="LT-",
    categories=(
        Category(id="laptop", name="Laptop"),
        Category(id="headset", name="Headset", enrolment=False),
        Category(id="cable", name="Cable", tracked=False, enrolment=False),
    ),
    profiles=(
        Profile(
            id="laptop-14",
            name="Laptop 14",
            category="laptop",
            manufacturer="Tallwood",
            model="Air 14",
            price=Decimal("1450.00"),
        ),
        Profile(
            id="headset", name="Headset", category="headset", manufacturer="Ohm", model="H2", price=Decimal("89.90")
        ),
        Profile(id="cable", name="USB cable", category="cable", manufacturer="Any", model="C", price=Decimal(9)),
    ),
    bundles=(Bundle(id="new-hire", name="New hire set", profiles=("laptop-14", "headset", "cable")),),
    locations=(
        Location(id="berlin", name="Berlin", country="DE"),
        Location(id="rotterdam", name="Rotterdam", country="NL", hub=True),
    ),
    nudges=tuple(NudgeRule(step=step, at_most=3) for step in Step),
    approval_limit=Decimal(3000),
    usual_everywhere="laptop-14",
    default_country="DE",
    working_hours=WorkingHours(zone="Europe/Berlin", country="DE"),
    it_channel="C0ITDEVICES",
)

CHIARA = Person(id=1, team_id="T1", slack_id="U0CHIARA", name="Chiara Rossi", country="DE", zone="Europe/Berlin")
ANA = Person(id=2, team_id="T1", slack_id="U0ANA", name="Ana Torres", country="ES", zone="Europe/Madrid")
KAREN = Person(id=3, team_id="T1", slack_id="U0KAREN", name="Karen Whitfield", country="GB", zone="Europe/London")
GRETA = Person(id=4, team_id="T1", slack_id="U0GRETA", name="Greta Lindqvist", country="GB", zone="Europe/London")
NINA = Person(id=5, name="Nina Weber", country="DE")
PEOPLE: Mapping[int, Person] = {one.id: one for one in (CHIARA, ANA, KAREN, GRETA, NINA)}

IN_STOCK = tuple(
    Device(
        id=100 + number,
        state=DeviceState.IN_STOCK,
        category="laptop",
        manufacturer="Tallwood",
        model="Air 14",
        country="DE",
        serial=f"TW{number:06d}",
        asset_tag=f"LT-{number:05d}",
        location="berlin",
    )
    for number in range(12, 15)
)
AT_THE_HUB = replace(IN_STOCK[0], id=130, country="NL", location="rotterdam", asset_tag="LT-00130")
CONTACT = Contact(subject=a_request(17), address="Lindenweg 4\n12345 Musterstadt")


def line(number: int, profile_id: str, **changes: object) -> Line:
    """A line of the sample catalogue."""
    profile = POLICY.profile(profile_id)
    category = POLICY.category(profile.category)
    bare = Line(
        number=number,
        profile=profile.id,
        name=profile.name,
        category=profile.category,
        manufacturer=profile.manufacturer,
        model=profile.model,
        price=Money(profile.price, "EUR"),
        tracked=category.tracked,
        enrolment=category.enrolment,
        source=Source.PURCHASE if category.tracked else Source.STOCK,
    )
    return replace(bare, **changes)  # type: ignore[arg-type]


SUBMITTED = RequestFacts(
    request=Request(
        id=17,
        state=RequestState.SUBMITTED,
        requester_id=CHIARA.id,
        recipient_id=NINA.id,
        country="DE",
        needed_by=NEEDED_BY,
        note="Please add a German keyboard.",
        channel="C0ITDEVICES",
        submitted_at=NOW - timedelta(hours=2),
        lines=(line(1, "laptop-14", source=Source.STOCK), line(2, "headset"), line(3, "cable")),
        version=1,
    ),
    people=PEOPLE,
    stock={1: IN_STOCK, 2: (), 3: ()},
)


def facts(base: RequestFacts = SUBMITTED, *, lines: tuple[Line, ...] = (), **changes: object) -> RequestFacts:
    """The facts of a request that differs from `base` in these fields."""
    request = replace(base.request, lines=lines or base.request.lines, **changes)  # type: ignore[arg-type]
    return replace(base, request=request)


def with_devices(base: RequestFacts, *devices: Device) -> RequestFacts:
    """The facts with these devices among them."""
    return replace(base, devices={one.id: one for one in devices})


def parcel(number: int = 1, **changes: object) -> Shipment:
    """A shipment of the sample request."""
    bare = Shipment(
        number=number,
        carrier="DHL",
        tracking="JD0146000",
        expected_on=TODAY + timedelta(days=2),
        shipped_at=NOW - timedelta(hours=1),
    )
    return replace(bare, **changes)  # type: ignore[arg-type]


SET_ASIDE = replace(IN_STOCK[0], request_id=17)
EXPECTED = Device(
    id=140,
    state=DeviceState.EXPECTED,
    category="headset",
    manufacturer="Ohm",
    model="H2",
    country="DE",
    request_id=17,
)

_LAPTOP_HERE = line(1, "laptop-14", source=Source.STOCK, state=LineState.RECEIVED, device_id=SET_ASIDE.id)
_HEADSET_ORDERED = line(
    2,
    "headset",
    state=LineState.ORDERED,
    device_id=EXPECTED.id,
    vendor="Tönnies & Söhne",
    order_number="PO_2026_114",
    paid=Money(Decimal("84.50"), "EUR"),
    expected_on=TODAY + timedelta(days=6),
)
_CABLE_READY = line(3, "cable", state=LineState.READY)

APPROVED = facts(
    with_devices(replace(SUBMITTED, stock={}), SET_ASIDE),
    lines=(_LAPTOP_HERE, line(2, "headset"), _CABLE_READY),
    state=RequestState.APPROVED,
    decided_by=ANA.id,
    decided_at=NOW - timedelta(hours=1),
    version=2,
)
ORDERED = facts(with_devices(APPROVED, SET_ASIDE, EXPECTED), lines=(_LAPTOP_HERE, _HEADSET_ORDERED, _CABLE_READY))
LATE = facts(
    ORDERED,
    lines=(_LAPTOP_HERE, replace(_HEADSET_ORDERED, expected_on=TODAY - timedelta(days=3)), _CABLE_READY),
    needed_by=TODAY + timedelta(days=1),
)
READY = facts(
    with_devices(APPROVED, replace(SET_ASIDE, state=DeviceState.READY, enrolled=True)),
    lines=(replace(_LAPTOP_HERE, state=LineState.READY), line(2, "headset"), _CABLE_READY),
)
_SENT = tuple(replace(one, state=LineState.SHIPPED, shipment=1) for one in (_LAPTOP_HERE, _CABLE_READY))
SHIPPED = facts(
    with_devices(APPROVED, replace(SET_ASIDE, state=DeviceState.IN_TRANSIT, enrolled=True)),
    lines=(_SENT[0], line(2, "headset"), _SENT[1]),
    shipments=(parcel(),),
)
PROBLEM = facts(
    SHIPPED,
    lines=tuple(replace(one, problem="damaged" if one.shipment else None) for one in SHIPPED.request.lines),
)
SENT_AGAIN = facts(
    SHIPPED,
    lines=tuple(replace(one, shipment=2 if one.shipment else None) for one in SHIPPED.request.lines),
    shipments=(parcel(), parcel(2, carrier="UPS")),
)
GIVEN_UP = facts(
    PROBLEM,
    lines=tuple(
        replace(one, state=LineState.CANCELLED, problem=None) if one.shipment else one for one in PROBLEM.request.lines
    ),
)
PART_CANCELLED = facts(
    ORDERED, lines=(_LAPTOP_HERE, replace(_HEADSET_ORDERED, state=LineState.CANCELLED), _CABLE_READY)
)
FULFILLED = facts(
    with_devices(SHIPPED, replace(SET_ASIDE, state=DeviceState.IN_USE, holder_id=GRETA.id, request_id=None)),
    lines=tuple(replace(one, state=LineState.ARRIVED, shipment=1) for one in (_LAPTOP_HERE, _CABLE_READY)),
    state=RequestState.FULFILLED,
    recipient_id=GRETA.id,
    shipments=(parcel(arrived_at=NOW),),
)
CANCELLED = facts(
    lines=tuple(replace(one, state=LineState.CANCELLED) for one in SUBMITTED.request.lines),
    state=RequestState.CANCELLED,
    decided_by=CHIARA.id,
    decided_at=NOW - timedelta(minutes=5),
)
DECLINED = facts(
    lines=CANCELLED.request.lines,
    state=RequestState.DECLINED,
    decided_by=ANA.id,
    decided_at=NOW - timedelta(minutes=5),
    decline_reason="Nina gets the laptop of the person whom she follows.",
)
OVER_LIMIT = facts(
    lines=tuple(line(number, "laptop-14") for number in (1, 2, 3)), over_limit=True, limit_approvers=(KAREN.id,)
)
LIMIT_APPROVED = facts(OVER_LIMIT, limit_approved_by=KAREN.id)
NOBODY_FOR_LIMIT = facts(OVER_LIMIT, limit_approvers=())
ONES_OWN = facts(recipient_id=CHIARA.id)
FROM_A_HUB = replace(facts(lines=(line(1, "laptop-14", source=Source.HUB),)), stock={1: (AT_THE_HUB,)})
TAKEN_MEANWHILE = replace(SUBMITTED, stock={})

SAMPLES: Mapping[str, RequestFacts] = {
    "submitted": SUBMITTED,
    "over_limit": OVER_LIMIT,
    "limit_approved": LIMIT_APPROVED,
    "nobody_for_limit": NOBODY_FOR_LIMIT,
    "ones_own": ONES_OWN,
    "from_a_hub": FROM_A_HUB,
    "taken_meanwhile": TAKEN_MEANWHILE,
    "approved": APPROVED,
    "ordered": ORDERED,
    "late": LATE,
    "ready": READY,
    "shipped": SHIPPED,
    "problem": PROBLEM,
    "sent_again": SENT_AGAIN,
    "given_up": GIVEN_UP,
    "part_cancelled": PART_CANCELLED,
    "fulfilled": FULFILLED,
    "cancelled": CANCELLED,
    "declined": DECLINED,
}
"""A request in every state that its messages tell apart."""

EMPTY_MINE = Mine(devices=(), requests=(), device_total=0, request_total=0)
FULL_MINE = Mine(
    devices=(replace(SET_ASIDE, state=DeviceState.IN_USE, holder_id=GRETA.id, request_id=None),),
    requests=(SHIPPED, SUBMITTED, ORDERED),
    device_total=14,
    request_total=5,
)
