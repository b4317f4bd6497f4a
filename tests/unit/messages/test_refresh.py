"""What IT reads of devices that are due, and the forms about them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lifecycle.device import DeviceState
from lifecycle.facts import DeviceFacts
from lifecycle.money import Money
from lifecycle.notices import Kind, Notice
from lifecycle.refresh import MOST_COUNTED, Quarter, RefreshFigures, RefreshReason
from lifecycle.refresh_commands import PutOffRefresh, ReplaceDevice
from messages.budget import over_blocks, over_text
from messages.forms import refreshing
from messages.forms.base import FieldErrors
from messages.ids import Opened, Target
from messages.reader import Reader
from messages.report import refresh
from messages.voice import voice
from sandbox.blockkit import Surface, check_message, check_view
from tests.support.forms import submitted
from tests.support.longest import FILLINGS, policy
from tests.support.longest import device as longest_device
from tests.support.return_samples import LAPTOP
from tests.support.samples import NOW, POLICY, TODAY
from tests.support.subjects import a_device
from tests.unit.messages.locales import EVERY_LOCALE

ENGLISH = Reader("en-US", "UTC")
OLD = replace(LAPTOP, state=DeviceState.IN_USE, purchased_on=date(2019, 1, 1), repairs=4)
FIGURES = RefreshFigures(
    day=TODAY,
    total=2,
    by_reason={RefreshReason.AGE: 2, RefreshReason.REPAIRS: 1},
    first=(OLD,),
    forecast=(
        Quarter(year=2026, number=4, devices=2, cost=Money(Decimal(2900), "EUR")),
        Quarter(year=2027, number=1, devices=0, cost=Money(Decimal(0), "EUR")),
    ),
)
ABOUT = Opened(Target(a_device(201)), "C1", "1.1")


def test_the_report_says_how_many_why_which_and_what_it_costs() -> None:
    told = refresh.sentences(FIGURES, POLICY, ENGLISH).splitlines()
    assert told[0].startswith("Due for replacement on")
    assert told[0].endswith(": 2")
    assert "2 beyond its useful life" in told
    assert "1 repaired often" in told
    assert "• Tallwood Air 14 (LT-00201), bought on Jan 1, 2019: beyond its useful life and repaired often" in told
    assert "• Quarter 4 of 2026: 2 devices, €2,900.00" in told
    assert not any("2027" in line for line in told)


def test_of_very_many_it_says_more_than() -> None:
    assert "more than 1000" in refresh.sentences(replace(FIGURES, total=MOST_COUNTED + 1), POLICY, ENGLISH)


def test_nothing_due_is_said() -> None:
    nothing = replace(FIGURES, total=0, by_reason={}, first=(), forecast=())
    assert "No device is due for replacement." in refresh.sentences(nothing, POLICY, ENGLISH)


def test_the_digest_says_where_to_see_more() -> None:
    facts = {"total": 3, "age": 2, "condition": 1}
    notice = Notice(kind=Kind.REFRESH_DIGEST, to="channel:C1", key="k", at=NOW, facts=facts)
    text = refresh.digest(notice, voice(ENGLISH)).text
    assert "this month: 3 (2 beyond its useful life and 1 damaged)" in text
    assert "/device report refresh" in text


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_is_within_limits(filling: str, locale: str) -> None:
    names = FILLINGS[filling]
    devices = tuple(longest_device(number, names, DeviceState.IN_USE, repairs=9) for number in range(1, 16))
    quarters = tuple(
        Quarter(year=2026 + number, number=4, devices=10**6, cost=Money(Decimal("999999999999.99"), "EUR"))
        for number in range(8)
    )
    figures = replace(
        FIGURES, total=10**6, by_reason=dict.fromkeys(RefreshReason, 10**6), first=devices, forecast=quarters
    )
    reader = Reader(locale, "UTC")
    message = refresh.message(figures, policy(names), reader)
    assert [*over_text(message.text), *over_blocks(message.blocks)] == []
    assert check_message({"text": message.text, "blocks": message.blocks}, "chat.postMessage") == []
    facts = DeviceFacts(device=devices[0])
    asking = refreshing.replacing(facts, policy(names), reader, ABOUT, TODAY)
    for view in (refreshing.put_off(facts, reader, ABOUT), asking):
        assert check_view(view, Surface.MODAL) == []


def test_the_forms_come_back_as_commands() -> None:
    facts = DeviceFacts(device=OLD)
    put_off = refreshing.put_off(facts, ENGLISH, ABOUT)
    command = refreshing.parse_put_off(submitted(put_off, until="2027-01-31", reason="It is fine."), ENGLISH, TODAY)
    assert command == PutOffRefresh(device_id=201, until=date(2027, 1, 31), reason="It is fine.")
    for_good = refreshing.parse_put_off(submitted(put_off, reason="It is fine."), ENGLISH, TODAY)
    assert for_good.until is None
    asking = refreshing.replacing(facts, POLICY, ENGLISH, ABOUT, TODAY)
    profile = POLICY.profiles[0]
    asked = submitted(asking, choice=profile.id, needed_by="2027-01-31")
    assert refreshing.parse_replacing(asked, ENGLISH, TODAY) == ReplaceDevice(
        device_id=201, choice=profile.id, needed_by=date(2027, 1, 31)
    )


@pytest.mark.parametrize(
    ("typed", "field"), [({"reason": " "}, "reason"), ({"until": "2020-01-01", "reason": "x"}, "until")]
)
def test_what_is_wrong_stands_at_its_field(typed: dict[str, object], field: str) -> None:
    view = submitted(refreshing.put_off(DeviceFacts(device=OLD), ENGLISH, ABOUT), **typed)
    with pytest.raises(FieldErrors) as wrong:
        refreshing.parse_put_off(view, ENGLISH, TODAY)
    assert list(wrong.value.errors) == [field]
