"""Takes one notice to Slack: words it from the facts of this moment, posts or edits it, and tells how that ended."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import clock
from bot.clock import Clock
from bot.delivery.holds import Conversations, Holds
from bot.delivery.lookback import TooLate, find, stamp
from bot.delivery.outcomes import Failed, Later, Left, Outcome, Sent, Skipped, Unknown
from bot.delivery.refusals import MEANINGS, NETWORK, RATELIMITED, Meaning, backoff, code_of, outcome_of
from lifecycle.notices import Kind, Notice
from lifecycle.overtaken import is_answered, is_moot
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.ports import Reads, Store
from lifecycle.reads.facts import AuditFacts, Facts, ReturnFacts
from lifecycle.returns.notices import is_security_notice
from messages.notices import render
from messages.payload import Message
from messages.reader import Reader
from store.outbox.outbox import Dispatch

log = logging.getLogger(__name__)

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"})
"""Refusals of an edit after which the living message is posted anew."""

BROADCAST = frozenset({Kind.NUDGE, Kind.RETURN_STEP, Kind.AUDIT_STEP})
"""Replies that ask for something to be done."""

Render = Callable[[Notice, Facts | None, Policy, Reader, datetime], Message]
"""Words a notice for its reader, from the facts of that moment."""

REFUSED_FILE = "invalid_blocks"
"""Slack's answer to a picture that it cannot show: a file that is gone, or not its app's to see."""

EDITING, OPENING = "chat.update", "conversations.open"

TOO_OLD = "claim too old"

MOST_UNSPEAKABLE = 2
"""Tries to word a notice that are worth another one."""

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
    """A notice on its way, claimed at `claimed`."""

    dispatch: Dispatch
    to: Addressee
    claimed: float

    @property
    def is_new(self) -> bool:
        """Whether nothing of it can have been read yet: neither posted, nor maybe posted."""
        return self.dispatch.ts is None and not self.may_be_posted

    @property
    def may_be_posted(self) -> bool:
        """Whether an earlier try may have posted it: one without an answer, or one that found nothing to edit."""
        was_tried = self.dispatch.attempts > 1
        return self.dispatch.resumed or (was_tried and self.dispatch.ts is not None)


@dataclass(frozen=True, slots=True)
class Courier:
    """Carries notices to the workspace of `client`, as the bot `bot_id`.

    `client` must not retry by itself: a retry after a lost answer posts twice. `freshness` is how long after the claim
    a post may begin; with the HTTP timeout it must stay well below the lease, so that nobody else takes over while
    this one is still posting. `holds` and `conversations` are what this process has learnt of Slack. `ticks` counts
    seconds and never goes back, `wall` is the time that Slack dates posts by.
    """

    client: WebClient
    store: Store
    policy: Policy
    bot_id: str
    freshness: timedelta
    render: Render = render
    holds: Holds = field(default_factory=Holds)
    conversations: Conversations = field(default_factory=Conversations)
    ticks: Callable[[], float] = time.monotonic
    wall: Clock = clock.now

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        """Deliver what was claimed at `claimed` (by `ticks`); `now` (UTC) is what the words are reckoned from."""
        notice = dispatch.notice
        with self.store.reading() as reads:
            to = self._addressee(reads, dispatch)
            facts = reads.facts(notice.subject) if notice.subject else None
        if not isinstance(to, Addressee):
            return to
        letter = Letter(dispatch, to, claimed)
        if letter.is_new and _is_overtaken(notice, facts):
            return Skipped("no longer true")
        try:
            message = self.render(notice, facts, self.policy, to.reader, now)
        except Exception as error:  # a fault of ours: the next version may know better, waiting for long does not help
            log.exception("notice %s cannot be worded", notice.key)
            return self._earlier(letter) or _unspeakable(type(error).__name__, dispatch.attempts)
        outcome = self._edit(letter, message) or self._post(letter, message)
        in_words = message.without_pictures()
        if outcome == Failed(REFUSED_FILE) and in_words != message:
            log.warning("notice %s goes without its pictures: Slack does not show them", notice.key)
            return self._edit(letter, in_words) or self._post(letter, in_words)
        return outcome

    def _addressee(self, reads: Reads, dispatch: Dispatch) -> Addressee | Skipped | Failed:
        kind, _, value = dispatch.notice.to.partition(":")
        if kind == "channel":
            return Addressee(Reader.in_channels(self.policy), channel=_place(dispatch) or value)
        person = _tied(reads, int(value))
        if person is None or person.slack_id is None or person.is_bot:
            return Skipped("not in Slack")
        if person.is_deactivated:
            is_over = dispatch.notice.kind is Kind.LEAVER_CARD
            return Skipped("Slack has ended for them") if is_over else Failed("user_disabled")
        return Addressee(Reader.of(person), slack_id=person.slack_id)

    def _edit(self, letter: Letter, message: Message) -> Outcome | None:
        """Show the living message as things stand; None when there is none (any more).

        Showing it twice does no harm: an edit without an answer is done again.
        """
        channel, ts, attempts = letter.dispatch.channel, letter.dispatch.ts, letter.dispatch.attempts
        if channel is None or ts is None:
            return None
        if self._is_late(letter):
            return Later(backoff(attempts), TOO_OLD)
        if wait := self.holds.left(EDITING):
            return Later(wait, RATELIMITED)
        try:
            self.client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        except (SlackApiError, *NETWORK) as error:
            if isinstance(error, SlackApiError) and code_of(error) in GONE:
                return None
            return _again(self._outcome(EDITING, error, attempts), attempts)
        return Sent(channel, ts)

    def _post(self, letter: Letter, message: Message) -> Outcome:
        """Post, unless an earlier try did: what that one left behind is looked up first."""
        channel = letter.to.channel or self._conversation(letter)
        if not isinstance(channel, str):
            return channel
        found = self._look_back(letter, channel) if letter.may_be_posted else None
        if found:
            return found
        if self._is_late(letter):
            return _before_posting(Left(TOO_OLD), letter.dispatch)
        thread = letter.dispatch.thread
        try:
            answer = self.client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=message.blocks,
                thread_ts=thread.ts if thread else None,
                reply_broadcast=True if thread and _is_for_all(letter.dispatch.notice) else None,
                metadata=stamp(letter.dispatch.notice.key),
                unfurl_links=False,
                unfurl_media=False,
            )
        except (SlackApiError, *NETWORK) as error:
            return self._not_posted(letter, error)
        if letter.to.slack_id:
            self.conversations.keep(letter.to.slack_id, channel)
        return Sent(str(answer["channel"]), str(answer["ts"]))

    def _not_posted(self, letter: Letter, error: SlackApiError | OSError | HTTPException) -> Outcome:
        """What an error means for a post; a conversation that we only remember may be gone, and is opened anew."""
        attempts, slack_id = letter.dispatch.attempts, letter.to.slack_id
        is_gone = isinstance(error, SlackApiError) and code_of(error) == "channel_not_found"
        if is_gone and slack_id and self.conversations.drop(slack_id):
            return Later(backoff(attempts), "channel_not_found")
        return outcome_of(error, attempts)

    def _conversation(self, letter: Letter) -> str | Outcome:
        """The id of the conversation with a person. Opening one tells, as posting does not, that an account is gone."""
        slack_id, dispatch = letter.to.slack_id or "", letter.dispatch
        if known := self.conversations.find(slack_id):
            return known
        if wait := self.holds.left(OPENING):
            return _before_posting(Later(wait, RATELIMITED), dispatch)
        try:
            answer = self.client.conversations_open(users=[slack_id])
            return str(answer["channel"]["id"])
        except (SlackApiError, *NETWORK) as error:
            return _before_posting(self._outcome(OPENING, error, dispatch.attempts), dispatch)

    def _outcome(
        self, method: str, error: SlackApiError | OSError | HTTPException, attempts: int
    ) -> Later | Left | Failed:
        """What an error of a method means; a limit holds for every notice that needs it."""
        outcome = outcome_of(error, attempts)
        if isinstance(outcome, Later) and outcome.error == RATELIMITED:
            self.holds.hold(method, outcome.wait)
        return outcome

    def _earlier(self, letter: Letter) -> Outcome | None:
        """What is known of an earlier try: that it did post, or why nobody can tell; None when nothing was posted."""
        if not letter.may_be_posted:
            return None
        channel = letter.to.channel or self._conversation(letter)
        return self._look_back(letter, channel) if isinstance(channel, str) else channel

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
                is_late=lambda: self._is_late(letter),
            )
        except TooLate:
            return Left(TOO_OLD)
        except SlackApiError as error:
            code = code_of(error)
            return Unknown(code) if MEANINGS.get(code) in UNREADABLE else Left(code)
        except NETWORK as error:
            return Left(type(error).__name__)
        return Sent(channel, ts) if ts else None

    def _is_late(self, letter: Letter) -> bool:
        return self.ticks() - letter.claimed > self.freshness.total_seconds()


def _is_overtaken(notice: Notice, facts: Facts | None) -> bool:
    if isinstance(facts, ReturnFacts):
        return is_moot(notice, facts.case)
    return isinstance(facts, AuditFacts) and is_answered(notice, facts.audit)


def _is_for_all(notice: Notice) -> bool:
    """Whether the whole channel sees a reply in a thread."""
    return notice.kind in BROADCAST or is_security_notice(notice)


def _place(dispatch: Dispatch) -> str | None:
    """The channel where the notice's thread or living message is already, wherever it was addressed to at first."""
    return dispatch.thread.channel if dispatch.thread else dispatch.channel


def _unspeakable(error: str, attempts: int) -> Later | Failed:
    return Failed(error) if attempts > MOST_UNSPEAKABLE else Later(backoff(attempts), error)


def _again(outcome: Later | Left | Failed, attempts: int) -> Later | Failed:
    """What an error means for what does no harm when it is done twice."""
    return Later(backoff(attempts), outcome.error) if isinstance(outcome, Left) else outcome


def _before_posting(outcome: Later | Left | Failed, dispatch: Dispatch) -> Outcome:
    """What an error means before a post: nothing was posted by this try, but maybe by the one that it resumes."""
    match outcome:
        case Later(error=error) if dispatch.resumed:
            return Left(error)
        case Left() if not dispatch.resumed:
            return _again(outcome, dispatch.attempts)
    return outcome


def _tied(reads: Reads, person_id: int) -> Person | None:
    """The person, or the account in Slack that they turned out to be."""
    person = reads.person(person_id)
    return reads.person(person.tied_to) if person and person.tied_to is not None else person
