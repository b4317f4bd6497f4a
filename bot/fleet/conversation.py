"""A list of devices in a conversation: fetched from Slack, gone through, and answered with every row in a file."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery.lookback import MARGIN, PAGE
from bot.delivery.refusals import code_of
from bot.fleet.download import NotFetched, fetch
from bot.fleet.file.lines import Unreadable
from bot.fleet.file.options import Asked
from bot.fleet.file.planning import FleetFile, Row, opened
from bot.fleet.file.reporting import reported
from bot.fleet.file.written import options_of
from handlers.lists import Dropped
from lifecycle.policy import Policy
from messages import lists
from messages.lists import Result
from messages.payload import Message
from messages.rows import RowWords, Way
from messages.verbatim import Verbatim
from messages.voice import voice

REPORT = "import.csv"

GONE = frozenset({"file_not_found", "file_deleted"})
"""What Slack answers where there is no such file [slack.dev: files.info]; whatever else it answers may pass."""

Add = Callable[[Row], None]
Work = Callable[[FleetFile, Add], None]
Tell = Callable[[Result, RowWords], Message]


@dataclass(frozen=True)
class Conversation:
    """Where one list was dropped; `client` speaks with Slack as the desk."""

    client: WebClient
    policy: Policy
    dropped: Dropped

    def go_through(self, work: Work, tell: Tell, *, title: str = REPORT, since: datetime | None = None) -> None:
        """Fetch the list, do the `work`, and `tell` its result.

        `since` (UTC) is when it was begun first: a file of that `title` that was sent since then is not sent again.
        Raises `NotFetched`, `NotNow`, and what slack_sdk raises.
        """
        facts, reader = self._facts(), self.dropped.reader
        name, words = str(facts.get("name", "")), RowWords(voice(reader), Way.DROPPED, self.policy)
        on_paper = replace(words, voice=Verbatim(reader))
        with tempfile.TemporaryDirectory() as folder:
            path, result = Path(folder, "list"), Path(folder, REPORT)
            try:
                fetch(self.client, facts, path)
                with opened(path, options_of(self.dropped.list.words)) as file, reported(result, on_paper) as report:
                    work(file, report.add)
            except Asked as asked:
                questions = [words.doubt(one.doubt, one.facts) for one in asked.questions]
                self.say(lists.asked(name, questions, reader))
            except Unreadable as error:
                self.say(lists.unreadable(name, words.unfit(error.unfit, error.facts), reader))
            else:
                told = Result(name, report.tally.counts, report.refusals, file.survey.continued)
                self.change(tell(told, words))
                if since is None or not self._has_got(title, since):
                    self.client.files_upload_v2(
                        channel=self.dropped.channel, file=str(result), filename=REPORT, title=title
                    )

    def say(self, message: Message) -> None:
        """Post a message."""
        self.client.chat_postMessage(
            channel=self.dropped.channel,
            text=message.text,
            blocks=message.blocks or None,
            unfurl_links=False,
            unfurl_media=False,
        )

    def change(self, message: Message) -> None:
        """Have the message with the buttons say this, or post it where there is none."""
        if self.dropped.ts:
            channel, ts = self.dropped.channel, self.dropped.ts
            self.client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        else:
            self.say(message)

    def _facts(self) -> Mapping[str, object]:
        """What Slack says of the file; raises `NotFetched` for one that is not the person's own."""
        try:
            facts = cast(Mapping[str, object], self.client.files_info(file=self.dropped.list.file_id)["file"])
        except SlackApiError as error:
            if code_of(error) in GONE:
                raise NotFetched(code_of(error)) from error
            raise
        if facts.get("user") != self.dropped.slack_id:
            raise NotFetched("somebody else's")
        return facts

    def _has_got(self, title: str, since: datetime) -> bool:
        """Whether the result was sent before the one who sent it ended."""
        oldest = f"{(since - MARGIN).timestamp():.6f}"
        answer = self.client.conversations_history(channel=self.dropped.channel, oldest=oldest, limit=PAGE)
        messages = cast(list[Mapping[str, object]], answer.get("messages", []))
        files = (file for one in messages for file in cast(list[Mapping[str, object]], one.get("files") or []))
        return any(file.get("title") == title for file in files)
