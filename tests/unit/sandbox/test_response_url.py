"""Answers through a response_url: where they go, and how often and how long they may."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from slack_sdk import WebhookClient

from sandbox import Sandbox
from sandbox.company import ANA, BRUNO, GENERAL
from sandbox.payloads import response_url
from tests.unit.sandbox.apps import HandClock, client_of


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sandbox(clock: HandClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock) as sandbox:
        yield sandbox


@pytest.fixture
def webhook(sandbox: Sandbox) -> WebhookClient:
    """Ana pressed a button on a message in #general."""
    client_of(sandbox).chat_postMessage(channel=GENERAL, text="card")
    workspace = sandbox.workspace
    message = workspace.messages_for(ANA)[-1]
    channel = workspace.conversations.channels[GENERAL]
    return WebhookClient(response_url(sandbox.slack, workspace.user(ANA), channel, message))


def texts(sandbox: Sandbox, user_id: str) -> list[str]:
    return [message.text for message in sandbox.workspace.messages_for(user_id)]


def test_an_answer_is_for_the_person_unless_it_says_otherwise(sandbox: Sandbox, webhook: WebhookClient) -> None:
    assert webhook.send(text="only Ana").body == "ok"
    webhook.send(text="all", response_type="in_channel")
    assert texts(sandbox, ANA) == ["card", "only Ana", "all"]
    assert texts(sandbox, BRUNO) == ["card", "all"]


def test_the_original_is_replaced_or_deleted(sandbox: Sandbox, webhook: WebhookClient) -> None:
    webhook.send(text="decided", replace_original=True)
    assert texts(sandbox, BRUNO) == ["decided"]
    webhook.send(delete_original=True)
    assert texts(sandbox, BRUNO) == []
    assert webhook.send(text="again", replace_original=True).status_code == 400


def test_it_works_five_times(sandbox: Sandbox, webhook: WebhookClient) -> None:
    statuses = [webhook.send(text=str(number)).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert sandbox.workspace.journal.calls_of("response_url")[-1].error == "used_url"


def test_it_works_for_thirty_minutes(sandbox: Sandbox, webhook: WebhookClient, clock: HandClock) -> None:
    clock.forward(timedelta(minutes=30, seconds=1))
    assert webhook.send(text="late").status_code == 404
    assert texts(sandbox, ANA) == ["card"]


def test_a_broken_answer_is_refused(webhook: WebhookClient) -> None:
    with httpx.Client(trust_env=False) as plain:
        assert plain.post(webhook.url, content=b"{").json()["error"] == "invalid_json"
    answer = webhook.send(text="x", blocks=[{"type": "nothing"}])
    assert (answer.status_code, "invalid_blocks" in answer.body) == (400, True)
