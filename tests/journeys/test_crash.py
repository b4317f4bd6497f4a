"""A bot that dies between its commit and Slack's receipt: the click's effect stands, and a second click is answered."""

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
from sandbox.person import NoAnswer
from tests.journeys.records import happened, request
from tests.journeys.steps import Cast, ask, card
from tests.support.desk import SECRET, Transport, at_work, settings_for, workspace
from tests.support.policy import LAPTOP

ROOT = Path(__file__).parents[2]


def test_a_click_that_was_committed_stands_though_nobody_acknowledged_it(sqlite_url: str) -> None:
    with workspace() as sandbox:
        with at_work(sandbox, sqlite_url) as company:
            ask(Cast(company).david, [LAPTOP.name])
            shown = card(Cast(company).ana)
        sandbox.wait_for_sockets(0)

        with dying_bot(environment(settings_for(sandbox, sqlite_url, Transport.SOCKET))) as process:
            sandbox.wait_for_sockets(1, timeout=40)
            with pytest.raises(NoAnswer):
                shown.click("Approve")
            assert process.wait(10) == -signal.SIGKILL

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


@contextmanager
def dying_bot(variables: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-m", "tests.journeys.dying_bot"], cwd=ROOT, env=variables)
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
    }
