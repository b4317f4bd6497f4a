"""`/device offboard` and `/device return`: somebody gives devices back."""

import re
from dataclasses import replace
from datetime import date

from slack_sdk import WebClient

from handlers.forms import FORMS
from handlers.incoming import text
from handlers.modals import open_form, open_view
from handlers.reception import Reception, Visit
from handlers.submitted import Submitted
from lifecycle.calendar import local_day
from lifecycle.desk import Outcome
from lifecycle.device import DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.people import Person, Role
from lifecycle.permissions import may_begin_return
from lifecycle.ports import Reads
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import ChangeReturn, OpenReturn
from lifecycle.returns.offboarding import no_devices, return_open
from messages import answers
from messages.forms.again import with_alert
from messages.forms.returns import change, opening
from messages.forms.returns.opening import LEAVING, Opening
from messages.ids import Action, Field, Opened, Target
from messages.payload import Message, View

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
"""How Slack writes somebody in the text of a slash command [slack.dev: escaped mentions]."""


def offboard(reception: Reception, visit: Visit, client: WebClient, words: str) -> None:
    """Open the form for somebody who leaves: for whoever is named, else with a field for that."""
    holder = _named(reception, visit, words)
    if holder is None:
        empty = replace(_for_anybody(visit), sought=words.strip() or None)
        open_view(client, visit, opening.build(empty, visit.reader, visit.incoming.answer_to))
    else:
        _begin(reception, visit, client, holder, ReturnCause.LEAVING)


def give_back(reception: Reception, visit: Visit, client: WebClient, words: str) -> Message | None:
    """Open the form for a swap or the end of a loan: for oneself, unless somebody is named."""
    holder = _named(reception, visit, words)
    if holder is None and words.strip():
        return Message(answers.nobody(words.strip(), visit.reader), [])
    _begin(reception, visit, client, holder or visit.visitor.person, ReturnCause.SWAP)
    return None


def picking(form: Submitted) -> View:
    """The form with the devices of whoever was picked in it, or with the reason why they are not shown."""
    visit, reception = form.visit, form.reception
    answer_to = Opened.decode(text(form.view, "private_metadata")).answer_to
    try:
        return opening.build(_picked(form, opening.picked(form.view, visit.reader)), visit.reader, answer_to)
    except Refused as refusal:
        empty = opening.build(_for_anybody(visit), visit.reader, answer_to)
        return with_alert(empty, reception.words_in_form(refusal, visit))


def opening_of(form: Submitted) -> OpenReturn:
    """The command behind the form, with the accounts that it names known as people."""
    visit, reception = form.visit, form.reception
    holder = _holder(form, opening.whom(form.view, visit.reader))
    asked = opening.parse(form.view, visit.reader, *_where(form, holder))
    manager = person_of(reception, visit, asked.manager, Field.MANAGER) if asked.manager else None
    return asked.command(holder.id, manager.id if manager else None)


def begun(form: Submitted, outcome: Outcome) -> None:
    """Tell whoever has begun a return its number, and what happens next."""
    with form.reception.desk.reading() as reads:
        facts = reads.facts(outcome.returned.subject) if outcome.returned else None
    if isinstance(facts, ReturnFacts):
        words = answers.return_begun(facts, form.visit.visitor.person.id, form.visit.reader)
        form.reception.whisper(form.visit.incoming, words)


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
        case = reads.open_return_of(holder.id)
        found = None if case else _opening(holder, visit, reads, cause)
    if case is not None:
        opened = Opened(target=Target(case.subject, LEAVING if cause is ReturnCause.LEAVING else None))
        open_form(reception, visit, FORMS[Action.CHANGE_RETURN], opened, client)
    elif found is not None:
        open_view(client, visit, opening.build(found, visit.reader, visit.incoming.answer_to))


def _for_anybody(visit: Visit) -> Opening:
    """The form before anybody was named."""
    by_it = Role.IT in visit.visitor.roles
    return Opening(holder=None, devices=(), cause=ReturnCause.LEAVING, by_it=by_it)


def _picked(form: Submitted, account: str | None) -> Opening:
    if account is None:
        return _for_anybody(form.visit)
    holder = person_of(form.reception, form.visit, account, Field.HOLDER)
    with form.reception.desk.reading() as reads:
        case = reads.open_return_of(holder.id)
        if case and may_begin_return(form.visit.visitor.actor, holder.id, reads.manager_of(holder.id)):
            raise return_open(form.visit.visitor.actor, holder, case)
        return replace(_opening(holder, form.visit, reads, ReturnCause.LEAVING), is_picked=True)


def _opening(holder: Person, visit: Visit, reads: Reads, cause: ReturnCause) -> Opening:
    """What somebody gives back; raises `Refused` where the visitor may not, or where there is nothing."""
    by_it, manager = Role.IT in visit.visitor.roles, reads.manager_of(holder.id)
    if not may_begin_return(visit.visitor.actor, holder.id, manager):
        raise Refused(Reason.NOT_ALLOWED)
    devices = [device for device in reads.held_by(holder.id) if device.state is DeviceState.IN_USE]
    if not devices and (cause is ReturnCause.SWAP or not by_it):
        raise no_devices(visit.visitor.actor, holder)
    return Opening(holder=holder, devices=devices, cause=cause, by_it=by_it, manager=manager)
