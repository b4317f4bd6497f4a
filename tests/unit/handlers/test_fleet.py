"""`/device fleet` and `/device report fleet`."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.guard import Visitor
from lifecycle.device import DeviceState
from lifecycle.people import Person, Role
from tests.support.company import Company, open_company
from tests.support.returns import change_device
from tests.unit.handlers.front import People, Whispers, app_of, dispatch, reception
from tests.unit.handlers.payloads import COMMAND


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        yield company


@pytest.fixture
def whispers() -> Whispers:
    return Whispers()


def answer(words: str, person: Person, roles: frozenset[Role], whispers: Whispers, company: Company) -> str:
    people = People({"U1": Visitor(person=replace(person, team_id="T1"), roles=roles)})
    return str(dispatch(app_of(reception(people, whispers, company.desk)), {**COMMAND, "text": words}).body)


@pytest.mark.parametrize("role", [Role.IT, Role.APPROVER])
def test_it_and_approvers_are_told_at_once_and_get_a_picture(company: Company, whispers: Whispers, role: Role) -> None:
    company.stock(3)
    told = answer("fleet", company.ana, frozenset({role}), whispers, company)
    assert "The company has *3* devices." in told
    ((slack_id, report),) = whispers.sent
    assert slack_id == "U1"
    assert report.message.text == "The company has 3 devices."
    assert report.draw().png.startswith(b"\x89PNG")


def test_words_narrow_it(company: Company, whispers: Whispers) -> None:
    company.stock(2)
    company.stock(1, country="GB", location="london")
    told = answer("fleet laptops in germany", company.ana, frozenset({Role.IT}), whispers, company)
    assert "The company has *2* devices. Counted are: Laptop and Germany." in told
    told = answer("fleet unicorns", company.ana, frozenset({Role.IT}), whispers, company)
    assert "I do not know what is meant by *unicorns*." in told
    assert "Categories are: Laptop and Monitor." in told


def test_without_devices_there_is_no_picture(company: Company, whispers: Whispers) -> None:
    told = answer("fleet", company.ana, frozenset({Role.IT}), whispers, company)
    assert "There is no device on record yet. IT adds one with `/device add`" in told
    for one in company.stock(2):
        change_device(company.store, one, state=DeviceState.RECYCLED)
    told = answer("fleet", company.ana, frozenset({Role.IT}), whispers, company)
    assert "The company has *0* devices." in told
    assert "Not counted: Gone for good 2." in told
    assert whispers.sent == []


def test_a_manager_sees_their_people_and_others_nothing(company: Company, whispers: Whispers) -> None:
    one, _ = company.stock(2)
    change_device(company.store, one, holder_id=company.worker.id, state=DeviceState.IN_USE)
    told = answer("fleet", company.manager, frozenset(), whispers, company)
    assert "The fleet in figures is for IT" in told
    company.store.people.set_hr(company.worker.id, company.manager.id, None)
    told = answer("fleet", company.manager, frozenset(), whispers, company)
    assert "Your people have *1* device of the company." in told
    assert "The fleet in figures is for IT" in answer("fleet", company.worker, frozenset(), whispers, company)


def test_the_report_comes_whole_by_direct_message(company: Company, whispers: Whispers) -> None:
    company.stock(3)
    told = answer("report fleet laptop", company.ana, frozenset({Role.IT}), whispers, company)
    assert "Your report comes in your messages with Device Desk, with a picture." in told
    assert "In stock: 3" in whispers.sent[0][1].message.text
    assert "I do not know" in answer("report fleet what", company.ana, frozenset({Role.IT}), whispers, company)
    assert "Reports are for IT." in answer("report fleet", company.manager, frozenset(), whispers, company)
