"""Anything that may be on record, for hypothesis. Ids are those of what `World` has put into the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from lifecycle.device import Device, DeviceState, Disposition
from lifecycle.events import Happened
from lifecycle.money import Money
from lifecycle.notices import Kind, Notice
from lifecycle.people import Person
from lifecycle.reads.facts import Contact
from lifecycle.request import Line, LineState, Nudge, Request, RequestState, Shipment, Source
from lifecycle.retrieval import Condition
from lifecycle.sanitization import Method
from lifecycle.subject import Subject, SubjectKind
from store.people import SlackAccount


@dataclass(frozen=True, slots=True)
class World:
    """What other rows may point to."""

    people: tuple[int, ...]
    devices: tuple[int, ...]
    requests: tuple[int, ...]
    returns: tuple[int, ...] = ()


words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=20)
countries = st.sampled_from(["DE", "GB", "BR", "NP"])
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))
amounts = st.builds(
    Money,
    st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12, places=2),
    st.sampled_from(["EUR", "GBP", "JPY"]),
)
facts: st.SearchStrategy[Mapping[str, str | int | None]] = st.dictionaries(
    st.sampled_from(["shipment", "kind", "step", "about"]), st.none() | st.integers(-(2**40), 2**40) | words
)
numbers = st.integers(1, 12)
line_numbers = st.lists(numbers, unique=True, max_size=4).map(tuple)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


def people(person_id: int) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        id=st.just(person_id),
        team_id=st.none(),
        slack_id=st.none(),
        name=words,
        email=maybe(words),
        country=maybe(countries),
        zone=words,
        locale=words,
        tied_to=st.none(),
        manager_id=st.none(),
    )


dispositions = st.builds(Disposition, at=moments, recipient=words, proof=maybe(words), price=maybe(amounts))
accounts = st.builds(SlackAccount, team_id=words, slack_id=words, name=words, country=maybe(countries))


def devices(device_id: int, world: World) -> st.SearchStrategy[Device]:
    return st.builds(
        Device,
        id=st.just(device_id),
        state=st.sampled_from(DeviceState),
        category=words,
        manufacturer=words,
        model=words,
        country=countries,
        serial=maybe(words.map(lambda word: f"{word}-{device_id}")),
        asset_tag=maybe(words.map(lambda word: f"{word}-{device_id}")),
        location=maybe(words),
        holder_id=maybe(st.sampled_from(world.people)),
        request_id=maybe(st.sampled_from(world.requests)),
        enrolled=st.booleans(),
        price=maybe(amounts),
        purchased_on=maybe(dates),
        return_id=st.sampled_from((None, *world.returns)),
        legal_hold=st.booleans(),
        sanitized_by=maybe(st.sampled_from(Method)),
        disposition=maybe(dispositions),
        condition=maybe(st.sampled_from(Condition)),
        warranty_until=maybe(dates),
        keeper=maybe(words),
        note=maybe(words),
        attributes=st.dictionaries(words | st.sampled_from(["Cost / month", "a/0"]), words, max_size=3),
        returned_at=maybe(moments),
        repairs=st.integers(0, 9),
        version=st.just(1),
    )


def lines(number: int, world: World) -> st.SearchStrategy[Line]:
    return st.builds(
        Line,
        number=st.just(number),
        profile=words,
        name=words,
        category=words,
        manufacturer=words,
        model=words,
        price=amounts,
        tracked=st.booleans(),
        enrolment=st.booleans(),
        state=st.sampled_from(LineState),
        source=st.sampled_from(Source),
        device_id=maybe(st.sampled_from(world.devices)),
        vendor=maybe(words),
        order_number=maybe(words),
        paid=maybe(amounts),
        expected_on=maybe(dates),
        shipment=maybe(numbers),
        problem=maybe(words),
    )


def shipments(number: int) -> st.SearchStrategy[Shipment]:
    return st.builds(
        Shipment,
        number=st.just(number),
        carrier=words,
        tracking=maybe(words),
        expected_on=maybe(dates),
        shipped_at=moments,
        arrived_at=maybe(moments),
    )


nudges = st.builds(Nudge, step=words, about=words, count=numbers, last_at=moments)


def requests(request_id: int, world: World) -> st.SearchStrategy[Request]:
    people = st.sampled_from(world.people)
    return st.builds(
        Request,
        id=st.just(request_id),
        state=st.sampled_from(RequestState),
        requester_id=people,
        recipient_id=people,
        country=countries,
        needed_by=dates,
        note=maybe(words),
        channel=words,
        submitted_at=moments,
        lines=st.integers(1, 3).flatmap(lambda most: st.tuples(*(lines(n, world) for n in range(1, most + 1)))),
        shipments=st.integers(0, 2).flatmap(lambda most: st.tuples(*(shipments(n) for n in range(1, most + 1)))),
        over_limit=st.booleans(),
        limit_approvers=st.lists(people, unique=True).map(tuple),
        limit_approved_by=maybe(people),
        limit_approved_at=maybe(moments),
        decided_by=maybe(people),
        decided_at=maybe(moments),
        decline_reason=maybe(words),
        nudges=st.lists(nudges, max_size=2).map(tuple),
        version=st.just(1),
    )


def notices(key: str, world: World) -> st.SearchStrategy[Notice]:
    return st.builds(
        Notice,
        kind=st.sampled_from(Kind),
        to=st.sampled_from(["channel:C1", "person:1"]),
        key=st.just(key),
        at=moments,
        subject=maybe(st.builds(Subject, st.sampled_from(SubjectKind), st.integers(1, 10**18 - 1))),
        slot=maybe(words),
        thread=st.none(),
        event=maybe(st.sampled_from(Happened)),
        actor_id=maybe(st.sampled_from(world.people)),
        parts=line_numbers,
        reason=maybe(words),
        facts=facts,
    )


def contacts(subject: Subject) -> st.SearchStrategy[Contact]:
    return st.builds(
        Contact,
        subject=st.just(subject),
        email=maybe(words),
        phone=maybe(words),
        address=maybe(words),
        forget_at=maybe(moments),
    )
