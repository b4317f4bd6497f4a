"""Returns with the longest texts and the most devices."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from lifecycle.device import DeviceState, Disposition
from lifecycle.money import Money
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import (
    Condition,
    Item,
    ItemOutcome,
    ProblemKind,
    ReturnState,
)
from lifecycle.sanitization import Method
from tests.support import longest
from tests.support.longest import filled
from tests.support.return_samples import KIT, OPENED, WIPE, a_problem, facts
from tests.support.samples import NOW

MOST = 60


@lru_cache
def largest(filling: str, devices: int = MOST) -> Mapping[str, ReturnFacts]:
    """Returns with the longest texts and the most devices: all out, all back, all wiped, with many problems."""
    return dict(_largest(filling, devices))


def _largest(filling: str, devices: int) -> Iterator[tuple[str, ReturnFacts]]:
    words = filled(filling, 80)
    out = _large(filling, devices, DeviceState.RETURN_DUE)
    problems = tuple(
        a_problem(
            number,
            ProblemKind.BOX_LOST,
            text=filled(filling, 500),
            items=tuple(range(1, devices + 1)),
            files=("F0123456789",) * 10,
        )
        for number in range(1, 8)
    )
    kits = tuple(replace(KIT, number=number, carrier=words, tracking=words) for number in (1, 2))
    yield "out", facts(out, state=ReturnState.KIT_SENT, kits=kits, problems=problems)
    shipped = facts(out, state=ReturnState.SHIPPED, kits=kits, carrier=words, tracking=words, shipped_at=NOW)
    yield "shipped", shipped
    for state in (DeviceState.RETURNED, DeviceState.SANITIZED, DeviceState.SOLD):
        back = tuple(
            replace(one, outcome=ItemOutcome.RECOVERED, settled_at=NOW, condition=Condition.DEAD, note=words)
            for one in shipped.case.items
        )
        yield state, facts(_large(filling, devices, state), **_fields(shipped), items=back, problems=problems)


def _fields(base: ReturnFacts) -> Mapping[str, object]:
    names = ("state", "kits", "carrier", "tracking", "shipped_at", "handed_over_at", "answered_at")
    return {name: getattr(base.case, name) for name in names}


def _large(filling: str, number: int, state: DeviceState) -> ReturnFacts:
    gone = Disposition(at=NOW, recipient=filled(filling, 80)) if state is DeviceState.SOLD else None
    devices = [
        replace(
            longest.device(one, filling, state),
            return_id=10**9,
            price=Money(Decimal("9999999.99"), "EUR"),
            sanitized_by=Method.PURGE,
            disposition=gone,
        )
        for one in range(1, number + 1)
    ]
    wipes = {
        one.id: tuple(
            replace(WIPE, id=10**9 + each, device_id=one.id, technique=filled(filling, 80)) for each in range(5)
        )
        for one in devices
    }
    case = replace(
        OPENED.case,
        id=10**9,
        holder_id=2,
        manager_id=3,
        opened_by=4,
        answered_at=NOW,
        handed_over_at=NOW,
        items=tuple(Item(number=place, device_id=one.id) for place, one in enumerate(devices, start=1)),
    )
    return ReturnFacts(
        case=case,
        people=longest.people(filling),
        devices={one.id: one for one in devices},
        certificates=wipes,
        reach=frozenset({"email", "phone", "address"}),
    )
