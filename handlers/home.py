"""The app's Home tab: published when somebody opens it, and when what it shows of their return changes."""

from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.reception import Reception, Visit
from lifecycle.desk import Outcome
from lifecycle.facts import Mine, ReturnFacts
from lifecycle.people import Person
from messages import home
from messages.payload import View
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


def follow(reception: Reception, visit: Visit, outcome: Outcome, *, at_home: bool) -> None:
    """Have the Homes shown anew that somebody may look at: of whoever gives devices back, and of who acted `at_home`.

    Everybody else's is published when they open it.
    """
    lookers = {visit.visitor.person.id: visit.visitor.person} if at_home else {}
    if outcome.returned:
        with reception.desk.reading() as reads:
            holder = reads.person(outcome.returned.holder_id)
        if holder and holder.is_reachable:
            lookers[holder.id] = holder
    for person in lookers.values():
        reception.answers.publish(str(person.slack_id), partial(view_of, reception, person))


def concerning(reception: Reception, person: Person) -> tuple[Mine, ReturnFacts | None]:
    """What a person has and has asked for, and their open return."""
    with reception.desk.reading() as reads:
        mine, case = reads.mine(person.id), reads.open_return_of(person.id)
        facts = reads.facts(case.subject) if case else None
    return mine, facts if isinstance(facts, ReturnFacts) else None


def view_of(reception: Reception, person: Person) -> View:
    """The Home of a person, as things stand."""
    mine, returning = concerning(reception, person)
    return home.build(person, mine, reception.desk.policy, Reader.of(person), reception.clock(), returning)


def _publish(reception: Reception, visit: Visit, client: WebClient, shown: str | None) -> None:
    view = view_of(reception, visit.visitor.person)
    client.views_publish(user_id=visit.incoming.user_id, view=view, hash=shown)
