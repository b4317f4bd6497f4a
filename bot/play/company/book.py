"""What those who act in a scene know: the day, the people, their devices, and how that stands which the story tells."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count, takewhile
from typing import TypeVar

from bot.core import Core
from bot.play.company.owned import serial_of
from lifecycle.audit import Audit
from lifecycle.campaign import Campaign
from lifecycle.desk import Outcome
from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import Subject, SubjectKind
from sandbox.company import TEAM

SATURDAY = 5

T = TypeVar("T")


class Book:
    """One story's view of the record; `today` is the present day, from which all days are counted."""

    def __init__(self, core: Core, story: str, today: date) -> None:
        self._core = core
        self._today = today
        self._request_id = 0
        self._return_id = 0
        self._campaign_id = 0
        self.story = story

    def keep(self, outcome: Outcome) -> None:
        """Remember which request, return or campaign the story is about, once it has begun."""
        self._request_id = self._request_id or (outcome.request.id if outcome.request else 0)
        self._return_id = self._return_id or (outcome.returned.id if outcome.returned else 0)
        campaigns = (one.after.id for one in outcome.changes if isinstance(one.after, Campaign))
        self._campaign_id = self._campaign_id or next(campaigns, 0)

    @property
    def policy(self) -> Policy:
        """The company's policy."""
        return self._core.policy

    @property
    def request(self) -> Request:
        """The story's request as it stands."""
        with self._core.desk.reading() as reads:
            return _there(reads.request(self._request_id))

    @property
    def case(self) -> Return:
        """The story's return as it stands."""
        with self._core.desk.reading() as reads:
            return _there(reads.the_return(self._return_id))

    def device(self, item: int) -> Device:
        """The device of one of the return's items."""
        with self._core.desk.reading() as reads:
            return _there(reads.device(self.case.item(item).device_id))

    def certificate(self, item: int) -> Certificate:
        """The newest certificate of one of the return's items."""
        with self._core.desk.reading() as reads:
            return reads.certificates_of([self.case.item(item).device_id])[-1]

    def person(self, slack_id: str) -> Person:
        """Somebody by their id in Slack."""
        with self._core.desk.reading() as reads:
            return _there(reads.person_in_slack(TEAM.id, slack_id))

    def held(self, slack_id: str, profile_id: str) -> Device:
        """What somebody has of a profile from the beginning."""
        maker = self.policy.profile(profile_id).manufacturer
        with self._core.desk.reading() as reads:
            return _there(reads.device_by_serial(serial_of(slack_id, profile_id, maker)))

    def asked(self, slack_id: str) -> Audit:
        """The audit by which somebody is asked."""
        with self._core.desk.reading() as reads:
            return _there(reads.open_audit_of(self.person(slack_id).id))

    @property
    def shelf(self) -> Audit:
        """The audit of the shelf that the story's campaign goes through."""
        with self._core.desk.reading() as reads:
            audits = takewhile(bool, (reads.item(Subject(SubjectKind.AUDIT, number)) for number in count(1)))
            own = (one for one in audits if isinstance(one, Audit) and one.campaign_id == self._campaign_id)
            return _there(next(own, None))

    def on_shelf(self, audit: Audit) -> Sequence[Device]:
        """The devices that an audit asks for."""
        with self._core.desk.reading() as reads:
            return reads.devices([item.device_id for item in audit.items])

    def next_tag(self) -> str:
        """The next free asset tag."""
        with self._core.desk.reading() as reads:
            return reads.next_asset_tag(self.policy.asset_tag_prefix)

    def day(self, ahead: int) -> date:
        """So many days from today (before it, if negative); on a Monday instead of a weekend."""
        found = self._today + timedelta(days=ahead)
        while found.weekday() >= SATURDAY:
            found += timedelta(days=1)
        return found


def _there(found: T | None) -> T:
    if found is None:
        raise LookupError("a story tells of what is not on record")
    return found
