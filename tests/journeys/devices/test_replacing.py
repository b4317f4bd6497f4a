"""A device that is due for replacement: replaced in one go, put off, or used on knowingly."""

from datetime import date

import pytest

from lifecycle.device import DeviceState
from lifecycle.flag import RefreshReason
from lifecycle.people import COMMAND_LINE
from lifecycle.request import RequestState
from lifecycle.requests.commands import AddDevice
from lifecycle.retrieval import Condition, Return, ReturnCause
from sandbox.company import DAVID, GRETA, IT_DEVICES
from tests.journeys.records import device, happened, person, request, stock
from tests.journeys.returns.steps import lend
from tests.journeys.steps import Cast, card, click_for_form, make_ready, send, ship
from tests.support.desk import Office
from tests.support.policy import LAPTOP

ARRIVED_BY = date(2026, 12, 8)
"""Two weeks after the morning on which everything happens."""


@pytest.fixture
def old(company: Office, cast: Cast) -> str:
    """The tag of Greta's laptop, for which Ana has asked for a successor; there is one in stock."""
    (tag,) = lend(company, GRETA, DAVID, (LAPTOP,))
    stock(company, LAPTOP, "DD-00200")
    cast.ana.command(f"/device show {tag}")
    cast.ana.ephemeral(tag).click("Replace")
    send(cast.ana.form, {"Needed by": date(2026, 12, 18)})
    company.settle()
    return tag


def swap(company: Office) -> Return | None:
    with company.bot.core.desk.reading() as reads:
        return reads.open_return_of(person(company, GRETA).id)


def test_the_old_one_is_asked_for_once_the_new_one_is_there(company: Office, cast: Cast, old: str) -> None:
    assert request(company).recipient_id == device(company, old).holder_id
    assert (device(company, old).successor_id, device(company, old).state) == (1, DeviceState.IN_USE)
    it_card = card(cast.bruno)
    it_card.wait_for("which is asked for once this has arrived")
    cast.ana.command(f"/device show {old}")
    shown = cast.ana.ephemeral("its successor is asked for: request #1")
    assert "Replace" not in shown.buttons
    it_card.click("Approve")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)
    company.settle()
    assert swap(company) is None, "nobody gives back what they still work with"

    cast.greta.dm("DHL").click("It has arrived")
    company.settle()
    opened = swap(company)
    assert opened is not None
    assert (opened.cause, opened.last_day) == (ReturnCause.SWAP, ARRIVED_BY)
    assert [item.device_id for item in opened.items] == [device(company, old).id]
    assert (device(company, old).state, device(company, old).successor_id) == (DeviceState.RETURN_DUE, None)
    assert device(company, "DD-00200").state is DeviceState.IN_USE
    cast.greta.dm("Please send back your old device by Tue, Dec 8, 2026 (return #1)")
    cast.ana.message("Return #1", IT_DEVICES)
    assert "asked for once" not in card(cast.ana).text
    log = happened(company, str(device(company, old).subject))
    assert log == ["device_added", "device_successor_asked", "device_successor_came", "device_return_due"]


@pytest.mark.parametrize(
    ("button", "state"), [("Decline", RequestState.DECLINED), ("Cancel request", RequestState.CANCELLED)]
)
def test_without_a_new_one_the_old_one_stays(
    company: Office, cast: Cast, old: str, button: str, state: RequestState
) -> None:
    send(click_for_form(card(cast.bruno), cast.bruno, button), {"Reason": "Not this year."})
    company.settle()
    assert request(company).state is state
    assert swap(company) is None
    assert (device(company, old).state, device(company, old).successor_id) == (DeviceState.IN_USE, None)
    cast.ana.command(f"/device show {old}")
    shown = cast.ana.ephemeral("its successor is not coming, because of")
    assert "Replace" in shown.buttons, "it can be asked for again"


def test_a_second_click_is_told_who_was_faster(company: Office, cast: Cast) -> None:
    (tag,) = lend(company, GRETA, DAVID, (LAPTOP,))
    for who in (cast.ana, cast.bruno):
        who.command(f"/device show {tag}")
    first, second = (who.ephemeral(tag) for who in (cast.ana, cast.bruno))
    first.click("Replace")
    send(cast.ana.form, {"Needed by": date(2026, 12, 18)})
    second.click("Replace")
    cast.bruno.ephemeral("Its successor was asked for already by @ana")


@pytest.fixture
def worn(company: Office, cast: Cast) -> str:
    """The tag of a damaged laptop of Greta's."""
    cast.greta.command("/device mine")
    command = AddDevice(
        category=LAPTOP.category,
        manufacturer=LAPTOP.manufacturer,
        model=LAPTOP.model,
        country="GB",
        serial="SN-1",
        asset_tag="DD-00100",
        holder_id=person(company, GRETA).id,
        condition=Condition.DAMAGED,
    )
    company.bot.core.desk.perform(command, actor=COMMAND_LINE, key="worn", now=company.clock())
    return "DD-00100"


def test_a_replacement_is_put_off_and_that_is_taken_back(company: Office, cast: Cast, worn: str) -> None:
    cast.ana.command(f"/device show {worn}")
    cast.ana.ephemeral(worn).click("Put off replacement")
    form = cast.ana.form
    form.fill({"Until": company.clock().date(), "Reason": "She likes it."})
    form.submit()
    assert "a day after today" in form.errors["Until"]
    send(form, {"Until": date(2027, 1, 31), "Reason": "She likes it."})
    company.settle()
    assert device(company, worn).refresh_after == date(2027, 1, 31)
    cast.ana.ephemeral("is on record").click("Flag it again")
    send(cast.ana.form, {"Reason": "It is slow."})
    company.settle()
    assert device(company, worn).refresh_after is None
    cast.ana.command(f"/device show {worn}")
    story = cast.ana.ephemeral("flagged for replacement again by")
    for words in ("put off until Jan 31, 2027", "She likes it.", "It is slow."):
        assert words in story.text


def test_what_is_known_is_used_on_with_a_reason(company: Office, cast: Cast, worn: str) -> None:
    cast.ana.command(f"/device show {worn}")
    cast.ana.ephemeral(worn).click("Keep in use")
    assert "It is known that it is due: damaged." in cast.ana.form.text
    send(cast.ana.form, {"Reason": "Only a scratch."})
    company.settle()
    assert device(company, worn).acknowledged == (RefreshReason.CONDITION,)
    cast.ana.command(f"/device show {worn}")
    shown = cast.ana.ephemeral("used on, although known: damaged")
    assert {"Replace", "Flag it again"} <= set(shown.buttons)
    assert not {"Put off replacement", "Keep in use"} & set(shown.buttons)
