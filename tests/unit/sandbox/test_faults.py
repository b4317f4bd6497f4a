"""Faults on order, as a client meets them."""

from collections.abc import Iterator
from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from sandbox import Sandbox
from sandbox.company import ANA, GENERAL
from sandbox.faults import Fault, LostAfter, LostBefore, RateLimited, ServerError, Slow
from tests.unit.sandbox.apps import client_of

BROKEN = (ConnectionError, RemoteDisconnected)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return client_of(sandbox)


def post(client: WebClient, text: str = "x") -> None:
    client.chat_postMessage(channel=GENERAL, text=text)


def texts(sandbox: Sandbox) -> list[str]:
    return [message.text for message in sandbox.workspace.messages_for(ANA)]


def test_too_many_requests(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.order("chat.postMessage", RateLimited(retry_after=7))
    with pytest.raises(SlackApiError) as refusal:
        post(client)
    answer = refusal.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "7"
    assert texts(sandbox) == []


def test_a_server_error_is_no_json(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.order("chat.postMessage", ServerError(503))
    with pytest.raises((SlackApiError, SlackRequestError)):
        post(client)
    assert texts(sandbox) == []


@pytest.mark.parametrize(("fault", "seen"), [(LostBefore(), []), (LostAfter(), ["x"])])
def test_an_answer_is_lost_before_or_after_the_effect(
    sandbox: Sandbox, client: WebClient, fault: Fault, seen: list[str]
) -> None:
    sandbox.faults.order("chat.postMessage", fault)
    with pytest.raises(BROKEN):
        post(client)
    assert texts(sandbox) == seen


def test_a_slow_answer_comes_after_the_clients_patience(sandbox: Sandbox) -> None:
    sandbox.faults.order("chat.postMessage", Slow(30))
    hasty = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=1)
    with pytest.raises(TimeoutError):
        post(hasty)


def test_faults_are_for_one_method_and_counted(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.order("chat.postMessage", LostAfter(), times=2, after=1)
    client.auth_test()
    post(client, "1")
    for text in ("2", "3"):
        with pytest.raises(BROKEN):
            post(client, text)
    post(client, "4")
    assert texts(sandbox) == ["1", "2", "3", "4"]


def test_faults_can_be_taken_back(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.order("auth.test", ServerError())
    sandbox.faults.duplicate(5)
    sandbox.faults.clear()
    assert client.auth_test()["ok"] is True
    assert sandbox.faults.take_copies() == 1
