"""Lists of devices from conversations: looked at, or taken over, in the background, one list after the other.

Implements `handlers.lists.Lists`. What is to be taken over is on record before anybody is told so: whatever ends this
process meanwhile, the next one goes on with it.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.delivery.refusals import NETWORK, code_of
from bot.fleet.conversation import REPORT, Conversation
from bot.fleet.download import NotFetched
from bot.fleet.file.planning import FleetFile, Row
from bot.fleet.importing import FleetImporter
from handlers.guard import Directory, Visitor
from handlers.lists import Dropped
from lifecycle.errors import Refused
from lifecycle.people import Role
from messages import answers, lists
from messages.answers import Hitch
from messages.payload import Message
from messages.places import DroppedList
from messages.reader import Reader
from store.dropped import DroppedLists as Book
from store.dropped import ListToTake

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""For how long a list is ours without a word; a part of it takes a second."""

RETRY_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 10
"""How often a list is begun with before it is given up, and that is told."""

Add = Callable[[Row], None]


class Interrupted(Exception):
    """The desk is ending, or somebody else has the list now."""


class DroppedLists:
    """Reads lists through `client`, and takes those in the `book` over with `importer`, under the name of `owner`."""

    def __init__(
        self, importer: FleetImporter, client: WebClient, clock: Clock, *, book: Book, directory: Directory, owner: str
    ) -> None:
        self._importer = importer
        self._client = client
        self._clock = clock
        self._book = book
        self._directory = directory
        self._owner = owner
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="list")
        self._ending = threading.Event()

    def look(self, dropped: Dropped) -> None:
        """Tell what would become of each row."""
        self._put(partial(self._looked, self._at(dropped)))

    def take(self, dropped: Dropped, team_id: str, key: str) -> bool:
        """Put it on record that it is to be taken over, and begin; once at a time."""
        wanted = ListToTake(
            key=key,
            at=self._clock(),
            team_id=team_id,
            slack_id=dropped.slack_id,
            file_id=dropped.list.file_id,
            words=dropped.list.words,
            channel=dropped.channel,
            ts=dropped.ts,
        )
        is_new = self._book.put(wanted)
        self.resume()
        return is_new

    def leave(self, dropped: Dropped) -> bool:
        """Take the buttons away, unless it is being taken over already."""
        if self._book.is_under_way(dropped.list.file_id):
            return False
        self._put(partial(_heeded, partial(self._at(dropped).change, lists.left(dropped.reader))))
        return True

    def resume(self) -> None:
        """Go on with what is to be taken over and nobody is at."""
        self._put(self._go_on)

    def stop(self) -> None:
        """Begin no more; what is under way ends with the rows that it is at, and goes on with the next process."""
        self._ending.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _put(self, work: Callable[[], None]) -> None:
        try:
            self._pool.submit(work)
        except RuntimeError:
            log.warning("a list is left for later: the bot is ending")

    def _at(self, dropped: Dropped) -> Conversation:
        return Conversation(self._client, self._importer.desk.policy, dropped)

    def _looked(self, place: Conversation) -> None:
        dropped = place.dropped
        asking = replace(place, dropped=replace(dropped, ts=""))
        try:
            self._answered(asking, self._foreseen)
        except Interrupted:
            log.warning("a list is not looked at any more: the bot is ending")
        except (SlackApiError, *NETWORK, Refused) as error:
            log.warning("a list could not be looked at: %s", type(error).__name__)
            _heeded(partial(asking.say, Message(answers.hitch(Hitch.BROKEN, dropped.reader), [])))

    def _foreseen(self, place: Conversation) -> None:
        def work(file: FleetFile, add: Add) -> None:
            self._importer.foresee(file, self._until(add, self._ending.is_set))

        place.go_through(work, lambda result, words: lists.foreseen(place.dropped.list, result, words))

    def _go_on(self) -> None:
        try:
            while not self._ending.is_set() and (found := self._book.claim(self._owner, self._clock(), LEASE)):
                self._take(found)
        except Exception:
            log.exception("lists wait to be taken over")

    def _take(self, found: ListToTake) -> None:
        visitor = self._directory.visitor(found.team_id, found.slack_id)
        reader = visitor.reader if visitor else Reader("en-US", "UTC")
        the_list = DroppedList(found.file_id, found.words)
        dropped = Dropped(list=the_list, slack_id=found.slack_id, channel=found.channel, reader=reader, ts=found.ts)
        place = self._at(dropped)
        try:
            if visitor is None or Role.IT not in visitor.roles:
                place.change(Message(lists.only_it(reader), []))
            elif found.attempts > MOST_ATTEMPTS:
                place.change(Message(answers.hitch(Hitch.BROKEN, reader), []))
            else:
                self._answered(place, partial(self._taken, found=found, visitor=visitor))
        except Interrupted:
            self._book.put_off(found.key, self._owner, None)
        except (SlackApiError, *NETWORK, Refused) as error:
            log.warning("a list is taken up again later: %s", type(error).__name__)
            self._book.put_off(found.key, self._owner, self._clock() + RETRY_AFTER)
        else:
            self._book.finish(found.key, self._owner, self._clock())

    def _taken(self, place: Conversation, *, found: ListToTake, visitor: Visitor) -> None:
        def work(file: FleetFile, add: Add) -> None:
            self._importer.carry_out(
                file,
                self._until(add, self._holding(found.key)),
                actor=visitor.actor,
                key=found.key,
                now=self._clock(),
                since=found.at,
            )

        title = f"{REPORT} · {sha256(found.key.encode()).hexdigest()[:6]}"
        place.go_through(work, lists.taken, title=title, since=found.at if found.attempts > 1 else None)

    def _holding(self, key: str) -> Callable[[], bool]:
        """Tells whether to stop; the lease runs on for as long as that is asked."""
        held_until = self._clock() + LEASE / 2

        def is_over() -> bool:
            nonlocal held_until
            now = self._clock()
            if now < held_until:
                return self._ending.is_set()
            held_until = now + LEASE / 2
            return self._ending.is_set() or not self._book.hold(key, self._owner, now + LEASE)

        return is_over

    def _until(self, add: Add, is_over: Callable[[], bool]) -> Add:
        def heeding(row: Row) -> None:
            if is_over():
                raise Interrupted
            add(row)

        return heeding

    def _answered(self, place: Conversation, work: Callable[[Conversation], None]) -> None:
        """Do the work; what a person can mend is told, and what only time mends is raised."""
        try:
            work(place)
        except NotFetched:
            place.say(Message(lists.gone(place.dropped.reader), []))
        except (Interrupted, Refused, SlackApiError, *NETWORK):
            raise
        except Exception:
            log.exception("a list met a fault of ours")
            place.say(Message(answers.hitch(Hitch.BROKEN, place.dropped.reader), []))


def _heeded(work: Callable[[], None]) -> None:
    """Nobody waits for this one but the person: when it does not get through, they see that nothing came."""
    try:
        work()
    except SlackApiError as error:
        log.warning("a list could not be answered: %s", code_of(error))
    except (Interrupted, Refused, *NETWORK) as error:
        log.warning("an answer about a list did not get through: %s", type(error).__name__)
