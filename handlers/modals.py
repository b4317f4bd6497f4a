"""Opening modals within the 3 seconds that Slack gives after somebody acted."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.forms import Form, Sight
from handlers.reception import Reception, TooLate, Visit
from lifecycle.command import OnSubject
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.people import Person
from lifecycle.ports import Reads
from lifecycle.requests import commands
from lifecycle.returns import commands as return_commands
from lifecycle.rules import RULES, possible
from messages.forms import request
from messages.ids import Opened, Target
from messages.payload import View

EXPIRED = frozenset({"expired_trigger_id", "trigger_expired"})
EXCHANGED = frozenset({"exchanged_trigger_id", "trigger_exchanged"})
"""The trigger has opened its modal already: this is another delivery of the same click."""

OF_NO_PART: tuple[type[OnSubject], ...] = (commands.ReportProblem, return_commands.GiveHelp)
"""The number on their buttons is no line's and no item's, but a parcel's or a problem's."""


def open_request_form(reception: Reception, visit: Visit, client: WebClient, recipient: Person | None = None) -> None:
    """Ask what is wanted, at first for the `recipient`; everybody who is let in may. Raises `TooLate`."""
    policy, person = reception.desk.policy, visit.visitor.person
    open_view(client, visit, request.build(policy, visit.reader, person, visit.today, recipient))


def open_form(reception: Reception, visit: Visit, form: Form, opened: Opened, client: WebClient) -> None:
    """Open a form about a subject.

    Raises:
        Refused: the person may not, there is no such thing, or (`Stale`) it has moved on.
        TooLate: the trigger has expired.
    """
    open_view(client, visit, built(reception, visit, form, opened))


def built(reception: Reception, visit: Visit, form: Form, opened: Opened) -> View:
    """A form about a subject, for whoever may give its command.

    Raises:
        Refused: the person may not, there is no such thing, or (`Stale`) it has moved on.
    """
    if opened.target is None:
        raise Refused(Reason.NOT_FOUND)
    with reception.desk.reading() as reads:
        return _built(reception, visit, form, opened, opened.target, reads)


def _built(reception: Reception, visit: Visit, form: Form, opened: Opened, target: Target, reads: Reads) -> View:
    subject, number = target.subject, target.number
    facts = reads.facts(subject)
    if facts is None:
        raise Refused(Reason.NOT_FOUND)
    if subject.kind is not form.command.subject_kind:
        raise Refused(Reason.NOT_FOUND)
    rule = RULES[form.command]
    if not rule.may(visit.visitor.actor, facts.item, reads.known):
        raise Refused(Reason.NOT_ALLOWED)
    if not possible(form.command, facts.item, number):
        part = None if form.command in OF_NO_PART else number
        raise Stale(subject, reads.last_event(subject, part, rule.settled_by))
    return form.build(Sight(facts=facts, policy=reception.desk.policy, visit=visit, opened=opened, reads=reads))


def open_view(client: WebClient, visit: Visit, view: View) -> None:
    """Open a modal; raises `TooLate` when the trigger has expired."""
    try:
        client.views_open(trigger_id=visit.incoming.trigger_id, view=view)
    except SlackApiError as error:
        code = error.response["error"]
        if code in EXPIRED:
            raise TooLate from error
        if code not in EXCHANGED:
            raise
