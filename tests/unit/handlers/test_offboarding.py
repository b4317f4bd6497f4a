"""`/device offboard` and `/device return`: who gets which form, and what becomes of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import pytest
from slack_sdk import WebClient

from handlers.actions import COMMANDS
from handlers.commands import SUBCOMMANDS
from handlers.forms import FORMS
from handlers.guard import Visitor
from handlers.incoming import Body, of_command
from handlers.modals import open_form
from handlers.reception import Reception, Visit
from lifecycle.commands import AddDevice
from lifecycle.errors import Reason, Refused
from lifecycle.people import COMMAND_LINE, Person
from lifecycle.retrieval import Return, ReturnCause
from lifecycle.return_commands import OpenReturn
from messages.ids import Action, Callback, Opened, Target
from messages.payload import View
from tests.support.company import NOW, TEAM, Company, open_company
from tests.support.forms import inputs, submitted
from tests.support.subjects import a_device, a_request, a_return
from tests.unit.handlers.front import NoSlack, People, Whispers, app_of, dispatch, reception

LAST_DAY = NOW.date() + timedelta(days=14)


@dataclass
class Front:
    """The desk of a company, with everybody known at its door."""

    company: Company
    reception: Reception
    whispers: Whispers

    def visit(self, person: Person) -> Visit:
        body = {"team_id": TEAM, "user_id": person.slack_id, "trigger_id": f"t.{person.id}"}
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


@pytest.fixture
def front(sqlite_url: str) -> Iterator[Front]:
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


def test_the_form_names_the_person_and_what_they_hold(front: Front) -> None:
    view = front.command(front.company.ana, "offboard", mention(front.company.worker))
    for words in ("Will Worker", "DD-00901", "DD-00902"):
        assert words in str(view)
    assert "holder_id" not in fields(view)


@pytest.mark.parametrize("words", ["", "@will", "somebody"])
def test_without_a_mention_the_form_asks_who_leaves(front: Front, words: str) -> None:
    view = front.command(front.company.vera, "offboard", words)
    assert "holder_id" in fields(view)
    assert "empty_too" not in fields(view), "that is for IT"


def test_it_the_manager_and_oneself_open_the_form_and_nobody_else(front: Front) -> None:
    company = front.company
    for one in (company.ana, company.manager, company.worker):
        front.command(one, "offboard", mention(company.worker))
    for words in ("offboard", "return"):
        with pytest.raises(Refused) as no:
            front.command(company.vera, words, mention(company.worker))
        assert no.value.reason is Reason.NOT_ALLOWED


def test_who_holds_nothing_is_a_case_for_it_alone(front: Front) -> None:
    company = front.company
    for by, words in ((company.vera, "offboard"), (company.vera, "return"), (company.ana, "return")):
        with pytest.raises(Refused) as no:
            front.command(by, words, mention(company.vera))
        assert no.value.reason is Reason.NO_DEVICES
    view = front.command(company.ana, "offboard", mention(company.vera))
    assert front.send(company.ana, view, last_day=str(LAST_DAY), empty_too=["yes"]) == {}
    assert front.open_return(company.vera)


def test_nobody_here_is_answered_in_words(front: Front) -> None:
    with pytest.raises(Refused) as no:
        front.command(front.company.ana, "offboard", "<@U0NOBODY>")
    assert no.value.reason is Reason.NOT_REACHABLE


def test_a_leaver_gives_everything_back(front: Front) -> None:
    company = front.company
    view = front.command(company.manager, "offboard")
    typed = {"holder_id": company.worker.slack_id, "last_day": str(LAST_DAY), "phone": "030 1234567"}
    assert front.send(company.manager, view, **typed) == {}
    case = front.open_return(company.worker)
    assert case is not None
    assert (case.cause, case.last_day, len(case.items)) == (ReturnCause.LEAVING, LAST_DAY, 2)
    assert case.manager_id == company.manager.id
    with company.store.reading() as reads:
        contact = reads.contact(case.subject)
    assert contact is not None
    assert contact.phone == "+49 30 1234567"


def test_a_swap_is_of_ones_own_devices(front: Front) -> None:
    company = front.company
    view = front.command(company.worker, "return")
    assert view["callback_id"] == Callback.OFFBOARD
    answer = front.send(company.worker, view, last_day=str(LAST_DAY), device_ids=["1"])
    assert answer == {}
    case = front.open_return(company.worker)
    assert case is not None
    assert (case.cause, [item.device_id for item in case.items]) == (ReturnCause.SWAP, [1])


def test_who_may_not_is_told_on_the_form_and_nothing_is_kept(front: Front) -> None:
    company = front.company
    view = front.command(company.vera, "offboard")
    answer = front.send(company.vera, view, holder_id=company.worker.slack_id, last_day=str(LAST_DAY))
    assert answer["response_action"] == "update"
    assert front.open_return(company.worker) is None


def test_somebody_unknown_and_bad_input_stand_at_their_fields(front: Front) -> None:
    company = front.company
    view = front.command(company.ana, "offboard")
    answer = front.send(company.ana, view, holder_id="U0NOBODY", last_day=str(LAST_DAY))
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["holder_id"]  # type: ignore[call-overload]
    answer = front.send(company.ana, view, holder_id=None, last_day=None, email="x", phone="x", pick_up="x")
    wrong = {"holder_id", "last_day", "email", "phone", "pick_up"}
    assert set(answer["errors"]) == wrong  # type: ignore[call-overload]


def test_a_last_day_that_has_passed_is_asked_about_once(front: Front) -> None:
    company = front.company
    view = front.command(company.ana, "offboard", mention(company.worker))
    typed = {"last_day": str(NOW.date() - timedelta(days=1))}
    answer = front.send(company.ana, view, **typed)
    assert answer["response_action"] == "update"
    assert "has passed" in str(answer)
    assert front.open_return(company.worker) is None
    assert front.send(company.ana, answer["view"], **typed) == {}  # type: ignore[arg-type]
    assert front.open_return(company.worker)


def opened(front: Front, last_day: date = LAST_DAY) -> Return:
    command = OpenReturn(holder_id=front.company.worker.id, cause=ReturnCause.LEAVING, last_day=last_day)
    case = front.company.perform(command, front.company.ana).returned
    assert case is not None
    return case


@pytest.mark.parametrize("words", ["offboard", "return"])
def test_whose_return_is_open_already_is_asked_for_changes(front: Front, words: str) -> None:
    company = front.company
    case = opened(front)
    view = front.command(company.manager, words, mention(company.worker))
    assert view["callback_id"] == Callback.CHANGE_RETURN
    later = LAST_DAY + timedelta(days=7)
    typed = {"last_day": str(later), "manager_id": company.ben.slack_id, "email": "will@home.example.org"}
    assert front.send(company.manager, view, **typed) == {}
    with company.store.reading() as reads:
        after = reads.the_return(case.id)
        reach = reads.reach_of(case.subject)
    assert after is not None
    assert (after.last_day, after.manager_id, set(reach)) == (later, company.ben.id, {"email"})


def test_a_last_day_that_was_known_is_not_asked_about_again(front: Front) -> None:
    company = front.company
    opened(front, NOW.date() - timedelta(days=3))
    view = front.command(company.worker, "offboard", mention(company.worker))
    assert front.send(company.worker, view, pick_up="Lindenweg 4, 12345 Musterstadt") == {}


@pytest.mark.parametrize("action", sorted(set(FORMS)))
def test_a_form_is_about_what_its_command_is_about(front: Front, action: Action) -> None:
    opened(front)
    for subject in (a_return(1), a_device(1)):
        if subject.kind is not FORMS[action].command.subject_kind:
            with pytest.raises(Refused) as no:
                open_form(
                    front.reception,
                    front.visit(front.company.ana),
                    FORMS[action],
                    Opened(Target(subject)),
                    WebClient(),
                )
            assert no.value.reason is Reason.NOT_FOUND


@pytest.mark.parametrize("action", sorted(COMMANDS))
def test_a_button_about_something_else_does_nothing(front: Front, action: Action) -> None:
    kinds = (a_return(1), a_request(1), a_device(1))
    wrong = next(one for one in kinds if COMMANDS[action](Target(one)).subject != one)
    body: Body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": front.company.ana.slack_id, "team_id": TEAM},
        "container": {"message_ts": "1.2"},
        "trigger_id": "1.2",
        "actions": [{"action_id": action, "block_id": "b", "action_ts": "1.3", "value": str(wrong)}],
    }
    assert dispatch(app_of(front.reception), body).status == 200
    assert len(front.whispers.said) == 1
