"""Who is not let in is told so, by command, click and form, and the database is not touched (it is down here)."""

import json
from dataclasses import replace

import pytest

from handlers.guard import Visitor
from handlers.incoming import Body
from lifecycle.people import Person
from messages.answers import Stranger, not_for
from messages.reader import Reader
from tests.unit.handlers.front import DANA, People, Whispers, app_of, dispatch, reception
from tests.unit.handlers.payloads import CLICK, COMMAND, HOME_OPENED, RESPONSE_URL, SUBMISSION

STRANGERS = [
    (replace(DANA, is_guest=True), Stranger.GUEST),
    (replace(DANA, is_bot=True), Stranger.BOT),
    (replace(DANA, is_deactivated=True), Stranger.DEACTIVATED),
    (replace(DANA, team_id="T2"), Stranger.OTHER_WORKSPACE),
    (None, Stranger.UNKNOWN),
]
EVERYBODY = pytest.mark.parametrize(("person", "why"), STRANGERS, ids=[why.value for _, why in STRANGERS])


def outcome(body: Body, person: Person | None) -> tuple[Body, Whispers]:
    whispers = Whispers()
    people = People({"U1": Visitor(person=person)} if person else {})
    response = dispatch(app_of(reception(people, whispers)), body)
    assert response.status == 200
    return json.loads(response.body) if response.body else {}, whispers


def words(why: Stranger) -> str:
    return not_for(why, Reader.of(DANA))


@EVERYBODY
def test_a_command_is_answered_with_a_no(person: Person | None, why: Stranger) -> None:
    answer, _ = outcome(COMMAND, person)
    assert answer["text"] == words(why)
    assert answer["response_type"] == "ephemeral"


@EVERYBODY
def test_a_click_is_answered_with_a_no(person: Person | None, why: Stranger) -> None:
    answer, whispers = outcome(CLICK, person)
    assert answer == {}
    assert whispers.said == [(RESPONSE_URL, words(why))]


@EVERYBODY
def test_a_submission_is_answered_with_a_no_on_the_form(person: Person | None, why: Stranger) -> None:
    answer, _ = outcome(SUBMISSION, person)
    assert answer["response_action"] == "update"
    assert words(why) in json.dumps(answer["view"], ensure_ascii=False)


@pytest.mark.parametrize(("person", "why"), STRANGERS[1:], ids=[why.value for _, why in STRANGERS[1:]])
def test_home_stays_empty(person: Person | None, why: Stranger) -> None:
    answer, whispers = outcome(HOME_OPENED, person)
    assert answer == {}
    assert whispers.said == []


def test_a_click_from_another_workspace_is_known_by_its_sender() -> None:
    answer, whispers = outcome({**CLICK, "user": {"id": "U1", "team_id": "T2"}}, DANA)
    assert answer == {}
    assert whispers.said == [(RESPONSE_URL, words(Stranger.OTHER_WORKSPACE))]
