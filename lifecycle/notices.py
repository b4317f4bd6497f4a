"""Who must be told which facts, never in which words.

A notice is a *card* (a living message: posted once in its slot, then edited in place from the request as it stands),
a *story* (a reply in the thread of IT's card), a *note* (a DM) or a *nudge* (a reply in the thread that the channel
sees too).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import product

from lifecycle.events import Event, Happened
from lifecycle.people import Actor
from lifecycle.request import Request
from lifecycle.subject import Subject


class Kind(StrEnum):
    """The forms that a notice takes; each has its builder in `messages/`."""

    REQUEST_CARD = "request_card"
    LIMIT_CARD = "limit_card"
    RECEIPT_CARD = "receipt_card"
    PARCEL_CARD = "parcel_card"
    STORY = "story"
    NOTE = "note"
    NUDGE = "nudge"
    RETURN_CARD = "return_card"
    LEAVER_CARD = "leaver_card"
    RETURN_STORY = "return_story"
    RETURN_NOTE = "return_note"
    RETURN_STEP = "return_step"
    AUDIT_DM = "audit_dm"
    AUDIT_CARD = "audit_card"
    AUDIT_STORY = "audit_story"
    AUDIT_STEP = "audit_step"
    CAMPAIGN_CARD = "campaign_card"
    REFRESH_DIGEST = "refresh_digest"
    DEVICE_NEWS = "device_news"
    DEVICE_NOTE = "device_note"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell: `to` is "channel:C…", "person:ID" or "mail:ID" (to the holder of a return).

    `key` names the meaning, so that it is told once.

    `slot` is the living message that it posts or edits, `thread` the slot in whose thread it replies. `at` is when it
    happened (UTC).
    """

    kind: Kind
    to: str
    key: str
    at: datetime
    subject: Subject | None = None
    slot: str | None = None
    thread: str | None = None
    event: Happened | None = None
    actor_id: int | None = None
    parts: tuple[int, ...] = ()
    reason: str | None = None
    facts: Mapping[str, str | int | None] = field(default_factory=dict)


class Party(StrEnum):
    """Who stands where towards a request."""

    REQUESTER = "requester"
    RECIPIENT = "recipient"


NOTES: Mapping[Happened, tuple[Party, ...]] = {
    Happened.REQUEST_APPROVED: (Party.REQUESTER, Party.RECIPIENT),
    Happened.REQUEST_DECLINED: (Party.REQUESTER, Party.RECIPIENT),
    Happened.REQUEST_CANCELLED: (Party.REQUESTER, Party.RECIPIENT),
    Happened.LINES_SHIPPED: (Party.REQUESTER,),
    Happened.LINES_ARRIVED: (Party.REQUESTER,),
    Happened.PROBLEM_REPORTED: (Party.REQUESTER,),
}
"""Who hears of an event in a DM, beside the cards; nobody hears of what they did themselves."""

NEVER_TOLD = frozenset({Happened.REQUEST_SUBMITTED, Happened.REQUEST_NUDGED})
"""Events without a story: the card itself, or a nudge, tells them."""

PARCEL_EVENTS = frozenset(
    {
        Happened.LINES_SHIPPED,
        Happened.LINES_ARRIVED,
        Happened.PROBLEM_REPORTED,
        Happened.REQUEST_CANCELLED,
        Happened.RECIPIENT_JOINED,
    }
)
"""Events after which the cards of the parcels show something else."""

LIMIT_EVENTS = frozenset(
    {
        Happened.REQUEST_SUBMITTED,
        Happened.LIMIT_APPROVED,
        Happened.REQUEST_APPROVED,
        Happened.REQUEST_DECLINED,
        Happened.REQUEST_CANCELLED,
        Happened.REQUEST_NUDGED,
    }
)
"""Events after which the second approvers' cards show something else, or others are asked."""


def person(person_id: int) -> str:
    """The address of a person's DM."""
    return f"person:{person_id}"


def mail(return_id: int) -> str:
    """The private mail address of whoever gives devices back, by the return under which it is kept."""
    return f"mail:{return_id}"


def channel(channel_id: str) -> str:
    """The address of a channel."""
    return f"channel:{channel_id}"


def card_slot(request: Request) -> str:
    """Where IT's card of a request lives."""
    return f"request:{request.id}"


def cards(
    request: Request, speaker: int | None, now: datetime, event: Event | None = None, *, salt: str = ""
) -> Iterator[Notice]:
    """The living messages that show something else after `event`; all of them when it is None.

    `speaker` is who confirms an arrival and is shown the parcels; None where no parcel shows anything else, that is
    after an event outside `PARCEL_EVENTS`. `salt` makes a further refresh of the same version a notice of its own.
    """

    def card(kind: Kind, to: str, slot: str, **facts: int) -> Notice:
        key = f"{slot}:v{request.version}{salt}"
        return Notice(kind=kind, to=to, key=key, at=now, subject=request.subject, slot=slot, facts=facts)

    home = card_slot(request)
    yield card(Kind.REQUEST_CARD, channel(request.channel), home)
    yield card(Kind.RECEIPT_CARD, person(request.requester_id), f"{home}:receipt")
    if event is None or event.name in LIMIT_EVENTS:
        for approver in request.limit_approvers:
            yield card(Kind.LIMIT_CARD, person(approver), f"{home}:limit:{approver}", reader=approver)
    if speaker is not None:
        joined = event is not None and event.name is Happened.RECIPIENT_JOINED
        readers = dict.fromkeys((speaker, request.requester_id) if joined else (speaker,))
        for shipment, reader in product(request.shipments, readers):
            slot = f"{home}:parcel:{shipment.number}:{reader}"
            yield card(Kind.PARCEL_CARD, person(reader), slot, shipment=shipment.number)


def told(request: Request, event: Event, actor: Actor, speaker: int | None, now: datetime) -> Iterator[Notice]:
    """The stories, notes and nudges after an event; `speaker` (see `cards`) learns of a parcel by its card."""

    def notice(kind: Kind, to: str, thread: str | None = None) -> Notice:
        return Notice(
            kind=kind,
            to=to,
            key=f"{card_slot(request)}:v{request.version}:{kind}:{to}",
            at=now,
            subject=request.subject,
            thread=thread,
            event=event.name,
            actor_id=actor.person_id,
            parts=event.parts,
            reason=event.reason,
            facts=event.facts,
        )

    if event.name is Happened.REQUEST_NUDGED:
        yield notice(Kind.NUDGE, channel(request.channel), card_slot(request))
    elif event.name not in NEVER_TOLD:
        yield notice(Kind.STORY, channel(request.channel), card_slot(request))
    ids = {Party.REQUESTER: request.requester_id, Party.RECIPIENT: request.recipient_id}
    knows_already = {actor.person_id, speaker if event.name is Happened.LINES_SHIPPED else None}
    hearers = dict.fromkeys(ids[party] for party in NOTES.get(event.name, ()))
    yield from (notice(Kind.NOTE, person(hearer)) for hearer in hearers if hearer not in knows_already)


def undelivered(lost: Notice, error: str, channel_id: str, now: datetime, *, for_sure: bool = True) -> Notice:
    """IT hears, in `channel_id`, that Slack does not take a notice; once for a living message, whatever its version.

    Its facts name the lost notice's `kind` and address (`to`) and Slack's `error`; `for_sure` is 0 when nobody can tell
    whether it got through.
    """
    return Notice(
        kind=Kind.UNDELIVERED,
        to=channel(channel_id),
        key=f"undelivered:{lost.slot or lost.key}",
        at=now,
        subject=lost.subject,
        event=lost.event,
        facts={"kind": lost.kind, "to": lost.to, "error": error, "for_sure": int(for_sure)},
    )
