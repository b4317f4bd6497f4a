"""`/device offboard` and `/device return`: somebody gives devices back."""

import re
from datetime import date

from slack_sdk import WebClient

from handlers.forms import FORMS
from handlers.modals import open_form, open_view
from handlers.reception import Reception, Visit
from handlers.submitted import Submitted
from lifecycle.calendar import local_day
from lifecycle.device import DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.people import Person, Role
from lifecycle.ports import Reads
from lifecycle.retrieval import ReturnCause
from lifecycle.return_commands import ChangeReturn, OpenReturn
from messages.forms.returns import change, opening
from messages.forms.returns.opening import LEAVING, Opening
from messages.ids import Action, Field, Opened, Target

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
"""How Slack writes somebody in the text of a slash command [slack.dev: escaped mentions]."""


def offboard(reception: Reception, visit: Visit, client: WebClient, words: str) -> None:
    """Open the form for somebody who leaves: for whoever is named, else with a field for that."""
    holder = _named(reception, visit, words)
    if holder is None:
        view = opening.build(_opening(None, visit, None, None, ReturnCause.LEAVING), visit.reader)
        open_view(client, visit, view)
    else:
        _begin(reception, visit, client, holder, ReturnCause.LEAVING)


def give_back(reception: Reception, visit: Visit, client: WebClient, words: str) -> None:
    """Open the form for a swap or the end of a loan: for oneself, unless somebody is named."""
    holder = _named(reception, visit, words) or visit.visitor.person
    _begin(reception, visit, client, holder, ReturnCause.SWAP)


def opening_of(form: Submitted) -> OpenReturn:
    """The command behind the form, with the accounts that it names known as people."""
    visit, reception = form.visit, form.reception
    holder = _holder(form, opening.whom(form.view, visit.reader))
    asked = opening.parse(form.view, visit.reader, *_where(form, holder))
    manager = person_of(reception, visit, asked.manager, Field.MANAGER) if asked.manager else None
    return asked.command(holder.id, manager.id if manager else None)


def change_of(form: Submitted) -> ChangeReturn:
    """The command behind the form, with the account that it names known as a person."""
    visit, reception = form.visit, form.reception
    with reception.desk.reading() as reads:
        case = reads.the_return(change.number(form.view, visit.reader))
    if case is None:
        raise Refused(Reason.NOT_FOUND)
    asked = change.parse(form.view, visit.reader, *_where(form, _holder(form, case.holder_id)), case.last_day)
    manager = person_of(reception, visit, asked.manager, Field.MANAGER) if asked.manager else None
    return asked.command(manager.id if manager else None)


def person_of(reception: Reception, visit: Visit, slack_id: str, field: str) -> Person:
    """Whoever has that account here, still or no more; raises `Refused(NOT_REACHABLE)` on the field for all others."""
    visitor = reception.directory.visitor(visit.incoming.team_id, slack_id)
    if visitor is None or visitor.person.is_bot or visitor.person.team_id != visit.incoming.team_id:
        raise Refused(Reason.NOT_REACHABLE, field=field)
    return visitor.person


def _holder(form: Submitted, whom: int | str | None) -> Person:
    """Whoever gives devices back, by number or by account; the one who fills in the form, as long as it is nobody."""
    match whom:
        case str():
            return person_of(form.reception, form.visit, whom, Field.HOLDER)
        case int():
            with form.reception.desk.reading() as reads:
                found = reads.person(whom)
            if found is None:
                raise Refused(Reason.NOT_FOUND)
            return found
    return form.visit.visitor.person


def _where(form: Submitted, holder: Person) -> tuple[str, date]:
    """The country in which the person's phone number is read, and their date."""
    return holder.country or form.reception.desk.policy.default_country, local_day(form.visit.now, holder.zone)


def _named(reception: Reception, visit: Visit, words: str) -> Person | None:
    found = MENTION.search(words)
    return person_of(reception, visit, found[1], Field.HOLDER) if found else None


def _begin(reception: Reception, visit: Visit, client: WebClient, holder: Person, cause: ReturnCause) -> None:
    """Open the form, or the form of the return that is open already.

    Raises:
        Refused: the person may not, or there is nothing to be given back.
        TooLate: the trigger has expired.
    """
    with reception.desk.reading() as reads:
        case, manager = reads.open_return_of(holder.id), reads.manager_of(holder.id)
        view = None if case else opening.build(_opening(holder, visit, manager, reads, cause), visit.reader)
    if case is not None:
        opened = Opened(target=Target(case.subject, LEAVING if cause is ReturnCause.LEAVING else None))
        open_form(reception, visit, FORMS[Action.CHANGE_RETURN], opened, client)
    elif view is not None:
        open_view(client, visit, view)


def _opening(
    holder: Person | None, visit: Visit, manager: Person | None, reads: Reads | None, cause: ReturnCause
) -> Opening:
    by_it = Role.IT in visit.visitor.roles
    me = visit.visitor.person.id
    if holder is not None and not by_it and me not in {holder.id, manager and manager.id}:
        raise Refused(Reason.NOT_ALLOWED)
    held = reads.held_by(holder.id) if reads and holder else ()
    devices = [device for device in held if device.state is DeviceState.IN_USE]
    if holder is not None and not devices and (cause is ReturnCause.SWAP or not by_it):
        raise Refused(Reason.NO_DEVICES, name=holder.name)
    return Opening(holder=holder, devices=devices, cause=cause, by_it=by_it, manager=manager)
