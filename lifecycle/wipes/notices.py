"""Who must be told what about a device that is back and about its certificates: IT, below the card of its return."""

from collections.abc import Iterator

from lifecycle.case import Case
from lifecycle.change import Change
from lifecycle.device import Device
from lifecycle.events import Happened
from lifecycle.notices import Notice
from lifecycle.returns import notices as return_notices
from lifecycle.sanitization import Certificate

NEXT_LIVES = frozenset(
    {
        Happened.DEVICE_RESTOCKED,
        Happened.DEVICE_SOLD,
        Happened.DEVICE_DONATED,
        Happened.DEVICE_RECYCLED,
        Happened.DEVICE_DESTROYED,
    }
)
"""Events of a device that nothing else tells."""


def of_device(case: Case, change: Change[Device]) -> Iterator[Notice]:
    """The card and the story after a device has got its next life."""
    if change.event.name in NEXT_LIVES and change.before is not None:
        yield from _below_the_card(case, change, change.before.return_id)


def of_certificate(case: Case, change: Change[Certificate]) -> Iterator[Notice]:
    """The card and the story after a certificate was recorded, accepted or rejected."""
    yield from _below_the_card(case, change, change.after.return_id)


def _below_the_card(
    case: Case, change: Change[Device] | Change[Certificate], return_id: int | None
) -> Iterator[Notice]:
    found = None if return_id is None else case.look.the_return(return_id)
    if found is not None:
        cause = f"{change.after.subject}:v{change.after.version}"
        yield return_notices.it_card(found, cause, case.now)
        yield return_notices.story(found, change.event, case.actor, cause, case.now)
