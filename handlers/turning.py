"""Clicks that change nothing: the pages of what was found and of a device's history, and a device out of a list."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from handlers import finding
from handlers.incoming import Body, first_action, of_action, text
from handlers.reception import NO, Reception, Visit
from lifecycle.errors import Reason, Refused
from lifecycle.reads.finding import FIRST, Edge
from lifecycle.subject import SubjectKind
from messages.ids import Target, Turn
from messages.payload import Message
from messages.places import Leaf

Shown = Callable[[Reception, Visit, str], Message]
"""Is given a button's value, and answers with what it shows; raises `ValueError` for a value that is none of ours."""

EVERY_TURN = re.compile(rf"^(?:{'|'.join(Turn)})$")


def _device(reception: Reception, visit: Visit, value: str) -> Message:
    return finding.one(reception, visit, _target(value).subject.id)


def _earlier(reception: Reception, visit: Visit, value: str) -> Message:
    leaf = Leaf.decode(value)
    return finding.page(reception, visit, leaf.words, Edge(above=leaf.edge), apart=leaf.apart)


def _more(reception: Reception, visit: Visit, value: str) -> Message:
    leaf = Leaf.decode(value)
    return finding.page(reception, visit, leaf.words, Edge(below=leaf.edge), apart=leaf.apart)


def _apart(reception: Reception, visit: Visit, value: str) -> Message:
    return finding.page(reception, visit, Leaf.decode(value).words, FIRST, apart=True)


def _older(reception: Reception, visit: Visit, value: str) -> Message:
    target = _target(value)
    return finding.one(reception, visit, target.subject.id, Edge(below=target.number))


def _newer(reception: Reception, visit: Visit, value: str) -> Message:
    target = _target(value)
    return finding.one(reception, visit, target.subject.id, Edge(above=target.number))


TURNS: Mapping[Turn, Shown] = {
    Turn.SHOW_DEVICE: _device,
    Turn.EARLIER_FOUND: _earlier,
    Turn.MORE_FOUND: _more,
    Turn.FOUND_APART: _apart,
    Turn.OLDER_EVENTS: _older,
    Turn.NEWER_EVENTS: _newer,
}

BESIDE = frozenset({Turn.SHOW_DEVICE, Turn.FOUND_APART})
"""What is shown below the list that it is from, and not in its place."""


def register(app: App, reception: Reception) -> None:
    """Listen to the buttons that turn pages: the message on which they stand is replaced, for whoever sees it."""

    @app.action(EVERY_TURN)
    def turn(body: Body, ack: Ack) -> None:
        incoming, visit = of_action(body), None
        turned = Turn(text(first_action(body), "action_id"))
        try:
            visit = reception.admit(incoming)
            shown = _shown(reception, visit, turned, text(first_action(body), "value"))
            reception.answers.whisper(incoming.place, shown.text, shown.blocks, instead=turned not in BESIDE)
        except NO as no:
            reception.whisper(incoming, reception.words(no, visit))
        ack()


def _shown(reception: Reception, visit: Visit, turned: Turn, value: str) -> Message:
    try:
        return TURNS[turned](reception, visit, value)
    except ValueError as error:
        raise Refused(Reason.NOT_FOUND) from error


def _target(value: str) -> Target:
    target = Target.decode(value)
    if target.subject.kind is not SubjectKind.DEVICE:
        raise ValueError(f"no device: {value[:40]!r}")
    return target
