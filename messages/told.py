"""What is told once: stories in the thread of IT's card, notes in a DM, nudges, and what could not be delivered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lifecycle.calendar import local_day
from lifecycle.device import Device
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.notices import person as address_of
from lifecycle.people import Person
from lifecycle.plan import outlook
from lifecycle.policy import Policy
from lifecycle.reads.facts import AuditFacts, DeviceFacts, Facts, RequestFacts, ReturnFacts
from lifecycle.request import Line, Shipment, Source
from messages import failures
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


def undelivered(notice: Notice, facts: Facts | None, voice: Voice) -> Message:
    """Which message did not reach whom, for IT; see `lifecycle.notices.undelivered` for the facts."""
    return fitted(lambda room: _undelivered(notice, facts, voice.within(room)))


def _undelivered(notice: Notice, facts: Facts | None, voice: Voice) -> Message:
    where, _, whom = str(notice.facts["to"]).partition(":")
    request = facts.request if isinstance(facts, RequestFacts) else None
    case = facts.case if isinstance(facts, ReturnFacts) else None

    def words(voice: Voice) -> Mrkdwn:
        return voice.write(
            "undelivered",
            kind=voice.gettext(KINDS[Kind(str(notice.facts["kind"]))]),
            to_channel=where == "channel",
            channel=voice.channel(whom),
            by_mail=where == "mail",
            person=None if where == "channel" else _addressee(notice, facts, voice),
            why=failures.why(str(notice.facts["error"]), voice, by_mail=where == "mail"),
            for_sure=notice.facts["for_sure"],
            is_tried_again=notice.facts["for_sure"] and notice.facts["kind"] in POSTED_AGAIN,
            request=request,
            things=subject.things(request.lines, voice) if request else None,
            case=case,
            audit=facts.audit if isinstance(facts, AuditFacts) else None,
            holder=facts.holder if isinstance(facts, ReturnFacts) else None,
        )

    return Message(words(voice.plainly()), [section("told", words(voice))])


def _addressee(notice: Notice, facts: Facts | None, voice: Voice) -> Person:
    """Whoever a message was for: by their id, or by the return whose private email it went to."""
    if not isinstance(facts, RequestFacts | ReturnFacts | DeviceFacts | AuditFacts):
        return subject.nobody(voice)
    where, _, whom = str(notice.facts["to"]).partition(":")
    if where == "mail":
        return facts.holder if isinstance(facts, ReturnFacts) else subject.nobody(voice)
    return facts.people.get(int(whom), subject.nobody(voice))


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
        label = LABELS.get(self.notice.event, subject.REASON)
        text = subject.sentences(self._words(template, plain), subject.spoken(label, self.notice.reason, plain))
        return Message(text=text, blocks=list(self._blocks(template, label, voice, room)))

    def _blocks(self, template: str, label: str, voice: Voice, room: Room) -> Iterator[Block]:
        yield section("told", self._words(template, voice))
        if self.notice.reason:
            yield verbatim("reason", subject.written(label, self.notice.reason, voice), room.words)

    def _words(self, template: str, voice: Voice) -> Mrkdwn:
        request, notice = self.facts.request, self.notice
        lines = [request.line(number) for number in notice.parts] or list(request.lines)
        tags = self._tags(lines, voice)
        device = self._device(lines[0])
        return voice.write(
            template,
            number=request.id,
            request=request,
            actor=subject.person(self.facts, notice.actor_id, voice),
            requester=subject.requester(self.facts),
            recipient=subject.recipient(self.facts),
            to_requester=notice.to == address_of(request.requester_id),
            things=subject.things(lines, voice, shown=len(lines) if notice.kind is Kind.NUDGE else subject.SHOWN),
            lines=lines,
            line=lines[0],
            late=_late(lines, voice),
            tag=tags.get(lines[0].number),
            tags=voice.listed(tags.values()),
            serial=device.serial if device and device.asset_tag else None,
            set_aside=self._set_aside(voice),
            to_order=subject.things(filter(_is_bought, request.lines), voice),
            shipment=self._shipment(),
            what=self._problem(voice),
            about=notice.facts.get("about"),
            matched_by=notice.facts.get("matched_by"),
            approvers=subject.approvers(self.facts, voice),
            arrival=self._arrival(lines[0]),
        )

    def _device(self, line: Line) -> Device | None:
        return self.facts.devices.get(line.device_id or 0)

    def _tags(self, lines: Iterable[Line], voice: Voice) -> Mapping[int, Mrkdwn]:
        """The tags of the lines' devices, by the lines' numbers."""
        devices = {line.number: self._device(line) for line in lines}
        return {number: subject.tag(device, voice) for number, device in devices.items() if device}

    def _set_aside(self, voice: Voice) -> Mrkdwn:
        """What was taken from stock, each with its tag."""
        lines = [line for line in self.facts.request.lines if not _is_bought(line)]
        tags = self._tags(lines, voice)
        return voice.listed(
            voice.write("device/named", name=line.name, tag=tags[line.number]) for line in lines if line.number in tags
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


def _late(lines: Iterable[Line], voice: Voice) -> Mrkdwn:
    """What was ordered, each with its vendor and the day on which it was expected."""
    ordered = ((line.name, line.vendor, line.expected_on) for line in lines if line.expected_on)
    return voice.listed(voice.write("device/late", name=name, vendor=vendor, day=day) for name, vendor, day in ordered)


def _is_bought(line: Line) -> bool:
    return line.source is Source.PURCHASE


POSTED_AGAIN = frozenset({Kind.REQUEST_CARD, Kind.RETURN_CARD, Kind.AUDIT_CARD, Kind.AUDIT_DM, Kind.CAMPAIGN_CARD})
"""What is posted anew once the fault is mended: IT's cards of what is open, and the question of an audit."""

LABELS: Mapping[Happened | None, str] = {Happened.PROBLEM_REPORTED: subject.WORDS}
"""What a notice's reason is called where it is none."""
