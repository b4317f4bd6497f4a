"""Which days people work on, by the country."""

from datetime import date

import pytest

from bot.calendar import Holidays


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("DE", date(2026, 12, 24), True),
        ("DE", date(2026, 12, 25), False),
        ("DE", date(2026, 11, 28), False),
        ("IL", date(2026, 11, 27), False),
        ("IL", date(2026, 11, 29), True),
        ("BR", date(2026, 11, 20), False),
        ("XX", date(2026, 12, 25), True),
        ("XX", date(2026, 12, 26), False),
    ],
)
def test_working_days(country: str, day: date, works: bool) -> None:
    assert Holidays().is_working_day(country, day) is works
