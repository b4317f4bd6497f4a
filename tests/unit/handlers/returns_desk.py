"""Where people come to the desk about returns: commands and forms, as they reach the handlers."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from handlers.choices import choose
from handlers.commands import SUBCOMMANDS
from handlers.guard import Visitor
from handlers.incoming import Body, of_command
from handlers.reception import Reception, Visit
from lifecycle.people import COMMAND_LINE, Person
from lifecycle.requests.commands import AddDevice
from lifecycle.retrieval import Return, ReturnCause
from lifecycle.returns.commands import OpenReturn
from messages.ids import VALUE, Field
from messages.payload import View
from tests.support.company import NOW, TEAM, Company, open_company
from tests.support.forms import inputs, submitted
from tests.unit.handlers.front import NoSlack, People, Whispers, app_of, dispatch, reception

LAST_DAY = NOW.date() + timedelta(days=14)
HOOK = "https://hooks.example/1"


@dataclass
class Front:
    """The desk of a company, with everybody known at its door."""

    company: Company
    reception: Reception
    whispers: Whispers

    def visit(self, person: Person) -> Visit:
        body = {
            "team_id": TEAM,
            "user_id": person.slack_id,
            "trigger_id": f"t.{person.id}",
            "response_url": HOOK,
        }
        visitor = Visitor(person=person, roles=self.company.actor(person).roles)
        return Visit(visitor=visitor, incoming=of_command(body), now=NOW, today=NOW.date())

    def command(self, by: Person, words: str, *more: str) -> View:
        """The form that opens."""
        client = NoSlack()
        subcommand = SUBCOMMANDS[words]
        assert subcommand(self.reception, self.visit(by), client, " ".join(more)) is None
        [(method, arguments)] = client.calls
        assert method == "views.open"
        return cast(Mapping[str, View], arguments["json"])["view"]

    def choose(self, by: Person, view: View, field: Field, **typed: object) -> View:
        """The form that stands there once something was chosen in it."""
        client, body = NoSlack(), self.choice(by, view, field, **typed)
        choose(self.reception, body, client)
        [(method, arguments)] = client.calls
        assert method == "views.update"
        return cast(Mapping[str, View], arguments["json"])["view"]

    def choice(self, by: Person, view: View, field: Field, **typed: object) -> Body:
        """What Slack sends when something is chosen in a form."""
        action = {"action_id": VALUE, "block_id": field.value, "action_ts": "1.3"}
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": by.slack_id, "team_id": TEAM},
            "container": {"type": "view", "view_id": "V1"},
            "view": submitted(view, **typed),
            "actions": [action],
        }

    def send(self, by: Person, view: View, **typed: object) -> Mapping[str, object]:
        """What is answered to the form."""
        body: Body = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": by.slack_id, "team_id": TEAM},
            "view": submitted(view, **typed),
        }
        response = dispatch(app_of(self.reception), body)
        assert response.status == 200
        return json.loads(response.body) if response.body else {}

    def open_return(self, person: Person) -> Return | None:
        with self.company.store.reading() as reads:
            return reads.open_return_of(person.id)


def lend(company: Company, holder: Person, tag: str) -> int:
    command = AddDevice(
        category="laptop",
        manufacturer="Lenovo",
        model="T14",
        country="DE",
        serial=f"PF-{tag}",
        asset_tag=tag,
        holder_id=holder.id,
    )
    device = company.perform(command, COMMAND_LINE).device
    assert device is not None
    return device.id


@contextmanager
def open_front(sqlite_url: str) -> Iterator[Front]:
    """Will holds two laptops; Mia is his manager on record."""
    with open_company(sqlite_url) as company:
        for tag in ("DD-00901", "DD-00902"):
            lend(company, company.worker, tag)
        company.store.people.set_hr(company.worker.id, company.manager.id, None)
        everybody = (company.manager, company.worker, company.ana, company.ben, company.vera)
        known = {str(one.slack_id): Visitor(person=one, roles=company.actor(one).roles) for one in everybody}
        whispers = Whispers()
        yield Front(company, reception(People(known), whispers, company.desk), whispers)


def mention(person: Person) -> str:
    return f"<@{person.slack_id}|{person.name}>"


def fields(view: View) -> list[object]:
    return [block["block_id"] for block in inputs(view)]


def opened(front: Front, last_day: date = LAST_DAY) -> Return:
    command = OpenReturn(holder_id=front.company.worker.id, cause=ReturnCause.LEAVING, last_day=last_day)
    case = front.company.perform(command, front.company.ana).returned
    assert case is not None
    return case
