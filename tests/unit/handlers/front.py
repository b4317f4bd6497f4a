"""The listeners on a Bolt app without Slack: payloads go in at `dispatch`, what it would answer comes out."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

import handlers
from handlers.guard import Visitor
from handlers.incoming import Body, Place
from handlers.reception import Reception
from lifecycle.desk import Desk
from lifecycle.people import Person
from lifecycle.ports import Reads, Transaction
from messages.places import Place as HomePlace
from messages.report.parts import Report
from tests.support.company import NOW, POLICY, Weekdays

DANA = Person(id=1, team_id="T1", slack_id="U1", name="Dana", email="dana@example.com")


class BrokenStore:
    """A database that is down."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        raise ConnectionError("the database is down")

    def reading(self) -> AbstractContextManager[Reads]:
        raise ConnectionError("the database is down")


@dataclass
class People:
    """A directory of the people given, by Slack id."""

    known: dict[str, Visitor] = field(default_factory=dict)
    groups: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    def visitor(self, team_id: str, slack_id: str) -> Visitor | None:
        return self.known.get(slack_id)

    def account(self, user: Mapping[str, object]) -> Visitor:
        return self.known[str(user["id"])]

    def regroup(self, group: str, joined: Sequence[str], left: Sequence[str]) -> None:
        self.groups.append((group, tuple(joined), tuple(left)))


@dataclass
class Whispers:
    """What was said to whom."""

    said: list[tuple[Place, str]] = field(default_factory=list)
    sent: list[tuple[str, Report]] = field(default_factory=list)
    replaced: list[bool] = field(default_factory=list)

    def whisper(
        self, place: Place, text: str, blocks: Sequence[Mapping[str, object]] = (), *, instead: bool = False
    ) -> None:
        self.said.append((place, text))
        self.replaced.append(instead)

    def send(self, slack_id: str, report: Report) -> None:
        self.sent.append((slack_id, report))


@dataclass
class Shown:
    """Who was to be shown which place of their Home; `kept` is what they had before them already."""

    places: list[tuple[str | None, HomePlace]] = field(default_factory=list)
    kept: list[tuple[str | None, HomePlace]] = field(default_factory=list)

    def show(self, person: Person, place: HomePlace) -> None:
        self.places.append((person.slack_id, place))

    def stay(self, person: Person, place: HomePlace) -> None:
        self.kept.append((person.slack_id, place))


class NoSlack(WebClient):
    """A client whose calls all end with `code`, or well when it is None; remembers what was called."""

    def __init__(self, *codes: str | None) -> None:
        super().__init__()
        self.codes = list(codes)
        self.calls: list[tuple[str, dict[str, object]]] = []

    def api_call(self, api_method: str, **arguments: object) -> object:  # type: ignore[override]
        self.calls.append((api_method, arguments))
        code = self.codes.pop(0) if self.codes else None
        if code:
            raise SlackApiError(f"{api_method} failed", {"ok": False, "error": code})  # type: ignore[no-untyped-call]
        return {"ok": True}


def reception(
    people: People | None = None,
    whispers: Whispers | None = None,
    desk: Desk | None = None,
    homes: Shown | None = None,
) -> Reception:
    return Reception(
        desk=desk or Desk(BrokenStore(), POLICY, Weekdays()),
        directory=people or People({"U1": Visitor(person=DANA)}),
        clock=lambda: NOW,
        answers=whispers or Whispers(),
        homes=homes or Shown(),
    )


def app_of(front: Reception) -> App:
    app = App(
        name="front",
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT", bot_token="xoxb-1"),
        process_before_response=True,
    )
    handlers.register(app, front.desk, front.directory, front.clock, front.answers, front.homes)
    return app


def dispatch(app: App, body: Body) -> BoltResponse:
    return app.dispatch(BoltRequest(body=dict(body), mode="socket_mode"))
