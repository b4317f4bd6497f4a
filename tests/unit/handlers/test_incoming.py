import pytest

from handlers.incoming import Body, of_action, of_command, of_event, of_submission, text
from messages.ids import Opened, Target
from tests.support.subjects import a_request

PERSON: Body = {"id": "U1", "team_id": "T1"}
ACTION: Body = {"action_id": "approve", "action_ts": "1700000009.000100", "value": "request:17"}
CLICK: Body = {
    "team": {"id": "T1"},
    "user": PERSON,
    "container": {"message_ts": "1700000001.000100", "channel_id": "C1"},
    "response_url": "https://hooks.example/1",
    "trigger_id": "trigger",
    "actions": [ACTION],
}


def test_a_command_counts_by_its_trigger_and_is_answered_at_its_response_url() -> None:
    body = {"team_id": "T1", "user_id": "U1", "trigger_id": "77.1", "response_url": "https://hooks.example/2"}
    incoming = of_command(body)
    assert (incoming.key, incoming.team_id, incoming.user_id) == ("command:77.1", "T1", "U1")
    assert incoming.place == "https://hooks.example/2"
    assert incoming.is_from_here


def test_a_click_counts_by_team_person_message_button_and_moment() -> None:
    incoming = of_action(CLICK)
    assert incoming.key == "click:T1:U1:1700000001.000100:approve:1700000009.000100"
    assert incoming.place == "https://hooks.example/1"
    assert incoming.trigger_id == "trigger"


@pytest.mark.parametrize(
    "change",
    [
        {"user": {**PERSON, "id": "U2"}},
        {"actions": [{**ACTION, "action_ts": "1700000009.000200"}]},
        {"actions": [{**ACTION, "action_id": "decline"}]},
        {"container": {"message_ts": "1700000001.000200"}},
    ],
)
def test_another_click_has_another_key(change: Body) -> None:
    assert of_action({**CLICK, **change}).key != of_action(CLICK).key


def test_a_click_on_home_counts_by_its_view_and_is_answered_in_the_conversation_with_us() -> None:
    body = {**CLICK, "container": {"view_id": "V1"}, "view": {"id": "V1"}, "response_url": None}
    incoming = of_action(body)
    assert incoming.key == "click:T1:U1:V1:approve:1700000009.000100"
    assert incoming.place == ("U1", "U1")


def test_a_submission_counts_by_its_view_and_is_answered_where_the_form_was_opened() -> None:
    metadata = Opened(Target(a_request(17), 2), channel="C1", ts="1700000001.000100").encode()
    body = {"team": {"id": "T1"}, "user": PERSON, "view": {"id": "V1", "private_metadata": metadata}}
    incoming = of_submission(body)
    assert (incoming.key, incoming.place) == ("view:V1", ("C1", "U1"))


def test_a_form_from_a_command_is_answered_where_the_command_was_typed() -> None:
    metadata = Opened(answer_to="https://hooks.example/2").encode()
    body = {"team": {"id": "T1"}, "user": PERSON, "view": {"id": "V1", "private_metadata": metadata}}
    assert of_submission(body).place == "https://hooks.example/2"


def test_an_event_counts_by_its_id() -> None:
    assert of_event({"team_id": "T1", "event_id": "Ev1"}, "U1").key == "Ev1"


@pytest.mark.parametrize(
    ("user_team", "organisation", "expected"),
    [
        ("T1", None, True),
        ("T2", None, False),
        ("E1", {"id": "E1"}, True),
        ("T2", {"id": "E1"}, False),
        ("E2", {"id": "E1"}, False),
        (None, None, True),
    ],
)
def test_a_person_is_from_here_by_their_own_team_or_organisation(
    user_team: str | None, organisation: Body | None, expected: bool
) -> None:
    body = {**CLICK, "user": {"id": "U1", "team_id": user_team}, "enterprise": organisation}
    assert of_action(body).is_from_here is expected


@pytest.mark.parametrize("body", [{}, {"user": None}, {"user": "U1"}, {"user": {"id": 1}}])
def test_what_is_not_there_reads_as_nothing(body: Body) -> None:
    assert text(body, "user", "id") == ""
