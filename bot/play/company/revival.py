"""A workspace that begins anew over a record that goes on: it has forgotten everything, the record nothing."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count, repeat, takewhile

from bot.core import Core
from lifecycle.desk import Desk
from lifecycle.people import Person
from lifecycle.subject import Subject, SubjectKind
from sandbox.company import GENERAL, TEAM, Company
from sandbox.conversations import Channel
from sandbox.larger_company import NEWCOMER, larger_company
from sandbox.people import User

KINDS = (SubjectKind.REQUEST, SubjectKind.RETURN, SubjectKind.CAMPAIGN, SubjectKind.AUDIT)


def has_past(core: Core) -> bool:
    """Whether anything is on record."""
    with core.desk.reading() as reads:
        return any(reads.item(Subject(kind, 1)) for kind in (*KINDS, SubjectKind.DEVICE))


def as_on_record(core: Core) -> Company:
    """The larger company; whose account had ended is deactivated, and whoever had joined is there."""
    company = larger_company()
    known = {str(one.slack_id): one for one in core.store.people.accounts(TEAM.id)}
    staff = {user.id for user in company.people}
    joined = [NEWCOMER if one.slack_id == NEWCOMER.id else _user(one) for one in known.values()]
    everybody = (*company.people, *(user for user in joined if user.id not in staff))
    people = tuple(_as_known(known.get(user.id), user) for user in everybody)
    members = [user.id for user in people if not user.deleted]
    new = [one for one in members if one not in staff]
    channels = tuple(_with_members(channel, members, new) for channel in company.channels)
    return replace(company, people=people, channels=channels)


def show_all(desk: Desk, now: datetime) -> None:
    """Have every living message shown as things stand; one that its workspace has forgotten is posted anew."""
    for subject in _subjects(desk):
        desk.refresh(subject, key=f"shown:{subject}:{now.isoformat()}", now=now)


def _subjects(desk: Desk) -> Sequence[Subject]:
    """Everything that has cards: each kind is numbered from 1."""
    with desk.reading() as reads:
        numbered = (map(Subject, repeat(kind), count(1)) for kind in KINDS)
        return [one for subjects in numbered for one in takewhile(reads.item, subjects)]


def _as_known(person: Person | None, user: User) -> User:
    if person is None:
        return user
    is_ultra = user.is_ultra_restricted and person.is_guest
    return replace(user, deleted=person.is_deactivated, is_restricted=person.is_guest, is_ultra_restricted=is_ultra)


def _user(person: Person) -> User:
    """The account of somebody who joined while the company was played; their handle is made of their address."""
    email, slack_id = person.email or "", str(person.slack_id)
    handle = email.partition("@")[0] or slack_id.lower()
    return User(slack_id, TEAM.id, handle, person.name, email, person.zone, person.locale)


def _with_members(channel: Channel, members: Container[str], new: Sequence[str]) -> Channel:
    """A channel without those who are gone; whoever is new is in that of everybody."""
    others = tuple(one for one in channel.members if one in members)
    return replace(channel, members=(*others, *new) if channel.id == GENERAL else others)
