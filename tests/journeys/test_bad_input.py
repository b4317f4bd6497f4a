"""Whatever is wrong is said where it was typed, the form stays, and nothing of it is kept."""

from datetime import date

import pytest

from messages.ids import VALUE
from sandbox.company import GRETA, HUGO, IT_DEVICES, JONAS, LEO
from sandbox.inputs import Typed
from sandbox.payload import Payload
from sandbox.person import After, Person
from tests.journeys.records import request
from tests.journeys.steps import SOON, Cast, ask, card, click_for_form, fill_request
from tests.support.desk import Office
from tests.support.policy import LAPTOP

NEW_HIRE = {"Full name": "Noor Aziz", "Personal email": "noor@home.example"}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"Needed by": date(2026, 11, 23)}, {"Needed by"}),
        ({**NEW_HIRE, "Personal email": "noor at home"}, {"Personal email"}),
        ({"Who is it for?": "@greta", **NEW_HIRE}, {"Who is it for?"}),
        ({"Who is it for?": None}, {"Who is it for?"}),
        ({"Full name": "Noor Aziz"}, {"Personal email"}),
        ({"Who is it for?": "@hugo"}, {"Who is it for?"}),
        ({"Who is it for?": "@leo"}, {"Who is it for?"}),
        ({"Who is it for?": "@device-desk"}, {"Who is it for?"}),
        ({**NEW_HIRE, "Personal email": "x@@y", "Needed by": date(2026, 1, 1)}, {"Personal email", "Needed by"}),
    ],
    ids=["past", "email", "both", "neither", "half", "guest", "stranger", "bot", "two faults"],
)
def test_a_wrong_request_gets_errors_on_its_fields(
    company: Office, cast: Cast, given: dict[str, object], fields: set[str]
) -> None:
    form = fill_request(cast.david, [LAPTOP.name], Note="Keep me", **given)
    before = company.rows()
    assert form.submit() is After.ERRORS
    assert set(form.errors) == fields
    assert all(len(words) > 10 for words in form.errors.values())
    assert form.fields["Note"] == "Keep me"
    assert kept_by(company) == kept_of(before)


def test_what_slacks_client_would_not_let_through_is_refused_all_the_same(company: Office, cast: Cast) -> None:
    form = fill_request(cast.david, [LAPTOP.name])
    before = company.rows()
    submit(company, cast.david, country=option("XX"), device=[option("yacht")], note="n" * 501)
    assert set(form.errors) == {"Country", "Device", "Note"}
    assert kept_by(company) == kept_of(before)


def test_nobody_asks_for_somebody_who_has_left(company: Office, cast: Cast) -> None:
    form = fill_request(cast.david, [LAPTOP.name])
    submit(company, cast.david, recipient=JONAS)
    assert set(form.errors) == {"Who is it for?"}
    assert company.rows()["request"] == 0


def submit(company: Office, who: Person, **values: object) -> None:
    """Send what is in the open request form with other values, as no client of Slack's would."""
    view = company.sandbox.workspace.screens.top_modal(who.id)
    assert view is not None
    usual = {
        "recipient": GRETA,
        "country": option("GB"),
        "device": [option(LAPTOP.id)],
        "needed_by": SOON.isoformat(),
    }
    typed: Typed = {(block, VALUE): value for block, value in {**usual, **values}.items()}
    company.sandbox.interactions.submit(who.id, view.id, typed)


def option(value: str) -> Payload:
    return {"value": value, "text": {"type": "plain_text", "text": value}}


def test_a_refused_form_can_be_put_right(company: Office, cast: Cast) -> None:
    form = fill_request(cast.david, [LAPTOP.name], **{"Needed by": date(2026, 11, 23)})
    assert form.submit() is After.ERRORS
    form.fill({"Needed by": date(2026, 12, 23)})
    assert form.submit() is After.CLOSED
    assert request(company).needed_by == date(2026, 12, 23)


def test_an_unknown_word_is_answered_with_the_known_ones(company: Office, cast: Cast) -> None:
    before = company.rows()
    cast.david.command("/device dance")
    answer = cast.david.ephemeral("dance")
    for word in ("request", "mine", "help"):
        assert word in answer.text
    assert kept_by(company) == kept_of(before)


@pytest.mark.parametrize("line", ["/device", "/device help", "/device HELP", "/device  Help me"])
def test_help_lists_what_there_is(cast: Cast, line: str) -> None:
    cast.david.command(line)
    assert "/device request" in cast.david.ephemeral("/device mine").text


def test_a_guest_gets_a_polite_no(company: Office) -> None:
    guest = company.person(HUGO)
    guest.command("/device request", "#general")
    guest.ephemeral("guest")
    assert not guest.has_form
    assert company.rows()["request"] == 0


def test_somebody_of_another_workspace_cannot_press_our_buttons(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    card(cast.ana)
    company.sandbox.happenings.enter(LEO, IT_DEVICES)
    leo = company.person(LEO)
    company.settle()
    before = company.rows()
    card(leo).click("Approve")
    leo.ephemeral("workspace")
    assert kept_by(company) == kept_of(before)


def test_nobody_but_it_decides(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    company.sandbox.happenings.enter(cast.chiara.id, IT_DEVICES)
    card(cast.chiara).click("Approve")
    cast.chiara.ephemeral("not yours to do")
    card(cast.chiara).click("Decline")
    cast.chiara.ephemeral("not yours to do")
    assert not cast.chiara.has_form, "nobody fills in a form in vain"
    assert request(company).decided_by is None


def test_who_was_it_and_is_no_more_cannot_send_a_form_that_is_open(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    form = click_for_form(card(cast.ana), cast.ana, "Decline")
    company.sandbox.happenings.set_group("S0SBITGROUP", [cast.bruno.id])
    company.sandbox.dispatcher.wait_for_events()
    form.fill({"Reason": "No budget"})
    assert form.submit() is After.UPDATED
    assert "not yours to do" in form.text
    assert form.fields["Reason"] == "No budget", "what was typed is not lost"
    assert request(company).decided_by is None


def kept_by(company: Office) -> dict[str, int]:
    return kept_of(company.rows())


def kept_of(rows: object) -> dict[str, int]:
    """Without the people, whom the desk may meet while it refuses something."""
    assert isinstance(rows, dict)
    return {table: count for table, count in rows.items() if table not in {"person", "person_word", "counter"}}
