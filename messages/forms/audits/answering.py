"""A device that is not simply there: where it may be, or what is wrong with it."""

from collections.abc import Mapping

from lifecycle.audit import AuditAnswer, Whereabouts
from lifecycle.audits.commands import AnswerAudit
from lifecycle.reads.facts import AuditFacts
from messages.audits.items import AuditItemView
from messages.blocks import field, modal, section
from messages.forms.base import Typed
from messages.forms.elements import text_input
from messages.forms.returns.parts import choice, chosen, number_of
from messages.ids import Callback, Field, Opened
from messages.labels import WHEREABOUTS
from messages.payload import Block, View
from messages.reader import Reader
from messages.voice import Voice, voice


def not_with_me(facts: AuditFacts, reader: Reader, opened: Opened) -> View:
    """Asks where the device is thought to be."""
    speaking = voice(reader)
    blocks = [
        about(facts, speaking, opened),
        choice(Field.KIND, speaking.gettext("Where is it?"), WHEREABOUTS, speaking),
        field(Field.NOTE, speaking.gettext("Note"), text_input(), optional=True),
    ]
    words = (speaking.gettext("Not with me"), speaking.gettext("Send"))
    return modal(Callback.NOT_WITH_ME, blocks, words, speaking, opened)


def damaged(facts: AuditFacts, reader: Reader, opened: Opened) -> View:
    """Asks what is wrong with the device."""
    speaking = voice(reader)
    what = field(Field.NOTE, speaking.gettext("What is wrong with it?"), text_input())
    words = (speaking.gettext("It is damaged"), speaking.gettext("Send"))
    return modal(Callback.DAMAGED, [about(facts, speaking, opened), what], words, speaking, opened)


def parse_not_with_me(view: Mapping[str, object], reader: Reader) -> AnswerAudit:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    where = chosen(typed, Field.KIND, Whereabouts, speaking)
    note = typed.text(Field.NOTE)
    if where is Whereabouts.OTHER and note is None:
        typed.fault(Field.NOTE, speaking.gettext("Please say where it may be."))
    typed.check()
    return _answer(typed, AuditAnswer.NOT_WITH_ME, note, where)


def parse_damaged(view: Mapping[str, object], reader: Reader) -> AnswerAudit:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    note = typed.needed(Field.NOTE, typed.text(Field.NOTE))
    typed.check()
    return _answer(typed, AuditAnswer.DAMAGED, note)


def about(facts: AuditFacts, speaking: Voice, opened: Opened) -> Block:
    """Which device it is."""
    item = facts.audit.item(number_of(opened.target))
    return section("about", AuditItemView(item, facts, speaking).named())


def _answer(typed: Typed, answer: AuditAnswer, note: str | None, where: Whereabouts | None = None) -> AnswerAudit:
    items = (number_of(typed.target),)
    return AnswerAudit(audit_id=typed.target.subject.id, answer=answer, items=items, whereabouts=where, note=note)
