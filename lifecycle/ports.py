"""What the desk needs from the store, as protocols: `store/` fulfils them, tests may do so in memory."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from lifecycle.audit import Audit
from lifecycle.campaign import Campaign, Scope
from lifecycle.change import Change, Item
from lifecycle.device import Device
from lifecycle.events import Happened, Recorded
from lifecycle.notices import Notice
from lifecycle.people import Origin, Person, Role
from lifecycle.policy import Policy
from lifecycle.reads.due import Due
from lifecycle.reads.facts import Contact, Facts, LostCard, Mine
from lifecycle.reads.figures import Figures
from lifecycle.reads.finding import DeviceStory, Edge, Found, Sought
from lifecycle.reads.fleet import Fleet, Narrowing
from lifecycle.reads.worklist import Asked, Listing, Sheet, Work
from lifecycle.refresh import RefreshFigures
from lifecycle.request import Line, Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Who changed something, when (UTC), through which door, under which idempotency key."""

    actor_id: int | None
    origin: Origin
    at: datetime
    key: str


class Lookups(Protocol):
    """What the rules may ask while they decide."""

    def item(self, subject: Subject) -> Item | None:
        """What a subject names, as it stands; None for a person, who has no log."""

    def request(self, request_id: int) -> Request | None:
        """The request as it stands."""

    def device(self, device_id: int) -> Device | None:
        """The device as it stands."""

    def person(self, person_id: int) -> Person | None:
        """The person, in Slack or not yet."""

    def person_with_email(self, email: str) -> Person | None:
        """The account in Slack with that address, whatever the case."""

    def free_devices(self, line: Line) -> Sequence[Device]:
        """Devices of the line's category, manufacturer and model that are in stock and set aside for nobody, by id."""

    def the_return(self, return_id: int) -> Return | None:
        """The return as it stands."""

    def certificate(self, certificate_id: int) -> Certificate | None:
        """The certificate of sanitization as it stands."""

    def devices(self, device_ids: Collection[int]) -> Sequence[Device]:
        """Those of these devices that are on record, by id."""

    def open_audit_of(self, person_id: int) -> Audit | None:
        """The audit of a person that is not closed."""

    def open_audit_of_keeper(self, keeper: str) -> Audit | None:
        """The audit that is not closed of somebody who is not in Slack, by their name."""

    def kept_by(self, keeper: str) -> Sequence[Device]:
        """The devices that somebody of that name has who is not in Slack, by id."""

    def keepers(self, scope: Scope, *, after: str | None, limit: int) -> Sequence[str]:
        """Names beyond `after`, in their order, of those who are not in Slack and have devices of a scope in use."""

    def open_lists(self, campaign_id: int) -> int:
        """How many audits of a campaign are open that are of somebody who is not in Slack."""

    def is_shelf_asked_for(self, location: str) -> bool:
        """Whether an audit of that stock location is open."""

    def the_campaign(self, campaign_id: int) -> Campaign | None:
        """The campaign as it stands."""

    def open_audits(self, campaign_id: int) -> int:
        """How many audits of a campaign are open."""

    def audits_without_tasks(self, campaign_id: int, *, limit: int) -> Sequence[Audit]:
        """Open audits of a campaign in which IT has nothing to find out, by id."""

    def holders(self, scope: Scope, *, after: int, limit: int) -> Sequence[int]:
        """Ids beyond `after`, in their order, of people who have devices of a scope in use."""

    def in_stock_at(self, location: str) -> Sequence[Device]:
        """The devices in stock at a place, by id."""

    def certificates_of(self, device_ids: Collection[int]) -> Sequence[Certificate]:
        """Every certificate of these devices, oldest first."""

    def open_return_of(self, person_id: int) -> Return | None:
        """The return of a person that is not closed."""

    def manager_of(self, person_id: int) -> Person | None:
        """The person's manager: from HR's file, else whoever asked last for devices that IT agreed to."""

    def known(self, person_id: int) -> Person | None:
        """The person with whom `manager_of` names as their manager: what the rules about who may go by."""

    def contact(self, subject: Subject) -> Contact | None:
        """Private contact data, decrypted, for whoever may see it; `unreadable` when its key is lost."""

    def reach_of(self, subject: Subject) -> frozenset[str]:
        """Which private data is on record under a subject: "email", "phone", "address".

        An email that takes no mail is "email_refused" instead.
        """

    def device_by_serial(self, serial: str) -> Device | None:
        """The device with that serial number (upper-case)."""

    def device_by_tag(self, asset_tag: str) -> Device | None:
        """The device with that asset tag."""

    def held_by(self, person_id: int) -> Sequence[Device]:
        """The devices whose holder that is, by id."""

    def members(self, role: Role) -> Sequence[int]:
        """Ids of the people who have a role."""

    def last_event(self, subject: Subject, part: int | None, settled_by: Collection[Happened] = ()) -> Recorded | None:
        """The newest thing that people did about a subject, or about one of its parts; reminders do not count.

        One of `settled_by` comes before what is newer, where there is one.
        """

    def came_back_at(self, device_id: int) -> datetime | None:
        """When a device came back the last time, with data on it (UTC): returned, found, or by a correction."""

    def succeeded_by(self, device_id: int) -> int | None:
        """The request whose device came for this one after it went to repair; None where none did."""

    def new_id(self, kind: SubjectKind) -> int:
        """The next number for something new of a kind; never given twice to what is kept."""

    def new_ids(self, kind: SubjectKind, many: int) -> Sequence[int]:
        """The next so many numbers; every one of them must be used."""

    def devices_known(
        self, serials: Collection[str], asset_tags: Collection[str], ids: Collection[int]
    ) -> Sequence[Device]:
        """The devices that have one of these serial numbers, asset tags or ids, by id."""

    def next_asset_tag(self, prefix: str) -> str:
        """The tag after the highest number in use with this prefix, at least five digits: "DD-00042"."""


class Reads(Lookups, Protocol):
    """What forms, cards and lists ask for, outside any change."""

    def facts(self, subject: Subject) -> Facts | None:
        """A subject with everything that its card shows."""

    def mine(self, person_id: int) -> Mine:
        """What one holds, and what is on its way."""

    def person_in_slack(self, team_id: str, slack_id: str) -> Person | None:
        """The person behind a Slack account."""

    def open_subjects(self, person_id: int) -> Sequence[Subject]:
        """What is open and concerns a person: requests that they asked for or that are for them."""

    def hires_awaited(self, name: str, emails: Sequence[str]) -> Sequence[tuple[int, str]]:
        """Requests, open or fulfilled, whose new hire may be this person: (request id, "email" or "name")."""

    def gone_holders(self) -> Sequence[int]:
        """Ids of people whose Slack has ended and who hold devices, or whose open return does not know of it yet."""

    def back_again(self) -> Sequence[int]:
        """Ids of people who have Slack again, and whose open return does not know of it yet."""

    def due(self, kind: SubjectKind, now: datetime, limit: int, after: Due | None = None) -> Sequence[Due]:
        """What of a kind has come to its `next_look_at`, earliest first; what follows `after`, where it is given."""

    def next_look(self) -> datetime | None:
        """The earliest moment (UTC) at which anything has to be looked at."""

    def lost_cards(self) -> Sequence[LostCard]:
        """The cards of what is open that could not be posted, and that nothing waits to post."""

    def refresh_figures(self, policy: Policy, today: date) -> RefreshFigures:
        """What is due for replacement on a day, and a forecast."""

    def return_figures(self, since: datetime, now: datetime) -> Figures:
        """The figures of the returns that were opened since a moment, as of `now` (both UTC)."""

    def find(self, sought: Sought, edge: Edge, in_time: Callable[[], bool]) -> Found:
        """A page of the devices that fit, newest first; `in_time` tells whether there is time to look at more."""

    def story(self, device_id: int, edge: Edge) -> DeviceStory | None:
        """A device with a page of its events, newest first."""

    def labelled(self, typed: str, holders: frozenset[int] | None) -> Sequence[Device]:
        """The devices with that asset tag or serial number that one of `holders` has; None: whoever has them."""

    def nearest(self, typed: str, holders: frozenset[int] | None) -> Sequence[Device]:
        """Devices whose tags or serial numbers begin like that one for as long as possible; of `holders`, if any."""

    def circle(self, person_id: int) -> frozenset[int]:
        """Ids of a person and of the people whom they manage: whose devices they see without being of IT."""

    def fleet(self, narrowing: Narrowing, now: datetime) -> Fleet:
        """The fleet in figures, or the part of it that is meant, as of `now` (UTC)."""

    def fleet_categories(self) -> frozenset[str]:
        """Every category that a device is of, whether or not the policy has it."""

    def team_size(self, person_id: int) -> int:
        """Of how many people that is the manager; a new hire's record of before their account counts with it."""

    def roles_of(self, person_id: int) -> frozenset[Role]:
        """The roles that a person has."""

    def work(self, asked: Asked, roles: frozenset[Role], now: datetime) -> Work:
        """What a person with these roles has before them, as of `now` (UTC): what the Home shows in numbers."""

    def sheet(self, listing: Listing, asked: Asked, after: int | None = None) -> Sheet:
        """A page of a list: what follows the number `after`, or the first one."""


class Transaction(Reads, Protocol):
    """One unit of work: everything in it is kept together, or nothing."""

    def claim(self, key: str, now: datetime) -> bool:
        """Take an idempotency key; False when it was taken before, which makes a redelivery harmless."""

    def keep(self, change: Change[Item], stamp: Stamp) -> None:
        """Write the row if it still stands at the version that was read, and append its event.

        Raises `Conflict` when it does not.
        """

    def keep_devices(self, changes: Sequence[Change[Device]], stamp: Stamp) -> None:
        """Do so for many devices at once, each in one change.

        Raises `Conflict` when one of them does not stand at the version that was read.
        """

    def reschedule(self, subject: Subject, look_at: datetime | None) -> None:
        """Set when something is looked at next, where the plan has changed and the thing itself has not."""

    def add_person(self, person: Person) -> None:
        """Put somebody new on record."""

    def tie_person(self, hire_id: int, person_id: int) -> None:
        """Remember that a new hire and a person in Slack are the same."""

    def keep_contact(self, contact: Contact) -> None:
        """Write private data, in the place of what was there for the same subject."""

    def forget_contact(self, subject: Subject, at: datetime) -> None:
        """Have the private data of a subject deleted at that moment (UTC), unless it goes sooner already."""

    def tell(self, notices: Sequence[Notice]) -> None:
        """Put notices into the outbox; one whose key is there already is left out."""

    def lost_of(self, subject: Subject) -> Sequence[LostCard]:
        """The lost cards of one subject."""

    def post_anew(self, card: LostCard, to: str, at: datetime) -> None:
        """Have a lost card, and the stories below it that failed, sent `to` there, from that moment (UTC) on."""


class Store(Protocol):
    """The database."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A unit of work that is committed when the block ends, and rolled back when it raises."""

    def reading(self) -> AbstractContextManager[Reads]:
        """A consistent view that changes nothing."""
