"""The card of a parcel: for whoever waits for it, or speaks for a new hire who is not in Slack yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from lifecycle.permissions import speaker
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import Line, LineState, Shipment
from messages.blocks import buttons, section
from messages.budget import fitted
from messages.cards import steps, subject
from messages.labels import PROBLEM_KINDS
from messages.payload import Block, Message
from messages.text import Mrkdwn
from messages.voice import Voice


def card(facts: RequestFacts, shipment_number: int, reader_id: int, voice: Voice) -> Message:
    """The card of one shipment, for the person with that id."""
    shipment = next(one for one in facts.request.shipments if one.number == shipment_number)
    return fitted(lambda room: _Parcel(facts, shipment, reader_id).message(voice.within(room)))


@dataclass(frozen=True, slots=True)
class _Parcel:
    facts: RequestFacts
    shipment: Shipment
    reader_id: int

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.facts.request.parcel(self.shipment.number)

    def message(self, voice: Voice) -> Message:
        plain = voice.plainly()
        row = steps.of_parcel(self.facts.request, self.shipment.number) if self._is_asked else ()
        text = subject.sentences(
            self._headline(plain), self._opening(plain), *self._contents(plain), *self._status(plain)
        )
        return Message(
            text=subject.sentences(Mrkdwn(text), subject.next_steps(row, plain)),
            blocks=[*self._blocks(voice), *buttons("steps", row, voice)],
        )

    def _blocks(self, voice: Voice) -> Iterator[Block]:
        headline = Mrkdwn(f"*{self._headline(voice)}*")
        yield section("headline", Mrkdwn(subject.sentences(headline, self._opening(voice))))
        if self.lines:
            yield section("contents", Mrkdwn("\n".join(self._contents(voice))))
        yield section("status", Mrkdwn("\n".join(self._status(voice))))

    def _headline(self, voice: Voice) -> Mrkdwn:
        return voice.write(
            f"parcel/{self._stage()}",
            number=self.facts.request.id,
            mine=self._is_mine,
            recipient=subject.recipient(self.facts),
        )

    def _opening(self, voice: Voice) -> Mrkdwn | None:
        """Why this comes, for somebody who did not ask themselves."""
        asker = subject.requester(self.facts)
        if self._stage() != "under_way" or not self._is_mine or asker.id == self.reader_id:
            return None
        return voice.write("parcel/asked_for", requester=asker)

    @property
    def _is_mine(self) -> bool:
        return self.reader_id == self.facts.request.recipient_id

    @property
    def _is_asked(self) -> bool:
        """Whether it is for the reader to answer; a requester is not asked any more once the hire is in Slack."""
        return self.reader_id == speaker(self.facts.request, subject.recipient(self.facts))

    def _stage(self) -> str:
        if not self.lines:
            is_given_up = any(line.shipment == self.shipment.number for line in self.facts.request.lines)
            return "given_up" if is_given_up else "sent_again"
        return "under_way" if any(line.state is LineState.SHIPPED for line in self.lines) else "arrived"

    def _contents(self, voice: Voice) -> Iterator[Mrkdwn]:
        for line in self.lines:
            device = self.facts.devices.get(line.device_id or 0)
            tag = Mrkdwn(f", {subject.tag(device, voice)}") if device else ""
            yield Mrkdwn(f"• {voice.say(line.name)}{tag}")

    def _status(self, voice: Voice) -> Iterator[Mrkdwn]:
        yield voice.write("parcel/way", shipment=self.shipment)
        if self._stage() == "under_way" and not self._is_mine:
            whose = "on_behalf" if self._is_asked else "answered_there"
            yield voice.write(f"parcel/{whose}", recipient=subject.recipient(self.facts))
        for kind in dict.fromkeys(line.problem for line in self.lines if line.problem):
            yield voice.write("parcel/problem", what=voice.gettext(PROBLEM_KINDS[kind]))
