"""Opening modals within the 3 seconds that Slack gives after somebody acted."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.forms import Form, Sight
from handlers.reception import Reception, TooLate, Visit
from lifecycle import commands
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.ports import Reads
from lifecycle.rules import RULES, possible
from messages.forms import request
from messages.ids import Opened, Target
from messages.payload import View

EXPIRED = frozenset({"expired_trigger_id", "trigger_expired"})
EXCHANGED = frozenset({"exchanged_trigger_id", "trigger_exchanged"})
"""The trigger has opened its modal already: this is another delivery of the same click."""


def open_request_form(reception: Reception, visit: Visit, client: WebClient) -> None:
    """Ask what is wanted; everybody who is let in may. Raises `TooLate`."""
    _open(client, visit, request.build(reception.desk.policy, visit.reader, visit.visitor.person, visit.today))


def open_form(reception: Reception, visit: Visit, form: Form, opened: Opened, client: WebClient) -> None:
    """Open a form about a request.

    Raises:
        Refused: the person may not, there is no such request, or (`Stale`) it has moved on.
        TooLate: the trigger has expired.
    """
    if opened.target is None:
        raise Refused(Reason.NOT_FOUND)
    with reception.desk.reading() as reads:
        view = _built(reception, visit, form, opened, opened.target, reads)
    _open(client, visit, view)


def _built(reception: Reception, visit: Visit, form: Form, opened: Opened, target: Target, reads: Reads) -> View:
    subject, number = target.subject, target.number
    facts = reads.facts(subject)
    if facts is None:
        raise Refused(Reason.NOT_FOUND)
    rule = RULES[form.command]
    if not rule.may(visit.visitor.actor, facts.item, reads.person):
        raise Refused(Reason.NOT_ALLOWED)
    if not possible(form.command, facts.item, number):
        line = None if form.command is commands.ReportProblem else number
        raise Stale(subject, reads.last_event(subject, line, rule.settled_by))
    return form.build(Sight(facts=facts, policy=reception.desk.policy, visit=visit, opened=opened, reads=reads))


def _open(client: WebClient, visit: Visit, view: View) -> None:
    try:
        client.views_open(trigger_id=visit.incoming.trigger_id, view=view)
    except SlackApiError as error:
        code = error.response["error"]
        if code in EXPIRED:
            raise TooLate from error
        if code not in EXCHANGED:
            raise
