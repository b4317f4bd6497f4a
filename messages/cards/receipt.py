"""The requester's receipt: what they asked for and how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lifecycle.policy import Policy
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import REQUEST_ENDS, RequestState
from messages.blocks import buttons, section, verbatim
from messages.budget import fitted
from messages.cards import steps, subject
from messages.cards.lines import LineView
from messages.payload import Block, Message
from messages.room import Room
from messages.text import Mrkdwn
from messages.voice import Voice


def card(facts: RequestFacts, policy: Policy, voice: Voice, now: datetime) -> Message:
    """The receipt as the request stands at `now`."""
    return fitted(lambda room: _Receipt(facts, policy, now, room).message(voice.within(room)))


@dataclass(frozen=True, slots=True)
class _Receipt:
    facts: RequestFacts
    policy: Policy
    now: datetime
    room: Room

    def message(self, voice: Voice) -> Message:
        return Message(text=self._text(voice.plainly()), blocks=list(self._blocks(voice)))

    def _blocks(self, voice: Voice) -> Iterator[Block]:
        request = self.facts.request
        yield section("headline", Mrkdwn(f"*{self._headline(voice)}*\n{self._state(voice)}"))
        if lines := list(self._lines(voice)):
            yield section("lines", Mrkdwn("\n".join(lines)))
        if request.decline_reason:
            yield verbatim("reason", subject.written(subject.REASON, request.decline_reason, voice), self.room.words)
        yield from buttons("steps", steps.cancelling(request), voice)

    def _headline(self, voice: Voice) -> Mrkdwn:
        return voice.write(
            "card/receipt",
            number=self.facts.request.id,
            things=subject.things(self.facts.request.lines, voice),
            requester=subject.requester(self.facts),
            recipient=subject.recipient(self.facts),
        )

    def _state(self, voice: Voice) -> Mrkdwn:
        state = subject.state(self.facts, self.policy, voice)
        if self.facts.request.state in REQUEST_ENDS:
            return state
        return Mrkdwn(f"{state} {voice.write('card/needed_by_day', day=self.facts.request.needed_by)}")

    def _lines(self, voice: Voice) -> Iterator[Mrkdwn]:
        """Each line once they stand differently; while they stand alike, what the headline and the state do not say."""
        request = self.facts.request
        views = (LineView(line, self.facts, self.policy, voice, self.now) for line in request.lines)
        status = {view.line.number: view.for_people() for view in views}
        if len(set(status.values())) > 1:
            yield from (Mrkdwn(f"• {voice.say(line.name)}: {status[line.number]}") for line in request.lines)
            return
        if not subject.names_all(request.lines):
            yield from (Mrkdwn(f"• {voice.say(line.name)}") for line in request.lines)
        if request.state is RequestState.APPROVED:
            yield voice.write("card/everything", status=status[1])

    def _text(self, voice: Voice) -> str:
        return subject.sentences(
            self._headline(voice),
            self._state(voice),
            *self._lines(voice),
            subject.spoken(subject.REASON, self.facts.request.decline_reason, voice),
            subject.next_steps(steps.cancelling(self.facts.request), voice),
        )
