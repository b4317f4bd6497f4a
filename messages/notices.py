"""A notice, made into the message that its reader gets: facts in, payload out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lifecycle.facts import RequestFacts
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Policy
from messages import told
from messages.cards import limit, parcel, receipt, request
from messages.payload import Message
from messages.reader import Reader
from messages.voice import Voice, voice


@dataclass(frozen=True, slots=True)
class Telling:
    """A notice about a request, with the facts as they stand, in the voice for its reader."""

    notice: Notice
    facts: RequestFacts
    policy: Policy
    voice: Voice
    now: datetime


BUILDERS: Mapping[Kind, Callable[[Telling], Message]] = {
    Kind.REQUEST_CARD: lambda one: request.card(one.facts, one.policy, one.voice, one.now),
    Kind.LIMIT_CARD: lambda one: limit.card(one.facts, one.policy, one.voice),
    Kind.RECEIPT_CARD: lambda one: receipt.card(one.facts, one.policy, one.voice, one.now),
    Kind.PARCEL_CARD: lambda one: parcel.card(
        one.facts, int(one.notice.facts["shipment"] or 0), addressee(one.notice), one.voice
    ),
    Kind.STORY: lambda one: told.story(one.notice, one.facts, one.policy, one.voice, one.now),
    Kind.NOTE: lambda one: told.note(one.notice, one.facts, one.policy, one.voice, one.now),
    Kind.NUDGE: lambda one: told.nudge(one.notice, one.facts, one.policy, one.voice, one.now),
}
"""How each kind is built; UNDELIVERED stands apart, because it may be about no request."""


def render(notice: Notice, facts: RequestFacts | None, policy: Policy, reader: Reader, now: datetime) -> Message:
    """The message that tells `notice` to `reader`; `facts` are those of its request.

    Raises:
        ValueError: the notice is about a request and there are no facts.
    """
    speaking = voice(reader)
    if notice.kind is Kind.UNDELIVERED:
        return told.undelivered(notice, facts, speaking)
    if facts is None:
        raise ValueError(f"{notice.kind} without the facts of its request")
    return BUILDERS[notice.kind](Telling(notice, facts, policy, speaking, now))


def addressee(notice: Notice) -> int:
    """The id of the person whose DM this is."""
    return int(notice.to.removeprefix("person:"))
