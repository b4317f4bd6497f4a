"""Who must be told what about a return.

IT has a card in its channel with the story in its thread. The person has one living DM as long as they have Slack,
and gets single notes and the steps of the plan there; after the hand-over these go to their private mail address.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from lifecycle.events import Event, Happened
from lifecycle.notices import Kind, Notice, channel, mail, person
from lifecycle.people import Actor
from lifecycle.policy import Audience
from lifecycle.retrieval import ItemOutcome, ProblemKind, Return
from lifecycle.rungs import REMIND_NOW

LEAVER, MANAGER = Audience.LEAVER, Audience.MANAGER

NOTES: Mapping[Happened, tuple[Audience, ...]] = {
    Happened.RETURN_OPENED: (LEAVER, MANAGER),
    Happened.RETURN_HANDED_OVER: (LEAVER, MANAGER),
    Happened.RETURN_HANDED_BACK: (LEAVER, MANAGER),
    Happened.MAIL_REFUSED: (MANAGER,),
    Happened.KIT_SENT: (LEAVER,),
    Happened.HELP_GIVEN: (LEAVER,),
    Happened.DEVICES_RECEIVED: (LEAVER,),
    Happened.NOT_RECOVERED: (LEAVER,),
    Happened.HOLD_PLACED: (LEAVER,),
    Happened.HOLD_LIFTED: (LEAVER,),
    Happened.RETURN_CALLED_OFF: (LEAVER, MANAGER),
    Happened.LEAVER_REMINDED: (LEAVER,),
}
"""Who hears of an event beside the cards; nobody hears of what they did themselves."""

BROADCAST = frozenset({Happened.RETURN_HANDED_OVER, Happened.RETURN_HANDED_BACK, Happened.MAIL_REFUSED})
"""Stories that the whole channel sees: a person without Slack who has devices is a security exposure.

So is one whom nobody can write to any more; and an account that is there again was maybe ended by mistake.
"""

FOLLOWING = frozenset({Kind.RETURN_NOTE, Kind.RETURN_STEP})
"""What follows whoever gives devices back from Slack to the mail, and back again."""

NEVER_TOLD = frozenset({Happened.RETURN_NUDGED})


def card_slot(case: Return) -> str:
    """Where IT's card of a return lives."""
    return str(case.subject)


def cards(case: Return, now: datetime, *, salt: str = "") -> Iterator[Notice]:
    """The living messages of a return: IT's card, and the person's DM while they have Slack."""
    home = card_slot(case)
    places = [(Kind.RETURN_CARD, channel(case.channel), home)]
    if case.handed_over_at is None:
        places.append((Kind.LEAVER_CARD, person(case.holder_id), f"{home}:leaver"))
    for kind, to, slot in places:
        key = f"{slot}:v{case.version}{salt}"
        yield Notice(kind=kind, to=to, key=key, at=now, subject=case.subject, slot=slot)


def it_card(case: Return, cause: str, now: datetime) -> Notice:
    """IT's card alone, because of something about one of its devices; `cause` tells occasions apart."""
    slot = card_slot(case)
    return Notice(
        kind=Kind.RETURN_CARD,
        to=channel(case.channel),
        key=f"{slot}:{cause}",
        at=now,
        subject=case.subject,
        slot=slot,
    )


def told(case: Return, event: Event, actor: Actor, now: datetime) -> Iterator[Notice]:
    """The stories, notes and steps after an event of a return."""

    def notice(kind: Kind, to: str, *, in_thread: bool = False) -> Notice:
        return Notice(
            kind=kind,
            to=to,
            key=f"{card_slot(case)}:v{case.version}:{kind}:{to}",
            at=now,
            subject=case.subject,
            thread=card_slot(case) if in_thread else None,
            event=event.name,
            actor_id=actor.person_id,
            parts=event.parts,
            reason=event.reason,
            facts=event.facts,
        )

    if event.name is Happened.RETURN_NUDGED:
        yield from (notice(Kind.RETURN_STEP, to, in_thread=in_thread) for to, in_thread in _step_to(case, event))
    elif event.name not in NEVER_TOLD and (event.name is not Happened.RETURN_OPENED or case.handed_over_at):
        yield notice(Kind.RETURN_STORY, channel(case.channel), in_thread=True)
    for audience in NOTES.get(event.name, ()):
        to = address(case, audience)
        is_news = audience is not LEAVER or _is_news(case, event)
        if to is not None and is_news and to != person(actor.person_id or 0):
            yield notice(Kind.RETURN_NOTE, to)


def story(case: Return, event: Event, actor: Actor, cause: str, now: datetime) -> Notice:
    """What happened to one of the return's devices, for IT: a reply below the card."""
    return Notice(
        kind=Kind.RETURN_STORY,
        to=channel(case.channel),
        key=f"{card_slot(case)}:{cause}:{Kind.RETURN_STORY}",
        at=now,
        subject=case.subject,
        thread=card_slot(case),
        event=event.name,
        actor_id=actor.person_id,
        reason=event.reason,
        facts=event.facts,
    )


def address(case: Return, audience: Audience) -> str | None:
    """Where somebody is told: the leaver in Slack or by mail; None for a manager whom nobody has named."""
    match audience:
        case Audience.LEAVER:
            return person(case.holder_id) if case.handed_over_at is None else mail(case.id)
        case Audience.MANAGER:
            return None if case.manager_id is None else person(case.manager_id)
        case Audience.IT:
            return channel(case.channel)


def is_security_notice(notice: Notice) -> bool:
    """Whether the whole channel is to see this story: a device is lost, or out with somebody without Slack."""
    lost = notice.facts.get("kind") == ProblemKind.LOST_OR_STOLEN and notice.event is Happened.HELP_ASKED
    return lost or notice.event in BROADCAST or bool(notice.facts.get("exposed"))


def readdressed(notice: Notice, case: Return) -> Notice:
    """A notice of `FOLLOWING`, to where whoever gives devices back is written to now: Slack may have ended since."""
    is_for_leaver = notice.to in {mail(case.id), person(case.holder_id)}
    return replace(notice, to=address(case, LEAVER) or notice.to) if is_for_leaver else notice


def step_of(notice: Notice) -> str | None:
    """By which name a reminder in a notice is counted; None for what is none."""
    if notice.kind is Kind.RETURN_STEP:
        return str(notice.facts["step"])
    return REMIND_NOW if notice.event is Happened.LEAVER_REMINDED else None


def _is_news(case: Return, event: Event) -> bool:
    """Whether whoever gives devices back is to hear of an event: of the beginning by their card, where they have one.

    A legal hold on what IT has already is nothing to them.
    """
    if event.name is Happened.RETURN_OPENED:
        return case.handed_over_at is not None
    out = {ItemOutcome.LEGAL_HOLD, None}
    is_about_hold = event.name in {Happened.HOLD_PLACED, Happened.HOLD_LIFTED}
    return not is_about_hold or any(item.outcome in out for item in case.items if item.number in event.parts)


def _step_to(case: Return, event: Event) -> Iterator[tuple[str, bool]]:
    audience = Audience(str(event.facts["audience"]))
    to = address(case, audience)
    if to is None:  # nobody to call: IT does it
        audience, to = Audience.IT, channel(case.channel)
    yield to, audience is Audience.IT
