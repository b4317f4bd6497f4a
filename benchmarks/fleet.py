"""`python -m benchmarks.fleet`: questions about a very large fleet, next to the bare SQL for the same answers.

Both are asked in turn, so that a drift of the machine's speed hits both alike; what counts is the ratio. The product's
time is that of the whole answer: the reading, and the message or view that Slack would get.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from slack_sdk import WebClient

from benchmarks.fleet_bare import QUESTIONS, Run, driver
from benchmarks.fleet_rows import EVENTS_EACH, NOW, build
from bot.config.policy import load_policy
from bot.config.settings import Settings
from bot.core import build_core
from handlers import finding
from handlers.guard import Visitor
from handlers.home import view_of
from handlers.incoming import Incoming
from handlers.reception import Reception, Visit
from lifecycle.device import DeviceState
from lifecycle.people import Role
from lifecycle.reads.finding import FIRST
from lifecycle.reads.fleet import Narrowing
from lifecycle.reads.worklist import Listing
from lifecycle.subject import SubjectKind
from messages.fleet import answer
from messages.places import Place
from messages.reader import Reader
from sandbox.company import IT_DEVICES
from tests.support import postgres
from tests.unit.handlers.front import People, Shown, Whispers

ROUNDS = 7
MOST_TIMES, MOST_MORE = 1.5, 0.005
"""To reach: at most so many times the bare SQL, and so many seconds."""

READER = Reader("en-US", "Europe/Berlin")
ONE = Narrowing(categories=frozenset({"laptop"}), countries=frozenset({"DE"}), states=frozenset({DeviceState.IN_USE}))


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in seconds."""

    question: str
    product: float
    bare: float

    @property
    def is_reached(self) -> bool:
        """Whether the product is as fast as it has to be."""
        return self.product <= MOST_TIMES * self.bare + MOST_MORE

    def __str__(self) -> str:
        verdict = "reached" if self.is_reached else "MISSED"
        times = self.product / self.bare
        return f"{self.question:<20} {self.product * 1e3:10.1f} {self.bare * 1e3:10.1f} {times:7.2f}  {verdict}"


def main() -> None:
    """Build the company in each database, ask, and print the tables."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.fleet")
    arguments.add_argument("--devices", type=int, default=1_000_000, help="how many devices (default: %(default)s)")
    arguments.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is asked (default: %(default)s)")
    given = arguments.parse_args()
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with database() as url:
            if url is None:
                sys.stdout.write(f"{name} is not installed here.\n")
                continue
            began = time.perf_counter()
            build(url, given.devices)
            took = time.perf_counter() - began
            events = given.devices * EVENTS_EACH
            sys.stdout.write(f"{name}: {given.devices:,} devices and {events:,} events, built in {took:.0f} s\n")
            sys.stdout.write(f"{'question':<20} {'product ms':>10} {'bare ms':>10} {'times':>7}\n")
            for one in _measure(url, given.rounds):
                sys.stdout.write(f"{one}\n")
                sys.stdout.flush()


def _measure(url: str, rounds: int) -> Iterator[Measured]:
    with ExitStack() as stack:
        run, products = stack.enter_context(driver(url)), stack.enter_context(_products(url))
        for question, product in products.items():
            bare = partial(_all, run, QUESTIONS[question])
            product()
            taken = [(_timed(product), _timed(bare)) for _ in range(rounds)]
            ours, theirs = zip(*taken, strict=True)
            yield Measured(question, median(ours), median(theirs))


@contextmanager
def _products(url: str) -> Iterator[Mapping[str, Callable[[], object]]]:
    settings = Settings.model_validate({"DATABASE_URL": url, "SECRET_KEY": "bench " * 8})
    core = build_core(settings, load_policy(Path("policy.toml"), IT_DEVICES))
    reception = Reception(desk=core.desk, directory=People(), clock=lambda: NOW, answers=Whispers(), homes=Shown())
    with core.desk.reading() as reads:
        it = reads.person(1)
    if it is None:
        raise RuntimeError("nobody is on record")

    def count(narrowing: Narrowing) -> object:
        with core.desk.reading() as reads:
            return answer.message(reads.fleet(narrowing, NOW), core.policy, READER)

    def sweep() -> object:
        with core.desk.reading() as reads:
            return reads.due(SubjectKind.DEVICE, NOW, 5_000)

    visit = Visit(
        incoming=Incoming(
            key="bench", team_id="T1", user_id="U1", user_team_id="T1", homes=("T1",), place="", trigger_id=""
        ),
        visitor=Visitor(person=it, roles=frozenset({Role.IT})),
        now=NOW,
        today=NOW.date(),
    )
    try:
        yield {
            "the fleet": partial(count, Narrowing()),
            "one count": partial(count, ONE),
            "a manager's people": partial(count, Narrowing(manager_id=1)),
            "Home of IT": partial(view_of, core.desk, NOW, it),
            "search by prefix": partial(finding.page, reception, visit, "DD-00421", FIRST),
            "one, with its story": partial(finding.show, reception, visit, WebClient(), "DD-0042123"),
            "an audit's sweep": sweep,
            "a page of a pile": partial(view_of, core.desk, NOW, it, Place(Listing.TO_WIPE)),
        }
    finally:
        core.database.close()


def _all(run: Run, statements: Sequence[str]) -> None:
    for one in statements:
        run(one)


def _timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'fleet.db'}"


@contextmanager
def _postgresql() -> Iterator[str | None]:
    programs = postgres.find_programs()
    if programs is None:
        yield None
        return
    with postgres.server(programs) as server, postgres.new_database(server) as url:
        yield url


if __name__ == "__main__":
    main()
