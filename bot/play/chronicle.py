"""What happened while time went by: a few words for everything that somebody was told, or should have been."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.core import Core
from bot.play.words import sentence
from lifecycle.notices import Kind, Notice
from lifecycle.plan import LIMIT
from lifecycle.ports import Reads
from lifecycle.reads.facts import Facts, RequestFacts, ReturnFacts
from lifecycle.subject import Subject
from messages.failures import why
from messages.reader import Reader
from messages.voice import voice
from sandbox.browser.stage import Happening
from store.outbox.outbox import Settled

PLAIN = voice(Reader("en-US", "UTC")).plainly()

ENDS = {
    "sent": "{told}",
    "failed": "failed ({error}): {told}",
    "unknown": "nobody knows whether it arrived ({error}): {told}",
}
"""How a notice ended that is worth a line; what was skipped is not."""


class Chronicle:
    """Tells what became of notices since a moment (UTC), each once."""

    def __init__(self, core: Core, since: datetime) -> None:
        self._core = core
        self._since = since
        self._told: set[int] = set()

    def news(self) -> Sequence[Happening]:
        """What has not been told yet, the earliest first."""
        found = [one for one in self._core.store.outbox.settled_since(self._since) if one.id not in self._told]
        self._told.update(one.id for one in found)
        self._since = max((self._since, *(one.at for one in found)))
        with self._core.desk.reading() as reads:
            return [told for one in found for told in _told(reads, one)]


def _told(reads: Reads, one: Settled) -> Iterator[Happening]:
    words, end = sentence(one.notice), ENDS.get(one.state)
    if words is None or end is None or (one.notice.slot and one.state == "sent" and not one.is_new):
        return
    facts = reads.facts(one.notice.subject) if one.notice.subject else None
    who, holder = _reader(reads, one.notice, facts), _holder(facts)
    told = words.format(who=who, holder="them" if who.startswith(holder) else holder, things=_things(facts))
    about = f" ({_name(one.notice.subject)})" if one.notice.subject else ""
    error = why(one.error or "", PLAIN, by_mail=one.notice.to.startswith("mail:"))
    line = end.format(told=told, error=error)
    yield Happening(one.at, f"{line[0].upper()}{line[1:]}{about}")


def _reader(reads: Reads, notice: Notice, facts: Facts | None) -> str:
    kind, _, whom = notice.to.partition(":")
    if kind == "channel":
        return asked_in_channel(notice, facts)
    if kind == "mail":
        return f"{_holder(facts)} by mail"
    person = reads.person(int(whom))
    return person.name if person else "somebody"


def asked_in_channel(notice: Notice, facts: Facts | None) -> str:
    """Who is meant by what stands in IT's channel: whoever is to agree to a price, where that is waited for."""
    is_for_them = notice.kind is Kind.NUDGE and LIMIT in str(notice.facts.get("about")).split(", ")
    asked = facts.request.limit_approvers if is_for_them and isinstance(facts, RequestFacts) else ()
    names = [facts.people[one].name for one in asked if isinstance(facts, RequestFacts) and one in facts.people]
    return " and ".join(names) or "IT"


def _holder(facts: Facts | None) -> str:
    return facts.holder.name if isinstance(facts, ReturnFacts) else "them"


def _things(facts: Facts | None) -> str:
    """How many devices have still to come back, or were asked for."""
    match facts:
        case ReturnFacts():
            number = len(facts.case.outstanding()) or len(facts.case.items)
        case RequestFacts():
            number = len(facts.request.lines)
        case _:
            number = 0
    return "1 device" if number == 1 else f"{number} devices"


def _name(subject: Subject) -> str:
    return f"{subject.kind} #{subject.id}"
