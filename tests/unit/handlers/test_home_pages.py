"""Turning the pages of the Home."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.guard import Visitor
from handlers.home import view_of
from handlers.incoming import Body
from lifecycle.people import Person
from lifecycle.worklist import Listing
from messages.payload import View
from messages.places import Place
from tests.support.company import NOW, Company, open_company
from tests.unit.handlers.front import People, Shown, app_of, dispatch, reception
from tests.unit.handlers.payloads import CLICK


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        yield company


def click(action_id: str, value: str, place: Place = Place()) -> Body:  # noqa: B008  (it is frozen)
    action = {"action_id": action_id, "block_id": "b", "action_ts": "1.3", "value": value}
    view = {"id": "V1", "type": "home", "private_metadata": place.encode()}
    return {**CLICK, "container": {}, "view": view, "actions": [action]}


def shown(company: Company, person: Person, body: Body) -> tuple[list[View], Shown]:
    """The Homes that are shown after a click."""
    homes = Shown()
    people = People({"U1": Visitor(person=replace(person, team_id="T1"), roles=company.actor(person).roles)})
    answer = dispatch(app_of(reception(people, desk=company.desk, homes=homes)), body)
    assert answer.status == 200
    return [view_of(company.desk, NOW, person, place) for _, place in (*homes.places, *homes.kept)], homes


def turn_to(place: Place) -> Body:
    return click(place.action_id, place.encode())


def test_it_turns_to_a_pile_and_back(company: Company) -> None:
    request = company.submit()
    ((view,), _) = shown(company, company.ana, turn_to(Place(Listing.TO_APPROVE)))
    assert f"Request #{request.id}" in str(view)
    assert view["private_metadata"] == "to_approve"
    ((view,), _) = shown(company, company.ana, turn_to(Place()))
    assert "IT’s queue" in str(view)


def test_nobody_else_sees_a_pile_whatever_they_send(company: Company) -> None:
    company.submit()
    ((view,), _) = shown(company, company.worker, turn_to(Place(Listing.TO_APPROVE)))
    assert "private_metadata" not in view or not view["private_metadata"]
    assert "To approve" not in str(view)


def test_whoever_approves_in_a_pile_stays_there(company: Company) -> None:
    request = company.submit()
    body = click("approve", str(request.subject), Place(Listing.TO_APPROVE))
    ((mine,), homes) = shown(company, company.ana, body)
    assert homes.kept == [(company.ana.slack_id, Place(Listing.TO_APPROVE))]
    assert mine["private_metadata"] == "to_approve"
    assert "There is nothing here now." in str(mine)


def test_what_is_no_place_is_refused(company: Company) -> None:
    homes = Shown()
    people = People({"U1": Visitor(person=replace(company.ana, team_id="T1"))})
    answer = dispatch(app_of(reception(people, desk=company.desk, homes=homes)), click("home:to_wipe", "to_wipe/../x"))
    assert homes.places == []
    assert answer.status in {200, 500}
