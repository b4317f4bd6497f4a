"""A bot that dies before Slack gets its receipt: what was committed stands, and nothing else was acknowledged."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.settings import Settings
from lifecycle.request import RequestState
from sandbox import Sandbox
from sandbox.person import NoAnswer, SeenMessage
from tests.journeys.records import happened, request
from tests.journeys.steps import Cast, ask, card
from tests.support.desk import SECRET, Transport, at_work, settings_for, workspace
from tests.support.policy import LAPTOP

ROOT = Path(__file__).parents[2]


def test_a_click_that_was_committed_stands_though_nobody_acknowledged_it(sqlite_url: str) -> None:
    with workspace() as sandbox:
        shown = approved_by_a_bot_that_dies(sandbox, sqlite_url, "after")
        with at_work(sandbox, sqlite_url) as company:
            ana = Cast(company).ana
            assert request(company).state is RequestState.APPROVED
            shown.click_stale("Approve")
            ana.ephemeral("Already approved by @ana")
            card(ana).wait_for("Approved by")
            company.settle()
            assert happened(company) == ["request_submitted", "request_approved"]
            assert len([one for one in card(ana).thread() if "approved the request" in one.text]) == 1
            assert company.breaks() == []


def test_a_click_that_was_not_committed_is_not_acknowledged_and_can_be_made_again(sqlite_url: str) -> None:
    with workspace() as sandbox:
        shown = approved_by_a_bot_that_dies(sandbox, sqlite_url, "before")
        with at_work(sandbox, sqlite_url) as company:
            assert request(company).state is RequestState.SUBMITTED
            shown.click("Approve")
            card(Cast(company).ana).wait_for("Approved by")
            assert happened(company) == ["request_submitted", "request_approved"]


def approved_by_a_bot_that_dies(sandbox: Sandbox, database_url: str, dies: str) -> SeenMessage:
    """The card of a request on which Ana clicked, and got no receipt."""
    with at_work(sandbox, database_url) as company:
        ask(Cast(company).david, [LAPTOP.name])
        shown = card(Cast(company).ana)
    sandbox.wait_for_sockets(0)
    with dying_bot(dies, environment(settings_for(sandbox, database_url, Transport.SOCKET))) as process:
        sandbox.wait_for_sockets(1, timeout=40)
        with pytest.raises(NoAnswer):
            shown.click("Approve")
        assert process.wait(10) == -signal.SIGKILL
    return shown


@contextmanager
def dying_bot(dies: str, variables: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-m", "tests.journeys.dying_bot", dies], cwd=ROOT, env=variables)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def environment(settings: Settings) -> Mapping[str, str]:
    assert settings.slack_bot_token
    assert settings.slack_app_token
    return {
        **os.environ,
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value(),
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
        "IT_CHANNEL": settings.it_channel or "",
        "IT_USERGROUP": settings.it_usergroup or "",
        "SECRET_KEY": SECRET,
        "PORT": "0",
    }
