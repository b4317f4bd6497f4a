"""The second approver's card: what is asked for, why they are asked, what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from lifecycle.policy import Policy
from lifecycle.reads.facts import RequestFacts
from messages.blocks import buttons, fields, section, verbatim
from messages.budget import fitted
from messages.cards import steps, subject
from messages.payload import Block, Message
from messages.room import Room
from messages.text import Mrkdwn
from messages.voice import Voice


def card(facts: RequestFacts, policy: Policy, voice: Voice) -> Message:
    """The card as the request stands."""
    return fitted(lambda room: _Card(facts, policy, room).message(voice.within(room)))


@dataclass(frozen=True, slots=True)
class _Card:
    facts: RequestFacts
    policy: Policy
    room: Room

    def message(self, voice: Voice) -> Message:
        return Message(text=self._text(voice.plainly()), blocks=list(self._blocks(voice)))

    def _blocks(self, voice: Voice) -> Iterator[Block]:
        request = self.facts.request
        yield section("headline", Mrkdwn(f"*{subject.headline(self.facts, voice)}*"))
        yield section("why", self._why(voice))
        yield fields("facts", list(subject.about(self.facts, voice)))
        yield section("lines", Mrkdwn("\n".join(self._lines(voice))))
        if request.note:
            yield verbatim("note", subject.written(subject.NOTE, request.note, voice), self.room.words)
        if request.decline_reason:
            yield verbatim("reason", subject.written(subject.REASON, request.decline_reason, voice), self.room.words)
        yield from buttons("steps", steps.of_limit(request), voice)

    def _why(self, voice: Voice) -> Mrkdwn:
        """Why they are asked; after the decision, what it was."""
        request = self.facts.request
        if steps.of_limit(request):
            return voice.write("card/why_asked", total=request.total, limit=subject.limit_amount(request, self.policy))
        over, state = subject.limit(self.facts, self.policy, voice), subject.state(self.facts, self.policy, voice)
        return Mrkdwn(subject.sentences(over, state))

    def _lines(self, voice: Voice) -> Iterator[Mrkdwn]:
        for line in self.facts.request.lines:
            yield Mrkdwn(f"• {voice.say(line.name)}, {voice.money(line.price)}")

    def _text(self, voice: Voice) -> str:
        return subject.sentences(
            subject.headline(self.facts, voice),
            self._why(voice),
            voice.write("card/needed_by", request=self.facts.request),
            *self._lines(voice),
            subject.spoken(subject.NOTE, self.facts.request.note, voice),
            subject.spoken(subject.REASON, self.facts.request.decline_reason, voice),
            subject.next_steps(steps.of_limit(self.facts.request), voice),
        )
