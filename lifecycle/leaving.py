"""Somebody's Slack has ended: what they have must come back, and they are written to by mail; or it is there again."""

from contextlib import suppress
from datetime import datetime

from lifecycle.calendar import local_day
from lifecycle.desk import Desk
from lifecycle.device import DeviceState
from lifecycle.errors import Stale
from lifecycle.people import HOOK, Person
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import HandBack, HandOver, OpenReturn


def see_off(desk: Desk, person_id: int, now: datetime) -> None:
    """Hand over the person's open return, or open one for what they hold; done once, however often it is asked for.

    Raises `Refused(BUSY)` when the desk is too busy.
    """
    with desk.reading() as reads:
        person, case = reads.person(person_id), reads.open_return_of(person_id)
        is_news = person_id in reads.gone_holders()
        in_use = any(device.state is DeviceState.IN_USE for device in reads.held_by(person_id))
    if person is None or not is_news:
        return
    if case is None and in_use:
        _open(desk, person, now)
    elif case is not None:
        with suppress(Stale):  # somebody else was as quick
            desk.perform(HandOver(return_id=case.id), actor=HOOK, key=f"hand-over:{case.subject}:{now}", now=now)


def welcome_back(desk: Desk, person_id: int, now: datetime) -> None:
    """Write to somebody in Slack again, whose open return is told by mail; done once, however often it is asked for.

    Raises `Refused(BUSY)` when the desk is too busy.
    """
    with desk.reading() as reads:
        case = reads.open_return_of(person_id) if person_id in reads.back_again() else None
    if case is not None:
        with suppress(Stale):  # somebody else was as quick
            desk.perform(HandBack(return_id=case.id), actor=HOOK, key=f"hand-back:{case.subject}:{now}", now=now)


def _open(desk: Desk, person: Person, now: datetime) -> None:
    today = local_day(now, person.zone)
    command = OpenReturn(holder_id=person.id, cause=ReturnCause.DEACTIVATED, last_day=today)
    desk.perform(command, actor=HOOK, key=f"see-off:{person.id}:{today}", now=now)
