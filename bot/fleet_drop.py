"""Lists of devices from conversations: fetched from Slack, looked at or taken over, and answered there.

It happens in the background, one list after the other; implements `handlers.lists.Lists`.
"""

import logging
import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.fleet_download import NotFetched, fetch
from bot.fleet_file.lines import Unreadable
from bot.fleet_file.options import Asked
from bot.fleet_file.planning import FleetFile, Row, opened
from bot.fleet_file.reporting import reported
from bot.fleet_file.written import options_of
from bot.fleet_import import FleetImporter
from bot.refusals import NETWORK, code_of
from handlers.lists import Dropped
from lifecycle.errors import Refused
from lifecycle.people import Actor
from messages import answers, lists
from messages.answers import Hitch
from messages.lists import Result
from messages.payload import Message
from messages.rows import RowWords, Way
from messages.verbatim import Verbatim
from messages.voice import voice

log = logging.getLogger(__name__)

REPORT = "import.csv"

Add = Callable[[Row], None]
Work = Callable[[FleetFile, Add], None]


class Interrupted(Exception):
    """The desk is ending."""


class DroppedLists:
    """Reads lists through `client`, and takes them over with `importer`."""

    def __init__(self, importer: FleetImporter, client: WebClient, clock: Clock) -> None:
        self._importer = importer
        self._client = client
        self._clock = clock
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="list")
        self._ending = threading.Event()
        self._running: set[str] = set()

    def look(self, dropped: Dropped) -> None:
        """Tell what would become of each row."""
        self._put(dropped, self._looked)

    def take(self, dropped: Dropped, actor: Actor, key: str) -> bool:
        """Take it over, once at a time."""
        if dropped.list.file_id in self._running:
            return False
        self._running.add(dropped.list.file_id)
        self._put(dropped, partial(self._taken, actor=actor, key=key))
        return True

    def leave(self, dropped: Dropped) -> None:
        """Take the buttons away."""
        self._put(dropped, lambda one: self._change(one, lists.left(one.reader)))

    def stop(self) -> None:
        """Begin no more; what is under way ends with the rows that it is at."""
        self._ending.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _put(self, dropped: Dropped, work: Callable[[Dropped], None]) -> None:
        try:
            self._pool.submit(self._heeded, dropped, work)
        except RuntimeError:
            log.warning("a list was not looked at: the bot is ending")

    def _heeded(self, dropped: Dropped, work: Callable[[Dropped], None]) -> None:
        try:
            self._answered(dropped, work)
        except (SlackApiError, *NETWORK) as error:
            log.warning("an answer about a list did not get through: %s", type(error).__name__)

    def _answered(self, dropped: Dropped, work: Callable[[Dropped], None]) -> None:
        try:
            work(dropped)
        except (NotFetched, Interrupted, Refused) as error:
            tell = lists.gone if isinstance(error, NotFetched) else lists.interrupted
            self._say(dropped, Message(tell(dropped.reader), []))
        except SlackApiError as error:
            log.warning("a list could not be answered: %s", code_of(error))
        except Exception:
            log.exception("a list met a fault of ours")
            self._say(dropped, Message(answers.hitch(Hitch.BROKEN, dropped.reader), []))
        finally:
            self._running.discard(dropped.list.file_id)

    def _looked(self, dropped: Dropped) -> None:
        def tell(result: Result, words: RowWords) -> None:
            self._say(dropped, lists.foreseen(dropped.list, result, words))

        self._gone_through(dropped, self._importer.foresee, tell)

    def _taken(self, dropped: Dropped, *, actor: Actor, key: str) -> None:
        def work(file: FleetFile, add: Add) -> None:
            self._importer.carry_out(file, add, actor=actor, key=key, now=self._clock())

        def tell(result: Result, words: RowWords) -> None:
            self._change(dropped, lists.taken(result, words))

        self._gone_through(dropped, work, tell)

    def _gone_through(self, dropped: Dropped, work: Work, tell: Callable[[Result, RowWords], None]) -> None:
        """Fetch the list, do the `work`, and `tell` its result, with every row of it in a file."""
        facts = self._facts(dropped)
        name, reader, policy = str(facts.get("name", "")), dropped.reader, self._importer.desk.policy
        words = RowWords(voice(reader), Way.DROPPED, policy)
        on_paper = replace(words, voice=Verbatim(reader))
        with tempfile.TemporaryDirectory() as folder:
            path, result = Path(folder, "list"), Path(folder, REPORT)
            fetch(self._client, facts, path)
            try:
                with opened(path, options_of(dropped.list.words)) as file, reported(result, on_paper) as report:
                    work(file, self._until_the_end(report.add))
            except Asked as asked:
                self._say(
                    dropped, lists.asked(name, [words.doubt(one.doubt, one.facts) for one in asked.questions], reader)
                )
            except Unreadable as error:
                self._say(dropped, lists.unreadable(name, words.unfit(error.unfit, error.facts), reader))
            else:
                tell(Result(name, report.tally.counts, report.refusals), words)
                self._client.files_upload_v2(channel=dropped.channel, file=str(result), filename=REPORT, title=REPORT)

    def _facts(self, dropped: Dropped) -> Mapping[str, object]:
        """What Slack says of the file; raises `NotFetched` for one that is not the person's own."""
        try:
            facts = cast(Mapping[str, object], self._client.files_info(file=dropped.list.file_id)["file"])
        except SlackApiError as error:
            raise NotFetched(code_of(error)) from error
        if facts.get("user") != dropped.slack_id:
            raise NotFetched("somebody else's")
        return facts

    def _until_the_end(self, add: Add) -> Add:
        def heeding(row: Row) -> None:
            if self._ending.is_set():
                raise Interrupted
            add(row)

        return heeding

    def _say(self, dropped: Dropped, message: Message) -> None:
        self._client.chat_postMessage(
            channel=dropped.channel,
            text=message.text,
            blocks=message.blocks or None,
            unfurl_links=False,
            unfurl_media=False,
        )

    def _change(self, dropped: Dropped, message: Message) -> None:
        if dropped.ts:
            self._client.chat_update(channel=dropped.channel, ts=dropped.ts, text=message.text, blocks=message.blocks)
        else:
            self._say(dropped, message)
