"""Hearing Slack through a WebSocket: whether the link is alive, and how it ends."""

from datetime import UTC, datetime, timedelta

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot import clock
from bot.faults import Faulty
from bot.slack.ear import Ear
from sandbox import Sandbox


def ear_in(sandbox: Sandbox, *, token: str | None = None) -> Ear:
    client = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
    return Ear(App(client=client), token or sandbox.app_token, client, clock.now)


def test_a_link_that_is_alive(sandbox: Sandbox) -> None:
    ear = ear_in(sandbox)
    assert ear.fault() == "not connected"
    ear.start_hearing()
    sandbox.wait_for_sockets()
    assert ear.fault() is None
    ear.stop()
    assert ear.fault() == "not connected"


def test_a_link_that_has_been_silent(sandbox: Sandbox) -> None:
    ear = ear_in(sandbox)
    ear.start_hearing()
    sandbox.wait_for_sockets()
    session = ear.client.current_session
    assert session is not None
    faults: list[str | None] = []
    for seconds in (39, 61):
        session.last_ping_pong_time = (datetime.now(UTC) - timedelta(seconds=seconds)).timestamp()
        faults.append(ear.fault())
    ear.stop()
    assert faults == [None, "silent for 61 s"]


def test_a_token_that_slack_does_not_take(sandbox: Sandbox) -> None:
    ear = ear_in(sandbox, token="xapp-wrong")
    with pytest.raises(Faulty, match="SLACK_APP_TOKEN: is not accepted: invalid_auth"):
        ear.start_hearing()
    ear.stop()
