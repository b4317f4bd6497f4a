"""The key of a host: made once, kept to its owner, and never a second one where two would be wrong."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config.secret_key import read_or_create, secret_key_of
from bot.config.settings import Settings
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
