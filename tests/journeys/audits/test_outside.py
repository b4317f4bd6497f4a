"""Whoever is not in Slack: IT asks them, and answers for them."""

from datetime import timedelta

from lifecycle.audit import AuditAnswer, AuditState
from lifecycle.people import COMMAND_LINE
from lifecycle.requests.commands import AddDevice
from sandbox.company import IT_DEVICES
from tests.journeys.audits.conftest import Asking
from tests.journeys.audits.steps import begin, go_on
from tests.journeys.steps import send
from tests.support.policy import LAPTOP


def keep(asking: Asking, tag: str, keeper: str) -> None:
    """A laptop that somebody has who is not in Slack."""
    command = AddDevice(
        category=LAPTOP.category,
        manufacturer=LAPTOP.manufacturer,
        model=LAPTOP.model,
        country="PT",
        serial=None,
        asset_tag=tag,
        keeper=keeper,
    )
    asking.office.bot.core.desk.perform(command, actor=COMMAND_LINE, key=tag, now=asking.office.clock())


def test_it_answers_for_whoever_is_not_in_slack_and_the_campaign_counts_it(asking: Asking) -> None:
    keep(asking, "DD-00300", "Kim Contractor")
    keep(asking, "DD-00301", "Kim Contractor")
    results = begin(asking.office, asking.cast.ana, Country="Portugal")
    card = asking.cast.ana.message("Audit #1: 2 devices of Kim Contractor (2 not answered)", IT_DEVICES)
    card.wait_for("Kim Contractor is not in Slack. Please ask them, or look, and answer here for them.")
    card.click("Enter what is there")
    form = asking.cast.ana.form
    send(form, {"Serial numbers or asset tags": "dd-00300"})
    asking.office.settle()
    card.wait_for("(1 not answered)")
    card.click("All of them are there")
    card.wait_for("(closed)")
    assert [item.answer for item in asking.audit().items] == [AuditAnswer.HAS_IT, AuditAnswer.HAS_IT]
    assert asking.audit().state is AuditState.CLOSED
    go_on(asking.office, timedelta(hours=2))
    results.wait_for("It is over: 1 was asked, and nothing is open.")
    assert "There 2" in results.text.replace("\n", " ")
