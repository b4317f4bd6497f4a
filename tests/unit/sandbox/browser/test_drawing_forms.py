"""Input blocks: what belongs together is tied together, and what was typed is there again."""

from dataclasses import replace

import pytest

from sandbox.company import BRUNO
from sandbox.inputs import Typed
from sandbox.payload import Payload
from tests.unit.sandbox.blockkit_parts import field, option, options, plain
from tests.unit.sandbox.browser.drawn import LETTER, Drawn, draw, sight

ERROR = 'No <device> has this "serial".'


def form(kind: str, typed: object = None, *, error: str = "", **keys: object) -> Drawn:
    element: Payload = {"action_id": "a", **keys}
    block = {**field(kind, **element), "block_id": "serial no", "hint": plain("On the bottom.")}
    values: Typed = {} if typed is None else {("serial no", "a"): typed}
    return draw(block, by=replace(sight(), typed=values, errors={"serial no": error} if error else {}, place="V1"))


@pytest.mark.parametrize("kind", ["plain_text_input", "users_select", "datepicker", "file_input", "external_select"])
def test_a_label_a_hint_and_an_error_belong_to_the_control(kind: str) -> None:
    tree = form(kind, error=ERROR)
    control = tree.one(id=str(tree.one("label")["for"]))
    hint, error = str(control["aria-describedby"]).split(" ")
    assert tree.one(id=hint).words == "On the bottom."
    assert (tree.one(id=error).words, tree.one(id=error)["role"]) == (ERROR, "alert")
    assert control["aria-invalid"] == "true"
    assert "Label" in tree.one(class_="field invalid").words


@pytest.mark.parametrize("kind", ["checkboxes", "radio_buttons", "multi_static_select"])
def test_several_controls_have_a_legend(kind: str) -> None:
    tree = form(kind, error=ERROR, options=options(2))
    group = tree.one("fieldset")
    assert group.one("legend").words == "Label"
    described = str(group["aria-describedby"]).split(" ")
    assert [tree.one(id=one).words for one in described] == ["On the bottom.", ERROR]
    assert all(box["aria-invalid"] == "true" for box in group.all("input"))


def test_without_an_error_nothing_is_wrong() -> None:
    tree = form("plain_text_input")
    assert tree.all(role="alert") == []
    assert "aria-invalid" not in tree.one("input")
    assert not str(tree.one("input")["aria-describedby"]).endswith("-error")


def test_ids_are_whole_and_different_in_different_places() -> None:
    (here,) = form("plain_text_input").all("input")
    there = draw({**field("plain_text_input", action_id="a"), "block_id": "serial no"}).one("input")
    assert " " not in str(here["id"])
    assert here["id"] != there["id"]


def test_what_is_optional_says_so_and_what_is_not_is_required() -> None:
    needed = form("plain_text_input")
    assert "required" in needed.one("input")
    block = {**field("plain_text_input"), "optional": True}
    assert draw(block).one("label").words == "Label (optional)"
    assert "required" not in draw(block).one("input")


def test_one_of_several_boxes_must_be_ticked() -> None:
    boxes = form("checkboxes", options=options(2)).all("input")
    assert ["required" in box for box in boxes] == [True, False]
    assert "data-required" in form("checkboxes", options=options(2)).one(data_kind="checkboxes")
    ticked = form("checkboxes", [option(1)], options=options(2)).all("input")
    assert ["required" in box for box in ticked] == [False, False]


def test_what_was_typed_stands_over_what_stood_first() -> None:
    assert form("plain_text_input", "typed", initial_value="first").one("input")["value"] == "typed"
    assert form("plain_text_input", initial_value="first").one("input")["value"] == "first"
    chosen = form("static_select", option(1), options=options(3), initial_option=option(2))
    assert [one["value"] for one in chosen.all("option") if "selected" in one] == ["1"]
    person = form("users_select", BRUNO)
    assert "selected" in person.one("option", value=BRUNO)
    file = form("file_input", [LETTER.as_json("http://e.com")])
    assert file.one("li", data_file=LETTER.id).one("span").words == "letter.pdf"
    assert file.one("button")["aria-label"] == "Remove letter.pdf"
