"""IT's card: everything about a request, and for every line the next step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lifecycle.policy import Policy
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import RequestState
from messages.blocks import buttons, context, fields, section, verbatim
from messages.budget import fitted, spoken
from messages.cards import steps, subject
from messages.cards.lines import LineView
from messages.payload import Block, Message
from messages.room import Room
from messages.text import Mrkdwn
from messages.voice import Voice


def card(facts: RequestFacts, policy: Policy, voice: Voice, now: datetime) -> Message:
    """The card as the request stands at `now`."""
    return fitted(lambda room: _Card(facts, policy, voice, now, room).message())


@dataclass(frozen=True, slots=True)
class _Card:
    facts: RequestFacts
    policy: Policy
    voice: Voice
    now: datetime
    room: Room

    def message(self) -> Message:
        loud = self.voice.within(self.room)
        return Message(text=self._text(loud.plainly()), blocks=list(self._blocks(loud)))

    def _blocks(self, voice: Voice) -> Iterator[Block]:
        request = self.facts.request
        yield section("headline", Mrkdwn(f"*{subject.headline(self.facts, voice)}*"))
        yield fields("facts", list(self._facts(voice)))
        if over := subject.limit(self.facts, self.policy, voice):
            undecided = request.state is RequestState.SUBMITTED and request.limit_approved_by is None
            yield (section if undecided else context)("limit", over)
        if request.note:
            yield verbatim("note", subject.written(subject.NOTE, request.note, voice), self.room.words)
        if request.decline_reason:
            yield verbatim("reason", subject.written(subject.REASON, request.decline_reason, voice), self.room.words)
        for view in self._lines(voice):
            yield section(f"line:{view.line.number}", self._line(view))
            yield from buttons(f"line:{view.line.number}:steps", steps.of_line(request, view.line), voice)
        yield from buttons("steps", steps.of_request(request), voice)

    def _facts(self, voice: Voice) -> Iterator[tuple[str, Mrkdwn]]:
        yield voice.gettext("State"), subject.state(self.facts, self.policy, voice)
        yield from subject.about(self.facts, voice)
        if old := subject.replaced(self.facts, voice):
            yield voice.gettext("Replaces"), old
        yield voice.gettext("Catalogue value"), voice.money(self.facts.request.total)

    def _replaced(self, voice: Voice) -> Mrkdwn | None:
        old = subject.replaced(self.facts, voice)
        return Mrkdwn(f"{voice.say(voice.gettext('Replaces'))}: {old}.") if old else None

    def _line(self, view: LineView) -> Mrkdwn:
        head = Mrkdwn(f"*{view.title()}* · {view.voice.money(view.line.price)}")
        return Mrkdwn("\n".join((head, view.for_it(), *view.flags())))

    def _text(self, voice: Voice) -> str:
        views = list(self._lines(voice))
        whole = (Mrkdwn(" ".join((f"{view.title()}:", view.for_it(), *view.flags()))) for view in views)
        brief = (Mrkdwn(f"{view.title()}: {view.for_people()}") for view in views)
        return spoken(self._sentences(lines, voice) for lines in (whole, brief))

    def _sentences(self, lines: Iterable[Mrkdwn], voice: Voice) -> str:
        request = self.facts.request
        return subject.sentences(
            subject.headline(self.facts, voice),
            subject.state(self.facts, self.policy, voice),
            voice.write("card/needed_by", request=request),
            subject.limit(self.facts, self.policy, voice),
            self._replaced(voice),
            subject.spoken(subject.NOTE, request.note, voice),
            subject.spoken(subject.REASON, request.decline_reason, voice),
            *lines,
            subject.next_steps(steps.all_of(request), voice),
        )

    def _lines(self, voice: Voice) -> Iterator[LineView]:
        return (LineView(line, self.facts, self.policy, voice, self.now) for line in self.facts.request.lines)
