"""Blocks in a browser: what stands in them is gathered, what is pressed and chosen is heard of."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from sandbox.blocks import give_ids
from sandbox.company import ANA, BRUNO
from sandbox.ids import Ids
from sandbox.payload import Payload
from tests.browser.block_page import BlockPage, block_page, chosen
from tests.unit.sandbox.blockkit_parts import actions, button, confirm, element, field, option, plain, section
from tests.unit.sandbox.browser.drawn import sight

pytestmark = pytest.mark.browser


def choice(value: str) -> Payload:
    return option(value, text=plain(f"Choice {value}"))


ABC = [choice(value) for value in "abc"]
SURE: Payload = {"initial_option": ABC[1], "placeholder": plain("Sure")}


def named(kind: str, name: str, **keys: object) -> Payload:
    """An input whose label and block are called so."""
    return {**field(kind, action_id="value", **keys), "label": plain(name), "block_id": name}


FORM = [
    named("plain_text_input", "Line", initial_value="first"),
    named("plain_text_input", "Lines", multiline=True),
    named("email_text_input", "Mail"),
    named("url_text_input", "Web"),
    named("number_input", "Number", is_decimal_allowed=True),
    named("rich_text_input", "Rich"),
    named("datepicker", "Day"),
    named("timepicker", "Hour"),
    named("datetimepicker", "Moment"),
    named("static_select", "One", options=ABC),
    named("users_select", "Person"),
    named("multi_users_select", "People", max_selected_items=1),
    named("checkboxes", "Boxes", options=ABC),
    named("radio_buttons", "Radio", options=ABC),
    named("external_select", "Find", min_query_length=2),
    named("multi_external_select", "Finds", min_query_length=2, initial_options=[choice("z")]),
    named("file_input", "Files"),
]
EMPTY = {
    "Line": "first",
    **dict.fromkeys(["Lines", "Mail", "Web", "Number", "Rich", "Day", "Hour", "Moment", "One", "Person"]),
    "People": [],
    "Boxes": [],
    "Radio": None,
    "Find": None,
    "Files": [],
    "Finds": [chosen("Choice z", "z").replace('","', '", "').replace('":"', '": "')],
}


@pytest.fixture
def form(chromium: Browser) -> Iterator[BlockPage]:
    with block_page(chromium, FORM, sight()) as page:
        yield page
        assert page.problems == []


def group(form: BlockPage, name: str) -> Locator:
    return form.page.locator(f'[data-block-id="{name}"]')


def fill(form: BlockPage) -> None:
    page = form.page
    for name, words in {"Line": "x", "Lines": "a\nb", "Mail": "a@e.com", "Web": "https://e.com", "Rich": "r"}.items():
        page.get_by_label(name, exact=True).fill(words)
    for name, words in {"Number": "1.5", "Day": "2026-12-01", "Hour": "09:30", "Moment": "2026-12-01T09:30"}.items():
        page.get_by_label(name, exact=True).fill(words)
    page.get_by_label("One").select_option(label="Choice b")
    page.get_by_label("Person").select_option(ANA)
    group(form, "People").get_by_label("Bruno Keller").check()
    group(form, "Boxes").get_by_label("Choice a").check()
    group(form, "Boxes").get_by_label("Choice c").check()
    group(form, "Radio").get_by_label("Choice b").check()
    for name in ("Find", "Finds"):
        page.get_by_label(name, exact=True).press_sequentially("Laptop")
        group(form, name).get_by_label("Laptop 14").check()
    picked = [{"name": name, "mimeType": "image/png", "buffer": b"x"} for name in ("box.png", "large.png")]
    page.get_by_label("Files").set_input_files(picked)  # type: ignore[arg-type]
    expect(group(form, "Files").get_by_role("status")).to_have_text("large.png: too large")


FILLED = {
    "Line": "x",
    "Lines": "a\nb",
    "Mail": "a@e.com",
    "Web": "https://e.com",
    "Number": "1.5",
    "Rich": "r",
    "Day": "2026-12-01",
    "Hour": "09:30",
    "Moment": "2026-12-01T09:30 Europe/Madrid",
    "One": "b",
    "Person": ANA,
    "People": [BRUNO],
    "Boxes": ["a", "c"],
    "Radio": "b",
    "Find": chosen("Laptop 14", "l14"),
    "Finds": [*EMPTY["Finds"], chosen("Laptop 14", "l14")],  # type: ignore[misc]
    "Files": ["F-box.png"],
}


def test_what_stands_in_every_input_is_gathered(form: BlockPage) -> None:
    assert form.gathered() == EMPTY
    fill(form)
    assert form.gathered() == FILLED
    assert form.heard() == []


def test_what_was_gathered_can_be_put_back(form: BlockPage) -> None:
    fill(form)
    given = form.page.evaluate("desk.gather()")
    form.page.reload()
    form.page.wait_for_function("window.desk !== undefined")
    form.page.evaluate("given => desk.restore(given)", given)
    assert form.gathered() == FILLED
    expect(group(form, "Files").get_by_role("listitem")).to_contain_text("box.png")


def test_what_is_missing_is_asked_for_before_a_form_goes(form: BlockPage) -> None:
    missing = "[...document.querySelectorAll(':is(input, select, textarea):invalid')].length"
    assert form.page.evaluate(missing) > 0
    form.page.get_by_role("button", name="Submit").click()
    expect(form.page.get_by_label("Lines")).to_be_focused()
    fill(form)
    assert form.page.evaluate(missing) == 0
    group(form, "Boxes").get_by_label("Choice a").uncheck()
    group(form, "Boxes").get_by_label("Choice c").uncheck()
    group(form, "Files").get_by_role("button", name="Remove box.png").click()
    assert form.page.evaluate(missing) == 2
    assert form.gathered()["Files"] == []


def test_no_more_is_chosen_than_may_be(form: BlockPage) -> None:
    people = group(form, "People")
    people.get_by_label("Bruno Keller").check()
    expect(people.get_by_label("Ana Torres")).to_be_disabled()
    people.get_by_label("Bruno Keller").uncheck()
    expect(people.get_by_label("Ana Torres")).to_be_enabled()


def test_long_lists_are_narrowed(form: BlockPage) -> None:
    people = group(form, "People")
    people.get_by_label("Search").fill("gret")
    expect(people.get_by_label("Greta Lindqvist")).to_be_visible()
    expect(people.get_by_label("Ana Torres")).to_be_hidden()


def test_a_search_that_finds_nothing_says_so(form: BlockPage) -> None:
    form.page.get_by_label("Find", exact=True).press_sequentially("none")
    expect(form.page.get_by_text("Nothing found.")).to_be_visible()


def row(name: str, *elements: Payload) -> Payload:
    return {**actions(*elements), "block_id": name}


ACTS = [
    row("plain", button(action_id="a", text=plain("Go"))),
    row("asks", button(action_id="a", text=plain("Delete"), confirm=confirm(style="danger"))),
    row("more", element("overflow", action_id="a", options=ABC)),
    row("pick", element("static_select", action_id="a", options=ABC, placeholder=plain("Pick"))),
    row(
        "sure",
        element("static_select", action_id="a", options=ABC, confirm=confirm(), **SURE),
    ),
    row("some", element("multi_static_select", action_id="a", options=ABC, placeholder=plain("Some"))),
    row("tick", element("checkboxes", action_id="a", options=ABC, confirm=confirm())),
    row("when", element("datepicker", action_id="a", placeholder=plain("When"))),
    {**named("plain_text_input", "enter"), "dispatch_action": True},
    {
        **named("plain_text_input", "keys", dispatch_action_config={"trigger_actions_on": ["on_character_entered"]}),
        "dispatch_action": True,
    },
    {**section(text=plain("Words"), accessory=button(action_id="a", text=plain("Beside"))), "block_id": "beside"},
]


@pytest.fixture
def acts(chromium: Browser) -> Iterator[BlockPage]:
    give_ids(ACTS, Ids())
    with block_page(chromium, ACTS, sight()) as page:
        yield page
        assert page.problems == []


def test_buttons_are_heard_of(acts: BlockPage) -> None:
    acts.page.get_by_role("button", name="Go").click()
    acts.page.get_by_role("button", name="Beside").press("Enter")
    assert acts.wait_for(2) == [("plain", None), ("beside", None)]


def test_a_dialog_asks_first(acts: BlockPage) -> None:
    dialog = acts.page.get_by_role("dialog", name="Sure?")
    acts.page.get_by_role("button", name="Delete").click()
    expect(dialog).to_contain_text("It is final.")
    dialog.get_by_role("button", name="No").click()
    expect(dialog).to_have_count(0)
    acts.page.get_by_role("button", name="Delete").click()
    acts.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert acts.heard() == []
    acts.page.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Yes").click()
    assert acts.wait_for(1) == [("asks", None)]


def test_what_was_chosen_goes_back_when_the_dialog_is_declined(acts: BlockPage) -> None:
    menu, box = (
        acts.page.get_by_label("Sure", exact=True),
        acts.page.get_by_label("Choice a").and_(acts.page.get_by_role("checkbox")).last,
    )
    dialog = acts.page.get_by_role("dialog")
    menu.focus()
    menu.select_option(label="Choice c")
    dialog.get_by_role("button", name="No").click()
    expect(menu).to_have_value("b")
    box.click()
    dialog.get_by_role("button", name="No").click()
    expect(box).not_to_be_checked()
    assert acts.heard() == []
    box.click()
    dialog.get_by_role("button", name="Yes").click()
    assert acts.wait_for(1) == [("tick", ["a"])]


def test_a_menu_of_things_to_do_works_by_keyboard(acts: BlockPage) -> None:
    opener = acts.page.locator("summary[aria-label='More actions']")
    opener.press("Enter")
    expect(acts.page.get_by_role("button", name="Choice b")).to_be_visible()
    acts.page.keyboard.press("Tab")
    acts.page.keyboard.press("Escape")
    expect(acts.page.get_by_role("button", name="Choice b")).to_be_hidden()
    expect(opener).to_be_focused()
    opener.press("Enter")
    acts.page.get_by_role("button", name="Choice b").press("Enter")
    expect(acts.page.get_by_role("button", name="Choice b")).to_be_hidden()
    assert acts.wait_for(1) == [("more", "b")]


def test_choices_outside_of_forms_are_heard_of_at_once(acts: BlockPage) -> None:
    acts.page.get_by_label("Pick").select_option(label="Choice b")
    assert acts.wait_for(1) == [("pick", "b")]
    some = acts.page.locator("[data-block-id=some]")
    some.get_by_text("Some").click()
    some.get_by_label("Choice a").check()
    some.get_by_label("Choice c").check()
    assert acts.wait_for(2) == [("some", ["a"]), ("some", ["a", "c"])]
    expect(some.locator("summary")).to_have_text("Some (2)")
    acts.page.locator("body").click(position={"x": 900, "y": 5})
    expect(some.get_by_label("Choice a")).to_be_hidden()


def test_a_date_that_is_typed_is_heard_of_once(acts: BlockPage) -> None:
    day = acts.page.get_by_label("When")
    day.fill("2026-12-01")
    assert acts.wait_for(1) == [("when", "2026-12-01")]
    day.focus()
    acts.page.keyboard.type("12242027")
    acts.page.keyboard.press("Enter")
    assert acts.wait_for(1) == [("when", "2027-12-24")]


def test_words_are_heard_of_as_the_block_asks(acts: BlockPage) -> None:
    acts.page.get_by_label("enter").fill("a")
    acts.page.get_by_label("enter").press("Enter")
    assert acts.wait_for(1) == [("enter", "a")]
    acts.page.get_by_label("keys").press_sequentially("abc")
    assert acts.wait_for(1)[-1] == ("keys", "abc")


def test_everything_fits_a_phone_and_a_finger(form: BlockPage) -> None:
    form.page.set_viewport_size({"width": 360, "height": 800})
    assert form.page.evaluate("document.documentElement.scrollWidth") <= 360
    controls = "select, textarea, label.choice, input:not([type=checkbox], [type=radio])"
    heights = [box["height"] for one in form.page.locator(controls).all() if (box := one.bounding_box())]
    assert len(heights) > len(FORM)
    assert min(heights) >= 44
