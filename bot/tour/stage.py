"""The stage: a sandbox and a bot in it, the people at their screens, and what is on record."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import TypeVar

from pydantic import SecretStr

from bot import clock
from bot.app import Assembly, build
from bot.company import furnish
from bot.config.settings import Settings
from bot.core import build_core
from bot.delivery.deliverer import Timing
from bot.local import sandbox_workspace
from bot.tour.narrator import Narrator
from bot.tour.scene import POLICY, STOCK, company
from lifecycle.device import Device
from lifecycle.request import Request
from sandbox import Sandbox
from sandbox.company import IT_DEVICES
from sandbox.person import Form, Person, SeenMessage
from store.engine import migrations
from store.outbox.outbox import Pace
from store.verify import verify

T = TypeVar("T")

QUICK = Timing(look=timedelta(seconds=1), pace=Pace(per_target=timedelta(0), dms=10_000, window=timedelta(minutes=1)))
"""Nobody is annoyed by the pace of messages in a sandbox."""

PATIENCE = 10.0
"""Seconds after which somebody gives up waiting for what must come: a slow machine is no fault."""

REQUEST = 1
"""The number of the only request."""


class Otherwise(AssertionError):
    """Something is not as it must be."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the steps play. What a person does not see in time raises `sandbox.person.NotOnScreen`."""

    sandbox: Sandbox
    bot: Assembly
    tell: Narrator

    @property
    def today(self) -> date:
        """The date in the tour."""
        return clock.now().date()

    def person(self, user_id: str) -> Person:
        """Somebody at their screen."""
        return Person(self.sandbox, user_id, patience=PATIENCE)

    def sees(self, who: Person, what: Form | SeenMessage, *words: str) -> None:
        """Show what somebody looks at, once it has these words."""
        for one in words:
            what.wait_for(one)
        self.tell.screen(f"{first_name(who)} sees {_place(what)}", what.text, (who.id, _identity(what)))

    def holds(self, is_so: bool, words: str) -> None:
        """Tell what is so; raises `Otherwise` when it is not."""
        if not is_so:
            raise Otherwise(f"This is not so: {words}")
        self.tell.fact(words)

    def request(self) -> Request:
        """The request as it is on record."""
        with self.bot.core.desk.reading() as reads:
            return _found(reads.request(REQUEST), "the request")

    def device(self, tag: str) -> Device:
        """A device as it is on record."""
        with self.bot.core.desk.reading() as reads:
            return _found(reads.device_by_tag(tag), tag)

    def person_id(self, who: Person) -> int:
        """Somebody's number on record."""
        with self.bot.core.desk.reading() as reads:
            return _found(reads.person_in_slack(self.sandbox.team_id, who.id), str(who)).id

    def breaks(self) -> list[str]:
        """Where the record does not add up."""
        return [str(one) for one in verify(self.bot.core.database, self.bot.core.cipher)]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story."""

    title: str
    play: Callable[[Stage], None]


@contextmanager
def raised(tell: Narrator) -> Iterator[Stage]:
    """A stage with everybody in their places: free ports, and a database that goes with it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="device-desk-tour-")))
        settings = Settings(
            database_url=f"sqlite:///{folder / 'tour.sqlite3'}",
            port=0,
            secret_key=SecretStr(token_urlsafe(48)),
        )
        local = stack.enter_context(sandbox_workspace(settings, company()))
        migrations.upgrade(settings.database_url)
        bot = build(build_core(local.settings, POLICY), local.settings, timing=QUICK)
        stack.callback(bot.stop)
        furnish(bot.core, bot.office.directory, clock.now(), STOCK)
        bot.start()
        local.sandbox.wait_for_sockets()
        yield Stage(local.sandbox, bot, tell)


def first_name(who: Person) -> str:
    """How the tour calls somebody."""
    return who.user.real_name.split()[0]


def _place(what: Form | SeenMessage) -> str:
    if isinstance(what, Form):
        return "in a form"
    if what.seen.only_for:
        return "in a message that nobody else sees"
    return "in #it-devices" if what.seen.channel == IT_DEVICES else "in a direct message of Device Desk"


def _identity(what: Form | SeenMessage) -> object:
    return what if isinstance(what, Form) else (what.seen.channel, what.seen.ts)


def _found(what: T | None, name: str) -> T:
    if what is None:
        raise Otherwise(f"There is no record of {name}.")
    return what
