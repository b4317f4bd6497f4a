import pytest

from sandbox import Sandbox
from sandbox.company import ANA, BRUNO, JONAS
from sandbox.payload import child
from sandbox.person import NoAnswer, NotOnScreen, Person
from tests.unit.sandbox.apps import over_socket
from tests.unit.sandbox.person.small_app import SmallApp

HASTY = 0.05


def test_over_a_socket_it_is_the_same(app: SmallApp) -> None:
    with Sandbox() as running, over_socket(running, app.register):
        ana = Person(running, ANA)
        ana.command("/device card")
        ana.message("Request of @ana").click("Approve")
        assert "approved" in ana.screen()


def test_a_command_that_fails_is_an_error_and_slackbot_says_so(ana: Person) -> None:
    with pytest.raises(NoAnswer, match="the command '/device crash' failed"):
        ana.command("/device crash", channel="#general")
    assert ana.message("/device failed with the error", channel="#general").author == "@slackbot"


def test_only_she_sees_an_ephemeral_answer(sandbox: Sandbox, ana: Person) -> None:
    ana.command("/device dance", channel="#general")
    assert ana.ephemeral("I do not know").text == "I do not know “dance”"
    assert Person(sandbox, BRUNO).messages("I do not know") == []


def test_a_direct_message_is_read_by_whom_it_is_for(sandbox: Sandbox, ana: Person) -> None:
    ana.command("/device dm")
    message = ana.dm("on its way")
    assert (message.author, message.text) == ("@device-desk", "It is on its way, @bruno")
    assert Person(sandbox, BRUNO).messages("on its way") == []


def test_home_is_published_when_opened(ana: Person, app: SmallApp) -> None:
    home = ana.home()
    assert home.text == "=== Home ===\nYour devices\n[Request]"
    home.click("Request")
    assert child(app.last, "view")["type"] == "home"
    assert ana.home().buttons == ["Request"]


def test_what_is_not_there_is_told_with_the_whole_screen(hasty: Person) -> None:
    hasty.command("/device card", channel="#general")
    with pytest.raises(NotOnScreen) as missing:
        hasty.message("Return")
    assert "does not see a message with 'Return'" in missing.value.reason
    assert "----- what @ana sees -----" in str(missing.value)
    assert "[Approve]" in str(missing.value)
    with pytest.raises(NotOnScreen, match="does not see a form"):
        _ = hasty.form
    with pytest.raises(NotOnScreen, match="sees no channel #secret"):
        hasty.message("x", channel="#secret")


def test_nothing_new_is_seen_by_those_whom_it_does_not_concern(sandbox: Sandbox, ana: Person) -> None:
    bruno = Person(sandbox, BRUNO)
    with bruno.sees_nothing_new():
        ana.command("/device dm")
    with pytest.raises(NotOnScreen, match="@bruno sees something new"), bruno.sees_nothing_new():
        ana.command("/device card")


def test_who_is_deactivated_can_do_nothing(sandbox: Sandbox) -> None:
    jonas = Person(sandbox, JONAS, patience=HASTY)
    with pytest.raises(NotOnScreen, match="cannot sign in"):
        jonas.command("/device request")
    assert jonas.messages() == []
