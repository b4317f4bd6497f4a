"""IT's card cannot be posted: nothing is lost, and inviting the bot (or correcting the route) mends it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

import httpx
import pytest

from bot.doctor import examine
from lifecycle.policy import Route
from sandbox.company import BOT, IT_DEVICES
from sandbox.conversations import Message
from sandbox.people import User
from tests.journeys.records import request
from tests.journeys.steps import Cast, ask, card
from tests.support.desk import Office, Transport, at_work, office, settings_for, workspace
from tests.support.policy import LAPTOP, POLICY

NOWHERE = "C0NOWHERE"
ASTRAY = replace(POLICY, routes=(Route(channel=NOWHERE),))
"""A policy that sends every card to a channel that is not there."""


@pytest.fixture
def uninvited(sqlite_url: str) -> Iterator[Office]:
    """A company that has asked for a laptop, and forgot to invite the bot to IT's channel."""
    with office(sqlite_url, Transport.HTTP) as company:
        company.sandbox.happenings.leave(BOT, IT_DEVICES)
        ask_for_somebody_new(company)
        yield company
        assert company.breaks() == []


def ask_for_somebody_new(company: Office) -> None:
    hire = {"Full name": "Noor Aziz", "Personal email": "noor@home.example"}
    ask(Cast(company).david, [LAPTOP.name], **hire)
    company.settle()


def in_it_devices(company: Office) -> list[Message]:
    with company.sandbox.workspace.changing():
        return company.sandbox.workspace.conversations.in_channel(IT_DEVICES)


def sweep(company: Office) -> None:
    company.sweep()
    company.settle()


def warnings(company: Office) -> Mapping[str, object]:
    answer = httpx.get(f"{company.bot.web.url}/healthz", trust_env=False)
    assert answer.status_code == 200, "starting the bot anew would not help"
    return cast(Mapping[str, object], answer.json()["warnings"])


def said_by_the_doctor(company: Office) -> str:
    settings = settings_for(company.sandbox, company.bot.core.database.url, Transport.HTTP)
    (finding,) = (one for one in examine(settings) if one.name == "cards")
    return finding.fault or finding.note


def test_a_card_is_posted_once_the_bot_is_invited_with_the_story_of_meanwhile(uninvited: Office) -> None:
    for _ in range(2):
        sweep(uninvited)
        assert in_it_devices(uninvited) == []
    told = "1 card could not be posted: channel_not_found in C0SBITDEVIC (1). "
    assert str(warnings(uninvited)["cards"]).startswith(told)
    assert said_by_the_doctor(uninvited).startswith(told)
    noor = User("U0SBNOOR013", "T0SBTALLPIN", "noor", "Noor A.", "noor@home.example", locale="en-US")
    uninvited.sandbox.happenings.join(noor)
    uninvited.settle()

    uninvited.sandbox.happenings.enter(BOT, IT_DEVICES)
    sweep(uninvited)
    (it_card, story) = in_it_devices(uninvited)
    assert "Request #1" in it_card.text
    assert story.thread_ts == it_card.ts
    assert warnings(uninvited) == {}
    assert said_by_the_doctor(uninvited) == "none is kept from its channel"
    sweep(uninvited)
    assert len(in_it_devices(uninvited)) == 2

    card(Cast(uninvited).ana).click("Approve")
    card(Cast(uninvited).ana).wait_for("Approved by")


def test_a_card_that_went_astray_follows_the_policy_of_today(sqlite_url: str) -> None:
    with workspace() as sandbox:
        with at_work(sandbox, sqlite_url, policy=ASTRAY) as company:
            ask_for_somebody_new(company)
            for _ in range(2):
                sweep(company)
            (report,) = in_it_devices(company)
            assert f"Not delivered to {NOWHERE}: the card of a request" in report.text
            assert "Device Desk tries to post the card again every hour." in report.text
        sandbox.wait_for_sockets(0)
        with at_work(sandbox, sqlite_url) as company:
            sweep(company)
            (again, it_card) = in_it_devices(company)
            assert again == report
            assert "Request #1" in it_card.text
            assert request(company).channel == NOWHERE, "what was decided at the submission stays on record"
            card(Cast(company).ana).click("Approve")
            card(Cast(company).ana).wait_for("Approved by")
            company.settle()
            assert [one.thread_ts for one in in_it_devices(company)[2:]] == [it_card.ts], "the story is told below it"
            assert company.breaks() == []
