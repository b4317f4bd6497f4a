import pytest

from sandbox import Sandbox
from sandbox.company import BRUNO
from sandbox.payload import child
from sandbox.person import AsksFirst, BlockedByClient, NotOnScreen, Person
from tests.unit.sandbox.blockkit_parts import plain
from tests.unit.sandbox.person.small_app import SmallApp


def test_a_button_is_pressed_on_the_newest_message_and_its_thread_tells(ana: Person, sandbox: Sandbox) -> None:
    ana.command("/device card")
    bruno = Person(sandbox, BRUNO)
    card = bruno.message("Request of @ana", channel="#general")
    assert card.buttons == ["Mark ready", "Mark ready", "Cancel", "Legal hold", "Write off", "Approve"]
    card.click("Approve")
    card.wait_for("approved")
    card.wait_without("waiting")
    assert card.notification == "Request: approved"
    assert "Approve" not in card.buttons
    assert card.reply("Approved by @bruno").text == card.thread()[0].text


def test_a_button_that_is_gone_can_be_pressed_on_an_old_screen_only(hasty: Person, app: SmallApp) -> None:
    hasty.command("/device card")
    card = hasty.message("Request of @ana")
    card.click("Approve")
    with pytest.raises(NotOnScreen, match="a button 'Approve'"):
        card.click("Approve")
    card.click_stale("Approve")
    assert [app.pressed_value, child(app.last, "message")["text"]] == ["card", "Request: waiting"]
    with pytest.raises(NotOnScreen, match="0 buttons 'Decline' on the old screen"):
        card.click_stale("Decline")


def test_a_deleted_message_cannot_be_read(sandbox: Sandbox, ana: Person) -> None:
    ana.command("/device card")
    card = ana.message("Request of @ana")
    sandbox.workspace.conversations.remove(card.seen)
    assert card.is_gone
    with pytest.raises(NotOnScreen, match="the message was deleted"):
        _ = card.text


def test_near_tells_two_buttons_apart(ana: Person, app: SmallApp) -> None:
    ana.command("/device card")
    card = ana.message("Request of @ana")
    with pytest.raises(NotOnScreen, match="there 2 times"):
        card.click("Mark ready")
    card.click("Mark ready", near="Laptop 14")
    assert app.pressed_value == "laptop"
    card.click("Mark ready", near="Headset")
    assert app.pressed_value == "headset"


def test_a_confirm_dialog_must_be_answered(ana: Person, app: SmallApp) -> None:
    ana.command("/device card")
    card = ana.message("Request of @ana")
    with pytest.raises(AsksFirst, match="asks first:\nSure"):
        card.click("Cancel")
    assert card.dialog("Cancel") == "Sure?\nIt is final.\n[No] [Yes]"
    before = len(app.bodies)
    card.click("Cancel", confirm=False)
    assert len(app.bodies) == before
    card.click("Cancel", confirm=True)
    assert app.pressed["action_id"] == "cancel"
    with pytest.raises(AsksFirst, match="asks nothing"):
        card.click("Mark ready", near="Headset", confirm=True)


def test_menus_report_what_was_chosen_and_keep_it(ana: Person, app: SmallApp) -> None:
    ana.command("/device card")
    card = ana.message("Request of @ana")
    card.choose("Van", near="Headset")
    assert child(app.pressed, "selected_option")["value"] == "van"
    assert "[Van]" in card.text
    card.click("Legal hold")
    assert child(app.pressed, "selected_option")["value"] == "legal hold"
    carrier = child(child(child(app.last, "state"), "values"), "headset")["carrier"]
    assert carrier == {"type": "static_select", "selected_option": {"text": plain("Van"), "value": "van"}}


def test_a_menu_may_ask_the_app_for_its_options(ana: Person, app: SmallApp) -> None:
    ana.command("/device cities")
    question = ana.dm("Where?")
    question.choose("Berlin")
    assert child(app.pressed, "selected_option")["value"] == "berlin"
    with pytest.raises(BlockedByClient, match="none of the choices: Madrid, Berlin"):
        question.choose("Paris")
