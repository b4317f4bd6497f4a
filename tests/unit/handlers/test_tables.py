from handlers.actions import COMMANDS, EVERY_BUTTON
from handlers.choices import CHOICES
from handlers.commands import SUBCOMMANDS
from handlers.forms import FORMS
from handlers.views import EVERY_FORM, PARSERS
from lifecycle.rules import RULES
from messages.forms.returns import need_help, opening
from messages.ids import Action, Callback
from tests.support.forms import inputs
from tests.support.return_forms import ANYBODY, READER, WHOLE
from tests.support.return_forms import FORMS as RETURN_FORMS
from tests.support.return_samples import OPENED


def test_every_button_does_one_thing() -> None:
    direct, forms = set(COMMANDS), set(FORMS)
    assert direct | forms | {Action.NEW_REQUEST} == set(Action)
    assert not direct & forms


def test_every_form_is_read() -> None:
    assert set(PARSERS) == set(Callback)


def test_every_input_that_tells_at_once_is_listened_to() -> None:
    views = (*RETURN_FORMS.values(), opening.build(ANYBODY, READER), need_help.build(OPENED, READER, WHOLE))
    telling = {
        (view["callback_id"], block["block_id"])
        for view in views
        for block in inputs(view)
        if block.get("dispatch_action")
    }
    assert telling == set(CHOICES)


def test_every_form_asks_for_a_command_with_a_permission() -> None:
    assert {form.command for form in FORMS.values()} <= set(RULES)


def test_the_listeners_take_our_ids_and_no_others() -> None:
    assert all(EVERY_BUTTON.fullmatch(action) for action in Action)
    assert all(EVERY_FORM.fullmatch(callback) for callback in Callback)
    assert not EVERY_BUTTON.search("approve_everything")
    assert not EVERY_FORM.search("requested")


def test_the_words_are_those_of_the_contract() -> None:
    words = {"", "help", "request", "mine", "find", "show", "fleet", "add", "offboard", "return", "audit", "report"}
    assert set(SUBCOMMANDS) == words
