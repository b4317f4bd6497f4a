"""What happened while time went by: a line for everything that somebody was told, or should have been."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import Core
from bot.play.words import sentence
from lifecycle.facts import Facts, RequestFacts, ReturnFacts
from lifecycle.notices import Notice
from lifecycle.ports import Reads
from lifecycle.subject import Subject
from store.outbox import Settled

ENDS = {
    "sent": "{told}",
    "failed": "failed ({error}): {told}",
    "unknown": "nobody knows whether it arrived ({error}): {told}",
}
"""How a notice ended that is worth a line; what was skipped is not."""


class Chronicle:
    """Tells what became of notices since a moment (UTC), each once.

    Times are those of the company's own zone; a year is told where it is another one than that of the beginning.
    """

    def __init__(self, core: Core, since: datetime) -> None:
        self._core = core
        self._zone = ZoneInfo(core.policy.working_hours.zone)
        self._since = since
        self._year = since.astimezone(self._zone).year
        self._told: set[int] = set()

    def news(self) -> Sequence[str]:
        """What has not been told yet, the earliest first."""
        found = [one for one in self._core.store.outbox.settled_since(self._since) if one.id not in self._told]
        self._told.update(one.id for one in found)
        self._since = max((self._since, *(one.at for one in found)))
        with self._core.desk.reading() as reads:
            return [line for one in found for line in self._line(reads, one)]

    def _line(self, reads: Reads, one: Settled) -> Iterator[str]:
        words, end = sentence(one.notice), ENDS.get(one.state)
        if words is None or end is None or (one.notice.slot and one.state == "sent" and not one.is_new):
            return
        facts = reads.facts(one.notice.subject) if one.notice.subject else None
        who, holder = _reader(reads, one.notice, facts), _holder(facts)
        told = words.format(who=who, holder="them" if who.startswith(holder) else holder, things=_things(facts))
        about = f" ({_name(one.notice.subject)})" if one.notice.subject else ""
        yield f"{self._moment(one.at)}: {end.format(told=told, error=one.error)}{about}"

    def _moment(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        year = "" if local.year == self._year else f" {local.year}"
        return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"


def _reader(reads: Reads, notice: Notice, facts: Facts | None) -> str:
    kind, _, whom = notice.to.partition(":")
    if kind == "channel":
        return "IT"
    if kind == "mail":
        return f"{_holder(facts)} by mail"
    person = reads.person(int(whom))
    return person.name if person else "somebody"


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
