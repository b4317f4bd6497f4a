"""What is told once: stories in the thread of IT's card, notes in a DM, nudges, and what could not be delivered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lifecycle.calendar import local_day
from lifecycle.events import Happened
from lifecycle.facts import RequestFacts
from lifecycle.notices import Kind, Notice
from lifecycle.notices import person as address_of
from lifecycle.plan import outlook
from lifecycle.policy import Policy
from lifecycle.request import Line, Shipment
from messages.blocks import section, verbatim
from messages.budget import fitted
from messages.cards import subject
from messages.labels import KINDS, PROBLEM_KINDS
from messages.payload import Block, Message
from messages.room import Room
from messages.text import Mrkdwn
from messages.voice import Voice


def story(notice: Notice, facts: RequestFacts, policy: Policy, voice: Voice, now: datetime) -> Message:
    """What happened, for IT: a reply below the card."""
    return _Told(notice, facts, policy, now).message(f"story/{notice.event}", voice)


def note(notice: Notice, facts: RequestFacts, policy: Policy, voice: Voice, now: datetime) -> Message:
    """What happened, for the requester or the recipient: a DM."""
    return _Told(notice, facts, policy, now).message(f"note/{notice.event}", voice)


def nudge(notice: Notice, facts: RequestFacts, policy: Policy, voice: Voice, now: datetime) -> Message:
    """What is due, and who is to do what: a reply that the channel sees too."""
    return _Told(notice, facts, policy, now).message(f"nudge/{notice.facts['step']}", voice)


def undelivered(notice: Notice, facts: RequestFacts | None, voice: Voice) -> Message:
    """Which message did not reach whom, for IT; see `lifecycle.notices.undelivered` for the facts."""
    return fitted(lambda room: _undelivered(notice, facts, voice.within(room)))


def _undelivered(notice: Notice, facts: RequestFacts | None, voice: Voice) -> Message:
    where, _, whom = str(notice.facts["to"]).partition(":")
    people = facts.people if facts else {}

    def words(voice: Voice) -> Mrkdwn:
        return voice.write(
            "undelivered",
            kind=voice.gettext(KINDS[Kind(str(notice.facts["kind"]))]),
            to_channel=where == "channel",
            channel=voice.channel(whom),
            person=people.get(int(whom), subject.nobody(voice)) if where == "person" else None,
            error=notice.facts["error"],
            request=facts.request if facts else None,
            things=subject.things(facts.request.lines, voice) if facts else None,
        )

    return Message(words(voice.plainly()), [section("told", words(voice))])


@dataclass(frozen=True, slots=True)
class _Told:
    notice: Notice
    facts: RequestFacts
    policy: Policy
    now: datetime

    def message(self, template: str, voice: Voice) -> Message:
        return fitted(lambda room: self._message(template, voice.within(room), room))

    def _message(self, template: str, voice: Voice, room: Room) -> Message:
        plain = voice.plainly()
        label = WORDS_OF.get(self.notice.event, subject.REASON) if self.notice.event else subject.REASON
        text = subject.sentences(self._words(template, plain), subject.spoken(label, self.notice.reason, plain))
        return Message(text=text, blocks=list(self._blocks(template, label, voice, room)))

    def _blocks(self, template: str, label: str, voice: Voice, room: Room) -> Iterator[Block]:
        yield section("told", self._words(template, voice))
        if self.notice.reason:
            yield verbatim("reason", subject.written(label, self.notice.reason, voice), room.words)

    def _words(self, template: str, voice: Voice) -> Mrkdwn:
        request, notice = self.facts.request, self.notice
        lines = [request.line(number) for number in notice.lines] or list(request.lines)
        device = self.facts.devices.get(lines[0].device_id or 0)
        return voice.write(
            template,
            number=request.id,
            request=request,
            actor=subject.person(self.facts, notice.actor_id, voice),
            requester=subject.requester(self.facts),
            recipient=subject.recipient(self.facts),
            to_requester=notice.to == address_of(request.requester_id),
            things=subject.things(lines, voice),
            line=lines[0],
            tag=subject.tag(device, voice) if device else None,
            shipment=self._shipment(),
            what=self._problem(voice),
            about=notice.facts.get("about"),
            matched_by=notice.facts.get("matched_by"),
            approvers=subject.approvers(self.facts, voice),
            arrival=self._arrival(lines[0]),
        )

    def _shipment(self) -> Shipment | None:
        number = self.notice.facts.get("shipment")
        return next((one for one in self.facts.request.shipments if one.number == number), None)

    def _problem(self, voice: Voice) -> str | None:
        kind = self.notice.facts.get("kind")
        return voice.gettext(PROBLEM_KINDS[str(kind)]) if kind else None

    def _arrival(self, line: Line) -> date:
        today = local_day(self.now, self.policy.working_hours.zone)
        return outlook(line, self.facts.request, self.policy).arrival(today)


WORDS_OF: Mapping[Happened, str] = {Happened.PROBLEM_REPORTED: subject.WORDS}
"""What a reason is called where it is none."""
