"""How moments are told to their reader."""

from datetime import UTC, datetime

import pytest

from sandbox.browser.shell.moments import from_wall, moment, moment_of
from sandbox.people import User

EMIKO = User("U1", "T1", "emiko", "Emiko Sato", tz="Asia/Tokyo")
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # in Tokyo it is the 25th already


@pytest.mark.parametrize(
    ("at", "day", "short"),
    [
        ("2026-11-24T15:30", "Today", "00:30"),
        ("2026-11-24T14:30", "Yesterday", "24 Nov"),
        ("2026-11-26T03:00", "Tomorrow", "26 Nov"),
        ("2026-11-03T03:00", "Tuesday, 3 November", "3 Nov"),
        ("2025-12-31T15:00", "Thursday, 1 January", "1 Jan"),
        ("2025-12-31T14:00", "Wednesday, 31 December 2025", "31 Dec"),
    ],
)
def test_a_day_is_the_readers_own(at: str, day: str, short: str) -> None:
    told = moment(datetime.fromisoformat(at).replace(tzinfo=UTC), EMIKO, NOW)
    assert (told.day, told.short) == (day, short)


def test_a_message_is_dated_by_its_ts() -> None:
    told = moment_of("1795510800.000001", EMIKO, NOW)
    assert (told.both, told.dated, told.iso) == ("Yesterday, 18:00", "Tue 24 Nov 2026, 18:00", "2026-11-24T18:00+09:00")


def test_what_a_person_picks_is_their_own_time() -> None:
    assert from_wall("2026-11-25T09:00", EMIKO) == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
