"""Takes one notice to Slack: words it from the facts of this moment, posts or edits it, and tells how that ended."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import clock
from bot.clock import Clock
from bot.lookback import find, stamp
from bot.outcomes import Failed, Later, Left, Outcome, Sent, Skipped, Unknown
from bot.refusals import MEANINGS, NETWORK, Meaning, backoff, code_of, outcome_of
from lifecycle.facts import RequestFacts
from lifecycle.notices import Kind, Notice
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.ports import Reads, Store
from messages.notices import render
from messages.payload import Message
from messages.reader import Reader
from store.outbox import Dispatch

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"})
"""Refusals of an edit after which the living message is posted anew."""

Render = Callable[[Notice, RequestFacts | None, Policy, Reader, datetime], Message]
"""Words a notice for its reader, from the facts of that moment."""

UNREADABLE = frozenset({Meaning.PERMANENT, Meaning.OURS})
"""Refusals of a look-back that no later look would mend by itself."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who reads: in a channel (`channel`), or a person (`slack_id`) in their conversation with the desk."""

    reader: Reader
    channel: str | None = None
    slack_id: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A worded notice on its way."""

    dispatch: Dispatch
    to: Addressee
    message: Message
    claimed: float


@dataclass(frozen=True, slots=True)
class Courier:
    """Carries notices to the workspace of `client`, as the bot `bot_id`.

    `client` must not retry by itself: a retry after a lost answer posts twice. `freshness` is how long after the claim
    a post may begin; with the HTTP timeout it must stay well below the lease, so that nobody else takes over while
    this one is still posting. `ticks` counts seconds and never goes back, `wall` is the time that Slack dates posts by.
    """

    client: WebClient
    store: Store
    policy: Policy
    bot_id: str
    freshness: timedelta
    render: Render = render
    ticks: Callable[[], float] = time.monotonic
    wall: Clock = clock.now

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        """Deliver what was claimed at `claimed` (by `ticks`); `now` (UTC) is what the words are reckoned from."""
        notice = dispatch.notice
        with self.store.reading() as reads:
            to = self._addressee(reads, notice.to)
            facts = None if notice.request_id is None else reads.request_facts(notice.request_id)
        if not isinstance(to, Addressee):
            return to
        message = self.render(notice, facts, self.policy, to.reader, now)
        letter = Letter(dispatch, to, message, claimed)
        edited = self._edit(letter)
        return edited or self._post(letter)

    def _addressee(self, reads: Reads, address: str) -> Addressee | Skipped | Failed:
        kind, _, value = address.partition(":")
        if kind == "channel":
            return Addressee(Reader.in_channels(self.policy), channel=value)
        person = _tied(reads, int(value))
        if person is None or person.slack_id is None or person.is_bot:
            return Skipped("not in Slack")
        if person.is_deactivated:
            return Failed("user_disabled")
        return Addressee(Reader.of(person), slack_id=person.slack_id)

    def _edit(self, letter: Letter) -> Outcome | None:
        """Show the living message as things stand; None when there is none (any more)."""
        channel, ts = letter.dispatch.channel, letter.dispatch.ts
        if channel is None or ts is None:
            return None
        if self._is_late(letter):
            return Left("claim too old")
        message = letter.message
        try:
            self.client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        except SlackApiError as error:
            return None if code_of(error) in GONE else outcome_of(error, letter.dispatch.attempts)
        except NETWORK as error:
            return outcome_of(error, letter.dispatch.attempts)
        return Sent(channel, ts)

    def _post(self, letter: Letter) -> Outcome:
        """Post, unless an earlier try did: what that one left behind is looked up first."""
        channel = letter.to.channel or self._conversation(letter)
        if not isinstance(channel, str):
            return channel
        found = self._look_back(letter, channel) if letter.dispatch.resumed else None
        if found:
            return found
        if self._is_late(letter):
            return Left("claim too old")
        thread = letter.dispatch.thread
        try:
            answer = self.client.chat_postMessage(
                channel=channel,
                text=letter.message.text,
                blocks=letter.message.blocks,
                thread_ts=thread.ts if thread else None,
                reply_broadcast=True if thread and letter.dispatch.notice.kind is Kind.NUDGE else None,
                metadata=stamp(letter.dispatch.notice.key),
                unfurl_links=False,
                unfurl_media=False,
            )
        except (SlackApiError, *NETWORK) as error:
            return outcome_of(error, letter.dispatch.attempts)
        return Sent(str(answer["channel"]), str(answer["ts"]))

    def _conversation(self, letter: Letter) -> str | Outcome:
        """The id of the conversation with a person. Opening one tells, as posting does not, that an account is gone."""
        try:
            answer = self.client.conversations_open(users=[letter.to.slack_id or ""])
            return str(answer["channel"]["id"])
        except (SlackApiError, *NETWORK) as error:
            return _before_posting(outcome_of(error, letter.dispatch.attempts), letter.dispatch)

    def _look_back(self, letter: Letter, channel: str) -> Outcome | None:
        dispatch = letter.dispatch
        time_is_walked = dispatch.first_try_at > self.wall()
        try:
            ts = find(
                self.client,
                dispatch.notice.key,
                channel,
                dispatch.thread,
                since=None if time_is_walked else dispatch.first_try_at,
                bot_id=self.bot_id,
            )
        except SlackApiError as error:
            code = code_of(error)
            return Unknown(code) if MEANINGS.get(code) in UNREADABLE else Left(code)
        except NETWORK as error:
            return Left(type(error).__name__)
        return Sent(channel, ts) if ts else None

    def _is_late(self, letter: Letter) -> bool:
        return self.ticks() - letter.claimed > self.freshness.total_seconds()


def _before_posting(outcome: Later | Left | Failed, dispatch: Dispatch) -> Outcome:
    """What an error means before a post: nothing was posted by this try, but maybe by the one that it resumes."""
    match outcome:
        case Later(error=error) if dispatch.resumed:
            return Left(error)
        case Left(error) if not dispatch.resumed:
            return Later(backoff(dispatch.attempts), error)
    return outcome


def _tied(reads: Reads, person_id: int) -> Person | None:
    """The person, or the account in Slack that they turned out to be."""
    person = reads.person(person_id)
    return reads.person(person.tied_to) if person and person.tied_to is not None else person
