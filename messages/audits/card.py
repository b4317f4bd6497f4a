"""IT's card of an audit: what has to be found out, what is not answered, what can be done."""

from collections.abc import Iterator

from lifecycle.facts import AuditFacts
from lifecycle.policy import Policy
from messages.audits import steps
from messages.audits.items import AuditItemView, lines, listed
from messages.blocks import Button, buttons, section, verbatim
from messages.budget import fitted, spoken
from messages.cards import subject
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
    places = {location.id: location.name for location in policy.locations}
    return voice.write(
        "audit/it_headline",
        number=audit.id,
        holder=None if audit.holder_id is None else subject.person(facts, audit.holder_id, voice),
        place=places.get(audit.location or "", audit.location),
        count=len(audit.items),
        left=len(audit.unanswered()),
        tasks=len(audit.tasks()),
        is_open=audit.is_open,
    )


def _message(facts: AuditFacts, policy: Policy, voice: Voice, room: Room) -> Message:
    plain = voice.plainly()
    row: list[Button] = [*(one for item in facts.audit.tasks() for one in steps.of_task(facts.audit, item))]
    words = headline(facts, policy, plain)
    every = lines(facts, facts.audit.items, plain)
    return Message(
        text=spoken(
            subject.sentences(words, *some, subject.next_steps([*row, *steps.of_it(facts.audit)], plain))
            for some in (every, [])
        ),
        blocks=list(_blocks(facts, policy, voice, room)),
    )


def _blocks(facts: AuditFacts, policy: Policy, voice: Voice, room: Room) -> Iterator[Block]:
    audit = facts.audit
    yield section("headline", voice.strong(headline(facts, policy, voice)))
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
