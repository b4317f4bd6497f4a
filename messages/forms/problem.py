"""Something is wrong with a parcel."""

from collections.abc import Mapping

from lifecycle.reads.facts import RequestFacts
from lifecycle.requests.commands import PROBLEMS, ReportProblem
from messages.blocks import field, modal, section
from messages.cards.subject import things
from messages.forms.base import Typed
from messages.forms.elements import one_of, option, text_input
from messages.forms.lines import line_number
from messages.ids import Callback, Field, Opened
from messages.labels import PROBLEM_KINDS
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: RequestFacts, reader: Reader, opened: Opened) -> View:
    """Asks what is wrong, and for words about it."""
    speaking = voice(reader)
    kinds = [option(speaking.gettext(PROBLEM_KINDS[kind]), kind) for kind in PROBLEMS]
    contents = things(facts.request.parcel(line_number(opened)), speaking)
    blocks = [
        section("about", speaking.write("form/problem", number=facts.request.id, things=contents)),
        field(Field.KIND, speaking.gettext("What is wrong?"), one_of(kinds)),
        field(
            Field.TEXT,
            speaking.gettext("What happened?"),
            text_input(),
            optional=True,
            hint=speaking.gettext(
                "IT and the requester read it. It stays on record: please keep private data out of it."
            ),
        ),
    ]
    words = (speaking.gettext("Something is wrong"), speaking.gettext("Tell IT"))
    return modal(Callback.PROBLEM, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> ReportProblem:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    kind, text = typed.chosen(Field.KIND), typed.text(Field.TEXT)
    if kind not in PROBLEMS:
        typed.fault(Field.KIND, speaking.gettext("Please choose what is wrong."))
    typed.check()
    return ReportProblem(
        request_id=typed.target.subject.id, shipment=typed.target.number or 0, kind=str(kind), text=text
    )
