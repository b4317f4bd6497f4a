"""The jobs: each a sweep over what is due.

A sweep's cost follows what is due, not how much there is; each thing is done in its own transaction, and one that
fails neither stops the others nor is lost: it is put off for a while, and then taken up again.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lifecycle.audits.commands import LookAtAudit, LookAtCampaign, LookAtDevice
from lifecycle.command import OnSubject
from lifecycle.leaving import see_off, welcome_back
from lifecycle.people import SCHEDULER
from lifecycle.reads.due import Due
from lifecycle.requests.commands import LookAtRequest
from lifecycle.returns.commands import LookAtReturn
from lifecycle.subject import Subject, SubjectKind
from scheduler.services import Services

log = logging.getLogger(__name__)

BATCH = 100
"""How many due subjects are read at once."""

RETRY_AFTER = timedelta(hours=1)
"""When a subject that could not be looked at is taken up again: hardly anything mends itself sooner."""


@dataclass(frozen=True, slots=True)
class Job:
    """A sweep: `run` does what is due at a moment (UTC), and is called `every` so often."""

    name: str
    every: timedelta
    run: Callable[[Services, datetime], None]


LOOKS: Mapping[SubjectKind, Callable[[Subject], OnSubject]] = {
    SubjectKind.REQUEST: lambda subject: LookAtRequest(request_id=subject.id),
    SubjectKind.RETURN: lambda subject: LookAtReturn(return_id=subject.id),
    SubjectKind.CAMPAIGN: lambda subject: LookAtCampaign(campaign_id=subject.id),
    SubjectKind.AUDIT: lambda subject: LookAtAudit(audit_id=subject.id),
    SubjectKind.DEVICE: lambda subject: LookAtDevice(device_id=subject.id),
}
"""The command by which a subject of each kind is looked at."""


def look_at_all(services: Services, now: datetime) -> None:
    """Have everything looked at that is due, and again until nothing is left to say about it at `now`.

    Devices, of which very many may have their turn at once, hold up nothing else: see `look_at_devices`.
    """
    kinds = [kind for kind in LOOKS if kind is not SubjectKind.DEVICE]
    while sum(_looked_at(services, item, now) for kind in kinds for item in _due(services, kind, now)):
        if not is_due(services, now):
            break


def look_at_devices(services: Services, now: datetime) -> None:
    """Have the devices looked at whose turn it is: their holders are asked whether they still have them."""
    while sum(_looked_at(services, item, now) for item in _due(services, SubjectKind.DEVICE, now)):
        pass


def post_lost_cards(services: Services, now: datetime) -> None:
    """Have the cards posted that Slack did not take: the bot may be in their channel by now.

    Hourly and no more often, because most tries meet the same refusal again.
    """
    with services.desk.reading() as reads:
        lost = dict.fromkeys(card.subject for card in reads.lost_cards())
    for subject in lost:
        if services.is_over():
            return
        try:
            services.desk.post_lost_cards(subject, now)
        except Exception:
            log.exception("could not put a card out again", extra={"subject": str(subject)})


def see_leavers_off(services: Services, now: datetime) -> None:
    """Have everything brought back from people whose account is deactivated: the event may have been missed.

    Who has an account again is written to there.
    """
    with services.desk.reading() as reads:
        news = [*((see_off, one) for one in reads.gone_holders()), *((welcome_back, one) for one in reads.back_again())]
    for tell, person_id in news:
        if services.is_over():
            return
        try:
            tell(services.desk, person_id, now)
        except Exception:
            log.exception("could not go by an account's end or return", extra={"person": person_id})


def tell_digest(services: Services, now: datetime) -> None:
    """Tell IT once a month what is due for replacement."""
    services.desk.tell_digest(now)


def keep_house(services: Services, now: datetime) -> None:
    """Delete what has come to its time."""
    rows = services.housekeeping.forget(now)
    log.info("housekeeping done", extra={"rows": rows})


def go_on_with_lists(services: Services, _: datetime) -> None:
    """Have lists taken over that whoever was at them has left in the middle."""
    services.lists.resume()


def refresh_directory(services: Services, now: datetime) -> None:
    """Read roles and old accounts anew: an event may have been missed."""
    services.directory.refresh_groups()
    services.directory.refresh_accounts(now, services.is_over)


LOOKING = (
    Job("agenda", timedelta(minutes=1), look_at_all),
    Job("turns", timedelta(minutes=1), look_at_devices),
)
"""What goes by the moments that are on record: after both, nothing is due."""

JOBS = (
    *LOOKING,
    Job("lists", timedelta(minutes=1), go_on_with_lists),
    Job("cards", timedelta(hours=1), post_lost_cards),
    Job("digest", timedelta(hours=12), tell_digest),
    Job("housekeeping", timedelta(hours=1), keep_house),
    Job("directory", timedelta(minutes=15), refresh_directory),
    Job("leavers", timedelta(minutes=15), see_leavers_off),
)


def is_due(services: Services, now: datetime) -> bool:
    """Whether anything has to be looked at."""
    with services.desk.reading() as reads:
        first = reads.next_look()
    return first is not None and first <= now


def _due(services: Services, kind: SubjectKind, now: datetime) -> Iterator[Due]:
    """What of a kind is due, page by page in its order, until the bot ends."""
    last: Due | None = None
    while True:
        with services.desk.reading() as reads:
            page = reads.due(kind, now, BATCH, after=last)
        for item in page:
            if services.is_over():
                return
            yield item
        if len(page) < BATCH:
            return
        last = page[-1]


def _looked_at(services: Services, item: Due, now: datetime) -> bool:
    """Whether this look is done by us; the key makes it one look, whichever replica takes it."""
    key = f"look:{item.subject}:v{item.version}:{item.next_look_at}"
    try:
        outcome = services.desk.perform(LOOKS[item.kind](item.subject), actor=SCHEDULER, key=key, now=now)
    except Exception:
        log.exception("could not look at what is due", extra={"subject": str(item.subject)})
        services.desk.put_off(item.subject, now + RETRY_AFTER)
        return False
    return not outcome.duplicate
