"""Modals as the script sends them: what keeps one from being sent, and what the app makes of it."""

import pytest

from sandbox.company import ANA, BRUNO, GENERAL
from sandbox.payload import Payload, child, children
from tests.unit.sandbox.browser.shell import Tab, script_values, tabs, words_of
from tests.unit.sandbox.person.small_app import SmallApp

GOOD = {"Who_is_it_for?": ANA, "Device": ["headset"], "Note": "soon"}


def state(app: SmallApp) -> Payload:
    return child(child(child(app.last, "view"), "state"), "values")


def test_a_command_opens_its_form(form: Tab) -> None:
    page = form.page(GENERAL)
    assert f'data-view="{form.modal().id}"' in page
    assert "Request a device" in words_of(page)


def test_a_form_with_everything_in_it_is_sent(form: Tab, app: SmallApp) -> None:
    form.do("submit", view=form.modal().id, values=script_values(form.modal(), **GOOD))
    assert child(child(state(app), "Note"), "value")["value"] == "soon"
    assert [one["value"] for one in children(child(child(state(app), "Device"), "value"), "selected_options")] == [
        "headset"
    ]
    assert form.sandbox.workspace.screens.top_modal(ANA) is None


@pytest.mark.parametrize(
    ("typed", "block", "words"),
    [
        ({**GOOD, "Who_is_it_for?": None}, "Who is it for?", "Please complete this required field."),
        ({**GOOD, "Note": "x"}, "Note", "Please write at least 3 characters."),
        ({**GOOD, "Note": "x" * 21}, "Note", "the field takes 20 characters"),
        ({**GOOD, "Device": ["ship"]}, "Device", "none of the choices"),
    ],
)
def test_what_slacks_client_would_not_send_stays(
    form: Tab, app: SmallApp, typed: Payload, block: str, words: str
) -> None:
    heard = len(app.bodies)
    form.do("submit", view=form.modal().id, values=script_values(form.modal(), **typed))
    assert len(app.bodies) == heard
    assert words in form.modal().errors[block]
    assert words in words_of(form.page(GENERAL))


def test_numbers_have_a_range(ana: Tab) -> None:
    ana.do("command", channel=GENERAL, line="/device everything")
    ana.do("submit", view=ana.modal().id, values=script_values(ana.modal(), **GOOD, Price="0.5"))
    assert ana.modal().errors == {"Price": "Please write 1 or more."}


def test_what_the_app_has_against_it_stands_at_the_field(form: Tab, app: SmallApp) -> None:
    app.answer = {"response_action": "errors", "errors": {"Note": "Say more"}}
    form.do("submit", view=form.modal().id, values=script_values(form.modal(), **GOOD))
    assert "Say more" in form.page(GENERAL)


def test_an_answer_that_slack_does_not_take_is_trouble_and_a_note(form: Tab, app: SmallApp) -> None:
    app.answer = {"response_action": "errors", "errors": {"No such block": "Say more"}}
    form.do("submit", view=form.modal().id, values=script_values(form.modal(), **GOOD))
    words = words_of(form.page(GENERAL))
    assert "We had some trouble connecting." in words
    assert "the answer to a view_submission, invalid_errors" in words


def test_a_form_is_closed(form: Tab) -> None:
    form.do("close", view=form.modal().id)
    assert "<dialog" not in form.page(GENERAL)


def test_only_ones_own_form_can_be_touched(form: Tab) -> None:
    view = form.modal().id
    with tabs(form.sandbox, BRUNO) as (bruno,):
        for what in ("submit", "close", "act", "suggest"):
            assert "not there" in bruno.refused(what, view=view, block="Note", action="value", values=[])


@pytest.mark.parametrize("values", [None, "a", [1], [[]], [["a"]], [["Note", "value", {"a": 1}]], [["x", "y", "z"]]])
def test_values_of_any_shape_do_no_harm(form: Tab, values: object) -> None:
    answer = form.send("submit", json={"view": form.modal().id, "values": values})
    assert answer.status_code == 200
    assert form.modal().errors
