"""Submissions of modals: one listener, which finds how to read each form in a table."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from slack_bolt import Ack, App

from handlers import auditing, devices, guests, helping, offboarding
from handlers.guard import NotWelcome
from handlers.incoming import Body, of_submission, text
from handlers.reception import Reception
from handlers.submitted import ShowInstead, Submitted
from handlers.thanking import thanking
from lifecycle.desk import Command, Outcome
from lifecycle.errors import Refused, Stale
from lifecycle.requests.commands import NewHire
from messages import answers
from messages.forms import cancel, decline, ordered, problem, ready, received, refreshing, request, shipped, source
from messages.forms.again import WARNED, WarnFirst, with_alert
from messages.forms.audits import answering, settling
from messages.forms.base import FieldErrors
from messages.forms.devices import retire, simple
from messages.forms.returns import (
    accept,
    call_off,
    give_help,
    kit_sent,
    legal_hold,
    next_life,
    not_recovered,
    receive,
    reject,
    sent_back,
    wipe,
)
from messages.ids import Action, Callback
from messages.reader import Reader


def _request(form: Submitted) -> Command:
    policy = form.reception.desk.policy
    asked = request.parse(form.view, form.visit.reader, policy, form.visit.own_today)
    if isinstance(asked.recipient, NewHire):
        return asked.command(asked.recipient)
    return asked.command(form.reception.recipient(asked.recipient, form.visit).id)


def _next_life(callback: Callback, form: Submitted) -> Command:
    return next_life.parse(callback, form.view, form.visit.reader)


def _lost(form: Submitted) -> Command:
    told_to = Reader.in_channels(form.reception.desk.policy)
    return simple.parse_lost(form.view, form.visit.reader, form.visit.own_today, told_to)


OF_DEVICES = (
    Callback.ADD_DEVICE,
    Callback.ASSIGN,
    Callback.MOVE,
    Callback.REPAIR,
    Callback.REPAIRED,
    Callback.REPORT_LOST,
    Callback.FOUND,
    Callback.RETIRE,
    Callback.CORRECT,
    Callback.REPLACE_DEVICE,
    Callback.PUT_OFF_REFRESH,
    Callback.ACKNOWLEDGE_REFRESH,
    Callback.RESUME_REFRESH,
)
"""The forms whose sender is told where the device stands now: they may have come from anywhere."""

PARSERS: Mapping[Callback, Callable[[Submitted], Command]] = {
    Callback.REQUEST: _request,
    Callback.DECLINE: lambda form: decline.parse(form.view, form.visit.reader),
    Callback.CANCEL: lambda form: cancel.parse(form.view, form.visit.reader),
    Callback.SOURCE: lambda form: source.parse(form.view, form.visit.reader),
    Callback.ORDERED: lambda form: ordered.parse(form.view, form.visit.reader, form.visit.today),
    Callback.RECEIVED: lambda form: received.parse(form.view, form.visit.reader),
    Callback.READY: lambda form: ready.parse(form.view, form.visit.reader),
    Callback.SHIPPED: lambda form: shipped.parse(form.view, form.visit.reader, form.visit.today),
    Callback.PROBLEM: lambda form: problem.parse(form.view, form.visit.reader),
    Callback.OFFBOARD: offboarding.opening_of,
    Callback.CHANGE_RETURN: offboarding.change_of,
    Callback.KIT_SENT: lambda form: kit_sent.parse(form.view, form.visit.reader, form.visit.today),
    Callback.SENT_BACK: lambda form: sent_back.parse(form.view, form.visit.reader),
    Callback.NEED_HELP: helping.help_of,
    Callback.GIVE_HELP: lambda form: give_help.parse(form.view, form.visit.reader),
    Callback.RECEIVE: lambda form: receive.parse(form.view, form.visit.reader),
    Callback.NOT_RECOVERED: lambda form: not_recovered.parse(form.view, form.visit.reader),
    Callback.LEGAL_HOLD: lambda form: legal_hold.parse(form.view, form.visit.reader),
    Callback.CALL_OFF: lambda form: call_off.parse(form.view, form.visit.reader),
    Callback.WIPE: lambda form: wipe.parse(form.view, form.visit.reader),
    Callback.ACCEPT_CERTIFICATE: lambda form: accept.parse(form.view, form.visit.reader),
    Callback.REJECT_CERTIFICATE: lambda form: reject.parse(form.view, form.visit.reader),
    Callback.BEGIN_CAMPAIGN: auditing.beginning_of,
    Callback.REPLACE_DEVICE: lambda form: refreshing.parse_replacing(form.view, form.visit.reader, form.visit.today),
    Callback.PUT_OFF_REFRESH: lambda form: refreshing.parse_put_off(form.view, form.visit.reader, form.visit.today),
    Callback.ACKNOWLEDGE_REFRESH: lambda form: refreshing.parse_acknowledge(form.view, form.visit.reader),
    Callback.RESUME_REFRESH: lambda form: refreshing.parse_resume(form.view, form.visit.reader),
    Callback.NOT_WITH_ME: lambda form: answering.parse_not_with_me(form.view, form.visit.reader),
    Callback.DAMAGED: lambda form: answering.parse_damaged(form.view, form.visit.reader),
    Callback.SETTLE_AUDIT: lambda form: settling.parse_settle(form.view, form.visit.reader),
    Callback.CALL_OFF_AUDIT: lambda form: settling.parse_call_off(form.view, form.visit.reader),
    Callback.STOP_CAMPAIGN: lambda form: settling.parse_stop(form.view, form.visit.reader),
    Callback.COUNT_SHELF: lambda form: settling.parse_count(form.view, form.visit.reader),
    Callback.ADD_DEVICE: devices.addition_of,
    Callback.ASSIGN: devices.assignment_of,
    Callback.MOVE: lambda form: simple.parse_move(form.view, form.reception.desk.policy, form.visit.reader),
    Callback.REPAIR: lambda form: simple.parse_repair(form.view, form.visit.reader),
    Callback.REPAIRED: lambda form: simple.parse_repaired(form.view, form.visit.reader),
    Callback.REPORT_LOST: _lost,
    Callback.FOUND: lambda form: simple.parse_found(form.view, form.visit.reader),
    Callback.RETIRE: lambda form: retire.parse(form.view, form.visit.reader),
    Callback.CORRECT: devices.correction_of,
    **{one: partial(_next_life, one) for one in next_life.TITLES},
}

SAYS: Mapping[Callback, Callable[[Submitted, Outcome], None]] = {
    Callback.OFFBOARD: offboarding.begun,
    Callback.BEGIN_CAMPAIGN: auditing.begun,
    Callback.SENT_BACK: thanking(Action.SENT_BACK),
    Callback.NEED_HELP: thanking(Action.NEED_HELP),
    **dict.fromkeys(OF_DEVICES, devices.done),
}
"""What the sender of a form is told at once, where nothing else tells them."""

EVERY_FORM = re.compile(rf"^(?:{'|'.join(Callback)})$")


def register(app: App, reception: Reception) -> None:
    """Listen to every form of ours. What was typed is never lost: a refused form stays open and says why."""

    @app.view_submission(EVERY_FORM)
    def submit(body: Body, view: Body, ack: Ack) -> None:
        incoming = of_submission(body)
        try:
            form = Submitted(view=view, visit=reception.admit(incoming, guests.in_form(view)), reception=reception)
        except NotWelcome as no:
            ack(response_action="update", view=with_alert(view, reception.words(no, None)))
        else:
            _submit(form, ack)


def _submit(form: Submitted, ack: Ack) -> None:
    try:
        callback = Callback(text(form.view, "callback_id"))
        outcome = form.reception.perform(PARSERS[callback](form), form.visit)
    except ShowInstead as other:
        ack(response_action="update", view=other.view)
    except WarnFirst as warning:
        ack(response_action="update", view=with_alert(form.view, warning.words, WARNED))
    except FieldErrors as wrong:
        ack(response_action="errors", errors=wrong.errors)
    except Refused as refusal:
        if isinstance(refusal, Stale) and refusal.subject:
            form.reception.refresh(refusal.subject, refusal, form.visit)
        _stay(form, refusal, ack)
    else:
        if callback in SAYS:
            SAYS[callback](form, outcome)
        ack()


def _stay(form: Submitted, refusal: Refused, ack: Ack) -> None:
    """The words on the field at fault where the form has it, else above the fields."""
    errors = answers.field_errors(refusal, form.visit.reader) or {}
    if errors and errors.keys() <= _inputs(form.view):
        ack(response_action="errors", errors=dict(errors))
    else:
        ack(response_action="update", view=with_alert(form.view, form.reception.words_in_form(refusal, form.visit)))


def _inputs(view: Body) -> set[str]:
    blocks = view.get("blocks")
    found = blocks if isinstance(blocks, list) else []
    return {text(block, "block_id") for block in found if text(block, "type") == "input"}
