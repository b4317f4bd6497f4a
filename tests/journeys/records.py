"""What is on record, for assertions."""

from collections.abc import Sequence

from sqlalchemy import select

from lifecycle.device import Device
from lifecycle.people import COMMAND_LINE, Person
from lifecycle.policy import Profile
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import Request
from lifecycle.requests.commands import AddDevice
from lifecycle.subject import Subject
from store.tables.models import event
from tests.support.desk import Office
from tests.support.subjects import a_request


def request(office: Office, number: int = 1) -> Request:
    """The request as it stands."""
    return facts(office, number).request


def facts(office: Office, number: int = 1) -> RequestFacts:
    """The request with everything it names."""
    with office.bot.core.desk.reading() as reads:
        found = reads.facts(a_request(number))
    assert isinstance(found, RequestFacts)
    return found


def device(office: Office, tag: str) -> Device:
    """The device with that asset tag."""
    with office.bot.core.desk.reading() as reads:
        found = reads.device_by_tag(tag)
    assert found is not None
    return found


def person(office: Office, slack_id: str) -> Person:
    """The person behind a Slack account."""
    with office.bot.core.desk.reading() as reads:
        found = reads.person_in_slack(office.sandbox.team_id, slack_id)
    assert found is not None
    return found


def happened(office: Office, subject: str = "request:1") -> Sequence[str]:
    """The names of what happened to a subject, oldest first."""
    query = select(event.c.name).where(event.c.subject == Subject.parse(subject)).order_by(event.c.seq)
    with office.bot.core.database.reader() as connection:
        return [str(name) for name in connection.scalars(query)]


def stock(office: Office, profile: Profile, tag: str, *, country: str = "GB", location: str = "london") -> int:
    """Put a device of this profile into stock; returns its id."""
    command = AddDevice(
        category=profile.category,
        manufacturer=profile.manufacturer,
        model=profile.model,
        country=country,
        serial=f"SN-{tag}",
        asset_tag=tag,
        location=location,
    )
    outcome = office.bot.core.desk.perform(command, actor=COMMAND_LINE, key=f"stock:{tag}", now=office.clock())
    assert outcome.device is not None
    return outcome.device.id
