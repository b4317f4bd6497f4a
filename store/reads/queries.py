"""The reads that forms, cards and lists are made of."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import and_, bindparam, func, or_, select, text

from lifecycle.device import Device
from lifecycle.people import Person, Role
from lifecycle.policy import Policy
from lifecycle.reads.due import Due
from lifecycle.reads.facts import LIST_LIMIT, Facts, LostCard, Mine
from lifecycle.reads.figures import Figures
from lifecycle.reads.finding import DeviceStory, Edge, Found, Sought
from lifecycle.reads.fleet import Fleet, Narrowing
from lifecycle.reads.worklist import PILES, TEAM, Asked, Listing, Sheet, Work
from lifecycle.refresh import RefreshFigures
from lifecycle.subject import Subject, SubjectKind
from store import people
from store.derived import tag_stem
from store.outbox import lost_cards
from store.outbox.deliveries import deliveries
from store.people import SELECT_PEOPLE
from store.reads import due, facts, figures, fleet, gone, hires, refresh, sheets, worklist
from store.reads.finding import circle, search, story
from store.reads.lookups import SqlLookups
from store.reads.team import MEMBERS
from store.shelves import DEVICES, REQUESTS
from store.tables.models import OPEN_REQUEST, device, person, request, role_member
from store.tables.return_models import OPEN_RETURN, device_return

TAG_DIGITS = 5

_SELVES = select(person.c.id).where(
    or_(person.c.id == bindparam("person_id"), person.c.tied_to == bindparam("person_id"))
)
_HELD = device.c.holder_id.in_(_SELVES)
_HELD_DEVICES = DEVICES.select.where(_HELD).order_by(device.c.id.desc()).limit(LIST_LIMIT)
_HELD_TOTAL = select(func.count()).select_from(device).where(_HELD)

_THEIRS = or_(
    request.c.requester_id == bindparam("person_id"),
    request.c.recipient_id == bindparam("person_id"),
)
_OPEN_REQUESTS = REQUESTS.select.where(_THEIRS, text(OPEN_REQUEST)).order_by(request.c.id.desc()).limit(LIST_LIMIT)
_OPEN_IDS = select(request.c.id).where(_THEIRS, text(OPEN_REQUEST)).order_by(request.c.id)
_OPEN_TOTAL = select(func.count()).select_from(request).where(_THEIRS, text(OPEN_REQUEST))

_OPEN_RETURN_IDS = (
    select(device_return.c.id)
    .where(
        or_(
            and_(device_return.c.holder_id == bindparam("person_id"), text(OPEN_RETURN)),
            and_(device_return.c.manager_id == bindparam("person_id"), text(OPEN_RETURN)),
        )
    )
    .order_by(device_return.c.id)
)
_OPEN_IDS_OF = {SubjectKind.REQUEST: _OPEN_IDS, SubjectKind.RETURN: _OPEN_RETURN_IDS}

_TEAM_SIZE = select(func.count()).select_from(MEMBERS)

_ROLES = (
    select(role_member.c.role)
    .join(person, person.c.slack_id == role_member.c.slack_id)
    .where(person.c.id == bindparam("person_id"))
)

_HIGHEST_TAG = select(func.max(device.c.tag_number)).where(device.c.tag_prefix == bindparam("stem"))
_IN_SLACK = SELECT_PEOPLE.where(
    person.c.team_id == bindparam("team_id"),
    person.c.slack_id == bindparam("slack_id"),
)


class SqlReads(SqlLookups):
    """Implements `lifecycle.ports.Reads` on one connection."""

    def facts(self, subject: Subject) -> Facts | None:
        """A subject with everything that its card shows; among the people, all who ever acted on it."""
        return facts.of(self, subject)

    def mine(self, person_id: int) -> Mine:
        """What one holds (also what came before one's Slack account did), and what is on its way."""
        whose = {"person_id": person_id}
        open_requests = [one.item for one in REQUESTS.found(self.connection, _OPEN_REQUESTS, whose)]
        return Mine(
            devices=tuple(one.item for one in DEVICES.found(self.connection, _HELD_DEVICES, whose)),
            requests=tuple(facts.of_requests(self, open_requests, {})),
            device_total=self.connection.execute(_HELD_TOTAL, whose).scalar_one(),
            request_total=self.connection.execute(_OPEN_TOTAL, whose).scalar_one(),
        )

    def next_asset_tag(self, prefix: str) -> str:
        """The tag after the highest number in use with this prefix, at least five digits: "DD-00042"."""
        stem = tag_stem(prefix)
        highest: int | None = self.connection.scalar(_HIGHEST_TAG, {"stem": stem})
        return f"{stem}{(highest or 0) + 1:0{TAG_DIGITS}d}"

    def person_in_slack(self, team_id: str, slack_id: str) -> Person | None:
        """The person behind a Slack account."""
        found = people.found(self.connection, _IN_SLACK, {"team_id": team_id, "slack_id": slack_id})
        return found[0] if found else None

    def open_subjects(self, person_id: int) -> Sequence[Subject]:
        """What is open and concerns a person.

        Requests that they asked for or that are for them; returns of what they hold, or of somebody whom they manage.
        """
        whose = {"person_id": person_id}
        return [
            Subject(kind, number)
            for kind, ids in _OPEN_IDS_OF.items()
            for number in self.connection.scalars(ids, whose)
        ]

    def hires_awaited(self, name: str, emails: Sequence[str]) -> Sequence[tuple[int, str]]:
        """Requests, open or fulfilled, whose new hire may be this person: (request id, "email" or "name")."""
        return hires.awaited(self.connection, self.cipher, name, emails)

    def gone_holders(self) -> Sequence[int]:
        """Ids of people whose Slack has ended and who hold devices, or whose open return does not know of it yet."""
        return gone.holders(self.connection)

    def back_again(self) -> Sequence[int]:
        """Ids of people who have Slack again, and whose open return does not know of it yet."""
        return gone.back(self.connection)

    def due(self, kind: SubjectKind, now: datetime, limit: int, after: Due | None = None) -> Sequence[Due]:
        """What of a kind has come to its `next_look_at`, earliest first; what follows `after`, where it is given."""
        return due.due(self.connection, kind, now, limit, after)

    def next_look(self) -> datetime | None:
        """The earliest moment (UTC) at which anything has to be looked at."""
        return due.next_look(self.connection)

    def lost_cards(self) -> Sequence[LostCard]:
        """The cards of what is open that could not be posted, and that nothing waits to post."""
        return lost_cards.lost_cards(self.connection)

    def refresh_figures(self, policy: Policy, today: date) -> RefreshFigures:
        """What is due for replacement on a day, and a forecast."""
        return refresh.refresh_figures(self.connection, policy, today)

    def return_figures(self, since: datetime, now: datetime) -> Figures:
        """The figures of the returns that were opened since a moment, as of `now` (both UTC)."""
        return figures.return_figures(self.connection, since, now)

    def find(self, sought: Sought, edge: Edge, in_time: Callable[[], bool]) -> Found:
        """A page of the devices that fit, newest first; `in_time` tells whether there is time to look at more."""
        return search.find(self.connection, sought, edge, in_time)

    def story(self, device_id: int, edge: Edge) -> DeviceStory | None:
        """A device with a page of its events, newest first."""
        return story.story(self, device_id, edge)

    def labelled(self, typed: str, holders: frozenset[int] | None) -> Sequence[Device]:
        """The devices with that asset tag or serial number that one of `holders` has; None: whoever has them."""
        return story.labelled(self, typed, holders)

    def nearest(self, typed: str, holders: frozenset[int] | None) -> Sequence[Device]:
        """Devices whose tags or serial numbers begin like that one for as long as possible; of `holders`, if any."""
        return story.nearest(self, typed, holders)

    def circle(self, person_id: int) -> frozenset[int]:
        """Ids of a person and of the people whom they manage: whose devices they see without being of IT."""
        return circle.circle(self.connection, person_id)

    def fleet(self, narrowing: Narrowing, now: datetime) -> Fleet:
        """The fleet in figures, or the part of it that is meant, as of `now` (UTC), in two queries."""
        return fleet.fleet(self.connection, narrowing, now)

    def fleet_categories(self) -> frozenset[str]:
        """Every category that a device is of, whether or not the policy has it."""
        return fleet.categories(self.connection)

    def team_size(self, person_id: int) -> int:
        """Of how many people that is the manager; a new hire's record of before their account counts with it."""
        return self.connection.execute(_TEAM_SIZE, {"manager_id": person_id}).scalar_one()

    def roles_of(self, person_id: int) -> frozenset[Role]:
        """The roles that a person has."""
        return frozenset(self.connection.scalars(_ROLES, {"person_id": person_id}))

    def work(self, asked: Asked, roles: frozenset[Role], now: datetime) -> Work:
        """What a person with these roles has before them: IT piles and figures, a manager what their people have."""
        is_it, is_manager = Role.IT in roles, self.team_size(asked.person_id) > 0
        return Work(
            piles=worklist.lengths(self.connection, PILES, asked) if is_it else {},
            team=worklist.lengths(self.connection, TEAM, asked) if is_manager else {},
            standings=fleet.standings(self.connection) if is_it else {},
            deliveries=deliveries(self.connection, now) if is_it else None,
        )

    def sheet(self, listing: Listing, asked: Asked, after: int | None = None) -> Sheet:
        """A page of a list: what follows the number `after`, or the first one."""
        return sheets.sheet(self, listing, asked, after)
