"""`/device offboard` and `/device return`: who gets which form, and what becomes of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.actions import COMMANDS
from handlers.choices import choose
from handlers.commands import SUBCOMMANDS
from handlers.forms import FORMS
from handlers.incoming import Body
from handlers.modals import built, open_form
from lifecycle.errors import Reason, Refused
from lifecycle.people import Person
from lifecycle.retrieval import ProblemKind, ReturnCause
from messages.ids import Action, Callback, Field, Opened, Target
from messages.payload import View
from sandbox.blockkit import Surface, check_view
from tests.support.company import NOW, TEAM
from tests.support.forms import element
from tests.support.subjects import a_device, a_request, a_return
from tests.unit.handlers.front import NoSlack, app_of, dispatch
from tests.unit.handlers.returns_desk import HOOK, LAST_DAY, Front, fields, mention, opened


def test_the_form_names_the_person_and_what_they_hold(front: Front) -> None:
    view = front.command(front.company.ana, "offboard", mention(front.company.worker))
    for words in ("Will Worker", "DD-00901", "DD-00902"):
        assert words in str(view)
    assert "holder_id" not in fields(view)


def test_without_a_mention_the_form_asks_who_leaves(front: Front) -> None:
    view = front.command(front.company.vera, "offboard")
    assert "holder_id" in fields(view)
    assert "Nobody here is called" not in str(view)
    assert "empty_too" not in fields(view), "that is for IT"


def test_a_name_that_is_nobodys_is_told_before_the_form_asks(front: Front) -> None:
    view = front.command(front.company.vera, "offboard", " @wil ")
    assert cast(list[Mapping[str, object]], view["blocks"])[0]["type"] == "alert"
    assert "Nobody here is called “@wil”. Please pick the person below." in str(view)
    assert "holder_id" in fields(view)
    long = front.command(front.company.vera, "offboard", "<b>" * 500)
    assert check_view(long, Surface.MODAL) == []


def test_a_return_for_nobody_is_not_ones_own(front: Front) -> None:
    client = NoSlack()
    told = SUBCOMMANDS["return"](front.reception, front.visit(front.company.worker), client, "@wil")
    assert client.calls == []
    assert told
    assert "Nobody here is called “@wil”." in told.text


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
        told = front.reception.words(no.value, front.visit(by))
        assert told == ("You have" if by is company.vera else f"{company.vera.name} has") + " no devices on record."
    view = front.command(company.ana, "offboard", mention(company.vera))
    assert front.send(company.ana, view, last_day=str(LAST_DAY), empty_too=["yes"]) == {}
    assert front.open_return(company.vera)
    [(_, words)] = front.whispers.said
    assert "who has no devices on record; its card is in <#C" in words


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
    [(place, words)] = front.whispers.said
    assert place == HOOK
    assert words.startswith(f"Return #{case.id} has begun: <@{company.worker.slack_id}> gives back Lenovo T14")
    assert "You hear from us if they do not answer." in words
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
    [(_, words)] = front.whispers.said
    assert words.startswith(f"Return #{case.id} has begun: you give back Lenovo T14 (`DD-00901`) by ")
    assert "Next: IT sends you a box" in words
    assert "press “Change” there and give an address" in words


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


def test_whoever_is_picked_has_their_devices_listed(front: Front) -> None:
    company, worker = front.company, front.company.worker
    typed = {"last_day": str(LAST_DAY), "phone": "030 1234567"}
    view = front.choose(
        company.ana, front.command(company.ana, "offboard"), Field.HOLDER, holder_id=worker.slack_id, **typed
    )
    assert "DD-00901" in str(view)
    assert "DD-00902" in str(view)
    assert check_view(view, Surface.MODAL) == []
    assert "initial_user" not in element(view, "manager_id"), "it would be sent for whoever is picked next"
    assert fields(view) == fields(front.command(company.ana, "offboard")), "nothing that was typed loses its place"
    assert front.send(company.ana, view, holder_id=worker.slack_id, **typed) == {}
    assert front.open_return(worker)
    [(place, _)] = front.whispers.said
    assert place == HOOK


def test_somebody_elses_devices_are_not_shown_to_anybody(front: Front) -> None:
    company, worker = front.company, front.company.worker
    blank = front.command(company.vera, "offboard")
    view = front.choose(company.vera, blank, Field.HOLDER, holder_id=worker.slack_id)
    assert "DD-00901" not in str(view)
    assert cast(list[Mapping[str, object]], view["blocks"])[0]["type"] == "alert"
    other = front.choose(company.vera, blank, Field.HOLDER, holder_id=company.vera.slack_id)
    assert "You have no devices on record." in str(other)
    assert "U0NOBODY" not in str(front.choose(company.vera, blank, Field.HOLDER, holder_id="U0NOBODY"))


def test_nobody_picked_any_more_and_a_return_that_is_open(front: Front) -> None:
    company, worker = front.company, front.company.worker
    blank = front.command(company.ana, "offboard")
    listed = front.choose(company.ana, blank, Field.HOLDER, holder_id=worker.slack_id)
    assert "DD-00901" not in str(front.choose(company.ana, listed, Field.HOLDER, holder_id=None))
    case = opened(front)
    assert f"#{case.id}" in str(front.choose(company.ana, listed, Field.HOLDER, holder_id=worker.slack_id))


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("ana", "Please use its card."),
        ("manager", "To change it, type “/device offboard” with their @name."),
        ("worker", "Everything about it is on the Home tab of Device Desk"),
    ],
)
def test_a_return_that_is_open_is_told_to_whoever_picks(front: Front, who: str, words: str) -> None:
    by: Person = getattr(front.company, who)
    blank = front.command(by, "offboard")
    opened(front)
    picked = front.choose(by, blank, Field.HOLDER, holder_id=front.company.worker.slack_id)
    assert words in str(picked)
    assert words in str(front.send(by, blank, holder_id=front.company.worker.slack_id, last_day=str(LAST_DAY)))


def test_nobody_learns_from_the_form_who_is_leaving(front: Front) -> None:
    company = front.company
    stranger, blank = company.vera, front.command(company.vera, "offboard")
    before = str(front.choose(stranger, blank, Field.HOLDER, holder_id=company.worker.slack_id))
    opened(front)
    assert str(front.choose(stranger, blank, Field.HOLDER, holder_id=company.worker.slack_id)) == before


@pytest.mark.parametrize("code", ["not_found", "view_not_found"])
def test_a_form_that_was_closed_meanwhile_stays_closed(front: Front, code: str) -> None:
    company = front.company
    body = front.choice(company.ana, front.command(company.ana, "offboard"), Field.HOLDER)
    choose(front.reception, body, NoSlack(code))
    with pytest.raises(SlackApiError):
        choose(front.reception, body, NoSlack("invalid_arguments"))


def test_a_form_that_is_sent_before_it_has_followed_is_shown_as_it_should_be(front: Front) -> None:
    worker, case = front.company.worker, opened(front)
    visit = front.visit(worker)
    at_first = built(front.reception, visit, FORMS[Action.NEED_HELP], Opened(Target(case.subject)))
    answer = front.send(worker, at_first, kind="moved")
    assert answer["response_action"] == "update"
    asked = cast(View, answer["view"])
    assert "pick_up" in fields(asked)
    assert front.send(worker, asked, kind="moved", pick_up="Lindenweg 4, 12345 Musterstadt") == {}
    after = front.open_return(worker)
    assert after
    assert [one.kind for one in after.problems] == [ProblemKind.MOVED]


def test_only_whoever_gives_devices_back_is_asked_what_they_need(front: Front) -> None:
    case = opened(front)
    at_first = built(
        front.reception, front.visit(front.company.worker), FORMS[Action.NEED_HELP], Opened(Target(case.subject))
    )
    view = front.choose(front.company.vera, at_first, Field.KIND, kind="lost_or_stolen")
    assert fields(view) == ["kind"]
    assert cast(list[Mapping[str, object]], view["blocks"])[0]["type"] == "alert"


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
