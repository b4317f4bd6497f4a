"""People as Slack knows them, and their roles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite's ON CONFLICT reads the same

from lifecycle.people import Person, Role
from lifecycle.retrieval import ItemOutcome
from lifecycle.subject import SubjectKind
from store.counters import next_number
from store.engine.database import Opening
from store.log.record import Record
from store.person_words import keep_words
from store.tables.models import person, role_member
from store.tables.return_models import device_return, return_item

PEOPLE = Record(Person, person)
SELECT_PEOPLE = select(*PEOPLE.columns)

_ACCOUNT = (person.c.team_id == bindparam("of_team"), person.c.slack_id == bindparam("of_slack"))
_FIND = SELECT_PEOPLE.where(*_ACCOUNT)
_UPDATE = update(person).where(*_ACCOUNT, person.c.updated <= bindparam("as_of"))
_TEAMS = select(person.c.team_id).where(person.c.team_id.is_not(None)).distinct()
_ACCOUNTS = SELECT_PEOPLE.where(person.c.team_id == bindparam("of_team"), person.c.slack_id.is_not(None)).order_by(
    person.c.id
)
_INSERT = upsert(person).on_conflict_do_nothing(index_elements=["team_id", "slack_id"])
_SEEN = update(person).where(*_ACCOUNT)
_VISITOR = (
    select(*PEOPLE.columns, role_member.c.role)
    .outerjoin(role_member, role_member.c.slack_id == person.c.slack_id)
    .where(*_ACCOUNT)
)
_MEMBERS = select(role_member.c.slack_id).where(role_member.c.role == bindparam("of_role"))
_LEAVE = delete(role_member).where(
    role_member.c.role == bindparam("of_role"), role_member.c.slack_id == bindparam("of_slack")
)
_JOIN = upsert(role_member).on_conflict_do_nothing(index_elements=["role", "slack_id"])
_HR = (
    update(person)
    .where(person.c.id == bindparam("of_id"))
    .values(
        manager_id=func.coalesce(bindparam("hr_manager", type_=person.c.id.type), person.c.manager_id),
        country=func.coalesce(person.c.country, bindparam("hr_country", type_=person.c.country.type)),
    )
)
_STALE = (
    SELECT_PEOPLE.where(person.c.slack_id.is_not(None), person.c.recorded_at < bindparam("before"))
    .order_by(person.c.recorded_at)
    .limit(bindparam("most"))
)

AT_ONCE = 500
"""Addresses that one query looks for."""

_EMAILS: BindParameter[Sequence[str]] = bindparam("emails", expanding=True)
_WITH_EMAIL = SELECT_PEOPLE.where(person.c.slack_id.is_not(None), func.lower(person.c.email).in_(_EMAILS)).order_by(
    person.c.is_deactivated.desc(), person.c.id.desc()
)
_CALLED_OFF = (
    select(return_item.c.device_id)
    .join(device_return, device_return.c.id == return_item.c.return_id)
    .where(
        device_return.c.holder_id == bindparam("person_id"),
        device_return.c.last_day == bindparam("of_day"),
        return_item.c.outcome == ItemOutcome.KEPT,
    )
)


def found(connection: Connection, statement: Select[tuple[object, ...]], values: Mapping[str, object]) -> list[Person]:
    """The people that a statement made from `SELECT_PEOPLE` finds."""
    return [PEOPLE.item(row) for row in connection.execute(statement, values).all()]


SILENCE: Mapping[str, str | None] = {"country": None, "zone": "UTC", "locale": "en-US"}
"""What is not in every user object, and what is taken for usual until it was told [slack.dev: user object]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackAccount:
    """What Slack says about an account; `updated` is Slack's own time of the last change (Unix seconds).

    None is what Slack did not tell: where it is in `SILENCE`, what is known stays, else there is none.
    """

    team_id: str
    slack_id: str
    name: str
    email: str | None = None
    country: str | None = None
    zone: str | None = None
    locale: str | None = None
    is_guest: bool = False
    is_bot: bool = False
    is_deactivated: bool = False
    updated: int = 0


class PeopleBook:
    """The people on record."""

    def __init__(self, writing: Opening, reading: Opening) -> None:
        self._writing = writing
        self._reading = reading

    def record(self, account: SlackAccount, now: datetime) -> Person:
        """Write down an account, unless something newer is known of it; returns the person as known then."""
        whose = {"of_team": account.team_id, "of_slack": account.slack_id}
        told = {name: value for name, value in asdict(account).items() if value is not None or name not in SILENCE}
        with self._writing() as connection:
            if not found(connection, _FIND, whose):
                connection.execute(_INSERT, {"id": next_number(connection, SubjectKind.PERSON), **SILENCE, **told})
            connection.execute(_UPDATE, {**told, **whose, "as_of": account.updated})
            connection.execute(_SEEN, {**whose, "recorded_at": now})
            known = found(connection, _FIND, whose)[0]
            keep_words(connection, known)
            return known

    def visitor(self, team_id: str, slack_id: str) -> tuple[Person, frozenset[Role]] | None:
        """Who this is and what they may do, in one query."""
        with self._reading() as connection:
            rows = connection.execute(_VISITOR, {"of_team": team_id, "of_slack": slack_id}).all()
        if not rows:
            return None
        return PEOPLE.item(rows[0]), frozenset(row.role for row in rows if row.role is not None)

    def teams(self) -> frozenset[str]:
        """The workspaces that the accounts on record belong to."""
        with self._reading() as connection:
            return frozenset(connection.scalars(_TEAMS))

    def accounts(self, team_id: str) -> Sequence[Person]:
        """Everybody of a workspace who is on record, in the order in which they came."""
        with self._reading() as connection:
            return found(connection, _ACCOUNTS, {"of_team": team_id})

    def set_members(self, role: Role, slack_ids: Collection[str]) -> None:
        """These accounts, and no others, have the role from now on; they need not be on record yet."""
        with self._writing() as connection:
            known = set(connection.scalars(_MEMBERS, {"of_role": role}))
            if gone := known.difference(slack_ids):
                connection.execute(_LEAVE, [{"of_role": role, "of_slack": one} for one in sorted(gone)])
            if new := set(slack_ids).difference(known):
                connection.execute(_JOIN, [{"role": role, "slack_id": one} for one in sorted(new)])

    def move_members(self, role: Role, *, joined: Collection[str], left: Collection[str]) -> None:
        """These accounts have the role from now on, and those have not; everybody else is as before."""
        with self._writing() as connection:
            if left:
                connection.execute(_LEAVE, [{"of_role": role, "of_slack": one} for one in left])
            if joined:
                connection.execute(_JOIN, [{"role": role, "slack_id": one} for one in joined])

    def set_hr(self, person_id: int, manager_id: int | None, country: str | None) -> None:
        """What HR's file says of a person; a country only where Slack told none, what is None stays as it is."""
        told = {"hr_manager": manager_id, "hr_country": country, "of_id": person_id}
        with self._writing() as connection:
            connection.execute(_HR, told)

    def stale(self, before: datetime, limit: int) -> Sequence[Person]:
        """People in Slack who were last recorded before that moment, longest ago first."""
        with self._reading() as connection:
            return found(connection, _STALE, {"before": before, "most": limit})

    def with_emails(self, emails: Collection[str]) -> Mapping[str, Person]:
        """The accounts with these addresses, by address in small letters; one that is active before one that is not."""
        wanted = sorted({email.casefold() for email in emails})
        with self._reading() as connection:
            people = [
                one
                for start in range(0, len(wanted), AT_ONCE)
                for one in found(connection, _WITH_EMAIL, {"emails": wanted[start : start + AT_ONCE]})
            ]
        return {(one.email or "").casefold(): one for one in people}

    def kept_after(self, person_id: int, last_day: date) -> frozenset[int]:
        """Devices that a person may keep although that was their last day: the return of then was called off."""
        with self._reading() as connection:
            return frozenset(connection.scalars(_CALLED_OFF, {"person_id": person_id, "of_day": last_day}))
