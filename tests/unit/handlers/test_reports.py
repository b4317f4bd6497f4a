"""`/device report`."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from handlers.guard import Visitor
from lifecycle.people import Person, Role
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from tests.support.company import NOW, Company, open_company
from tests.unit.handlers.front import DANA, People, Whispers, app_of, dispatch, reception
from tests.unit.handlers.payloads import COMMAND
from tests.unit.handlers.returns_desk import lend

IT = People({"U1": Visitor(person=DANA, roles=frozenset({Role.IT}))})


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        yield company


@pytest.fixture
def whispers() -> Whispers:
    return Whispers()


def answer(words: str, people: People, whispers: Whispers, company: Company) -> str:
    app = app_of(reception(people, whispers, company.desk))
    return str(dispatch(app, {**COMMAND, "text": words}).body)


def test_it_is_told_at_once_that_nothing_can_be_drawn(company: Company, whispers: Whispers) -> None:
    told = answer("report Returns ", IT, whispers, company)
    assert "No return was opened in this time" in told
    assert whispers.sent == [], "it is not said twice"


def test_the_figures_come_with_their_picture_and_are_not_said_twice(company: Company, whispers: Whispers) -> None:
    lend(company, company.worker, "DD-00901")
    last_day = NOW.date() + timedelta(days=3)
    command = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=last_day)
    company.perform(command, company.ana)
    told = answer("report returns", IT, whispers, company)
    assert "Your report comes in your messages with Device Desk, with a picture." in told
    assert "Returns opened" not in told
    ((slack_id, report),) = whispers.sent
    assert slack_id == "U1"
    assert "Returns opened: 1, none closed yet" in report.message.text
    assert report.draw().png.startswith(b"\x89PNG")


@pytest.mark.parametrize("roles", [frozenset(), frozenset({Role.APPROVER})])
def test_others_get_a_polite_no(company: Company, whispers: Whispers, roles: frozenset[Role]) -> None:
    person: Person = DANA
    told = answer("report returns", People({"U1": Visitor(person=person, roles=roles)}), whispers, company)
    assert "Reports are for IT." in told
    assert whispers.sent == []


@pytest.mark.parametrize("words", ["report", "report audit", "report returns please"])
def test_it_is_told_which_reports_there_are(company: Company, whispers: Whispers, words: str) -> None:
    assert "/device report returns" in answer(words, IT, whispers, company)
    assert whispers.sent == []
