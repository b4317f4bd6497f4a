"""Who hears of what."""

import pytest

from lifecycle.events import Event, Happened
from lifecycle.notices import Kind, told
from lifecycle.people import Actor
from tests.unit.lifecycle.orders import MONDAY, request

REQUESTER, RECIPIENT, IT = 1, 2, 3


@pytest.mark.parametrize(
    ("event", "actor", "speaker", "hears"),
    [
        (Happened.LINES_SHIPPED, IT, REQUESTER, []),
        (Happened.LINES_SHIPPED, IT, RECIPIENT, ["person:1"]),
        (Happened.LINES_ARRIVED, REQUESTER, REQUESTER, []),
        (Happened.LINES_ARRIVED, RECIPIENT, RECIPIENT, ["person:1"]),
        (Happened.LINES_ARRIVED, IT, REQUESTER, ["person:1"]),
        (Happened.PROBLEM_REPORTED, IT, REQUESTER, ["person:1"]),
    ],
)
def test_nobody_is_told_what_they_know(event: Happened, actor: int, speaker: int, hears: list[str]) -> None:
    notices = told(request(), Event(name=event), Actor(person_id=actor), speaker, MONDAY)
    assert [one.to for one in notices if one.kind is Kind.NOTE] == hears
