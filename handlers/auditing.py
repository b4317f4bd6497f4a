"""`/device audit`, and the answers to its questions."""

from dataclasses import replace

from slack_sdk import WebClient

from handlers.modals import open_view
from handlers.offboarding import person_of
from handlers.reception import Reception, Visit
from handlers.submitted import Submitted
from lifecycle.audits.commands import BeginCampaign
from lifecycle.campaign import Campaign
from lifecycle.desk import Outcome
from lifecycle.people import Role
from lifecycle.reads.facts import AuditFacts
from messages import answers
from messages.audits import question
from messages.forms.audits import begin
from messages.ids import Field, Opened
from messages.payload import Message
from messages.voice import voice


def audit(reception: Reception, visit: Visit, client: WebClient, _: str) -> Message | None:
    """The form of a campaign for IT; for everybody else what they are asked."""
    if Role.IT in visit.visitor.roles:
        opened = Opened(answer_to=visit.incoming.answer_to)
        open_view(client, visit, begin.build(reception.desk.policy, visit.reader, opened))
        return None
    with reception.desk.reading() as reads:
        found = reads.open_audit_of(visit.visitor.person.id)
        facts = reads.facts(found.subject) if found else None
    if isinstance(facts, AuditFacts):
        return question.card(facts, voice(visit.reader))
    return Message(answers.no_audit(visit.reader), [])


def beginning_of(form: Submitted) -> BeginCampaign:
    """The command behind the form, with the manager's account known as a person."""
    begun = begin.parse(form.view, form.visit.reader)
    if begun.manager is None:
        return BeginCampaign(scope=begun.scope)
    manager = person_of(form.reception, form.visit, begun.manager, Field.MANAGER)
    return BeginCampaign(scope=replace(begun.scope, manager_id=manager.id))


def begun(form: Submitted, outcome: Outcome) -> None:
    """Tell whoever has begun a campaign its number."""
    numbers = [change.after.id for change in outcome.changes if isinstance(change.after, Campaign)]
    if numbers:
        form.reception.whisper(form.visit.incoming, answers.audit_begun(numbers[0], form.visit.reader))
