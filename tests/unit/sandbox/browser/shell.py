"""A browser without a screen: it asks the sandbox's page as the script does, and reads what comes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser

import httpx

from sandbox import Sandbox
from sandbox.browser.stage import Happening, Hint, Task, TimeStands
from sandbox.company import ANA, CHIARA, KAREN
from sandbox.conversations import Message
from sandbox.payload import Payload
from sandbox.screens import View
from tests.unit.sandbox.apps import HandClock


class Tab:
    """One tab, in which somebody looks at the page."""

    def __init__(self, sandbox: Sandbox, user_id: str = ANA) -> None:
        self.sandbox = sandbox
        self.user_id = user_id
        self.client = httpx.Client(base_url=sandbox.url, trust_env=False)

    def get(self, place: str) -> httpx.Response:
        return self.client.get(f"/as/{self.user_id}/{place}")

    def page(self, place: str) -> str:
        answer = self.get(place)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, what: str, headers: Mapping[str, str] | None = None, **request: object) -> httpx.Response:
        """A POST as it comes from the page, but for what is given."""
        sent = {"origin": self.sandbox.url, **(headers or {})}
        return self.client.post(f"/as/{self.user_id}/{what}", headers=sent, **request)  # type: ignore[arg-type]

    def do(self, what: str, **given: object) -> Payload:
        """Something that works."""
        answer = self.send(what, json=given)
        assert answer.status_code == 200, answer.text
        said: Payload = answer.json()
        assert said.pop("ok") is True, said
        return said

    def refused(self, what: str, **given: object) -> str:
        """Something that cannot be done: the reason that the page gives."""
        answer = self.send(what, json=given)
        assert answer.status_code == 200, answer.text
        said = answer.json()
        assert said["ok"] is False
        return str(said["error"])

    def modal(self) -> View:
        view = self.sandbox.workspace.screens.top_modal(self.user_id)
        assert view
        return view


@contextmanager
def tabs(sandbox: Sandbox, *user_ids: str) -> Iterator[list[Tab]]:
    opened = [Tab(sandbox, user_id) for user_id in user_ids]
    yield opened
    for tab in opened:
        tab.client.close()


@dataclass
class PlayedStage:
    """A stage whose time is a clock that tests move; one thing is due, tomorrow at nine."""

    clock: HandClock
    begin_as: str = CHIARA
    hints: Sequence[Hint] = (Hint("/device request", "ask for a device"), Hint("/device offboard @person", "leaves"))
    roles: Mapping[str, str] = field(default_factory=lambda: {ANA: "IT", KAREN: "approves what is expensive"})
    what_next: Sequence[str] = ("That was all.", "Go on as you like.")
    is_asked: bool = False
    is_approved: bool = False
    card: Message | None = None
    is_due: bool = True
    is_open: bool = True

    def tasks(self) -> Sequence[Task]:
        return (
            Task("Ask for a laptop", "Type /device request.", CHIARA, self.is_asked, place="home"),
            Task("Approve it", "Press Approve on the card.", ANA, self.is_approved, *self._where()),
        )

    def _where(self) -> tuple[str, str] | tuple[()]:
        return (self.card.channel, self.card.ts) if self.card else ()

    def next_due(self) -> datetime | None:
        return self.clock.now + timedelta(days=1) if self.is_due else None

    def next_morning(self) -> datetime:
        return self.clock.now.replace(hour=8) + timedelta(days=1)

    def walk(self, to: datetime) -> Sequence[Happening]:
        if to < self.clock.now:
            raise TimeStands("That has passed already.")
        self.clock.now = to
        return (Happening(to, "Chiara was reminded."), Happening(to, "Ana got a note."))


def script_values(view: View, **typed: object) -> list[list[object]]:
    """What the script gathers from a form whose action ids are all `value`: by the ids of the blocks."""
    return [[block_id.replace("_", " "), "value", value] for block_id, value in typed.items()]


def newest(sandbox: Sandbox, user_id: str = ANA) -> Message:
    return sandbox.workspace.messages_for(user_id)[-1]


def where(message: Message) -> dict[str, str]:
    """How the script names a message."""
    return {"channel": message.channel, "ts": message.ts}


def words_of(html: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


class Parts(HTMLParser):
    """Every part of a page that the script exchanges, by the keys on the way to it, with its version."""

    EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.versions: dict[tuple[str, ...], str | None] = {}
        self.without_key: list[str] = []
        self._path: list[tuple[str, str | None, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._path and self._path[-1][2] and "data-key" not in given:
            self.without_key.append(tag)
        if tag not in self.EMPTY:
            self._path.append((tag, given.get("data-key"), "data-list" in given))
        if "data-key" in given:
            keys = tuple(key for _, key, _ in self._path if key)
            assert keys not in self.versions, f"{keys} is there twice"
            self.versions[keys] = given.get("data-version")

    def handle_endtag(self, tag: str) -> None:
        while tag not in self.EMPTY and self._path.pop()[0] != tag:
            pass
