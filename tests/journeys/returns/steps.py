"""What people do again and again on the way back of a device, in the words that they see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from lifecycle.device import Device
from lifecycle.people import COMMAND_LINE
from lifecycle.policy import Profile
from lifecycle.requests.commands import AddDevice
from lifecycle.retrieval import Return
from sandbox.company import IT_DEVICES
from sandbox.person import After, Form, Person, SeenMessage
from tests.journeys.records import person
from tests.journeys.steps import Cast, send
from tests.support.desk import Office
from tests.support.policy import HEADSET, LAPTOP

LAST_DAY = date(2026, 12, 14)
"""A Monday, twenty days after the first morning."""

PRIVATE: Mapping[str, str] = {
    "Personal email": "greta@home.example",
    "Phone": "+44 20 7946 0958",
    "Pick-up address": "12 Ash Lane\nLondon N1 4QT",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """A company out of which Greta goes, and what she has."""

    office: Office
    cast: Cast
    devices: tuple[str, ...]

    def case(self, number: int = 1) -> Return:
        """The return as it stands."""
        with self.office.bot.core.desk.reading() as reads:
            found = reads.the_return(number)
        assert found is not None
        return found

    def device(self, place: int = 0) -> Device:
        """One of the devices as it stands."""
        with self.office.bot.core.desk.reading() as reads:
            found = reads.device_by_tag(self.devices[place])
        assert found is not None
        return found

    @property
    def card(self) -> SeenMessage:
        """IT's card, as Ana sees it."""
        return self.cast.ana.message("Last heard of", IT_DEVICES)

    def press(self, button: str, answers: Mapping[str, object], near: str | None = None) -> None:
        """Ana presses a button on the card and sends its form."""
        self.card.click(button, near)
        send(self.cast.ana.form, answers)

    def receive(self, place: int = 0, **answers: object) -> None:
        """Ana takes one of the devices in."""
        self.card.click("Mark received")
        form = self.cast.ana.form
        given: dict[str, object] = {"Serial number": f"SN-{self.devices[place]}", "Condition": "Good", **answers}
        if "Device" in form.fields:
            given["Device"] = self.words(place)
        send(form, given)

    def words(self, place: int = 0) -> str:
        """How a device is listed in a form."""
        device = self.device(place)
        return f"{place + 1}. {device.manufacturer} {device.model} ({device.asset_tag})"

    def leave_slack(self) -> None:
        """Greta's account is deactivated."""
        self.office.sandbox.happenings.change(replace(self.cast.greta.user, deleted=True))
        self.office.settle()


def lend(
    office: Office,
    holder: str,
    manager: str | None,
    things: Sequence[Profile] = (LAPTOP, HEADSET),
    *,
    first: int = 100,
) -> tuple[str, ...]:
    """Devices in somebody's hands; returns their tags."""
    for one in filter(None, (holder, manager)):
        office.person(one).command("/device mine")
    held_by = person(office, holder)
    if manager:
        office.bot.core.store.people.set_hr(held_by.id, person(office, manager).id, None)
    tags = tuple(f"DD-{first + number:05}" for number in range(len(things)))
    for tag, profile in zip(tags, things, strict=True):
        command = AddDevice(
            category=profile.category,
            manufacturer=profile.manufacturer,
            model=profile.model,
            country="GB",
            serial=f"SN-{tag}",
            asset_tag=tag,
            holder_id=held_by.id,
        )
        office.bot.core.desk.perform(command, actor=COMMAND_LINE, key=f"lend:{tag}", now=office.clock())
    return tags


def offboard(
    who: Person, leaver: str = "@greta", *, last_day: date = LAST_DAY, answers: Mapping[str, str] | None = None
) -> Form:
    """Begin a return with success."""
    who.command(f"/device offboard {leaver}")
    form = who.form
    form.fill({"Last day": last_day, **(answers or {})})
    after = form.submit()
    assert after is After.CLOSED, f"{after}: {form.text}"
    return form


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def ask(leaving: Leaving, greta: SeenMessage, kind: str, answers: Mapping[str, object] | None = None) -> None:
    """Greta needs help, and says with what."""
    greta.click("I need help")
    send(leaving.cast.greta.form, {"What do you need?": kind, **(answers or {})})
    leaving.office.settle()
