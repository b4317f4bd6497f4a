"""Clicks on buttons: one listener, which finds what to do in a table."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from handlers import finding, guests, home
from handlers.forms import FORMS
from handlers.incoming import Body, first_action, of_action, text
from handlers.modals import open_form, open_request_form
from handlers.reception import NO, Reception, Visit
from handlers.thanking import thank
from lifecycle.audit import AuditAnswer
from lifecycle.audits import commands as audit_commands
from lifecycle.command import OnSubject
from lifecycle.desk import Outcome
from lifecycle.errors import Reason, Refused
from lifecycle.requests import commands
from lifecycle.returns import commands as return_commands
from messages.ids import Action, Opened, Target

COMMANDS: Mapping[Action, Callable[[Target], OnSubject]] = {
    Action.APPROVE: lambda target: commands.ApproveRequest(request_id=target.subject.id),
    Action.APPROVE_LIMIT: lambda target: commands.ApproveLimit(request_id=target.subject.id),
    Action.ARRIVED: lambda target: commands.ConfirmArrival(request_id=target.subject.id, shipment=target.number or 0),
    Action.KIT_ARRIVED: lambda target: return_commands.ConfirmKit(return_id=target.subject.id),
    Action.HAS_IT: lambda target: audit_commands.AnswerAudit(
        audit_id=target.subject.id, answer=AuditAnswer.HAS_IT, items=(target.number or 0,)
    ),
    Action.HAS_THEM_ALL: lambda target: audit_commands.AnswerAudit(
        audit_id=target.subject.id, answer=AuditAnswer.HAS_IT
    ),
    Action.REMIND_NOW: lambda target: return_commands.RemindNow(return_id=target.subject.id),
}
"""The buttons that do at once what they say; the others open a form."""

THANKED = frozenset({Action.KIT_ARRIVED})
"""What is answered in words, too."""

EVERY_BUTTON = re.compile(rf"^(?:{'|'.join(Action)})$")


def register(app: App, reception: Reception) -> None:
    """Listen to every button of ours; a click is never silent: what is not done is answered."""

    @app.action(EVERY_BUTTON)
    def click(body: Body, ack: Ack, client: WebClient) -> None:
        incoming, visit, opened = of_action(body), None, _opened(body)
        try:
            action = Action(text(first_action(body), "action_id"))
            visit = reception.admit(incoming, guests.on_button(action, opened.target))
            outcome = _press(reception, visit, action, opened, client)
            if outcome and action in THANKED:
                thank(reception, visit, action)
        except NO as no:
            reception.whisper(incoming, reception.words(no, visit))
            if visit and opened.target and isinstance(no, Refused):
                reception.refresh(opened.target.subject, no, visit)
        if visit:
            home.stay(reception, visit, body)
        ack()


def _press(reception: Reception, visit: Visit, action: Action, opened: Opened, client: WebClient) -> Outcome | None:
    """What came of it; None where a form was opened."""
    if action in FORMS:
        open_form(reception, visit, FORMS[action], opened, client)
    elif action in COMMANDS and opened.target:
        command = COMMANDS[action](opened.target)
        if command.subject != opened.target.subject:
            raise Refused(Reason.NOT_FOUND)
        return reception.perform(command, visit)
    elif action is Action.NEW_REQUEST:
        open_request_form(reception, visit, client, finding.holder_of(reception, visit, opened.target))
    return None


def _opened(body: Body) -> Opened:
    value = text(first_action(body), "value")
    return Opened(
        target=Target.decode(value) if value else None,
        channel=text(body, "channel", "id") or None,
        ts=text(body, "container", "message_ts") or None,
    )
