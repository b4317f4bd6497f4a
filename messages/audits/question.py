"""The question to whoever has devices: do you still have them?"""

from collections.abc import Iterator

from lifecycle.audit import Audit, AuditItem
from lifecycle.reads.facts import AuditFacts
from messages.audits import steps
from messages.audits.items import AuditItemView, lines, listed
from messages.blocks import buttons, section
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.payload import Block, Message
from messages.text import Mrkdwn
from messages.voice import Voice

MOST_ASKED = 10
"""For how many devices there are buttons at once; the next follow as these are answered."""

MOST_TAKEN_BACK = 5
"""For how many devices that IT has to find out about another answer is offered."""


def card(facts: AuditFacts, voice: Voice) -> Message:
    """The message as the audit stands."""
    return fitted(lambda room: _message(facts, voice.within(room)))


def _message(facts: AuditFacts, voice: Voice) -> Message:
    plain = voice.plainly()
    audit = facts.audit
    row = [*steps.of_all(audit), *(one for item in _asked(facts) for one in steps.of_device(audit, item))]
    row += [one for item in _to_take_back(audit) for one in steps.instead(audit, item)]
    return Message(
        text=spoken(
            subject.sentences(_headline(facts, plain), *some, subject.next_steps(row, plain))
            for some in (lines(facts, facts.audit.items, plain), [])
        ),
        blocks=list(_blocks(facts, voice)),
    )


def _blocks(facts: AuditFacts, voice: Voice) -> Iterator[Block]:
    audit = facts.audit
    yield section("headline", voice.strong(_headline(facts, voice)))
    answered = [one for one in audit.items if one.answer]
    if audit.is_open and audit.unanswered():
        yield section("why", voice.write("audit/why", answered=len(answered), count=len(audit.items)))
    yield from buttons("all", steps.of_all(audit), voice)
    asked = _asked(facts)
    for item in asked:
        yield section(f"item:{item.number}", AuditItemView(item, facts, voice).named())
        yield from buttons(f"item:{item.number}:steps", steps.of_device(audit, item), voice)
    if asked and (further := audit.unanswered()[len(asked) :]):
        yield section("more", voice.write("audit/further"))
        yield from listed("further", lines(facts, further, voice))
    if asked and answered:
        yield section("known", voice.write("audit/known"))
    again = _to_take_back(audit)
    for item in again:
        yield section(f"item:{item.number}", AuditItemView(item, facts, voice).line())
        yield from buttons(f"item:{item.number}:steps", steps.instead(audit, item), voice)
    yield from listed("answered", lines(facts, (one for one in answered if one not in again), voice))


def _headline(facts: AuditFacts, voice: Voice) -> Mrkdwn:
    audit = facts.audit
    return voice.write("audit/headline", is_open=audit.is_open, left=len(audit.unanswered()), tasks=len(audit.tasks()))


def _to_take_back(audit: Audit) -> tuple[AuditItem, ...]:
    return audit.tasks()[:MOST_TAKEN_BACK] if audit.is_open else ()


def _asked(facts: AuditFacts) -> tuple[AuditItem, ...]:
    return facts.audit.unanswered()[:MOST_ASKED] if facts.audit.is_open else ()
