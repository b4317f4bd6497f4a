"""A bot that dies before Slack gets its receipt: what was committed stands, and nothing else was acknowledged."""

import signal

import pytest

from lifecycle.request import RequestState
from sandbox import Sandbox
from sandbox.person import NoAnswer, SeenMessage
from tests.journeys import dying_bot
from tests.journeys.records import happened, request
from tests.journeys.steps import Cast, ask, card
from tests.support.desk import Transport, at_work, settings_for, workspace
from tests.support.policy import LAPTOP
from tests.support.processes import ended, started

DEATH_IS_CERTAIN = 5
"""Seconds after which nobody is waited for who may have been killed."""


def test_a_click_that_was_committed_stands_though_nobody_acknowledged_it(sqlite_url: str) -> None:
    with workspace(ack_timeout=DEATH_IS_CERTAIN) as sandbox:
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
    with workspace(ack_timeout=DEATH_IS_CERTAIN) as sandbox:
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
    process = started(dying_bot.work, dies, settings_for(sandbox, database_url, Transport.SOCKET))
    sandbox.wait_for_sockets(1, timeout=40)
    with pytest.raises(NoAnswer):
        shown.click("Approve")
    assert ended(process) == -signal.SIGKILL
    return shown
