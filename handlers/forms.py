"""The forms behind the buttons: for which command each is, and how it is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.reception import Visit
from lifecycle import commands
from lifecycle.facts import RequestFacts
from lifecycle.policy import Policy
from lifecycle.ports import Reads
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


@dataclass(frozen=True, slots=True)
class Form:
    """A form about a request: opened for those who may give its command, while the command is possible."""

    command: type[commands.OnRequest]
    build: Callable[[Sight], View]


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
    contact = sight.reads.contact(sight.facts.request.subject)
    return shipped.build(sight.facts, contact, sight.visit.reader, sight.opened)


def _problem(sight: Sight) -> View:
    return problem.build(sight.facts, sight.visit.reader, sight.opened)


FORMS: Mapping[Action, Form] = {
    Action.DECLINE: Form(commands.DeclineRequest, _decline),
    Action.CANCEL_REQUEST: Form(commands.CancelRequest, _cancel),
    Action.OTHER_SOURCE: Form(commands.ChangeSource, _source),
    Action.MARK_ORDERED: Form(commands.MarkOrdered, _ordered),
    Action.MARK_RECEIVED: Form(commands.MarkReceived, _received),
    Action.MARK_READY: Form(commands.MarkReady, _ready),
    Action.MARK_SHIPPED: Form(commands.MarkShipped, _shipped),
    Action.PROBLEM: Form(commands.ReportProblem, _problem),
}
"""The buttons that open a form."""
