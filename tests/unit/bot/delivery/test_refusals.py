import socket
from datetime import timedelta
from http.client import IncompleteRead
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery.outcomes import Failed, Later, Left, Outcome
from bot.delivery.refusals import LONGEST_WAIT, MOST_ATTEMPTS, backoff, code_of, outcome_of


def refused(error: object, *, status: int = 200, retry_after: str | None = None) -> SlackApiError:
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": error},
        headers={"Retry-After": retry_after} if retry_after else {},
        status_code=status,
    )
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "attempts", "outcome"),
    [
        (refused("ratelimited", status=429, retry_after="17"), 99, Later(timedelta(seconds=17), "ratelimited")),
        (refused("ratelimited", status=429), 1, Later(timedelta(seconds=30), "ratelimited")),
        (refused("channel_not_found"), 1, Failed("channel_not_found")),
        (refused("msg_blocks_too_long"), 1, Failed("msg_blocks_too_long")),
        (refused("internal_error"), 1, Left("internal_error")),
        (refused("token_revoked"), 99, Later(LONGEST_WAIT, "token_revoked")),
        (refused("something_new"), 1, Later(timedelta(seconds=2), "something_new")),
        (refused("something_new"), 3, Later(timedelta(seconds=8), "something_new")),
        (refused("something_new"), MOST_ATTEMPTS, Failed("something_new")),
        (refused("channel_not_found", status=500), 1, Left("http_500")),
        (refused("Received a response in a non-JSON format: <html>"), 1, Left("http_200")),
        (URLError(ConnectionRefusedError()), 1, Later(timedelta(seconds=2), "unreachable")),
        (URLError(socket.gaierror()), 1, Later(timedelta(seconds=2), "unreachable")),
        (URLError(TimeoutError()), 1, Left("URLError")),
        (ConnectionResetError(), 1, Left("ConnectionResetError")),
        (TimeoutError(), 1, Left("TimeoutError")),
        (IncompleteRead(b""), 1, Left("IncompleteRead")),
    ],
)
def test_what_follows(error: SlackApiError | OSError | IncompleteRead, attempts: int, outcome: Outcome) -> None:
    assert outcome_of(error, attempts) == outcome


def test_an_unreachable_slack_is_waited_for_without_end() -> None:
    assert outcome_of(URLError(ConnectionRefusedError()), 1_000) == Later(LONGEST_WAIT, "unreachable")


def test_waits_double_up_to_the_longest() -> None:
    waits = [backoff(attempts).total_seconds() for attempts in range(13)]
    assert waits == [2, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_a_code_is_slacks_own_or_the_status() -> None:
    assert code_of(refused("no_text")) == "no_text"
    assert code_of(refused("<html>", status=502)) == "http_502"
