import json
import logging

import pytest

from handlers.incoming import Body
from messages.answers import Hitch, hitch
from messages.reader import Reader
from tests.support.company import POLICY
from tests.unit.handlers.front import Whispers, app_of, dispatch, reception
from tests.unit.handlers.payloads import CHANGED, CLICK, COMMAND, RESPONSE_URL, SUBMISSION


def words() -> str:
    return hitch(Hitch.BROKEN, Reader.in_channels(POLICY))


@pytest.fixture
def whispers() -> Whispers:
    return Whispers()


def answer_to(body: Body, whispers: Whispers) -> tuple[int, Body]:
    response = dispatch(app_of(reception(whispers=whispers)), body)
    return response.status, json.loads(response.body) if response.body else {}


def test_a_broken_command_is_answered_in_its_answer(whispers: Whispers) -> None:
    assert answer_to(COMMAND, whispers) == (200, {"response_type": "ephemeral", "text": words()})


def test_a_broken_click_is_whispered_about(whispers: Whispers) -> None:
    assert answer_to(CLICK, whispers) == (200, {})
    assert whispers.said == [(RESPONSE_URL, words())]


def test_a_broken_submission_keeps_the_form_and_says_so(whispers: Whispers) -> None:
    status, answer = answer_to(SUBMISSION, whispers)
    assert (status, answer["response_action"]) == (200, "update")
    assert words() in json.dumps(answer["view"], ensure_ascii=False)
    assert '"block_id": "reason"' in json.dumps(answer["view"])


def test_a_broken_event_is_not_acknowledged_so_that_it_comes_again(whispers: Whispers) -> None:
    assert answer_to(CHANGED, whispers)[0] == 500
    assert whispers.said == []


@pytest.mark.parametrize("body", [COMMAND, CLICK, SUBMISSION, CHANGED])
def test_what_broke_is_logged_with_its_traceback_and_without_the_payload(
    body: Body, whispers: Whispers, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer_to(body, whispers)
    assert "the database is down" in caplog.text
    assert "Traceback" in caplog.text
    assert "No budget" not in caplog.text
    assert "hooks.example" not in caplog.text
