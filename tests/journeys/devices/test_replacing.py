"""A device that is due for replacement: replaced in one go, or used on with a reason."""

from datetime import date

from lifecycle.refresh import FOR_GOOD
from lifecycle.retrieval import ReturnCause
from sandbox.company import DAVID, GRETA, IT_DEVICES
from tests.journeys.records import device, request
from tests.journeys.returns.steps import lend
from tests.journeys.steps import Cast, send
from tests.support.desk import Office
from tests.support.policy import LAPTOP


def test_it_replaces_a_device_in_one_go(company: Office, cast: Cast) -> None:
    (tag,) = lend(company, GRETA, DAVID, (LAPTOP,))
    cast.ana.command(f"/device show {tag}")
    cast.ana.ephemeral(tag).click("Replace")
    send(cast.ana.form, {"Needed by": date(2026, 12, 18)})
    company.settle()
    asked = request(company)
    assert asked.recipient_id == device(company, tag).holder_id
    with company.bot.core.desk.reading() as reads:
        swap = reads.open_return_of(asked.recipient_id)
    assert swap is not None
    assert (swap.cause, swap.last_day) == (ReturnCause.SWAP, date(2027, 1, 1))
    cast.ana.message("Request #1", IT_DEVICES)
    cast.ana.message("Return #1", IT_DEVICES)
    assert "to come back" in cast.ana.ephemeral("is on record").text.casefold()


def test_it_puts_a_replacement_off_and_is_told_so(company: Office, cast: Cast) -> None:
    (tag,) = lend(company, GRETA, DAVID, (LAPTOP,))
    cast.ana.command(f"/device show {tag}")
    cast.ana.ephemeral(tag).click("Put off replacement")
    send(cast.ana.form, {"Reason": "She likes it."})
    company.settle()
    assert device(company, tag).refresh_after == FOR_GOOD
    cast.ana.ephemeral("is on record")
    cast.ana.command(f"/device show {tag}")
    cast.ana.ephemeral("put off for good")
