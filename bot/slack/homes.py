"""The app's Homes, kept as things stand for whoever looks: implements `handlers.guard.Homes`.

One thread reads from the log whom the newest events concern, whoever made them: a click, the leaver's page, a sweep,
another replica, the command line. Who of them looks at Home has it built anew, and shown where it is not as it was.
"""

import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from hashlib import sha256
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery.bell import Bell
from bot.delivery.holds import Holds
from bot.delivery.outcomes import Later, Left
from bot.delivery.refusals import NETWORK, RATELIMITED, code_of, outcome_of
from bot.slack.lookers import Looker, Lookers
from lifecycle.people import Person
from messages.payload import View
from messages.places import Place
from store.reads.touched import Mark, Touched

log = logging.getLogger(__name__)

Build = Callable[[int, Place], tuple[str, View] | None]
"""The Slack id of a person and their Home at a place as things stand; None for who may look at none (any more)."""

PUBLISHING = "views.publish"

LOOK = 5.0
"""Seconds between two looks into the log when no bell rings: what other processes wrote."""

SHORTEST_PAUSE = 0.05
"""Seconds between two rounds, however often the bell rings."""

SENDERS = 4

TRY_AGAIN = 5.0
"""Seconds until a Home is tried again that did not get through."""


class Log(Protocol):
    """Whom events concern."""

    def mark(self) -> Mark:
        """The end of the log as it stands."""

    def since(self, mark: Mark) -> tuple[Touched, Mark]:
        """Whom the events after a mark concern, and where the log ends now."""


class Homes:
    """Shows Homes in the background between `start` and `stop`.

    Args:
        client: Publishes; it must not retry by itself.
        log: Tells whom the newest events concern.
        build: Makes the Home of a person.
        bell: Rings after commits of this process.
        ticks: Counts seconds and never goes back.
        pool: Builds and publishes them, several at the same time; it ends at `stop`.
    """

    def __init__(
        self,
        client: WebClient,
        log: Log,
        build: Build,
        bell: Bell,
        *,
        ticks: Callable[[], float] = time.monotonic,
        pool: Executor | None = None,
    ) -> None:
        self._client = client
        self._log = log
        self._build = build
        self._bell = bell
        self._ticks = ticks
        self._lookers = Lookers()
        self._lock = threading.Lock()
        self._mark: Mark | None = None
        self._holds = Holds(ticks)
        self._pool = pool or ThreadPoolExecutor(SENDERS, thread_name_prefix="home")
        self._thread = threading.Thread(target=self._run, name="homes", daemon=True)
        self._stopping = threading.Event()

    def show(self, person: Person, place: Place) -> None:
        """Show somebody their Home at a place, and again whenever it changes while they look at it."""
        with self._lock:
            self._lookers.show(person.id, place, self._ticks())
        self._bell.ring()

    def stay(self, person: Person, place: Place) -> None:
        """They have that place before them: show it anew where it is not as things stand."""
        with self._lock:
            self._lookers.stay(person.id, place, self._ticks())
        self._bell.ring()

    def start(self) -> None:
        """Begin to show."""
        self._thread.start()

    def stop(self) -> None:
        """Show nothing more, and wait for what is on its way."""
        self._stopping.set()
        self._bell.ring()
        if self._thread.ident is not None:
            self._thread.join()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def look(self) -> float:
        """Have everybody shown who is due; returns the seconds until somebody is, or until the next look."""
        self._read()
        while not self._holds.left(PUBLISHING):
            with self._lock:
                looker = self._lookers.take(self._ticks())
            if looker is None:
                break
            self._pool.submit(self._look_after, looker)
        with self._lock:
            following = self._lookers.following(self._ticks())
        held = self._holds.left(PUBLISHING)
        return max(min(following, LOOK), held.total_seconds() if held else 0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            heard = self._bell.rings
            try:
                pause = self.look()
            except Exception:
                log.exception("the Homes met a fault")
                pause = LOOK
            self._stopping.wait(SHORTEST_PAUSE)
            self._bell.wait(heard, pause - SHORTEST_PAUSE)

    def _read(self) -> None:
        """Nobody needs the log as long as nobody looks; then it is read from its end on, before any Home is built."""
        with self._lock:
            is_watched = bool(self._lookers.by_id)
        if not is_watched:
            self._mark = None
        elif self._mark is None:
            self._mark = self._log.mark()
            self._touch(Touched(everybody=True))
        else:
            touched, self._mark = self._log.since(self._mark)
            self._touch(touched)

    def _touch(self, touched: Touched) -> None:
        if touched.people or touched.everybody:
            with self._lock:
                self._lookers.touch(None if touched.everybody else touched.people, self._ticks())

    def _look_after(self, looker: Looker) -> None:
        asked_slack = False
        try:
            if self._holds.left(PUBLISHING):
                self._later(looker)
                return
            built = self._build(looker.person_id, looker.place)
            if built is None:
                self._forget(looker)
            elif (printed := _print(built[1])) != looker.print:
                asked_slack = True
                self._publish(looker, *built, printed)
        except Exception:
            log.exception("a Home met a fault of ours")
            self._forget(looker)
        finally:
            with self._lock:
                self._lookers.done(looker, self._ticks(), asked_slack=asked_slack)
            self._bell.ring()

    def _publish(self, looker: Looker, slack_id: str, view: View, printed: str) -> None:
        """Another replica may have shown them something since: then it goes on, and this one leaves them to it."""
        try:
            answer = self._client.views_publish(user_id=slack_id, view=view, hash=looker.hash)
        except SlackApiError as error:
            self._refused(looker, error)
        except NETWORK as error:
            log.info("a Home did not get through: %s", type(error).__name__)
            self._unknown(looker)
        else:
            self._shown(looker, printed, str((answer.get("view") or {}).get("hash") or "") or None)

    def _shown(self, looker: Looker, printed: str, hashed: str | None) -> None:
        """They have it, unless they have asked anew meanwhile: then they are shown it once more, whatever they have."""
        with self._lock:
            if not looker.by_wish:
                looker.print, looker.hash = printed, hashed

    def _refused(self, looker: Looker, error: SlackApiError) -> None:
        match outcome_of(error, 1):
            case Later(wait, code) if code == RATELIMITED:
                self._holds.hold(PUBLISHING, wait)
                self._later(looker)
            case Left():
                self._unknown(looker)
            case _:
                log.info("a Home is shown no more: %s", code_of(error))
                self._forget(looker)

    def _unknown(self, looker: Looker) -> None:
        """Nobody knows which Home they have now: the next one goes over whatever it is."""
        with self._lock:
            looker.print = looker.hash = None
        self._later(looker)

    def _later(self, looker: Looker) -> None:
        with self._lock:
            if not looker.by_wish:
                looker.due = self._ticks() + TRY_AGAIN

    def _forget(self, looker: Looker) -> None:
        with self._lock:
            self._lookers.forget(looker)


def _print(view: View) -> str:
    """By what two Homes are told apart."""
    return sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
