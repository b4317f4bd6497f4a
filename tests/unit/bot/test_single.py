import subprocess
import sys
from pathlib import Path

import pytest

from bot.single import AlreadyRunning, only_one
from store.errors import Unreachable
from tests.support import postgres

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from bot.single import only_one
with only_one(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_bot_on_the_same_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with only_one(url), pytest.raises(AlreadyRunning) as caught, only_one(url):
        pass
    assert str(caught.value) == (
        f"Another Device Desk already runs on {tmp_path / 'desk.db'}: stop it first, or use PostgreSQL for several."
    )
    with only_one(url):
        pass


def test_a_link_leads_to_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "desk.db")
    (tmp_path / "folder").symlink_to(tmp_path)
    with only_one(f"sqlite:///{tmp_path / 'desk.db'}"):
        for link in (tmp_path / "link.db", tmp_path / "folder" / "desk.db"):
            with pytest.raises(AlreadyRunning), only_one(f"sqlite:///{link}"):
                pass


def test_other_databases_do_not_matter(tmp_path: Path) -> None:
    with (
        only_one(f"sqlite:///{tmp_path / 'one.db'}"),
        only_one(f"sqlite:///{tmp_path / 'two.db'}"),
        only_one("postgresql+psycopg://host/name"),
        only_one("postgresql+psycopg://host/name"),
    ):
        pass


def test_a_killed_bot_leaves_the_way_free(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning), only_one(url):
            pass
        holder.kill()
        holder.wait()
    with only_one(url):
        pass


@pytest.mark.postgres
def test_a_second_sandbox_on_postgresql_is_refused_and_replicas_are_not(postgres_url: str) -> None:
    with postgres.new_database(postgres_url) as url, only_one(url, has_replicas=False):
        with pytest.raises(AlreadyRunning) as caught, only_one(url, has_replicas=False):
            pass
        assert str(caught.value) == "Another sandbox already runs on this database: stop it first."
        with only_one(url):
            pass
        with postgres.new_database(postgres_url) as another, only_one(another, has_replicas=False):
            pass


@pytest.mark.postgres
def test_the_way_is_free_again_afterwards(postgres_url: str) -> None:
    with postgres.new_database(postgres_url) as url:
        for _ in range(2):
            with only_one(url, has_replicas=False):
                pass


def test_a_database_that_is_not_there_is_told_in_a_sentence() -> None:
    with pytest.raises(Unreachable), only_one("postgresql+psycopg://desk@127.0.0.1:1/desk", has_replicas=False):
        pass
