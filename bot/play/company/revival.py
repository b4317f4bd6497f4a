"""A workspace that begins anew over a record that goes on: it has forgotten everything, the record nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count, repeat, takewhile

from bot.core import Core
from lifecycle.desk import Desk
from lifecycle.ports import Reads
from lifecycle.subject import Subject, SubjectKind
from sandbox.company import TEAM, Company
from sandbox.larger_company import NEWCOMER, larger_company
from sandbox.people import User

KINDS = (SubjectKind.REQUEST, SubjectKind.RETURN)


def has_past(core: Core) -> bool:
    """Whether anything is on record."""
    with core.desk.reading() as reads:
        return any(reads.item(Subject(kind, 1)) for kind in (*KINDS, SubjectKind.DEVICE))


def as_on_record(core: Core) -> Company:
    """The larger company; whose account had ended is deactivated, and who had joined is there."""
    company = larger_company()
    with core.desk.reading() as reads:
        people = tuple(_as_known(reads, user) for user in company.people)
        newcomers = (NEWCOMER,) if reads.person_in_slack(TEAM.id, NEWCOMER.id) else ()
    return replace(company, people=(*people, *newcomers))


def show_all(desk: Desk, now: datetime) -> None:
    """Have every living message shown as things stand; one that its workspace has forgotten is posted anew."""
    for subject in _subjects(desk):
        desk.refresh(subject, key=f"shown:{subject}:{now.isoformat()}", now=now)


def _subjects(desk: Desk) -> Sequence[Subject]:
    """Every request and return: each kind is numbered from 1."""
    with desk.reading() as reads:
        numbered = (map(Subject, repeat(kind), count(1)) for kind in KINDS)
        return [one for subjects in numbered for one in takewhile(reads.item, subjects)]


def _as_known(reads: Reads, user: User) -> User:
    person = reads.person_in_slack(TEAM.id, user.id)
    return replace(user, deleted=person.is_deactivated) if person else user
