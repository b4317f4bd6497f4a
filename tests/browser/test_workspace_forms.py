"""Forms and buttons in a browser: what is typed is never lost, and what is pressed is answered."""

import pytest
from playwright.sync_api import Page, expect

from sandbox.company import ANA, BRUNO, GENERAL
from sandbox.payload import child
from tests.browser.workspace import Office, fill_request, ready, write
from tests.unit.sandbox.apps import client_of

pytestmark = pytest.mark.browser


def test_a_form_says_what_is_missing_and_goes_once_it_is_right(office: Office, ana: Page) -> None:
    write(ana, "/device request")
    form = ana.get_by_role("dialog", name="Request a device")
    expect(form.get_by_label("Who is it for?")).to_be_focused()
    form.get_by_label("Note").fill("For the new office")
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_text("Please complete this required field.")).to_have_count(2)
    expect(form.get_by_label("Who is it for?")).to_be_focused()
    expect(form.get_by_label("Note")).to_have_value("For the new office")
    office.app.answer = {"response_action": "errors", "errors": {"Note": "Say which office"}}
    fill_request(ana)
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_text("Say which office")).to_be_visible()
    expect(form.get_by_label("Headset")).to_be_checked()
    office.app.answer = {}
    form.get_by_label("Note").press("Enter")
    expect(form).to_have_count(0)
    assert child(office.app.last, "user")["id"] == ANA
    assert "For the new office" in str(child(office.app.last, "view")["state"])


def test_what_was_typed_is_there_after_a_reload(ana: Page) -> None:
    write(ana, "/device request")
    fill_request(ana)
    ana.reload()
    form = ana.get_by_role("dialog", name="Request a device")
    expect(form.get_by_label("Note")).to_have_value("For the new office")
    expect(form.get_by_label("Headset")).to_be_checked()
    expect(form.get_by_label("Who is it for?")).to_have_value(BRUNO)


def test_what_was_typed_stays_when_the_app_changes_the_form(office: Office, ana: Page) -> None:
    write(ana, "/device request")
    fill_request(ana)
    note = ana.get_by_role("dialog").get_by_label("Note")
    note.focus()
    view = office.sandbox.workspace.screens.top_modal(ANA)
    assert view
    newer = {**view.content, "title": {"type": "plain_text", "text": "Step two"}}
    client_of(office.sandbox).views_update(view_id=view.id, view=newer)
    expect(ana.get_by_role("dialog", name="Step two")).to_be_visible()
    expect(note).to_have_value("For the new office")
    expect(note).to_be_focused()


@pytest.mark.parametrize("by", ["Escape", "Cancel"])
def test_a_form_is_closed_by_key_and_by_button(office: Office, ana: Page, by: str) -> None:
    write(ana, "/device request")
    form = ana.get_by_role("dialog")
    expect(form).to_be_visible()
    if by == "Escape":
        ana.keyboard.press("Escape")
    else:
        form.get_by_role("button", name="Cancel").click()
    expect(form).to_have_count(0)
    assert office.sandbox.workspace.screens.top_modal(ANA) is None


def test_a_form_above_a_form_gives_the_lower_one_back_as_it_was(office: Office, ana: Page) -> None:
    write(ana, "/device request")
    fill_request(ana)
    view = office.sandbox.workspace.screens.top_modal(ANA)
    assert view
    office.app.answer = {
        "response_action": "push",
        "view": {**view.content, "title": {"type": "plain_text", "text": "Above"}},
    }
    ana.get_by_role("dialog").get_by_role("button", name="Send").click()
    above = ana.get_by_role("dialog", name="Above")
    expect(above.get_by_label("Note")).to_have_value("")
    ana.keyboard.press("Escape")
    expect(ana.get_by_role("dialog", name="Request a device").get_by_label("Note")).to_have_value("For the new office")


def test_a_button_changes_the_message_in_place_and_nothing_else(office: Office, ana: Page) -> None:
    write(ana, "/device card")
    area = ana.get_by_role("textbox", name="Message #general")
    area.fill("Still writing")
    message = ana.get_by_role("article").filter(has_text="waiting")
    with office.screen(BRUNO) as bruno:
        bruno.get_by_role("button", name="Approve").click()
        expect(bruno.get_by_text("approved")).to_be_visible()
    expect(ana.get_by_text("approved")).to_be_visible()
    expect(message).to_have_count(0)
    expect(area).to_have_value("Still writing")
    expect(area).to_be_focused()


def test_a_dangerous_button_asks_first(office: Office, ana: Page) -> None:
    write(ana, "/device card")
    ana.get_by_role("button", name="Cancel").click()
    heard = len(office.app.bodies)
    ana.get_by_role("dialog", name="Sure?").get_by_role("button", name="No").click()
    expect(ana.get_by_role("dialog")).to_have_count(0)
    assert len(office.app.bodies) == heard
    ana.get_by_role("button", name="Cancel").click()
    with ana.expect_response("**/act"):
        ana.get_by_role("dialog", name="Sure?").get_by_role("button", name="Yes").click()
    assert office.app.pressed["action_id"] == "cancel"


def test_somebody_new_joins(office: Office, ana: Page) -> None:
    ana.get_by_role("link", name="People").click()
    ana.get_by_role("heading", name="Somebody new").wait_for()
    ready(ana)
    ana.get_by_label("Full name").fill("Sam Reed")
    ana.get_by_label("Email").fill("sam@example.com")
    ana.get_by_role("button", name="Add to the workspace").click()
    expect(ana.get_by_role("button", name="Deactivate Sam Reed")).to_be_visible()
    ana.get_by_role("button", name="Deactivate Sam Reed").click()
    expect(ana.get_by_role("button", name="Reactivate Sam Reed")).to_be_visible()


def test_what_slack_refused_is_a_red_note(office: Office, ana: Page) -> None:
    office.app.answer = {"response_action": "errors", "errors": {"Nothing": "Say more"}}
    write(ana, "/device request")
    fill_request(ana)
    ana.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(ana.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")
    expect(ana.get_by_label("Note")).to_have_value("For the new office")
    ana.keyboard.press("Escape")
    ana.get_by_text("Slack refused what the app sent").click()
    expect(ana.get_by_text("no input block: ['Nothing']")).to_be_visible()
    ana.get_by_role("button", name="Hide until there is more").click()
    ana.reload()
    expect(ana.get_by_role("heading", name="general")).to_be_visible()
    expect(ana.get_by_text("Slack refused what the app sent")).to_be_hidden()


def test_two_tabs_are_two_people(office: Office, ana: Page) -> None:
    bruno = ana.context.new_page()
    bruno.goto(f"{office.sandbox.url}/as/{BRUNO}/{GENERAL}")
    for page, words in ((ana, "Ana's note"), (bruno, "Bruno's note")):
        write(page, "/device request")
        fill_request(page)
        page.get_by_role("dialog").get_by_label("Note").fill(words)
    for page in (bruno, ana):
        page.reload()
    expect(bruno.get_by_role("dialog").get_by_label("Note")).to_have_value("Bruno's note")
    expect(ana.get_by_role("dialog").get_by_label("Note")).to_have_value("Ana's note")
    ready(bruno)
    bruno.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(bruno.get_by_role("dialog")).to_have_count(0)
    assert child(office.app.last, "user")["id"] == BRUNO
    assert "Bruno's note" in str(child(office.app.last, "view")["state"])
    expect(ana.get_by_role("dialog").get_by_label("Note")).to_have_value("Ana's note")
