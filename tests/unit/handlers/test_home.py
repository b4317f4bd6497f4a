from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError

from handlers.guard import Visitor
from handlers.home import publish
from handlers.incoming import of_event
from handlers.reception import Reception, Visit
from tests.support.company import NOW, open_company
from tests.unit.handlers.front import DANA, NoSlack, reception

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
