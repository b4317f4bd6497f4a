"""A new hire who was asked for before they were in Slack, and has joined."""

import logging
from datetime import datetime

from handlers.guard import Visitor
from lifecycle.desk import Desk
from lifecycle.errors import Refused
from lifecycle.people import HOOK
from lifecycle.requests.commands import TieHire

log = logging.getLogger(__name__)

BY_EMAIL = "email"


def tie_hires(desk: Desk, visitor: Visitor, now: datetime, *, joined: bool = False) -> None:
    """Make the requests that wait for this person theirs.

    The same email is proof. A name alone counts only at the moment when the account has `joined` the workspace: people
    type their names themselves, and nobody shall get a stranger's parcel by renaming an account that is here already,
    whether the desk has seen it or not.
    """
    person = visitor.person
    if not person.is_reachable:
        return
    with desk.reading() as reads:
        awaited = reads.hires_awaited(person.name, [person.email] if person.email else [])
    for request_id, matched_by in awaited:
        if joined or matched_by == BY_EMAIL:
            _tie(desk, TieHire(request_id=request_id, person_id=person.id, matched_by=matched_by), now)


def _tie(desk: Desk, command: TieHire, now: datetime) -> None:
    try:
        desk.perform(command, actor=HOOK, key=f"tie:{command.request_id}:{command.person_id}", now=now)
    except Refused as refusal:
        log.warning("request %d was not tied to its hire: %s", command.request_id, refusal.reason)
