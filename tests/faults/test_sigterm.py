"""SIGTERM in the middle of everything: what was acknowledged is on record, and is told once."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import clock
from bot.config.settings import Settings
from messages.notices import render
from sandbox import Sandbox
from sandbox.company import ANA, CHIARA, DAVID, EMIKO, FARID, GRETA, IRIS, IT, IT_DEVICES
from sandbox.person import After, Person
from sandbox.person.errors import CannotDo
from store.crypto import Cipher
from store.engine.database import open_database
from store.tables.models import request
from store.unit_of_work import SqlStore
from tests.faults.sender import delivery_of
from tests.journeys.steps import fill_request
from tests.support.desk import english_company

ROOT = Path(__file__).parents[2]
ASKERS = (ANA, CHIARA, DAVID, EMIKO, FARID, GRETA, IRIS)


@contextmanager
def running_bot(sandbox: Sandbox, database_url: str, transport: str) -> Iterator[subprocess.Popen[str]]:
    """`python -m bot run`, ready to hear."""
    by_http = transport == "http"
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_SIGNING_SECRET" if by_http else "SLACK_APP_TOKEN": (
            sandbox.signing_secret if by_http else sandbox.app_token
        ),
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": database_url,
        "IT_CHANNEL": IT_DEVICES,
        "IT_USERGROUP": IT,
        "SECRET_KEY": "k" * 40,
        "PORT": "0",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "answers at" in line
        if by_http:
            url = next(word for word in line.split() if word.startswith("http://"))
            sandbox.deliver_to(f"{url}/slack/events")
        else:
            sandbox.wait_for_sockets()
        try:
            yield process
        finally:
            process.kill()


class Asking:
    """Somebody who asks for one device after the other, until the bot does not answer any more."""

    def __init__(self, sandbox: Sandbox, user_id: str) -> None:
        self._person = Person(sandbox, user_id, patience=3)
        self.acknowledged: list[str] = []
        self.tried = 0

    def go_on(self, acknowledged: threading.Semaphore) -> None:
        try:
            while True:
                self._ask(acknowledged)
        except CannotDo:
            return

    def _ask(self, acknowledged: threading.Semaphore) -> None:
        note = f"{self._person} asks, number {self.tried}"
        self.tried += 1
        form = fill_request(self._person, ["Headset"], Note=note)
        if form.submit() is After.CLOSED:
            self.acknowledged.append(note)
            acknowledged.release()


def notes_on_record(database_url: str) -> list[str | None]:
    with closing(open_database(database_url)) as database, database.reader() as connection:
        return list(connection.scalars(select(request.c.note)))


def deliver_the_rest(sandbox: Sandbox, database_url: str) -> None:
    """Another process takes over, without Slack's pace."""
    settings = Settings(slack_bot_token=SecretStr(sandbox.bot_token), slack_api_url=sandbox.api_url)
    with closing(open_database(database_url)) as database:
        store = SqlStore(database, Cipher("k" * 40))
        delivery = delivery_of(settings, store, owner="the next one", render=render)
        delivery.deliver_due(clock.now())
        delivery.stop()
        assert set(store.outbox.counts()) == {"sent"}


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_what_was_acknowledged_is_kept_and_told_once(tmp_path: Path, transport: str) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    with Sandbox(english_company()) as sandbox:
        askers = [Asking(sandbox, one) for one in ASKERS]
        with ThreadPoolExecutor(len(askers)) as pool, running_bot(sandbox, url, transport) as bot:
            heard = threading.Semaphore(0)
            for one in askers:
                pool.submit(one.go_on, heard)
            assert all(heard.acquire(timeout=30) for _ in range(2 * len(askers))), "they do not get on"
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(20) == 0
        acknowledged = [note for one in askers for note in one.acknowledged]
        kept = notes_on_record(url)
        assert len(acknowledged) >= len(ASKERS)
        assert sorted(map(str, kept)) == sorted(acknowledged)
        deliver_the_rest(sandbox, url)
        cards = [message.text.partition(":")[0] for message in Person(sandbox, ANA).messages("Request #", IT_DEVICES)]
        assert sorted(cards) == sorted(f"Request #{number}" for number in range(1, len(kept) + 1))
