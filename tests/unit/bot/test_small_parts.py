"""Keys, calendars, lines of TOML files: small things with an edge each."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.calendar import Holidays
from bot.config.secret_key import read_or_create, secret_key_of
from bot.config.settings import Settings
from bot.config.toml_lines import Lines, dotted
from bot.faults import Faulty


def test_a_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / ".secret-key"
    key = read_or_create(path)
    assert len(key) >= 60
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_create(path) == key
    chosen = Settings(database_url="sqlite:///mine.db")
    assert secret_key_of(chosen, tmp_path) == key
    assert secret_key_of(Settings(), tmp_path) == read_or_create(tmp_path / "sandbox.db.key") != key


def test_two_who_make_a_key_at_the_same_moment_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / ".secret-key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(read_or_create, [path] * 8))
    assert len(keys) == 1
    assert [one.name for one in tmp_path.iterdir()] == [".secret-key"]


def test_an_empty_key_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / ".secret-key"
    path.touch()
    with pytest.raises(Faulty, match="is empty; put the key back"):
        read_or_create(path)


def test_hosts_that_share_a_database_need_a_key_that_they_share(tmp_path: Path) -> None:
    settings = Settings(database_url="postgresql://desk@host/desk")
    with pytest.raises(Faulty, match="each would make a key of its own"):
        secret_key_of(settings, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_key_in_the_settings_wins(tmp_path: Path) -> None:
    assert secret_key_of(Settings(secret_key=SecretStr("one,two")), tmp_path) == "one,two"
    assert not list(tmp_path.iterdir())


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


TOML = '''\
a = 1 # x
[t]
"b-c" = """
d = 2
"""
e.f = 3
[[r]]
  g = [
    1 ]
[[ r ]]
h = "="
'''


def test_the_lines_of_a_toml_file() -> None:
    lines = Lines(TOML)
    wanted = {
        ("a",): 1,
        ("t",): 2,
        ("t", "b-c"): 3,
        ("t", "e", "f"): 6,
        ("r",): 7,
        ("r", 0): 7,
        ("r", 0, "g"): 8,
        ("r", 1): 10,
    }
    assert {path: lines.of(path) for path in wanted} == wanted
    assert lines.of(("r", 1, "h")) == 11
    assert lines.of(("r", 0, "g", 0)) == 8
    assert lines.of(("t", "d")) == 2
    assert lines.of(("nothing",)) == 1


def test_a_path_as_people_write_it() -> None:
    assert dotted(("profiles", 2, "price")) == "profiles[2].price"
