"""Who cannot come in by HTTP, and what an old screen does."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

import httpx
import pytest

from sandbox.journal import Call
from sandbox.person import After, SeenMessage
from sandbox.signing import signed_headers
from tests.journeys.records import happened, request
from tests.journeys.steps import Cast, ask, card, click_for_form, send
from tests.support.clock import WalkingClock
from tests.support.desk import MORNING, Office, Transport, at_work, workspace
from tests.support.policy import LAPTOP

TOO_LATE = "That took too long for Slack"
COMMAND = urlencode({"command": "/device", "text": "help", "team_id": "T0SBTALLPIN", "user_id": "U0SBDAVID04"})


def headers(secret: str, *, age: float = 0) -> dict[str, str]:
    signed = signed_headers(secret, COMMAND.encode(), int(time.time() - age))
    return {"Content-Type": "application/x-www-form-urlencoded", **signed}


@pytest.mark.parametrize("transport", [Transport.HTTP])
def test_only_what_slack_signed_just_now_comes_in(company: Office) -> None:
    secret, url = company.sandbox.signing_secret, f"{company.bot.web.url}/slack/events"

    def status(given: Mapping[str, str]) -> int:
        return httpx.post(url, content=COMMAND, headers=given).status_code

    good = headers(secret)
    assert status(good) == 200
    assert status({"Content-Type": good["Content-Type"]}) == 401, "unsigned"
    assert status(headers("somebody else's secret")) == 401, "forged"
    assert status(headers(secret, age=301)) == 401, "five minutes old"
    assert status({**good, "X-Slack-Signature": "v0=" + "0" * 64}) == 401, "a made-up signature"


def test_an_old_card_says_who_did_what_and_is_made_new(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    old = card(cast.bruno)
    card(cast.ana).click("Approve")
    company.settle()

    for button in ("Approve", "Decline"):
        before = len(edits_of(company, old))
        old.click_stale(button)
        company.settle()
        assert len(edits_of(company, old)) == before + 1, "the card is shown anew"
    assert len(cast.bruno.messages("Already approved by @ana")) == 2
    assert not cast.bruno.has_form, "nobody fills in a form in vain"
    assert happened(company) == ["request_submitted", "request_approved"]


def test_a_form_that_comes_too_late_stays_with_what_was_typed(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    form = click_for_form(card(cast.bruno), cast.bruno, "Decline")
    old = card(cast.bruno)
    card(cast.ana).click("Approve")
    company.settle()

    before = len(edits_of(company, old))
    form.fill({"Reason": "No budget"})
    assert form.submit() is After.UPDATED
    assert "Already approved by Ana Torres" in form.text
    assert form.fields["Reason"] == "No budget"
    company.settle()
    assert len(edits_of(company, old)) == before + 1, "the card is shown anew"
    assert happened(company) == ["request_submitted", "request_approved"]


def edits_of(company: Office, message: SeenMessage) -> list[Call]:
    calls = company.sandbox.workspace.journal.calls_of("chat.update")
    return [call for call in calls if call.ok and call.arguments["ts"] == message.seen.ts]


def test_two_people_decline_and_one_reason_counts(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    first = click_for_form(card(cast.ana), cast.ana, "Decline")
    second = click_for_form(card(cast.bruno), cast.bruno, "Decline")
    send(first, {"Reason": "No budget"})
    second.fill({"Reason": "No idea"})
    assert second.submit() is After.UPDATED
    assert "Already declined by Ana Torres" in second.text
    assert request(company).decline_reason == "No budget"


def test_a_click_that_comes_too_late_for_its_form_may_be_made_again(sqlite_url: str) -> None:
    clock = LeapingClock(MORNING)
    with workspace(clock) as sandbox, at_work(sandbox, sqlite_url, Transport.HTTP) as company:
        cast = Cast(company)
        ask(cast.david, [LAPTOP.name])
        it_card = card(cast.ana)
        clock.leap = timedelta(seconds=4)
        it_card.click("Decline")
        cast.ana.ephemeral(TOO_LATE)
        cast.ana.command("/device request")
        assert len(cast.ana.messages(TOO_LATE)) == 2
        assert not cast.ana.has_form
        clock.leap = timedelta()
        it_card.click("Decline")
        assert cast.ana.has_form


class LeapingClock(WalkingClock):
    """Slack's time, which may leap whenever somebody looks at it."""

    leap = timedelta()

    def __call__(self) -> datetime:
        return self.walk(self.leap)
