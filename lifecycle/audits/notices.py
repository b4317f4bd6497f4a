"""Who must be told what about audits and campaigns.

A person has one living DM with their devices; IT has a card of each audit in which it has something to do, with the
story in its thread, and one of each campaign with its results.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lifecycle.audit import Audit
from lifecycle.audits.auditing import parties
from lifecycle.audits.plan import AuditReader, Parties
from lifecycle.calendar import working_moment
from lifecycle.campaign import Campaign
from lifecycle.case import Case
from lifecycle.change import Change
from lifecycle.events import Happened
from lifecycle.ladder import hours_of
from lifecycle.notices import Kind, Notice, channel, person
from lifecycle.people import Person
from lifecycle.quiet_hours import at_work

STORIES = frozenset(
    {Happened.AUDIT_ANSWERED, Happened.AUDIT_SETTLED, Happened.AUDIT_MOVED_ON, Happened.AUDIT_CALLED_OFF}
)


def of_audit(case: Case, change: Change[Audit]) -> Iterator[Notice]:
    """The cards after a change, the story below IT's, and a reminder where one is due."""
    audit, who = change.after, parties(case, change.after)
    yield from cards(case, audit, "", who, is_new_to_it=change.before is None or not change.before.is_with_it)
    if audit.is_with_it and change.event.name in STORIES:
        yield _notice(case, change, Kind.AUDIT_STORY, channel(audit.channel), thread=str(audit.subject))
    if change.event.name is Happened.AUDIT_ASKED_AGAIN and who.holder is not None:
        again = replace(change.event, facts={"reader": AuditReader.HOLDER})
        yield _to_person(case, replace(change, event=again), who.holder)
    if change.event.name is Happened.AUDIT_NUDGED:
        yield from _step(case, change, who)
    counting = (audit.campaign_id, change.before.campaign_id if change.before else None)
    yield from (_results(case, audit, one) for one in dict.fromkeys(counting) if one is not None)


def _step(case: Case, change: Change[Audit], who: Parties) -> Iterator[Notice]:
    """A reminder; IT, whose card is new when others have not answered, gets one below the card that it has had."""
    readers = {AuditReader.HOLDER: who.holder, AuditReader.MANAGER: who.manager}
    reader = readers.get(AuditReader(str(change.event.facts["reader"])))
    audit = change.after
    if reader is not None:
        yield _to_person(case, change, reader)
    elif audit.holder_id is None:
        yield _notice(case, change, Kind.AUDIT_STEP, channel(audit.channel), thread=str(audit.subject))


def cards(
    case: Case, audit: Audit, salt: str, who: Parties | None = None, *, is_new_to_it: bool = False
) -> Iterator[Notice]:
    """The living messages of an audit; nobody gets theirs outside their working hours.

    IT's first card has the key of a first version, whatever the audit's is by then: see `store/outbox/lost_cards.py`.
    """
    who = who or parties(case, audit)
    key = f"v{audit.version}{salt}"
    if who.holder is not None:
        slot, at = f"{audit.subject}:holder", _at_work(case, audit, who.holder)
        to = person(who.holder.id)
        yield Notice(kind=Kind.AUDIT_DM, to=to, key=f"{slot}:{key}", at=at, subject=audit.subject, slot=slot)
    if audit.is_with_it:
        slot, to = str(audit.subject), channel(audit.channel)
        key = "v1" if is_new_to_it else key
        yield Notice(kind=Kind.AUDIT_CARD, to=to, key=f"{slot}:{key}", at=case.now, subject=audit.subject, slot=slot)


def of_campaign(case: Case, change: Change[Campaign]) -> Iterator[Notice]:
    """IT's card of a campaign."""
    yield from campaign_card(case, change.after, "")


def campaign_card(case: Case, campaign: Campaign, salt: str) -> Iterator[Notice]:
    """The living message of a campaign."""
    yield _campaign_card(campaign, f"v{campaign.version}{salt}", case.now)


def _results(case: Case, audit: Audit, campaign_id: int) -> Notice:
    campaign = case.look.the_campaign(campaign_id)
    if campaign is None:
        raise LookupError(f"an audit of a campaign that is not on record: {audit.subject}")
    return _campaign_card(campaign, f"{audit.subject}:v{audit.version}", case.now)


def _campaign_card(campaign: Campaign, key: str, now: datetime) -> Notice:
    slot = str(campaign.subject)
    to = channel(campaign.channel)
    return Notice(kind=Kind.CAMPAIGN_CARD, to=to, key=f"{slot}:{key}", at=now, subject=campaign.subject, slot=slot)


def _to_person(case: Case, change: Change[Audit], reader: Person) -> Notice:
    """A reminder, which waits for its reader's working hours."""
    return replace(_notice(case, change, Kind.AUDIT_STEP, person(reader.id)), at=at_work(case, reader))


def _notice(case: Case, change: Change[Audit], kind: Kind, to: str, thread: str | None = None) -> Notice:
    audit, event = change.after, change.event
    return Notice(
        kind=kind,
        to=to,
        key=f"{audit.subject}:v{audit.version}:{kind}:{to}",
        at=case.now,
        subject=audit.subject,
        thread=thread,
        event=event.name,
        actor_id=case.actor.person_id,
        parts=event.parts,
        reason=event.reason,
        facts=event.facts,
    )


def _at_work(case: Case, audit: Audit, reader: Person) -> datetime:
    """When the card may come: an edit disturbs nobody, so only the first waits for working hours."""
    return max(case.now, working_moment(audit.opened_at, hours_of(reader, case.policy), case.calendar))
