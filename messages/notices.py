"""A notice, made into the message that its reader gets: facts in, payload out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from lifecycle.notices import Kind, Notice
from lifecycle.policy import Policy
from lifecycle.reads.facts import Facts
from messages import told
from messages.audits import campaign, question
from messages.audits import card as audit_card
from messages.audits import told as audits_told
from messages.cards import limit, parcel, receipt, request
from messages.devices import told as devices_told
from messages.payload import Message
from messages.reader import Reader
from messages.report import refresh as report_refresh
from messages.returns import card, leaver
from messages.returns import told as returns_told
from messages.voice import Voice, voice

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class Telling(Generic[F]):
    """A notice about a request or a return, with the facts as they stand, in the voice for its reader."""

    notice: Notice
    facts: F
    policy: Policy
    voice: Voice
    now: datetime


Builder = Callable[[Telling[Any]], Message]


def _about_return(one: Telling[Any]) -> Message:
    return returns_told.told(one.notice, one.facts, one.voice, one.now)


def _about_device(one: Telling[Any]) -> Message:
    return devices_told.told(one.notice, one.facts, one.policy, one.voice, one.now)


BUILDERS: Mapping[Kind, Builder] = {
    Kind.REQUEST_CARD: lambda one: request.card(one.facts, one.policy, one.voice, one.now),
    Kind.LIMIT_CARD: lambda one: limit.card(one.facts, one.policy, one.voice),
    Kind.RECEIPT_CARD: lambda one: receipt.card(one.facts, one.policy, one.voice, one.now),
    Kind.PARCEL_CARD: lambda one: parcel.card(
        one.facts, int(one.notice.facts["shipment"] or 0), addressee(one.notice), one.voice
    ),
    Kind.STORY: lambda one: told.story(one.notice, one.facts, one.policy, one.voice, one.now),
    Kind.NOTE: lambda one: told.note(one.notice, one.facts, one.policy, one.voice, one.now),
    Kind.NUDGE: lambda one: told.nudge(one.notice, one.facts, one.policy, one.voice, one.now),
    Kind.RETURN_CARD: lambda one: card.card(one.facts, one.policy, one.voice, one.now),
    Kind.LEAVER_CARD: lambda one: leaver.card(one.facts, one.voice, one.now),
    Kind.RETURN_STORY: _about_return,
    Kind.RETURN_NOTE: _about_return,
    Kind.RETURN_STEP: _about_return,
    Kind.AUDIT_DM: lambda one: question.card(one.facts, one.voice),
    Kind.AUDIT_CARD: lambda one: audit_card.card(one.facts, one.policy, one.voice),
    Kind.AUDIT_STORY: lambda one: audits_told.told(one.notice, one.facts, one.voice),
    Kind.AUDIT_STEP: lambda one: audits_told.told(one.notice, one.facts, one.voice),
    Kind.CAMPAIGN_CARD: lambda one: campaign.card(one.facts, one.policy, one.voice),
    Kind.DEVICE_NEWS: _about_device,
    Kind.DEVICE_NOTE: _about_device,
}
"""How each kind is built, each from the facts of its own kind; those of `ALONE` may be about nothing."""

ALONE: Mapping[Kind, Callable[[Notice, Facts | None, Voice], Message]] = {
    Kind.UNDELIVERED: told.undelivered,
    Kind.REFRESH_DIGEST: lambda notice, _, speaking: report_refresh.digest(notice, speaking),
}
"""What is told from the notice itself."""


def render(notice: Notice, facts: Facts | None, policy: Policy, reader: Reader, now: datetime) -> Message:
    """The message that tells `notice` to `reader`; `facts` are those of its subject.

    Raises:
        ValueError: the notice is about something and there are no facts.
    """
    speaking = voice(reader)
    if notice.kind in ALONE:
        return ALONE[notice.kind](notice, facts, speaking)
    if facts is None:
        raise ValueError(f"{notice.kind} without the facts of what it is about")
    return BUILDERS[notice.kind](Telling(notice, facts, policy, speaking, now))


def addressee(notice: Notice) -> int:
    """The id of the person whose DM this is."""
    return int(notice.to.removeprefix("person:"))
