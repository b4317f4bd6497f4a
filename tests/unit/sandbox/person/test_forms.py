from datetime import UTC, date, datetime, time

import pytest

from sandbox import Sandbox
from sandbox.company import ANA, BRUNO, CHIARA, GENERAL
from sandbox.payload import Payload, child
from sandbox.person import After, BlockedByClient, NoAnswer, NotOnScreen, Person, Upload
from tests.unit.sandbox.person.small_app import SmallApp, request_form


def values(app: SmallApp) -> dict[str, object]:
    """What the last payload says about each field, by label."""
    states = child(child(child(app.last, "view"), "state"), "values")
    return {label: _without_type(child(child(states, label), "value")) for label in states}


def _without_type(state: Payload) -> object:
    (value,) = (value for key, value in state.items() if key != "type")
    return value


def test_a_command_opens_a_form_that_is_filled_by_its_labels(ana: Person, app: SmallApp) -> None:
    ana.command("/device request")
    form = ana.form
    assert form.title == "Request a device"
    form.fill({"Who is it for?": "@bruno", "Device": ["Laptop 14", "Headset"], "Note": "Soon"})
    assert form.fields == {"Who is it for?": "@bruno", "Device": "Laptop 14, Headset", "Note": "Soon"}
    assert form.submit() is After.CLOSED
    assert not form.is_open
    assert not ana.has_form
    chosen = values(app)
    assert (chosen["Who is it for?"], chosen["Note"]) == (BRUNO, "Soon")


def test_every_kind_of_field_can_be_filled(sandbox: Sandbox, ana: Person, app: SmallApp) -> None:
    ana.command("/device everything")
    ana.form.fill(
        {
            "Who is it for?": Person(sandbox, BRUNO),
            "Device": "Monitor",
            "Channel": "#general",
            "Colleagues": ["@bruno", "@chiara"],
            "Country": "Spain",
            "Email": "not an address",
            "Extras": ["Bag", "Cable"],
            "Needed by": date(2026, 12, 1),
            "Call at": time(9, 30),
            "Moment": datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
            "Photo": Upload("dent.png", b"png"),
            "Price": 12.5,
            "Size": "Large",
            "Story": "It fell.",
            "Website": "https://example.com",
            "City": "Madrid",
        }
    )
    assert ana.form.fields == {
        "Who is it for?": "@bruno",
        "Device": "Monitor",
        "Note": "",
        "Channel": "#general",
        "Colleagues": "@bruno, @chiara",
        "Country": "Spain",
        "Email": "not an address",
        "Extras": "Bag, Cable",
        "Needed by": "2026-12-01",
        "Call at": "09:30",
        "Moment": "1796117400",
        "Photo": "dent.png",
        "Price": "12.5",
        "Size": "Large",
        "Story": "It fell.",
        "Website": "https://example.com",
        "City": "Madrid",
    }
    assert ana.form.submit() is After.CLOSED
    sent = values(app)
    assert sent["Channel"] == GENERAL
    assert sent["Colleagues"] == [BRUNO, CHIARA]
    assert sent["Moment"] == 1796117400


def test_a_file_is_uploaded_when_picked(sandbox: Sandbox, ana: Person) -> None:
    ana.command("/device everything")
    ana.form.fill({"Photo": Upload("dent.png", b"png")})
    (file,) = sandbox.workspace.files.by_id.values()
    assert (file.user, file.name, file.content, file.is_complete) == (ANA, "dent.png", b"png", True)


def test_an_input_that_reports_at_once_does_so(ana: Person, app: SmallApp) -> None:
    ana.command("/device everything")
    ana.form.fill({"Note": "Soon", "Size": "Large"})
    assert child(app.pressed, "selected_option")["value"] == "large"
    assert values(app)["Note"] == "Soon"


def test_a_field_can_be_emptied_again(ana: Person) -> None:
    ana.command("/device request")
    ana.form.fill({"Device": "Headset", "Note": "Soon"})
    ana.form.fill({"Device": None, "Note": ""})
    assert ana.form.fields == {"Who is it for?": "", "Device": "", "Note": ""}


REFUSED: tuple[tuple[str, object, str], ...] = (
    ("Note", "x" * 21, "20 characters, not 21"),
    ("Device", ["Laptop 14", "Headset", "Monitor"], "2 items, not 3"),
    ("Device", ["Phone"], "none of the choices: Laptop 14, Headset, Monitor"),
    ("Who is it for?", "@jonas", "nobody here is called @jonas"),
    ("Channel", "#nowhere", "no channel is called #nowhere"),
    ("Needed by", "tomorrow", "not a date"),
    ("Call at", "noon", "not a time of day"),
    ("Moment", datetime(2026, 12, 1, 9, 30), "not a moment with a zone"),  # noqa: DTZ001
    ("Photo", "dent.png", "not an upload"),
    ("Photo", Upload("dent.gif", b""), "none of png"),
    ("Photo", [Upload("a.png", b""), Upload("b.png", b"")], "1 files, not 2"),
    ("Photo", Upload("a.png", b"x" * 10_000_001), "larger than"),
    ("Price", "cheap", "not a number"),
)


def test_the_client_refuses_what_a_field_cannot_hold(ana: Person) -> None:
    ana.command("/device everything")
    for label, given, why in REFUSED:
        with pytest.raises(BlockedByClient, match=why):
            ana.form.fill({label: given})
    assert set(ana.form.fields.values()) == {""}


def test_the_client_does_not_send_an_incomplete_form(ana: Person, app: SmallApp) -> None:
    ana.command("/device everything")
    ana.form.fill({"Note": "ab", "Price": "0.5"})
    sent = len(app.bodies)
    with pytest.raises(BlockedByClient) as blocked:
        ana.form.submit()
    assert blocked.value.reason == (
        "'Who is it for?' is required; 'Device' is required; 'Note' needs at least 3 characters; "
        "'Price' is limited by a min_value of 1"
    )
    assert len(app.bodies) == sent


def fill_what_is_required(ana: Person) -> None:
    ana.command("/device request")
    ana.form.fill({"Who is it for?": "@bruno", "Device": "Headset"})


def test_errors_stand_under_their_fields_and_what_was_typed_stays(ana: Person, app: SmallApp) -> None:
    fill_what_is_required(ana)
    app.answer = {"response_action": "errors", "errors": {"Device": "None in stock"}}
    assert ana.form.submit() is After.ERRORS
    assert ana.form.errors == {"Device": "None in stock"}
    assert "Device: [Headset]\n  ! None in stock" in ana.screen()
    app.answer = {}
    assert ana.form.submit() is After.CLOSED


def test_a_form_may_be_updated_or_covered(ana: Person, app: SmallApp) -> None:
    fill_what_is_required(ana)
    first = ana.form
    app.answer = {"response_action": "update", "view": request_form(title="Step 2")}
    assert first.submit() is After.UPDATED
    assert first.title == "Step 2"
    app.answer = {"response_action": "push", "view": request_form(title="On top")}
    assert first.submit() is After.PUSHED
    with pytest.raises(NotOnScreen, match="closed or covered"):
        first.fill({"Note": "Behind"})
    ana.form.close()
    assert ana.form.title == "Step 2"


def test_a_broken_answer_to_a_submission_is_an_error(ana: Person, app: SmallApp) -> None:
    fill_what_is_required(ana)
    app.answer = {"response_action": "update", "view": request_form(title="A title that is far too long")}
    with pytest.raises(NoAnswer, match="invalid_arguments"):
        ana.form.submit()
