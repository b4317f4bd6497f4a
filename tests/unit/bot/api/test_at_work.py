"""The interface beside everything else that the web server does."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import islice
from typing import cast

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.api.server import MOST_WAITING, READERS, Api, Gate
from bot.app import build
from bot.core import build_core
from bot.web.server import WebServer
from store.register import Page, Register, Section, Wanted
from tests.support.clock import WalkingClock
from tests.support.company import NOW
from tests.support.desk import Transport, settings_for, workspace
from tests.support.policy import POLICY
from tests.unit.bot.api.conftest import TOKENS

ENTRY = {"Authorization": f"Bearer {TOKENS[0]}"}


@contextmanager
def bot_with(tokens: Sequence[str], database_url: str) -> Iterator[httpx.Client]:
    """Somebody with the first token, and a bot that knows these."""
    with workspace() as sandbox:
        known = tuple(SecretStr(token) for token in tokens)
        settings = settings_for(sandbox, database_url, Transport.SOCKET).model_copy(update={"api_tokens": known})
        bot = build(build_core(settings, POLICY), settings)
        bot.start()
        with httpx.Client(base_url=bot.web.url, headers=ENTRY, trust_env=False) as client:
            yield client
        bot.stop()


def test_a_bot_with_tokens(sqlite_url: str) -> None:
    with bot_with(TOKENS, sqlite_url) as client:
        assert client.get("/api/v1/devices").json() == {"items": [], "next": None}
        assert client.get("/healthz").status_code == 200


def test_a_bot_without_tokens_has_no_interface_but_the_page_of_its_labels(sqlite_url: str) -> None:
    with bot_with((), sqlite_url) as client:
        assert client.get("/api/v1/devices").status_code == 404
        page = client.get("/a/DD-1")
        assert page.status_code == 200
        assert "slack://" not in page.text, "nothing on this machine opens it"
        assert "<h1>This device belongs to Tallpine</h1>" in page.text, "the workspace's name, as the policy has none"


class SlowRegister:
    """Reads until it may end."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.began = threading.Semaphore(0)

    def devices(self, section: Section, wanted: Wanted) -> Page[object]:
        self.began.release()
        assert self.may_end.wait(20)
        return Page([], None)


@contextmanager
def program_at(register: object) -> Iterator[httpx.Client]:
    """Somebody with a token, where that register is read."""
    api = Api(cast(Register, register), Gate([SecretStr(TOKENS[0])]), WalkingClock(NOW))
    web = WebServer(Starlette(routes=api.routes()), "127.0.0.1", 0)
    web.start()
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=web.url, headers=ENTRY, trust_env=False, limits=limits, timeout=30) as client:
        yield client
    web.stop()


def test_whatever_is_read_nobody_else_waits_for_it() -> None:
    register = SlowRegister()
    with program_at(register) as client, ThreadPoolExecutor() as programs:
        asked = [programs.submit(client.get, "/api/v1/devices") for _ in range(READERS + 1)]
        for _ in range(READERS):
            assert register.began.acquire(timeout=20)
        assert client.get("/api/v1/openapi.json").status_code == 200
        assert not register.began.acquire(blocking=False), "no more than this many read at a time"
        register.may_end.set()
        assert [one.result(20).status_code for one in asked] == [200] * (READERS + 1)


def test_whoever_asks_too_much_at_a_time_is_told_to_come_again() -> None:
    register, too_many = SlowRegister(), 3
    room = READERS + MOST_WAITING
    with program_at(register) as client, ThreadPoolExecutor(room + too_many) as programs:
        asked = [programs.submit(client.get, "/api/v1/devices") for _ in range(room + too_many)]
        refused = [one.result(20) for one in islice(as_completed(asked), too_many)]
        register.may_end.set()
        answered = [one.result(20).status_code for one in asked]
    assert sorted(answered) == [200] * room + [503] * too_many
    for one in refused:
        assert (one.status_code, one.headers["retry-after"]) == (503, "5")
        assert one.headers["content-type"] == "application/problem+json"


class BrokenRegister:
    """Cannot be read."""

    def devices(self, section: Section, wanted: Wanted) -> Page[object]:
        raise RuntimeError("the disk of ada@example.com is full")


def test_what_goes_wrong_here_is_told_in_the_same_form_and_without_a_detail(caplog: pytest.LogCaptureFixture) -> None:
    with program_at(BrokenRegister()) as client:
        answer = client.get("/api/v1/devices")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert answer.json()["title"] == "Internal Server Error"
    assert "ada" not in answer.text
    assert "a question could not be answered" in caplog.text
