"""Turning pages and opening devices: what a client sends back is read, and read again against what is on record."""

from collections.abc import Iterator

import pytest

from handlers.guard import Visitor
from handlers.turning import EVERY_TURN, TURNS
from lifecycle.people import Role
from messages.ids import Action, Turn
from tests.support.company import Company, open_company
from tests.unit.handlers.front import DANA, People, Whispers, app_of, dispatch, reception
from tests.unit.handlers.payloads import CLICK, RESPONSE_URL

IT = frozenset({Role.IT})
NOBODYS = ("", "x", "device:", "request:1", "device:99999999999999999999", "-1|x", "1", "|x", "x|x", "device:1/x")
GONE = "not yours to see"


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        yield company


def turned(company: Company, turn: str, value: str, roles: frozenset[Role] = IT) -> Whispers:
    whispers, people = Whispers(), People({"U1": Visitor(person=DANA, roles=roles)})
    action = {"action_id": turn, "block_id": "b", "action_ts": "1.3", "value": value}
    response = dispatch(app_of(reception(people, whispers, company.desk)), {**CLICK, "actions": [action]})
    assert response.status == 200
    return whispers


def test_every_turn_is_listened_to_and_is_no_button_of_another_kind() -> None:
    assert set(TURNS) == set(Turn)
    assert all(EVERY_TURN.fullmatch(turn) for turn in Turn)
    assert not {*Turn} & {*Action}
    assert not EVERY_TURN.search("show_devices")


@pytest.mark.parametrize("value", NOBODYS)
@pytest.mark.parametrize("turn", Turn)
def test_a_value_that_is_not_ours_is_answered(company: Company, turn: Turn, value: str) -> None:
    company.stock()
    ((place, words),) = turned(company, turn, value).said
    assert place == RESPONSE_URL
    assert words


@pytest.mark.parametrize("turn", [Turn.SHOW_DEVICE, Turn.OLDER_EVENTS, Turn.NEWER_EVENTS])
def test_whoever_may_not_see_a_device_is_told_so(company: Company, turn: Turn) -> None:
    (one,) = company.stock()
    value = f"device:{one}/1"
    assert GONE in turned(company, turn, value, frozenset()).said[0][1]
    assert GONE not in turned(company, turn, value).said[0][1]
    assert GONE in turned(company, turn, "device:404/1").said[0][1]


@pytest.mark.parametrize("turn", Turn)
def test_a_page_takes_the_place_of_the_one_before_and_a_device_does_not(company: Company, turn: Turn) -> None:
    (one,) = company.stock()
    value = f"{one}|laptop" if turn.endswith(("_found", "found_apart")) else f"device:{one}/1"
    assert turned(company, turn, value).replaced == [turn not in {Turn.SHOW_DEVICE, Turn.FOUND_APART}]


def test_the_words_of_a_page_are_read_again(company: Company) -> None:
    company.stock()
    assert "too much to look for" in turned(company, Turn.MORE_FOUND, "5|" + "x" * 1_000).said[0][1]
    assert "IT sees all of them" in turned(company, Turn.MORE_FOUND, "5|laptop", frozenset()).said[0][1]
