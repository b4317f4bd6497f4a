"""The Home tab: who is shown which place of it, and what is on it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.guard import Visitor
from handlers.home import build, view_of
from handlers.incoming import Body
from lifecycle.reads.worklist import Listing
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from messages.places import Place
from tests.support.company import NOW, Company, account, open_company
from tests.unit.handlers.front import DANA, People, Shown, app_of, dispatch, reception
from tests.unit.handlers.payloads import CLICK
from tests.unit.handlers.returns_desk import lend


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        yield company


def opened(company: Company, **more: object) -> Shown:
    """Who is shown what after Dana has opened her Home."""
    homes = Shown()
    event = {"type": "app_home_opened", "user": "U1", "tab": "home", **more}
    body: Body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
    people = People({"U1": Visitor(person=DANA)})
    assert dispatch(app_of(reception(people, desk=company.desk, homes=homes)), body).status == 200
    return homes


def test_whoever_opens_it_for_the_first_time_sees_the_overview(company: Company) -> None:
    assert opened(company).places == [("U1", Place())]


def test_whoever_opens_it_again_finds_the_page_that_they_left(company: Company) -> None:
    left = Place(Listing.MY_DEVICES, 17)
    assert opened(company, view={"type": "home", "private_metadata": left.encode()}).places == [("U1", left)]


def test_a_place_that_is_there_no_more_is_the_overview(company: Company) -> None:
    assert opened(company, view={"type": "home", "private_metadata": "old_list/3"}).places == [("U1", Place())]


def test_the_messages_tab_is_not_home(company: Company) -> None:
    assert opened(company, tab="messages").places == []


def test_a_click_elsewhere_shows_nobody_their_home(company: Company) -> None:
    request, homes = company.submit(), Shown()
    action = {"action_id": "approve", "block_id": "b", "action_ts": "1.3", "value": str(request.subject)}
    ana = replace(company.ana, team_id="T1")
    people = People({"U1": Visitor(person=ana, roles=company.actor(ana).roles)})
    app = app_of(reception(people, desk=company.desk, homes=homes))
    assert dispatch(app, {**CLICK, "actions": [action]}).status == 200
    assert (homes.places, homes.kept) == ([], []), "the log tells whose Home has changed"


def test_whoever_gives_devices_back_sees_it_and_nobody_else(company: Company) -> None:
    lend(company, company.worker, "DD-00901")
    begun = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=NOW.date())
    company.perform(begun, company.ana)
    assert "What you give back" in str(view_of(company.desk, NOW, company.worker))
    assert "What you give back" not in str(view_of(company.desk, NOW, company.manager)), "it is not theirs"


def test_whoever_left_slack_has_none(company: Company) -> None:
    assert build(company.desk, lambda: NOW, company.worker.id, Place())
    company.store.people.record(account("U1", "Will Worker", is_deactivated=True, updated=9), NOW)
    assert build(company.desk, lambda: NOW, company.worker.id, Place()) is None
    assert build(company.desk, lambda: NOW, 999, Place()) is None
