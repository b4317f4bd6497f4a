"""What waited for the morning and is not so any more is not told."""

from dataclasses import replace

import pytest

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice, channel, mail, person
from lifecycle.overtaken import is_moot
from lifecycle.retrieval import Return, ReturnCause, ReturnState
from tests.unit.lifecycle.leavers import HOLDER, MANAGER, OPENED, a_kit, a_return

CLOSED = a_return(state=ReturnState.CLOSED)
GONE = a_return(handed_over_at=OPENED)
TWO_KITS = a_return(state=ReturnState.KIT_SENT, kits=(a_kit(1), a_kit(2)))


def note(event: Happened, to: str, **facts: int) -> Notice:
    return Notice(kind=Kind.RETURN_NOTE, to=to, key="k", at=OPENED, event=event, facts=facts)


def card() -> Notice:
    return Notice(kind=Kind.LEAVER_CARD, to=person(HOLDER.id), key="k", at=OPENED)


@pytest.mark.parametrize(
    ("notice", "case", "moot"),
    [
        (card(), a_return(), False),
        (card(), CLOSED, True),
        (note(Happened.RETURN_OPENED, person(MANAGER.id)), a_return(), False),
        (note(Happened.RETURN_OPENED, person(MANAGER.id)), CLOSED, True),
        (note(Happened.RETURN_OPENED, mail(12), exposed=1), GONE, False),
        (note(Happened.RETURN_OPENED, mail(12), exposed=1), a_return(), True),
        (note(Happened.RETURN_HANDED_OVER, mail(12)), GONE, False),
        (note(Happened.RETURN_HANDED_OVER, mail(12)), a_return(), True),
        (note(Happened.RETURN_HANDED_BACK, person(HOLDER.id)), a_return(), False),
        (note(Happened.RETURN_HANDED_BACK, person(HOLDER.id)), GONE, True),
        (note(Happened.KIT_SENT, person(HOLDER.id), kit=1), TWO_KITS, True),
        (note(Happened.KIT_SENT, person(HOLDER.id), kit=2), TWO_KITS, False),
        (note(Happened.RETURN_CALLED_OFF, person(HOLDER.id)), CLOSED, False),
        (note(Happened.LEAVER_REMINDED, person(HOLDER.id)), a_return(), False),
        (note(Happened.LEAVER_REMINDED, person(HOLDER.id)), a_return(cause=ReturnCause.DEACTIVATED), True),
    ],
)
def test_what_is_moot(notice: Notice, case: Return, *, moot: bool) -> None:
    assert is_moot(notice, case) is moot
    assert not is_moot(replace(notice, to=channel("C0IT")), case), "it is told everything"
