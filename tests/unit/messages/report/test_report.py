"""The report about returns: its words and its picture."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from lifecycle.money import Money
from lifecycle.reads.figures import PERIOD, Figures, Outside, Share
from messages.budget import over_blocks, over_text
from messages.reader import Reader
from messages.report import returns
from messages.report.picture import Bar, Drawing, draw
from sandbox.blockkit import check_message
from tests.unit.messages.locales import EVERY_LOCALE

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
ENGLISH = Reader("en-US", "UTC")
NOTHING = Figures(
    since=NOW - PERIOD,
    until=NOW,
    closed=0,
    open=0,
    kits_in_time=Share(),
    recovered=Share(),
    recovered_with_kit=Share(),
    recovered_without_kit=Share(),
    median_days=None,
    reminders=None,
    outside=Outside(),
)
FULL = replace(
    NOTHING,
    closed=12,
    open=3,
    kits_in_time=Share(9, 12),
    recovered=Share(22, 24),
    recovered_with_kit=Share(19, 20),
    recovered_without_kit=Share(3, 4),
    median_days=6.5,
    reminders=17 / 12,
    outside=Outside(devices=3, unpriced=1, value=(Money(Decimal(4350), "EUR"), Money(Decimal("1200.50"), "USD"))),
)
LARGE = replace(
    FULL,
    closed=10**9,
    median_days=-(10.0**9),
    outside=Outside(
        devices=10**9,
        unpriced=10**9,
        value=tuple(Money(Decimal("999999999999.99"), code) for code in ("AUD", "BRL", "CHF", "EUR", "GBP", "JPY")),
    ),
)
JUST_BEGUN = replace(NOTHING, open=1)


def test_every_figure_is_told() -> None:
    assert returns.sentences(FULL, ENGLISH).splitlines() == [
        "Returns from Nov 24, 2025 to Nov 24, 2026",
        "Returns opened: 12 closed by now, 3 still open",
        "Return kits sent before the last day: 75% (9 of 12)",
        "Devices recovered: 92% (22 of 24)",
        "Recovered where the kit was sent before the last day: 95% (19 of 20)",
        "Recovered where the kit was sent later or not at all: 75% (3 of 4)",
        "A device is received 6.5 days after the last day, at the median",
        "Reminders for each device that came back: 1.4",
        "3 devices are out after the last day. Value when bought: €4,350.00 and $1,200.50. "
        "For 1 of them the price is not known.",
        "Recovered is of the devices that came back, were written off or bought out, or are missing for more than 45 "
        "days after the last day. What stays with the person or is under legal hold does not count.",
    ]


def test_what_cannot_be_told_yet_is_said_in_words() -> None:
    told = returns.sentences(JUST_BEGUN, ENGLISH).splitlines()
    assert told[1:-1] == [
        "Returns opened: 1, none closed yet",
        "Return kits sent before the last day: no last day has come yet",
        "Devices recovered: no device has come back or been given up yet",
        "Recovered where the kit was sent before the last day: no device has come back or been given up yet",
        "Recovered where the kit was sent later or not at all: no device has come back or been given up yet",
        "From the last day to the receipt of a device: no device has come back yet",
        "Reminders for each device that came back: no device has come back yet",
        "No device is out after the last day.",
    ]
    assert "No return was opened in this time" in returns.sentences(NOTHING, ENGLISH)
    alt = returns.picture(JUST_BEGUN, ENGLISH).alt
    assert "Devices recovered: none yet." in alt


def test_nothing_at_all_is_said_in_words() -> None:
    none = replace(FULL, open=0, recovered=Share(0, 4), reminders=0.0, outside=Outside())
    told = returns.sentences(none, ENGLISH)
    assert "Returns opened: 12, none still open" in told
    assert "Devices recovered: none of 4" in told
    assert "Reminders for each device that came back: none\n" in told
    assert "0" not in told.splitlines()[3]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-15.0, "15 days before the last day"),
        (-1.0, "1 day before the last day"),
        (-0.5, "0.5 days before the last day"),
        (0.0, "on the last day"),
        (1.0, "1 day after the last day"),
        (6.5, "6.5 days after the last day"),
    ],
)
def test_the_median_is_before_or_after_the_last_day(days: float, words: str) -> None:
    told = returns.sentences(replace(FULL, median_days=days), ENGLISH)
    assert f"A device is received {words}, at the median" in told


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("figures", [NOTHING, JUST_BEGUN, FULL, LARGE], ids=["nothing", "begun", "full", "large"])
def test_the_message_is_within_limits(figures: Figures, locale: str) -> None:
    message = returns.message(figures, Reader(locale, "UTC"))
    assert check_message({"text": message.text, "blocks": message.blocks}, "chat.postMessage") == []
    assert [*over_text(message.text), *over_blocks(message.blocks)] == []


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_the_picture_is_one(locale: str) -> None:
    picture = returns.picture(LARGE, Reader(locale, "UTC"))
    with Image.open(BytesIO(picture.png)) as image:
        image.load()
        assert (image.format, image.size) == ("PNG", (1200, 675))
    assert picture.name == "returns.png"
    assert 0 < len(picture.alt) <= returns.MOST_ALT


def test_the_picture_in_words() -> None:
    assert returns.picture(FULL, ENGLISH).alt.splitlines() == [
        "Returns from Nov 24, 2025 to Nov 24, 2026",
        "Kits sent before the last day: 75% (9 of 12).",
        "Devices recovered: 92% (22 of 24).",
        "Recovered, kit sent before the last day: 95% (19 of 20).",
        "Recovered, kit sent later or not at all: 75% (3 of 4).",
        "A device is received 6.5 days after the last day, at the median",
        "Reminders for each device that came back: 1.4",
        "3 devices are out after the last day. Value when bought: €4,350.00 and $1,200.50. "
        "For 1 of them the price is not known.",
    ]


def test_a_longer_bar_is_drawn_longer() -> None:
    def ink(ratio: float | None) -> int:
        png = draw(Drawing(title="Shares", bars=[Bar("A share", ratio, "so much")]))
        with Image.open(BytesIO(png)) as image:
            colours = image.convert("RGB").getcolors(1 << 24) or []
        return next(count for count, colour in colours if colour == (0x1D, 0x35, 0x57))

    empty, half, whole = ink(None), ink(0.5), ink(1)
    assert empty < half < whole
    assert abs((whole - empty) - 2 * (half - empty)) < (whole - empty) / 50


def test_dollars_in_words_are_no_formula() -> None:
    words = "$1 and \\frac $2 and ^_{"
    assert draw(Drawing(title=words, bars=[Bar(words, 0.3, words)], below=[words]))
