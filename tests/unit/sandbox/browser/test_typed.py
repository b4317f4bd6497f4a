"""What the script gathered becomes what Slack's client would hold."""

import json
from collections.abc import Sequence

import pytest

from sandbox.browser.typed import typed_of, value_of
from sandbox.company import ANA, GENERAL, JONAS
from sandbox.payload import Payload
from tests.unit.sandbox.blockkit_parts import actions, button, element, field, group, option, options, plain
from tests.unit.sandbox.browser.drawn import LETTER, PHOTO, sight

WORKSPACE = sight().reader.workspace
FIRST = option("first", text=plain("First"))
SUGGESTED = json.dumps({"text": 'Lap"top', "value": "l"})


def value(kind: str, given: object, **keys: object) -> object:
    return value_of(element(kind, **keys), given, WORKSPACE, "http://desk")


@pytest.mark.parametrize(
    ("kind", "given", "keys", "held"),
    [
        ("plain_text_input", "words", {}, "words"),
        ("plain_text_input", None, {}, None),
        ("plain_text_input", "", {}, None),
        ("email_text_input", "a@", {}, "a@"),
        ("url_text_input", "https://e.com", {}, "https://e.com"),
        ("number_input", "1.50", {"is_decimal_allowed": True}, "1.50"),
        ("datepicker", "2026-12-01", {}, "2026-12-01"),
        ("timepicker", "09:30", {}, "09:30"),
        ("datetimepicker", "2026-11-30T01:53 Europe/Madrid", {}, 1_795_999_980),
        ("static_select", "1", {"options": options(2)}, option(1)),
        ("static_select", "2", {"option_groups": [group(2), group(2, start=2)]}, option(2)),
        ("radio_buttons", "0", {"options": options(2)}, option(0)),
        ("checkboxes", ["0", "1"], {"options": options(2)}, options(2)),
        ("checkboxes", [], {"options": options(2)}, []),
        ("multi_static_select", None, {"options": options(2)}, []),
        ("multi_static_select", ["1"], {"options": options(2)}, [option(1)]),
        ("users_select", ANA, {}, ANA),
        ("users_select", JONAS, {"initial_user": JONAS}, JONAS),
        ("multi_users_select", [ANA], {}, [ANA]),
        ("channels_select", GENERAL, {}, GENERAL),
        ("multi_conversations_select", [GENERAL], {}, [GENERAL]),
        ("external_select", SUGGESTED, {}, {"text": plain('Lap"top'), "value": "l"}),
        ("external_select", json.dumps({"text": "First", "value": "first"}), {"initial_option": FIRST}, FIRST),
        ("multi_external_select", [SUGGESTED], {}, [{"text": plain('Lap"top'), "value": "l"}]),
        ("overflow", "1", {"options": options(2)}, option(1)),
        ("feedback_buttons", "up", {}, "up"),
        ("button", None, {}, None),
    ],
)
def test_a_value(kind: str, given: object, keys: Payload, held: object) -> None:
    assert value(kind, given, **keys) == held


def test_rich_text_holds_the_words() -> None:
    held = value("rich_text_input", "Hello\nyou")
    assert isinstance(held, dict)
    assert held["type"] == "rich_text"
    assert "Hello\\nyou" in json.dumps(held)


def test_files_are_those_that_were_uploaded() -> None:
    assert value("file_input", [PHOTO.id]) == [PHOTO.as_json("http://desk")]
    assert "http://desk/files" in json.dumps(value("file_input", [LETTER.id]))


@pytest.mark.parametrize(
    ("kind", "given", "keys"),
    [
        ("static_select", "9", {"options": options(2)}),
        ("checkboxes", ["0", "9"], {"options": options(2)}),
        ("multi_static_select", ["0", "1"], {"options": options(2), "max_selected_items": 1}),
        ("users_select", "U0NOBODY", {}),
        ("users_select", JONAS, {}),
        ("channels_select", "C0NOWHERE", {}),
        ("datepicker", "soon", {}),
        ("timepicker", "25:00", {}),
        ("datetimepicker", "2026-11-30T01:53", {}),
        ("datetimepicker", "2026-11-30T01:53 Europe/Nowhere", {}),
        ("datetimepicker", "never Europe/Madrid", {}),
        ("number_input", "many", {"is_decimal_allowed": True}),
        ("number_input", "1.5", {"is_decimal_allowed": False}),
        ("plain_text_input", "abc", {"max_length": 2}),
        ("external_select", "words", {}),
        ("external_select", "[1]", {}),
        ("multi_external_select", [SUGGESTED] * 2, {"max_selected_items": 1}),
        ("file_input", ["F0GONE"], {}),
        ("file_input", [["F0GONE"]], {}),
        ("file_input", [PHOTO.id, LETTER.id], {"max_files": 1}),
        ("file_input", [LETTER.id], {"filetypes": ["png"]}),
        ("lever", "up", {}),
    ],
)
def test_what_is_not_offered_is_refused(kind: str, given: object, keys: Payload) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        value(kind, given, **keys)


BLOCKS: list[Payload] = [
    {**field("plain_text_input", action_id="a"), "block_id": "note"},
    {**actions(button(action_id="go"), element("datepicker", action_id="day")), "block_id": "row"},
]


def test_all_that_stands_in_blocks() -> None:
    given: list[list[object]] = [["note", "a", "words"], ["row", "day", None]]
    assert typed_of(BLOCKS, given, WORKSPACE) == {("note", "a"): "words", ("row", "day"): None}


@pytest.mark.parametrize("given", [[["note", "b", "x"]], [["", "a", "x"]], [["note", "a"]], [[]]])
def test_inputs_that_are_not_there_are_refused(given: Sequence[Sequence[object]]) -> None:
    with pytest.raises(ValueError, match=r"is not an input|there is no"):
        typed_of(BLOCKS, given, WORKSPACE)
