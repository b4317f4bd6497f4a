"""Nobody is written to about a return outside their working hours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lifecycle.case import Case
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice, channel, mail, person
from lifecycle.people import Actor
from lifecycle.quiet_hours import kept
from lifecycle.retrieval import Return
from tests.unit.lifecycle.leavers import CALENDAR, HOLDER, MANAGER, POLICY, a_return
from tests.unit.lifecycle.returns.test_reminding import Known

NIGHT = datetime(2026, 12, 8, 22, tzinfo=UTC)
"""Eleven at night in Berlin, five in the afternoon in New York."""

MORNING = datetime(2026, 12, 9, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def moment(kind: Kind, to: str, item: Return, now: datetime = NIGHT) -> datetime:
    look = Known((HOLDER, MANAGER))
    case = Case(actor=Actor(person_id=3), now=now, policy=POLICY, calendar=CALENDAR, look=look)  # type: ignore[arg-type]
    [one] = kept(case, item, [Notice(kind=kind, to=to, key="k", at=now, subject=item.subject)])
    return one.at


@pytest.mark.parametrize(
    ("kind", "to", "at"),
    [
        (Kind.RETURN_NOTE, person(HOLDER.id), MORNING),
        (Kind.RETURN_NOTE, mail(12), MORNING),
        (Kind.RETURN_NOTE, person(MANAGER.id), NIGHT),
        (Kind.RETURN_STORY, channel("C0IT"), NIGHT),
        (Kind.RETURN_CARD, channel("C0IT"), NIGHT),
    ],
)
def test_each_reader_has_their_own_hours(kind: Kind, to: str, at: datetime) -> None:
    assert moment(kind, to, a_return()) == at


def test_a_new_card_waits_for_the_morning_and_is_edited_at_once_from_then_on() -> None:
    opened = a_return(opened_at=NIGHT)
    assert moment(Kind.LEAVER_CARD, person(HOLDER.id), opened) == MORNING
    later = datetime(2026, 12, 9, 23, tzinfo=UTC)
    assert moment(Kind.LEAVER_CARD, person(HOLDER.id), opened, later) == later


def told(event: Happened, to: str, item: Return, now: datetime) -> list[Notice]:
    look = Known((HOLDER, MANAGER))
    case = Case(actor=Actor(person_id=3), now=now, policy=POLICY, calendar=CALENDAR, look=look)  # type: ignore[arg-type]
    note = Notice(kind=Kind.RETURN_NOTE, to=to, key="k", at=now, subject=item.subject, event=event)
    return list(kept(case, item, [note]))


@pytest.mark.parametrize("event", [Happened.RETURN_CALLED_OFF, Happened.KIT_SENT, Happened.RETURN_HANDED_BACK])
@pytest.mark.parametrize("to", [person(HOLDER.id), mail(12)])
def test_what_the_first_message_says_is_not_told_besides(event: Happened, to: str) -> None:
    opened = a_return(opened_at=NIGHT)
    assert told(event, to, opened, MORNING - HOUR) == []
    assert told(event, to, opened, MORNING + HOUR), "they know of it by then"
    assert told(event, to, replace(opened, opened_by=HOLDER.id), MORNING - HOUR), "they began it themselves"
    assert told(Happened.DEVICES_RECEIVED, to, opened, MORNING - HOUR), "a receipt is always given"


def test_each_reader_has_their_own_first_message() -> None:
    opened = a_return(opened_at=NIGHT)
    assert told(Happened.RETURN_CALLED_OFF, person(MANAGER.id), opened, NIGHT + HOUR), "it is afternoon in New York"
    assert told(Happened.RETURN_CALLED_OFF, person(HOLDER.id), opened, NIGHT + HOUR) == []


def test_who_begins_the_return_themselves_sees_it_at_once() -> None:
    assert moment(Kind.LEAVER_CARD, person(HOLDER.id), a_return(opened_at=NIGHT, opened_by=HOLDER.id)) == NIGHT
