"""Every element: that it is drawn, what it offers, what the script finds on it."""

import json
from collections.abc import Iterator

import pytest

from sandbox.blockkit import elements as blockkit
from sandbox.blockkit.rules import Check
from sandbox.browser.drawing.elements import ELEMENTS
from sandbox.company import ANA, GENERAL, IT_DEVICES, JONAS
from sandbox.payload import Payload
from tests.unit.sandbox.blockkit_parts import (
    actions,
    button,
    confirm,
    element,
    field,
    group,
    mrkdwn,
    option,
    options,
    plain,
)
from tests.unit.sandbox.browser.drawn import Drawn, draw, sight

PAIR: Payload = {
    "positive_button": {"text": plain("Good"), "value": "1"},
    "negative_button": {"text": plain("Bad"), "value": "0"},
}
NEEDS: dict[str, Payload] = {
    "button": {"text": plain("Press")},
    "checkboxes": {"options": options(2)},
    "feedback_buttons": PAIR,
    "icon_button": {"text": plain("Delete"), "icon": "trash"},
    "image": {"image_url": "https://e.com/a.png", "alt_text": "A box"},
    "multi_static_select": {"options": options(2)},
    "number_input": {"is_decimal_allowed": False},
    "overflow": {"options": options(2)},
    "radio_buttons": {"options": options(2)},
    "static_select": {"options": options(2)},
}


def kinds(check: Check) -> Iterator[str]:
    """The types of elements that a place takes, by what it says to one that it does not know."""
    (flaw,) = check({"type": "?"}, "element")
    yield from flaw.message.partition(" is none of ")[2].split(", ")


PLACES = {
    "accessory": blockkit.IN_SECTION,
    "actions": blockkit.IN_ACTIONS,
    "context_actions": blockkit.IN_CONTEXT_ACTIONS,
    "input": blockkit.IN_INPUT,
}
EVERY_ELEMENT = [(place, kind) for place, check in PLACES.items() for kind in kinds(check)]


def placed(place: str, kind: str, **keys: object) -> Payload:
    """A block with an element of this type in this place."""
    one = element(kind, **{**NEEDS.get(kind, {}), "action_id": "a", **keys})
    blocks: dict[str, Payload] = {
        "accessory": {"type": "section", "text": plain("Words"), "accessory": one},
        "actions": actions(one),
        "context_actions": {"type": "context_actions", "elements": [one]},
        "input": {"type": "input", "label": plain("Label"), "element": one},
    }
    return {**blocks[place], "block_id": "b"}


def act_on(place: str, kind: str, **keys: object) -> Drawn:
    """What stands for the element."""
    return draw(placed(place, kind, **keys)).all(data_kind=kind)[0]


def test_every_element_is_known() -> None:
    assert {kind for _, kind in EVERY_ELEMENT} == set(ELEMENTS)


@pytest.mark.parametrize(("place", "kind"), EVERY_ELEMENT)
def test_every_element_is_drawn_wherever_it_may_stand(place: str, kind: str) -> None:
    tree = draw(placed(place, kind))
    assert tree.all(class_="unknown") == []
    for one in tree.all(data_kind=kind):
        assert (one["data-block"], one["data-action"]) == ("b", "a")
    assert kind == "image" or tree.all(data_kind=kind)


@pytest.mark.parametrize(("place", "kind"), EVERY_ELEMENT)
def test_every_control_has_a_name(place: str, kind: str) -> None:
    tree = draw(placed(place, kind))
    labelled = {one["for"] for one in tree.all("label") if "for" in one}
    inside = {id(control) for label in tree.all("label") for control in label.all()}
    for control in [one for name in ("input", "select", "textarea") for one in tree.all(name)]:
        assert control.attributes.get("aria-label") or control.attributes.get("id") in labelled or id(control) in inside
    for pressed in tree.all("button") + tree.all("summary"):
        assert pressed.words or pressed["aria-label"]


def test_buttons() -> None:
    tree = draw(
        actions(
            button(style="primary", action_id="a", accessibility_label="Approve the request"),
            button(style="danger", action_id="b"),
            button(url="https://e.com", action_id="c"),
            button(url="javascript:alert(1)", action_id="d"),
        )
    )
    first, second, last = tree.all("button")
    assert (first["class"], first["aria-label"], first["type"]) == ("button primary", "Approve the request", "button")
    assert second["class"] == "button danger"
    assert last["data-action"] == "d"
    assert (tree.one("a")["href"], tree.one("a")["data-kind"]) == ("https://e.com", "button")


def test_a_dialog_is_carried_in_plain_words() -> None:
    asks = confirm(text=mrkdwn(f"*Really*, <@{ANA}> &amp; co?"), style="danger")
    carried = json.loads(str(draw(actions(button(confirm=asks))).one("button")["data-confirm"]))
    assert carried == {
        "title": "Sure?",
        "text": "Really, @ana & co?",
        "confirm": "Yes",
        "deny": "No",
        "style": "danger",
    }
    assert "data-confirm" not in draw(actions(button())).one("button")


def test_an_overflow_menu() -> None:
    menu = act_on(
        "actions", "overflow", options=[option("x"), option("y", url="https://e.com"), option("z", url="data:x")]
    )
    assert menu.name == "details"
    assert menu.one("summary")["aria-label"] == "More actions"
    assert [one["data-option"] for one in menu.all("button")] == ["x", "z"]
    assert menu.one("a")["data-option"] == "y"


def test_feedback_and_icons() -> None:
    block: Payload = {"type": "context_actions", "elements": [element("feedback_buttons", **PAIR)]}
    assert [(one.words, one["data-option"]) for one in draw(block).all("button")] == [("Good", "1"), ("Bad", "0")]
    hidden = placed("context_actions", "icon_button", visible_to_user_ids=["U0SOMEBODY"])
    assert draw(hidden).all("button") == []
    assert draw(placed("context_actions", "icon_button", visible_to_user_ids=[ANA])).one("button").words == "Delete"


def test_when_the_app_hears_of_a_value() -> None:
    def heard(block: Payload) -> str | None:
        return draw(block).all(data_action="a")[0].attributes.get("data-acts")

    assert heard(placed("actions", "users_select")) == "change"
    assert heard(placed("input", "users_select")) is None
    assert heard({**placed("input", "users_select"), "dispatch_action": True}) == "change"
    assert heard({**placed("input", "plain_text_input"), "dispatch_action": True}) == "enter"
    both = {"trigger_actions_on": ["on_character_entered", "on_enter_pressed"]}
    typed = placed("input", "plain_text_input", dispatch_action_config=both)
    assert heard({**typed, "dispatch_action": True}) == "character enter"
    assert heard(placed("actions", "button")) is None


def test_a_menu_of_options_in_groups() -> None:
    groups = [group(2, "Laptops"), group(1, "Screens", start=2)]
    menu = act_on("input", "static_select", options=None, option_groups=groups, initial_option=option(1))
    assert [one["label"] for one in menu.all("optgroup")] == ["Laptops", "Screens"]
    assert [one["value"] for one in menu.all("option") if "selected" in one] == ["1"]


def test_a_menu_without_a_choice_shows_its_placeholder_first() -> None:
    menu = act_on("input", "static_select", placeholder=plain("Which one?"))
    assert (menu.all("option")[0].words, menu.all("option")[0]["value"]) == ("Which one?", "")
    chosen = act_on("input", "static_select", initial_option=option(1))
    assert [one["value"] for one in chosen.all("option")] == ["0", "1"]


def test_a_menu_of_people_has_everybody_who_is_not_deactivated() -> None:
    menu = act_on("actions", "users_select", initial_user=ANA)
    values = [one["value"] for one in menu.all("option")]
    assert ANA in values
    assert JONAS not in values
    assert menu.one("option", value=ANA).words == "Ana Torres (@ana)"
    assert "selected" in menu.one("option", value=ANA)
    gone = act_on("actions", "users_select", initial_user=JONAS)
    assert gone.one("option", value=JONAS).words == "@jonas"


def test_menus_of_conversations() -> None:
    def offered(kind: str, by: str = ANA, **keys: object) -> list[str]:
        menu = draw(placed("actions", kind, **keys), by=sight(by)).one("select")
        return [str(one["value"]) for one in menu.all("option") if one["value"]]

    assert offered("channels_select") == [GENERAL]
    assert offered("conversations_select") == [GENERAL, IT_DEVICES]
    assert offered("conversations_select", filter={"include": ["private"]}) == [IT_DEVICES]
    assert offered("conversations_select", by="U0SBCHIARA3") == [GENERAL]


def test_menus_of_which_several_are_chosen() -> None:
    given = {"options": options(3), "initial_options": [option(2)], "max_selected_items": 2}
    in_form = act_on("input", "multi_static_select", **given)
    assert [("checked" in one, one["value"]) for one in in_form.all("input")] == [
        (False, "0"),
        (False, "1"),
        (True, "2"),
    ]
    assert (in_form["data-most"], in_form.all("details")) == ("2", [])
    beside = act_on("actions", "multi_static_select", **given, placeholder=plain("Which?"))
    assert beside.one("summary").words == "Which? (1)"


def test_long_lists_can_be_narrowed() -> None:
    assert act_on("input", "multi_users_select").all("input", type="search") != []
    assert act_on("input", "multi_static_select").all("input", type="search") == []


def test_choices_may_have_markup_and_a_description() -> None:
    rich = option("a", text=mrkdwn("*Charger*"), description=mrkdwn("the _white_ one"))
    boxes = act_on("input", "checkboxes", options=[rich, option("b")], initial_options=[option("b")])
    assert boxes.one("strong").words == "Charger"
    assert boxes.one("small").one("em").words == "white"
    assert [one["value"] for one in boxes.all("input") if "checked" in one] == ["b"]
    radios = act_on("input", "radio_buttons").all("input")
    assert len({one["name"] for one in radios}) == 1


def test_dates_and_times() -> None:
    assert act_on("input", "datepicker", initial_date="2026-12-01")["value"] == "2026-12-01"
    assert act_on("input", "timepicker", initial_time="09:30")["value"] == "09:30"
    block = placed("input", "datetimepicker", initial_date_time=1_796_000_000)
    for who, zone, local in (
        (ANA, "Europe/Madrid", "2026-11-30T01:53"),
        ("U0SBDAVID04", "America/New_York", "2026-11-29T19:53"),
    ):
        moment = draw(block, by=sight(who)).one(data_kind="datetimepicker")
        assert (moment["type"], moment["value"], moment["data-zone"]) == ("datetime-local", local, zone)


def test_fields_keep_their_rules() -> None:
    line = act_on(
        "input", "plain_text_input", min_length=2, max_length=5, initial_value='a"b', placeholder=plain("Tag")
    )
    assert (line["value"], line["minlength"], line["maxlength"], line["placeholder"]) == ('a"b', "2", "5", "Tag")
    area = act_on("input", "plain_text_input", multiline=True, initial_value="\n<b>")
    assert (area.name, area.words, area["maxlength"]) == ("textarea", "\n\n<b>", "3000")
    number = act_on("input", "number_input", is_decimal_allowed=True, min_value="0", max_value="9.5", initial_value="1")
    assert [number[key] for key in ("step", "min", "max", "value")] == ["any", "0", "9.5", "1"]
    assert act_on("input", "number_input")["step"] == "1"
    assert act_on("input", "email_text_input")["type"] == "email"
    assert act_on("input", "url_text_input")["type"] == "url"
    assert "autofocus" in act_on("input", "plain_text_input", focus_on_load=True)


def test_external_menus_keep_what_was_chosen() -> None:
    menu = act_on("input", "external_select", initial_option=option("x"), min_query_length=1)
    assert menu["data-least"] == "1"
    assert json.loads(str(menu.one("input", type="radio")["value"])) == {"text": "Choice", "value": "x"}
    assert "required" not in menu.one("input", type="search")
    assert "required" in act_on("input", "multi_external_select").one("input", type="search")


def test_rich_text_is_typed_as_lines() -> None:
    first: Payload = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}],
    }
    assert act_on("input", "rich_text_input", initial_value=first).words == "\nHi"


def test_a_file_input() -> None:
    files = act_on("input", "file_input", filetypes=["png", "jpg"], max_files=1)
    control = files.one("input", type="file")
    assert control["accept"] == ".png,.jpg"
    assert "multiple" not in control
    assert "multiple" in draw(field("file_input")).one("input", type="file")
