"""The forms behind the buttons: for which command each is, and how it is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from handlers.reception import Visit
from lifecycle.audits import commands as audit_commands
from lifecycle.command import OnSubject
from lifecycle.devices import commands as device_commands
from lifecycle.people import Role
from lifecycle.policy import Policy
from lifecycle.ports import Reads
from lifecycle.reads.facts import CertificateFacts, Contact, DeviceFacts, Facts, RequestFacts, ReturnFacts
from lifecycle.refreshing import commands as refresh_commands
from lifecycle.requests import commands
from lifecycle.retrieval import ProblemKind
from lifecycle.returns import commands as return_commands
from lifecycle.wipes import commands as wipe_commands
from messages.forms import cancel, decline, ordered, problem, ready, received, refreshing, shipped, source
from messages.forms.audits import answering, settling
from messages.forms.devices import correct, retire, simple
from messages.forms.returns import (
    accept,
    call_off,
    change,
    give_help,
    kit_sent,
    legal_hold,
    need_help,
    next_life,
    not_recovered,
    receive,
    reject,
    sent_back,
    wipe,
)
from messages.ids import Action, Callback, Opened
from messages.payload import View
from messages.reader import Reader

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight(Generic[F]):
    """What a form is built from."""

    facts: F
    policy: Policy
    visit: Visit
    opened: Opened
    reads: Reads


@dataclass(frozen=True, slots=True)
class Form:
    """A form about a subject: opened for those who may give its command, while the command is possible."""

    command: type[OnSubject]
    build: Callable[[Sight[Any]], View]


def _decline(sight: Sight[RequestFacts]) -> View:
    return decline.build(sight.facts, sight.visit.reader, sight.opened)


def _cancel(sight: Sight[RequestFacts]) -> View:
    return cancel.build(sight.facts, sight.visit.reader, sight.opened)


def _source(sight: Sight[RequestFacts]) -> View:
    return source.build(sight.facts, sight.policy, sight.visit.reader, sight.opened)


def _ordered(sight: Sight[RequestFacts]) -> View:
    return ordered.build(sight.facts, sight.policy, sight.visit.reader, sight.opened, sight.visit.today)


def _received(sight: Sight[RequestFacts]) -> View:
    offered_tag = sight.reads.next_asset_tag(sight.policy.asset_tag_prefix)
    return received.build(sight.facts, sight.visit.reader, sight.opened, offered_tag)


def _ready(sight: Sight[RequestFacts]) -> View:
    return ready.build(sight.facts, sight.visit.reader, sight.opened)


def _shipped(sight: Sight[RequestFacts]) -> View:
    contact = sight.reads.contact(sight.facts.request.subject)
    return shipped.build(sight.facts, contact, sight.visit.reader, sight.opened)


def _problem(sight: Sight[RequestFacts]) -> View:
    return problem.build(sight.facts, sight.visit.reader, sight.opened)


def _simple(build: Callable[[F, Reader, Opened], View]) -> Callable[[Sight[F]], View]:
    """For a form that needs nothing but the facts."""
    return lambda sight: build(sight.facts, sight.visit.reader, sight.opened)


def _of_policy(build: Callable[[F, Policy, Reader, Opened], View]) -> Callable[[Sight[F]], View]:
    """For a form that needs the facts and the names of places."""
    return lambda sight: build(sight.facts, sight.policy, sight.visit.reader, sight.opened)


def _reaching(
    build: Callable[[ReturnFacts, Contact | None, Reader, Opened], View],
) -> Callable[[Sight[ReturnFacts]], View]:
    """For a form that shows IT how the person can be reached."""

    def built(sight: Sight[ReturnFacts]) -> View:
        contact = sight.reads.contact(sight.facts.case.subject)
        return build(sight.facts, contact, sight.visit.reader, sight.opened)

    return built


def _not_recovered(sight: Sight[ReturnFacts]) -> View:
    return not_recovered.build(sight.facts, sight.policy, sight.visit.reader, sight.opened)


def _change(sight: Sight[ReturnFacts]) -> View:
    """Private data is shown to IT and to the person themselves, never to their manager."""
    own = _is_own(sight)
    may_see = Role.IT in sight.visit.visitor.roles or own
    shown = sight.reads.contact(sight.facts.case.subject) if may_see else None
    return change.build(sight.facts, shown, sight.visit.reader, sight.opened, by_holder=own)


def _sent_back(sight: Sight[ReturnFacts]) -> View:
    return sent_back.build(sight.facts, sight.visit.reader, sight.opened, by_holder=_is_own(sight))


def _is_own(sight: Sight[ReturnFacts]) -> bool:
    return sight.visit.visitor.person.id == sight.facts.case.holder_id


def _accept(sight: Sight[CertificateFacts]) -> View:
    operator = sight.facts.certificate.operator_id
    who = None if operator is None else sight.reads.person(operator)
    return accept.build(sight.facts, who, sight.visit.reader, sight.opened)


def _of_refresh(
    build: Callable[[DeviceFacts, Policy, Reader, Opened, date], View],
) -> Callable[[Sight[DeviceFacts]], View]:
    """For a form about a replacement: policy and day tell why it is due, and when the next one can be there."""
    return lambda sight: build(sight.facts, sight.policy, sight.visit.reader, sight.opened, sight.visit.today)


def need_help_form(kind: ProblemKind | None = None) -> Callable[[Sight[ReturnFacts]], View]:
    """The form of whoever gives devices back, or of their manager, as it is once this `kind` of trouble is chosen."""

    def built(sight: Sight[ReturnFacts]) -> View:
        return need_help.build(sight.facts, sight.visit.reader, sight.opened, kind, by_holder=_is_own(sight))

    return built


def _by_policy(build: Callable[[DeviceFacts, Policy, Reader, Opened], View]) -> Callable[[Sight[DeviceFacts]], View]:
    """For a form that offers what the policy knows."""
    return lambda sight: build(sight.facts, sight.policy, sight.visit.reader, sight.opened)


def _next_life(callback: Callback) -> Callable[[Sight[DeviceFacts]], View]:
    return lambda sight: next_life.build(callback, sight.facts, sight.policy, sight.visit.reader, sight.opened)


FORMS: Mapping[Action, Form] = {
    Action.DECLINE: Form(commands.DeclineRequest, _decline),
    Action.CANCEL_REQUEST: Form(commands.CancelRequest, _cancel),
    Action.OTHER_SOURCE: Form(commands.ChangeSource, _source),
    Action.MARK_ORDERED: Form(commands.MarkOrdered, _ordered),
    Action.MARK_RECEIVED: Form(commands.MarkReceived, _received),
    Action.MARK_READY: Form(commands.MarkReady, _ready),
    Action.MARK_SHIPPED: Form(commands.MarkShipped, _shipped),
    Action.PROBLEM: Form(commands.ReportProblem, _problem),
    Action.CHANGE_RETURN: Form(return_commands.ChangeReturn, _change),
    Action.KIT_SENT: Form(return_commands.MarkKitSent, _reaching(kit_sent.build)),
    Action.RECEIVE: Form(return_commands.ReceiveDevice, _simple(receive.build)),
    Action.NOT_RECOVERED: Form(return_commands.CannotRecover, _not_recovered),
    Action.LEGAL_HOLD: Form(return_commands.PlaceHold, _simple(legal_hold.build)),
    Action.CALL_OFF: Form(return_commands.CallOffReturn, _simple(call_off.build)),
    Action.GIVE_HELP: Form(return_commands.GiveHelp, _reaching(give_help.build)),
    Action.SENT_BACK: Form(return_commands.MarkSent, _sent_back),
    Action.NEED_HELP: Form(return_commands.AskForHelp, need_help_form()),
    Action.TELL_IT: Form(return_commands.AskForHelp, need_help_form()),
    Action.RECORD_WIPE: Form(wipe_commands.RecordWipe, _simple(wipe.build)),
    Action.ACCEPT_CERTIFICATE: Form(wipe_commands.AcceptCertificate, _accept),
    Action.REJECT_CERTIFICATE: Form(wipe_commands.RejectCertificate, _simple(reject.build)),
    Action.BACK_TO_STOCK: Form(wipe_commands.BackToStock, _next_life(Callback.BACK_TO_STOCK)),
    Action.RESELL: Form(wipe_commands.Resell, _next_life(Callback.RESELL)),
    Action.DONATE: Form(wipe_commands.Donate, _next_life(Callback.DONATE)),
    Action.RECYCLE: Form(wipe_commands.Recycle, _next_life(Callback.RECYCLE)),
    Action.DESTROY: Form(wipe_commands.DestroyDevice, _next_life(Callback.DESTROY)),
    Action.REPLACE_DEVICE: Form(refresh_commands.ReplaceDevice, _of_refresh(refreshing.replacing)),
    Action.PUT_OFF_REFRESH: Form(refresh_commands.PutOffRefresh, _simple(refreshing.put_off)),
    Action.ACKNOWLEDGE_REFRESH: Form(refresh_commands.AcknowledgeRefresh, _of_refresh(refreshing.acknowledge)),
    Action.RESUME_REFRESH: Form(refresh_commands.ResumeRefresh, _simple(refreshing.resume)),
    Action.NOT_WITH_ME: Form(audit_commands.AnswerAudit, _simple(answering.not_with_me)),
    Action.DAMAGED: Form(audit_commands.AnswerAudit, _simple(answering.damaged)),
    Action.SETTLE_AUDIT: Form(audit_commands.SettleAudit, _simple(settling.settle)),
    Action.CALL_OFF_AUDIT: Form(audit_commands.CallOffAudit, _of_policy(settling.call_off)),
    Action.STOP_CAMPAIGN: Form(audit_commands.StopCampaign, _of_policy(settling.stop)),
    Action.COUNT_SHELF: Form(audit_commands.CountShelf, _of_policy(settling.count)),
    Action.ASSIGN: Form(device_commands.AssignDevice, _by_policy(simple.build_assign)),
    Action.MOVE: Form(device_commands.MoveDevice, _by_policy(simple.build_move)),
    Action.REPAIR: Form(device_commands.SendToRepair, _simple(simple.build_repair)),
    Action.REPAIRED: Form(device_commands.BackFromRepair, _simple(simple.build_repaired)),
    Action.REPORT_LOST: Form(device_commands.ReportLost, _simple(simple.build_lost)),
    Action.FOUND: Form(device_commands.MarkFound, _simple(simple.build_found)),
    Action.RETIRE: Form(device_commands.RetireDevice, _by_policy(retire.build)),
    Action.CORRECT: Form(device_commands.CorrectDevice, _by_policy(correct.build)),
}
"""The buttons that open a form."""
