"""What IT reads of devices that are due, and the forms about them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lifecycle.device import DeviceState
from lifecycle.flag import RefreshReason
from lifecycle.money import Money
from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import DeviceFacts
from lifecycle.refresh import Quarter, RefreshFigures
from lifecycle.refreshing.commands import AcknowledgeRefresh, PutOffRefresh, ReplaceDevice, ResumeRefresh
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
EUR = Money(Decimal(2900), "EUR")
FIGURES = RefreshFigures(
    day=TODAY,
    total=3,
    by_reason={RefreshReason.AGE: 2, RefreshReason.REPAIRS: 1},
    first=(OLD,),
    forecast=(
        Quarter(year=2026, number=4, devices=2, cost=(EUR,)),
        Quarter(year=2027, number=1, devices=0),
        Quarter(year=2027, number=2, devices=1_003, cost=(EUR, Money(Decimal("99.5"), "USD")), unpriced=1),
    ),
    put_off=1_200,
    succeeded=1,
)
ABOUT = Opened(Target(a_device(201)), "C1", "1.1")


def test_the_report_says_how_many_why_which_and_what_it_costs() -> None:
    assert refresh.sentences(FIGURES, POLICY, ENGLISH).splitlines() == [
        "Due for replacement on Nov 24, 2026: 3 devices",
        "Why (a device may have several reasons):",
        "• beyond its useful life: 2",
        "• repaired often: 1",
        "Not counted: 1 with a successor asked for and 1,200 put off.",
        "The longest overdue first:",
        "• Tallwood Air 14 (LT-00201), since Jan 1, 2023: beyond its useful life and repaired often",
        "and 2 more: on the Home tab, under “Due for replacement”.",
        "What comes to the end of its useful life, by quarter:",
        "• Quarter 4 of 2026: 2 devices, €2,900.00 (with what is beyond it already)",
        "• Quarter 2 of 2027: 1,003 devices, €2,900.00, $99.50, and 1 of unknown price",
        "Assumed: each device costs what the catalogue asks for its category today, on average; where the catalogue "
        "has none, what was paid for it. Only age is reckoned with, not damage or the end of updates.",
    ]


def test_the_title_counts_every_one() -> None:
    assert refresh.sentences(replace(FIGURES, total=12_345), POLICY, ENGLISH).splitlines()[0].endswith("12,345 devices")
    assert refresh.sentences(replace(FIGURES, total=1), POLICY, ENGLISH).splitlines()[0].endswith(": 1 device")


def test_nothing_due_is_said() -> None:
    nothing = RefreshFigures(day=TODAY, total=0, by_reason={}, first=(), forecast=())
    assert "No device is due for replacement." in refresh.sentences(nothing, POLICY, ENGLISH)


def test_the_digest_says_where_to_see_more() -> None:
    facts = {"total": 3, "age": 2, "condition": 1}
    notice = Notice(kind=Kind.REFRESH_DIGEST, to="channel:C1", key="k", at=NOW, facts=facts)
    text = refresh.digest(notice, voice(ENGLISH)).text
    assert text.startswith("3 devices are due for replacement this month.")
    assert "(a device may have several reasons): beyond its useful life: 2 and damaged: 1." in text
    assert "/device report refresh" in text


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_is_within_limits(filling: str, locale: str) -> None:
    names = FILLINGS[filling]
    devices = tuple(longest_device(number, names, DeviceState.IN_USE, repairs=9) for number in range(1, 16))
    costs = tuple(Money(Decimal("999999999999.99"), code) for code in ("EUR", "USD", "GBP", "CHF", "JPY"))
    quarters = tuple(
        Quarter(year=2026 + number, number=4, devices=10**6, cost=costs, unpriced=10**6) for number in range(8)
    )
    figures = replace(
        FIGURES, total=10**6, by_reason=dict.fromkeys(RefreshReason, 10**6), first=devices, forecast=quarters
    )
    figures = replace(figures, put_off=10**6, acknowledged=10**6, succeeded=10**6)
    reader = Reader(locale, "UTC")
    message = refresh.message(figures, policy(names), reader)
    assert [*over_text(message.text), *over_blocks(message.blocks)] == []
    assert check_message({"text": message.text, "blocks": message.blocks}, "chat.postMessage") == []
    facts = DeviceFacts(device=devices[0])
    asking = refreshing.replacing(facts, policy(names), reader, ABOUT, TODAY)
    known = refreshing.acknowledge(facts, policy(names), reader, ABOUT, TODAY)
    views = (asking, known, refreshing.put_off(facts, reader, ABOUT), refreshing.resume(facts, reader, ABOUT))
    for view in views:
        assert check_view(view, Surface.MODAL) == []


def test_the_forms_come_back_as_commands() -> None:
    facts = DeviceFacts(device=OLD)
    put_off = refreshing.put_off(facts, ENGLISH, ABOUT)
    command = refreshing.parse_put_off(submitted(put_off, until="2027-01-31", reason="It is fine."), ENGLISH, TODAY)
    assert command == PutOffRefresh(device_id=201, until=date(2027, 1, 31), reason="It is fine.")
    known = refreshing.acknowledge(facts, POLICY, ENGLISH, ABOUT, TODAY)
    assert "beyond its useful life and repaired often" in str(known)
    acknowledged = AcknowledgeRefresh(device_id=201, reason="It is fine.")
    assert refreshing.parse_acknowledge(submitted(known, reason="It is fine."), ENGLISH) == acknowledged
    again = submitted(refreshing.resume(facts, ENGLISH, ABOUT), reason="It is slow.")
    assert refreshing.parse_resume(again, ENGLISH) == ResumeRefresh(device_id=201, reason="It is slow.")
    asking = refreshing.replacing(facts, POLICY, ENGLISH, ABOUT, TODAY)
    profile = POLICY.profiles[0]
    asked = submitted(asking, choice=profile.id, needed_by="2027-01-31")
    assert refreshing.parse_replacing(asked, ENGLISH, TODAY) == ReplaceDevice(
        device_id=201, choice=profile.id, needed_by=date(2027, 1, 31)
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"until": "2027-01-31", "reason": " "}, "reason"),
        ({"until": "2020-01-01", "reason": "x"}, "until"),
        ({"reason": "x"}, "until"),
    ],
)
def test_what_is_wrong_stands_at_its_field(typed: dict[str, object], field: str) -> None:
    view = submitted(refreshing.put_off(DeviceFacts(device=OLD), ENGLISH, ABOUT), **typed)
    with pytest.raises(FieldErrors) as wrong:
        refreshing.parse_put_off(view, ENGLISH, TODAY)
    assert list(wrong.value.errors) == [field]
