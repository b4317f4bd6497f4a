"""Something was chosen on which the rest of a form depends: the form is built anew, and keeps what was typed."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers import guests, helping, offboarding
from handlers.guard import NotWelcome
from handlers.incoming import Body, first_action, of_action, text
from handlers.reception import Reception
from handlers.submitted import Submitted
from lifecycle.errors import Refused
from messages.forms.again import with_alert
from messages.ids import VALUE, Callback, Field
from messages.payload import View

CHOICES: Mapping[tuple[Callback, Field], Callable[[Submitted], View]] = {
    (Callback.NEED_HELP, Field.KIND): helping.asking,
    (Callback.OFFBOARD, Field.HOLDER): offboarding.picking,
}
"""The inputs that tell at once what was chosen, and the form that follows from it."""

GONE = frozenset({"not_found", "view_not_found"})
"""The person has closed the form meanwhile."""


def register(app: App, reception: Reception) -> None:
    """Listen to what is chosen in our forms; our inputs have one `action_id`, and are told apart by their blocks."""

    @app.action({"action_id": VALUE})
    def chosen(body: Body, ack: Ack, client: WebClient) -> None:
        choose(reception, body, client)
        ack()


def choose(reception: Reception, body: Body, client: WebClient) -> None:
    """Show the form that follows from what was chosen; whoever has chosen last is right, whatever stands there now."""
    match body.get("view"):
        case dict() as view:
            _show(client, text(view, "id"), _following(reception, body, view))


def _following(reception: Reception, body: Body, view: Body) -> View:
    """The form as it is to be, or as it is with the reason why it stays so."""
    try:
        form = Submitted(view=view, visit=reception.admit(of_action(body), guests.in_form(view)), reception=reception)
    except NotWelcome as no:
        return with_alert(view, reception.words(no, None))
    try:
        return CHOICES[Callback(text(view, "callback_id")), Field(text(first_action(body), "block_id"))](form)
    except Refused as refusal:
        return with_alert(view, reception.words_in_form(refusal, form.visit))


def _show(client: WebClient, view_id: str, view: View) -> None:
    try:
        client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if error.response["error"] not in GONE:
            raise
