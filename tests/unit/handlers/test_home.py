from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError

from handlers.guard import Visitor
from handlers.home import follow, publish, view_of
from handlers.incoming import of_event
from handlers.reception import Reception, Visit
from lifecycle.desk import Outcome
from lifecycle.retrieval import ReturnCause
from lifecycle.return_commands import OpenReturn
from tests.support.company import NOW, open_company
from tests.unit.handlers.front import DANA, NoSlack, Whispers, reception
from tests.unit.handlers.returns_desk import lend

OPENED = of_event({"team_id": "T1", "event_id": "Ev1"}, "U1")
VISIT = Visit(visitor=Visitor(person=DANA), incoming=OPENED, now=NOW, today=NOW.date())


@pytest.fixture
def front(sqlite_url: str) -> Iterator[Reception]:
    with open_company(sqlite_url) as company:
        yield reception(desk=company.desk)


def test_home_is_published_over_the_one_that_the_person_has(front: Reception) -> None:
    client = NoSlack()
    publish(front, VISIT, client, "h1")
    assert [method for method, _ in client.calls] == ["views.publish"]
    assert "h1" in str(client.calls[0])


def test_a_newer_home_is_read_and_published_anew_without_a_hash(front: Reception) -> None:
    client = NoSlack("hash_conflict")
    publish(front, VISIT, client, "h1")
    assert [method for method, _ in client.calls] == ["views.publish"] * 2
    assert "h1" not in str(client.calls[1])


@pytest.mark.parametrize("codes", [("not_enabled",), ("hash_conflict", "hash_conflict")])
def test_what_else_slack_refuses_is_an_error(front: Reception, codes: tuple[str, ...]) -> None:
    with pytest.raises(SlackApiError):
        publish(front, VISIT, NoSlack(*codes), "h1")


def test_whoever_gives_devices_back_sees_every_change_on_home(sqlite_url: str) -> None:
    with open_company(sqlite_url) as company:
        lend(company, company.worker, "DD-00901")
        begun = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=NOW.date())
        whispers = Whispers()
        front = reception(desk=company.desk, whispers=whispers)
        visit = Visit(visitor=Visitor(person=company.ana), incoming=OPENED, now=NOW, today=NOW.date())
        follow(front, visit, company.perform(begun, company.ana), at_home=False)
        [(slack_id, build)] = whispers.homes
        assert slack_id == company.worker.slack_id
        assert "What you give back" in str(build())
        assert "What you give back" not in str(view_of(front, company.manager)), "it is not theirs to give back"
        follow(front, visit, Outcome(), at_home=False)
        assert len(whispers.homes) == 1
        follow(front, visit, Outcome(), at_home=True)
        assert whispers.homes[1][0] == company.ana.slack_id
