"""The forms behind the buttons: who may fill one in, while it makes sense, and how it is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.reception import Visit
from lifecycle import commands
from lifecycle.errors import Stale
from lifecycle.events import Happened
from lifecycle.facts import RequestFacts
from lifecycle.policy import Policy
from lifecycle.ports import Reads
from lifecycle.request import LineState, Request, line_moved, request_moved
from messages.forms import cancel, decline, ordered, problem, ready, received, shipped, source
from messages.ids import Action, Opened
from messages.payload import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a form is built from."""

    facts: RequestFacts
    policy: Policy
    visit: Visit
    opened: Opened
    reads: Reads


Check = Callable[[Request, int], object]
"""Takes a request and the number of a line or parcel (0: none); raises `Stale` when there is nothing left to fill in.

The rules decide at the submission; this only spares people a form that they would fill in vain.
"""


@dataclass(frozen=True, slots=True)
class Form:
    """A form about a request: opened for those who may give its command, while `check` finds that it applies."""

    command: type[commands.OnRequest]
    check: Check
    build: Callable[[Sight], View]


def _request_can(event: Happened) -> Check:
    return lambda request, _: request_moved(request, event)


def _line_can(event: Happened) -> Check:
    return lambda request, number: line_moved(request.line(number), event)


def _is_expected(request: Request, number: int) -> None:
    line = line_moved(request.line(number), Happened.LINE_RECEIVED)
    if line.device_id is None:
        raise Stale(None)


def _can_ship(request: Request, number: int) -> None:
    lines = (request.line(number),) if number else request.lines
    if not any(line.state is LineState.READY or line.problem for line in lines):
        raise Stale(None)


def _is_under_way(request: Request, number: int) -> None:
    if not any(line.state is LineState.SHIPPED for line in request.parcel(number)):
        raise Stale(None)


def _decline(sight: Sight) -> View:
    return decline.build(sight.facts, sight.visit.reader, sight.opened)


def _cancel(sight: Sight) -> View:
    return cancel.build(sight.facts, sight.visit.reader, sight.opened)


def _source(sight: Sight) -> View:
    return source.build(sight.facts, sight.policy, sight.visit.reader, sight.opened)


def _ordered(sight: Sight) -> View:
    return ordered.build(sight.facts, sight.policy, sight.visit.reader, sight.opened, sight.visit.today)


def _received(sight: Sight) -> View:
    offered_tag = sight.reads.next_asset_tag(sight.policy.asset_tag_prefix)
    return received.build(sight.facts, sight.visit.reader, sight.opened, offered_tag)


def _ready(sight: Sight) -> View:
    return ready.build(sight.facts, sight.visit.reader, sight.opened)


def _shipped(sight: Sight) -> View:
    contact = sight.reads.contact(f"request:{sight.facts.request.id}")
    return shipped.build(sight.facts, contact, sight.visit.reader, sight.opened)


def _problem(sight: Sight) -> View:
    return problem.build(sight.facts, sight.visit.reader, sight.opened)


FORMS: Mapping[Action, Form] = {
    Action.DECLINE: Form(commands.DeclineRequest, _request_can(Happened.REQUEST_DECLINED), _decline),
    Action.CANCEL_REQUEST: Form(commands.CancelRequest, _request_can(Happened.REQUEST_CANCELLED), _cancel),
    Action.OTHER_SOURCE: Form(commands.ChangeSource, _line_can(Happened.SOURCE_CHANGED), _source),
    Action.MARK_ORDERED: Form(commands.MarkOrdered, _line_can(Happened.LINE_ORDERED), _ordered),
    Action.MARK_RECEIVED: Form(commands.MarkReceived, _is_expected, _received),
    Action.MARK_READY: Form(commands.MarkReady, _line_can(Happened.LINE_READY), _ready),
    Action.MARK_SHIPPED: Form(commands.MarkShipped, _can_ship, _shipped),
    Action.PROBLEM: Form(commands.ReportProblem, _is_under_way, _problem),
}
"""The buttons that open a form."""
