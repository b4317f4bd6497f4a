"""What is told once about an audit: stories for IT, reminders for those who have not answered and their managers."""

from collections.abc import Iterator, Mapping

from lifecycle.audit import AuditItem
from lifecycle.audits.plan import AuditReader
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import AuditFacts
from messages.audits.items import AuditItemView, asked, lines, listed
from messages.blocks import section, verbatim
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.payload import Block, Message
from messages.room import Room
from messages.text import Mrkdwn
from messages.voice import Voice

LABELS: Mapping[Happened | None, str] = {Happened.AUDIT_SETTLED: subject.NOTE}
"""What a notice's reason is called where it is none."""


def told(notice: Notice, facts: AuditFacts, voice: Voice) -> Message:
    """A story or a reminder."""
    return fitted(lambda room: _message(notice, facts, voice.within(room), room))


def _message(notice: Notice, facts: AuditFacts, voice: Voice, room: Room) -> Message:
    plain = voice.plainly()
    label = LABELS.get(notice.event, subject.REASON)
    reason = subject.spoken(label, notice.reason, plain)
    text = spoken(
        subject.sentences(_words(notice, facts, plain), *some, reason) for some in (_lines(notice, facts, plain), [])
    )
    return Message(text=text, blocks=list(_blocks(notice, facts, voice, room)))


def _blocks(notice: Notice, facts: AuditFacts, voice: Voice, room: Room) -> Iterator[Block]:
    yield section("told", _words(notice, facts, voice))
    yield from listed("items", _lines(notice, facts, voice))
    if notice.reason:
        label = LABELS.get(notice.event, subject.REASON)
        yield verbatim("reason", subject.written(label, notice.reason, voice), room.words)


def _lines(notice: Notice, facts: AuditFacts, voice: Voice) -> list[Mrkdwn]:
    """The devices; what IT has found out stands below them, once."""
    items = _items(notice, facts)
    if notice.event is Happened.AUDIT_SETTLED:
        return [AuditItemView(item, facts, voice).name_line() for item in items]
    return lines(facts, items, voice)


def _items(notice: Notice, facts: AuditFacts) -> list[AuditItem]:
    """The devices that it is about: those of the event, or what is not answered yet, which IT sees on its card."""
    if notice.kind is Kind.AUDIT_STEP:
        return [] if notice.facts["reader"] == AuditReader.IT else list(facts.audit.unanswered())
    return [item for item in facts.audit.items if item.number in notice.parts]


def _words(notice: Notice, facts: AuditFacts, voice: Voice) -> Mrkdwn:
    audit = facts.audit
    holder = asked(facts, audit, voice)
    if notice.kind is Kind.AUDIT_STEP:
        reader = AuditReader(str(notice.facts["reader"]))
        left = len(audit.unanswered())
        return voice.write(f"audit_step/{reader}", number=audit.id, holder=holder, opened_at=audit.opened_at, left=left)
    actor = subject.person(facts, notice.actor_id, voice)
    return voice.write(f"audit_story/{notice.event}", actor=actor, holder=holder, count=len(notice.parts))
