"""IT's card of an audit: what has to be found out, what is not answered, what can be done."""

from collections.abc import Iterator

from lifecycle.policy import Policy
from lifecycle.reads.facts import AuditFacts
from messages.audits import steps
from messages.audits.items import AuditItemView, asked, lines, listed
from messages.blocks import Button, buttons, section, verbatim
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.devices.words import place_name
from messages.payload import Block, Message
from messages.returns.terms import more
from messages.room import Room
from messages.text import Mrkdwn
from messages.voice import Voice

MOST_TASKS = 8
"""For how many devices there are buttons at once; the next follow as these are settled."""


def card(facts: AuditFacts, policy: Policy, voice: Voice) -> Message:
    """The card as the audit stands."""
    return fitted(lambda room: _message(facts, policy, voice.within(room), room))


def headline(facts: AuditFacts, policy: Policy, voice: Voice) -> Mrkdwn:
    """Whose devices are asked for, or of which shelf, and how far it has come."""
    audit = facts.audit
    return voice.write(
        "audit/it_headline",
        number=audit.id,
        holder=asked(facts, audit, voice),
        place=None if audit.location is None else place_name(audit.location, policy, voice),
        count=len(audit.items),
        left=len(audit.unanswered()),
        tasks=len(audit.tasks()),
        is_open=audit.is_open,
    )


def _to_do(facts: AuditFacts, policy: Policy, voice: Voice) -> Iterator[Mrkdwn]:
    """What IT is to do about what is not answered, once the holder's tasks are not all that it has."""
    audit = facts.audit
    if audit.is_open and audit.unanswered() and not audit.tasks():
        holder = asked(facts, audit, voice)
        is_outside = holder is not None and not holder.is_reachable
        place = None if audit.location is None else place_name(audit.location, policy, voice)
        yield voice.write("audit/for_it", place=place, holder=holder, is_outside=is_outside, opened_at=audit.opened_at)


def _message(facts: AuditFacts, policy: Policy, voice: Voice, room: Room) -> Message:
    plain = voice.plainly()
    audit = facts.audit
    row: list[Button] = [*(one for item in audit.tasks() for one in steps.of_task(audit, item)), *steps.of_it(audit)]
    words = [headline(facts, policy, plain), *_to_do(facts, policy, plain)]
    every = lines(facts, audit.items, plain)
    return Message(
        text=spoken(subject.sentences(*words, *some, subject.next_steps(row, plain)) for some in (every, [])),
        blocks=list(_blocks(facts, policy, voice, room)),
    )


def _blocks(facts: AuditFacts, policy: Policy, voice: Voice, room: Room) -> Iterator[Block]:
    audit = facts.audit
    yield section("headline", voice.strong(headline(facts, policy, voice)))
    for words in _to_do(facts, policy, voice):
        yield section("to_do", words)
    tasks = audit.tasks()[:MOST_TASKS]
    for item in tasks:
        name = f"item:{item.number}"
        view = AuditItemView(item, facts, voice)
        yield section(name, Mrkdwn(f"*{view.named()}*\n{view.status()}"))
        if item.note:
            yield verbatim(f"{name}:note", subject.written(subject.WORDS, item.note, voice), room.words)
        yield from buttons(f"{name}:steps", steps.of_task(audit, item), voice)
    if further := list(more(len(audit.tasks()) - len(tasks), voice)):
        yield section("more", Mrkdwn("\n".join(further)))
    yield from listed("rest", lines(facts, (one for one in audit.items if not one.is_task), voice))
    yield from buttons("steps", steps.of_it(audit), voice)
