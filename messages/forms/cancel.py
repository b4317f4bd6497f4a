"""Giving up some or all open lines."""

from collections.abc import Mapping

from lifecycle.reads.facts import RequestFacts
from lifecycle.requests.commands import CancelRequest
from lifecycle.rules import possible
from messages.blocks import field, modal, section
from messages.cards.subject import headline
from messages.forms.base import Typed
from messages.forms.elements import some_of, text_input
from messages.forms.lines import options
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: RequestFacts, reader: Reader, opened: Opened) -> View:
    """Asks which lines, all of them to begin with, and why."""
    speaking = voice(reader)
    request = facts.request
    lines = options(facts, [line for line in request.lines if possible(CancelRequest, request, line.number)], speaking)
    blocks = [
        section("about", headline(facts, speaking)),
        field(Field.LINES, speaking.gettext("What is cancelled?"), some_of(lines, [one.value for one in lines])),
        field(Field.REASON, speaking.gettext("Reason"), text_input()),
    ]
    words = (speaking.gettext("Cancel request"), speaking.gettext("Cancel these"))
    return modal(Callback.CANCEL, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> CancelRequest:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    lines = typed.numbers(Field.LINES)
    reason = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return CancelRequest(request_id=typed.target.subject.id, lines=lines, reason=reason)
