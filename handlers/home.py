"""The app's Home tab: shown when somebody opens it or turns its pages, and from then on whenever it changes."""

from collections.abc import Callable
from datetime import datetime

from handlers.incoming import Body, text
from handlers.reception import Reception, Visit
from lifecycle.calendar import local_day
from lifecycle.desk import Desk
from lifecycle.people import Actor, Person, Role
from lifecycle.ports import Reads
from lifecycle.reads.facts import Mine, ReturnFacts
from lifecycle.reads.finding import FIRST, DeviceStory
from lifecycle.reads.worklist import Asked, may_list
from messages import home, home_device, home_list
from messages.blocks import OVERVIEW
from messages.payload import View
from messages.places import Place
from messages.reader import Reader


def turn(reception: Reception, visit: Visit, place: Place) -> None:
    """Show the visitor a place of their Home, as things stand, and again whenever it changes."""
    reception.homes.show(visit.visitor.person, place)


def stay(reception: Reception, visit: Visit, body: Body) -> None:
    """Keep their Home, if a click came from there, as things stand at the place that they had before them."""
    if text(body, "view", "type") == "home":
        reception.homes.stay(visit.visitor.person, place_of(body))


def place_of(payload: Body) -> Place:
    """What the Home shows that came along with an event or a click.

    Slack keeps a Home for as long as nobody opens it: one that an earlier version has shown may be at no place of ours.
    """
    try:
        return Place.decode(text(payload, "view", "private_metadata"))
    except ValueError:
        return OVERVIEW


def concerning(reception: Reception, person: Person) -> tuple[Mine, ReturnFacts | None]:
    """What a person has and has asked for, and their open return."""
    with reception.desk.reading() as reads:
        return _own(reads, person)


def build(desk: Desk, clock: Callable[[], datetime], person_id: int, place: Place) -> tuple[str, View] | None:
    """The Slack id of a person and their Home at a place; None for whoever may look at none (any more)."""
    with desk.reading() as reads:
        person = reads.person(person_id)
    if person is None or person.slack_id is None or not person.has_home:
        return None
    return person.slack_id, view_of(desk, clock(), person, place)


def view_of(desk: Desk, now: datetime, person: Person, place: Place = OVERVIEW) -> View:
    """The Home of a person, as things stand at `now` (UTC); the overview where the place is not for them."""
    policy, reader = desk.policy, Reader.of(person)
    today = local_day(now, policy.working_hours.zone)
    asked = Asked(person_id=person.id, today=today, policy=policy)
    with desk.reading() as reads:
        roles = frozenset() if person.is_guest else reads.roles_of(person.id)
        actor = Actor(person_id=person.id, roles=roles)
        if story := _shown_device(reads, person, actor, place):
            return home_device.build(story, place, policy, reader, now, actor=actor)
        if place.listing and not person.is_guest and may_list(actor, place.listing):
            sheet = reads.sheet(place.listing, asked, place.after)
            return home_list.build(sheet, place.around, policy, reader, now)
        mine, returning = _own(reads, person)
        work = reads.work(asked, roles, now)
    return home.build(person, mine, policy, reader, now, returning, work)


def _shown_device(reads: Reads, person: Person, actor: Actor, place: Place) -> DeviceStory | None:
    """The device that the Home shows, if they see it; a guest sees none, whatever they had before they were one."""
    device = None if place.device is None or person.is_guest else reads.device(place.device)
    if device is None or not (Role.IT in actor.roles or device.holder_id in reads.circle(person.id)):
        return None
    return reads.story(device.id, FIRST)


def _own(reads: Reads, person: Person) -> tuple[Mine, ReturnFacts | None]:
    mine, case = reads.mine(person.id), reads.open_return_of(person.id)
    facts = reads.facts(case.subject) if case else None
    return mine, facts if isinstance(facts, ReturnFacts) else None
