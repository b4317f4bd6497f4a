"""The app's Home tab: published when somebody opens it, turns its pages, or when something of theirs changes."""

from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.reception import Reception, Visit
from lifecycle.calendar import local_day
from lifecycle.desk import Outcome
from lifecycle.facts import Mine, ReturnFacts
from lifecycle.people import Actor, Person
from lifecycle.ports import Reads
from lifecycle.worklist import Asked, may_list
from messages import home, home_list
from messages.blocks import OVERVIEW
from messages.payload import View
from messages.places import Place
from messages.reader import Reader

CONFLICT = "hash_conflict"


def publish(reception: Reception, visit: Visit, client: WebClient, shown: str | None) -> None:
    """Show what concerns the person; `shown` is the hash of the Home that they have, None for the first one.

    Where another delivery was faster, what stands now is read and shown once more, whatever is there.
    """
    try:
        _publish(reception, visit, client, shown)
    except SlackApiError as error:
        if error.response["error"] != CONFLICT:
            raise
        _publish(reception, visit, client, None)


def follow(reception: Reception, visit: Visit, outcome: Outcome, *, at_home: bool, place: Place = OVERVIEW) -> None:
    """Have the Homes shown anew that somebody may look at: of whom the change concerns, and of who acted `at_home`.

    Who acted at home stays at the `place` where they did. Everybody else's is published when they open it.
    """
    lookers = {one.id: one for one in _concerned(reception, outcome)}
    lookers.pop(visit.visitor.person.id, None) if at_home else None
    for person in lookers.values():
        reception.answers.publish(str(person.slack_id), partial(view_of, reception, person))
    if at_home:
        turn(reception, visit, place)


def turn(reception: Reception, visit: Visit, place: Place) -> None:
    """Show the visitor another place of their Home, or the same one anew."""
    person = visit.visitor.person
    reception.answers.publish(str(person.slack_id), partial(view_of, reception, person, place))


def concerning(reception: Reception, person: Person) -> tuple[Mine, ReturnFacts | None]:
    """What a person has and has asked for, and their open return."""
    with reception.desk.reading() as reads:
        return _own(reads, person)


def view_of(reception: Reception, person: Person, place: Place = OVERVIEW) -> View:
    """The Home of a person, as things stand; the overview where the place is not for them."""
    policy, now, reader = reception.desk.policy, reception.clock(), Reader.of(person)
    today = local_day(now, policy.working_hours.zone)
    asked = Asked(person_id=person.id, today=today, policy=policy)
    with reception.desk.reading() as reads:
        roles = reads.roles_of(person.id)
        if place.listing and may_list(Actor(person_id=person.id, roles=roles), place.listing):
            sheet = reads.sheet(place.listing, asked, place.after)
            return home_list.build(sheet, place, policy, reader, now)
        mine, returning = _own(reads, person)
        work = reads.work(asked, roles, now)
    return home.build(person, mine, policy, reader, now, returning, work)


def _own(reads: Reads, person: Person) -> tuple[Mine, ReturnFacts | None]:
    mine, case = reads.mine(person.id), reads.open_return_of(person.id)
    facts = reads.facts(case.subject) if case else None
    return mine, facts if isinstance(facts, ReturnFacts) else None


def _concerned(reception: Reception, outcome: Outcome) -> list[Person]:
    """Whose Home shows what has changed, as far as they can be asked in Slack."""
    request, case, device = outcome.request, outcome.returned, outcome.device
    ids = dict.fromkeys(
        [
            *(request.people if request else ()),
            *((case.holder_id, case.manager_id) if case else ()),
            *((device.holder_id,) if device else ()),
        ]
    )
    with reception.desk.reading() as reads:
        people = [reads.person(one) for one in ids if one is not None]
    return [one for one in people if one and one.has_home]


def _publish(reception: Reception, visit: Visit, client: WebClient, shown: str | None) -> None:
    view = view_of(reception, visit.visitor.person)
    client.views_publish(user_id=visit.incoming.user_id, view=view, hash=shown)
