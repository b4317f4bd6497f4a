"""Somebody who leaves and was made a guest still gives back what they have, and does nothing else here."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pytest

from handlers import guests
from handlers.forms import FORMS
from handlers.guard import Visitor
from handlers.home import build, view_of
from handlers.incoming import Body, of_event
from handlers.modals import open_form
from lifecycle.people import Person, Role
from lifecycle.reads.worklist import Listing
from lifecycle.retrieval import Return, ReturnState
from lifecycle.returns.commands import CallOffReturn, MarkKitSent
from messages.answers import Stranger, not_for
from messages.ids import Action, Callback, Field, Opened, Target
from messages.payload import View
from messages.places import Place
from messages.reader import Reader
from messages.returns.steps import LEAVER_STEPS
from tests.support.company import NOW, TEAM, account
from tests.support.subjects import a_return
from tests.unit.handlers.front import NoSlack, People, Shown, app_of, dispatch
from tests.unit.handlers.returns_desk import Front, opened


@pytest.fixture
def guest(front: Front) -> Person:
    """Will, whose return is open and who has been made a guest; some user group still has him in IT."""
    opened(front)
    found = replace(front.company.worker, is_guest=True)
    cast(People, front.reception.directory).known[str(found.slack_id)] = Visitor(
        person=found, roles=frozenset({Role.IT})
    )
    return found


def case_of(front: Front) -> Return:
    found = front.open_return(front.company.worker)
    assert found
    return found


def click(front: Front, guest: Person, action: Action, about: str) -> str | None:
    """What the guest is told after a click; None for nothing."""
    body: Body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": guest.slack_id, "team_id": TEAM},
        "container": {"message_ts": "1.2"},
        "trigger_id": "1.2",
        "response_url": "https://hooks.example/1",
        "actions": [{"action_id": action, "block_id": "b", "action_ts": f"1.{action}", "value": about}],
    }
    before = len(front.whispers.said)
    assert dispatch(app_of(front.reception), body).status == 200
    said = front.whispers.said[before:]
    return said[0][1] if said else None


def is_turned_away(front: Front, guest: Person, action: Action, about: str) -> bool:
    return click(front, guest, action, about) == not_for(Stranger.GUEST, Reader.of(guest))


def form(front: Front, guest: Person, action: Action) -> View:
    """The form that opens behind one of their buttons."""
    client, own = NoSlack(), Opened(Target(case_of(front).subject))
    visit = replace(front.visit(guest), visitor=Visitor(person=guest))
    open_form(front.reception, visit, FORMS[action], own, client)
    [(_, arguments)] = client.calls
    return cast(Mapping[str, View], arguments["json"])["view"]


def test_they_confirm_the_kit(front: Front, guest: Person) -> None:
    kit = MarkKitSent(return_id=case_of(front).id, carrier="DHL", tracking=None, expected_on=None)
    front.company.perform(kit, front.company.ana)
    thanks = click(front, guest, Action.KIT_ARRIVED, str(case_of(front).subject))
    assert thanks is not None
    assert thanks.startswith("Thank you.")
    assert case_of(front).state is ReturnState.KIT_DELIVERED


def test_they_ask_for_help(front: Front, guest: Person) -> None:
    view = front.choose(guest, form(front, guest, Action.NEED_HELP), Field.KIND, kind="refuses")
    assert front.send(guest, view, kind="refuses", text="No.") == {}
    assert [one.kind for one in case_of(front).problems] == ["refuses"]


def test_they_leave_an_address(front: Front, guest: Person) -> None:
    assert front.send(guest, form(front, guest, Action.CHANGE_RETURN), email="will@home.example.org") == {}
    with front.company.store.reading() as reads:
        assert reads.reach_of(case_of(front).subject) == {"email"}


def test_they_send_it(front: Front, guest: Person) -> None:
    assert front.send(guest, form(front, guest, Action.SENT_BACK), carrier="DHL") == {}
    assert case_of(front).state is ReturnState.SHIPPED


@pytest.mark.parametrize("action", sorted(set(Action) - set(LEAVER_STEPS)))
def test_every_other_button_is_refused(front: Front, guest: Person, action: Action) -> None:
    assert is_turned_away(front, guest, action, str(case_of(front).subject))


def test_so_is_what_is_not_about_their_own_open_return(front: Front, guest: Person) -> None:
    case = case_of(front)
    assert is_turned_away(front, guest, Action.SENT_BACK, str(a_return(case.id + 1)))
    view = form(front, guest, Action.SENT_BACK)
    other = {**view, "private_metadata": Opened(Target(a_return(case.id + 1))).encode()}
    assert front.send(guest, other)["response_action"] == "update"
    front.company.perform(CallOffReturn(return_id=case.id, reason="Stays."), front.company.ana)
    assert is_turned_away(front, guest, Action.SENT_BACK, str(case.subject))


def test_their_forms_speak_to_them(front: Front, guest: Person) -> None:
    for action in (Action.SENT_BACK, Action.NEED_HELP, Action.CHANGE_RETURN):
        assert "Your return #1: " in str(form(front, guest, action))


def test_every_other_form_is_refused(front: Front, guest: Person) -> None:
    view = form(front, guest, Action.SENT_BACK)
    for callback in set(Callback) - set(guests.FORMS):
        answer = json.dumps(front.send(guest, {**view, "callback_id": callback.value}), ensure_ascii=False)
        assert not_for(Stranger.GUEST, Reader.of(guest)) in answer


def test_they_come_without_any_role(front: Front, guest: Person) -> None:
    visit = front.reception.admit(of_event({"team_id": TEAM}, str(guest.slack_id)), guests.at_home)
    assert visit.visitor.roles == frozenset()


def test_home_shows_what_they_give_back_and_nothing_else(front: Front, guest: Person) -> None:
    event = {"type": "app_home_opened", "user": guest.slack_id, "tab": "home"}
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event}
    homes = Shown()
    assert dispatch(app_of(replace(front.reception, homes=homes)), body).status == 200
    assert homes.places == [(guest.slack_id, Place())]
    home = str(view_of(front.company.desk, NOW, guest, Place(Listing.TO_APPROVE)))
    assert "this is what you have to give back" in home
    assert Action.SENT_BACK in home
    assert Action.NEW_REQUEST not in home


def test_home_follows_until_it_is_over(front: Front, guest: Person) -> None:
    company = front.company
    company.store.people.record(account("U1", "Will Worker", is_guest=True, updated=9), NOW)
    call_off = CallOffReturn(return_id=case_of(front).id, reason="Stays.")
    company.perform(call_off, company.ana)
    built = build(company.desk, lambda: NOW, guest.id, Place())
    assert built
    assert built[0] == guest.slack_id
    assert "As a guest, please ask your host" in str(built[1])
    assert Action.NEW_REQUEST not in str(built[1])
