"""A no, with its reason."""

from collections.abc import Mapping

from lifecycle.reads.facts import RequestFacts
from lifecycle.requests.commands import DeclineRequest
from messages.blocks import field, modal, section
from messages.cards.subject import headline
from messages.forms.base import Typed
from messages.forms.elements import text_input
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: RequestFacts, reader: Reader, opened: Opened) -> View:
    """Asks why."""
    speaking = voice(reader)
    blocks = [
        section("about", headline(facts, speaking)),
        field(
            Field.REASON,
            speaking.gettext("Reason"),
            text_input(),
            hint=speaking.gettext("The requester and the recipient read it."),
        ),
    ]
    words = (speaking.gettext("Decline request"), speaking.gettext("Decline"))
    return modal(Callback.DECLINE, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> DeclineRequest:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    reason = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return DeclineRequest(request_id=typed.target.subject.id, reason=reason)
