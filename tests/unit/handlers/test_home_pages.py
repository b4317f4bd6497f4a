"""Turning the pages of the Home."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.finding import holder_of
from handlers.guard import Visitor
from handlers.home import view_of
from handlers.incoming import Body, of_action
from handlers.reception import Visit
from lifecycle.people import Person
from lifecycle.reads.worklist import Listing
from messages.ids import Target
from messages.payload import View
from messages.places import Place
from tests.support.company import NOW, Company, open_company
from tests.unit.handlers.front import People, Shown, app_of, dispatch, reception
from tests.unit.handlers.payloads import CLICK
from tests.unit.handlers.returns_desk import lend


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


def test_a_device_is_shown_to_whoever_has_it_their_manager_and_it_and_to_nobody_else(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    with company.store.reading() as reads:
        (held,) = reads.held_by(company.worker.id)
    there = Place(Listing.MY_DEVICES, None, held.id)

    def sees_it(person: Person) -> bool:
        ((view,), homes) = shown(company, person, turn_to(there))
        assert homes.places == [(person.slack_id, there)]
        return "Serial number" in str(view)

    assert [sees_it(one) for one in (company.worker, company.ana)] == [True, True]
    assert [sees_it(one) for one in (company.manager, company.vera)] == [False, False]
    company.store.people.set_hr(company.worker.id, company.manager.id, None)
    assert sees_it(company.manager)
    guest = replace(company.worker, is_guest=True)
    assert "Serial number" not in str(view_of(company.desk, NOW, guest, there))


def test_a_form_is_filled_in_only_for_whose_devices_one_sees(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    with company.store.reading() as reads:
        (held,) = reads.held_by(company.worker.id)
    front = reception(desk=company.desk)

    def filled_in(person: Person, about: str) -> Person | None:
        visitor = Visitor(person=person, roles=company.actor(person).roles)
        visit = Visit(visitor=visitor, incoming=of_action(turn_to(Place())), now=NOW, today=NOW.date())
        return holder_of(front, visit, Target.decode(about))

    whose = str(held.subject)
    assert [filled_in(one, whose) for one in (company.ana, company.vera)] == [company.worker, None]
    company.store.people.set_hr(company.worker.id, company.manager.id, None)
    found = filled_in(company.manager, whose)
    assert found
    assert found.id == company.worker.id
    assert [filled_in(company.ana, about) for about in ("device:404", f"request:{held.id}")] == [None, None]


def test_what_is_no_place_is_refused(company: Company) -> None:
    homes = Shown()
    people = People({"U1": Visitor(person=replace(company.ana, team_id="T1"))})
    answer = dispatch(app_of(reception(people, desk=company.desk, homes=homes)), click("home:to_wipe", "to_wipe/../x"))
    assert homes.places == []
    assert answer.status in {200, 500}
