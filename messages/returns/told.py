"""What is told once about a return: stories for IT, notes and the steps of the plan, for Slack and for letters."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Audience, Rung
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item
from messages.blocks import Button, buttons, section, verbatim
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.payload import Block, Message
from messages.returns import steps, terms
from messages.returns.words import Words
from messages.text import Mrkdwn
from messages.voice import Voice

FOLDERS: Mapping[Kind, str] = {
    Kind.RETURN_STORY: "return_story",
    Kind.RETURN_NOTE: "return_note",
    Kind.RETURN_STEP: "step",
}
"""Where the words of each kind are, below `messages/templates/`."""

LISTED = frozenset({Rung.CALL, Rung.LOCK, Rung.FORMAL_NOTICE, Rung.DECISION})
"""The steps that list every device that is still out, and go on after the list (`messages/templates/after/`)."""

LABELS: Mapping[Happened | None, str] = {
    Happened.HELP_ASKED: subject.WORDS,
    Happened.HELP_GIVEN: subject.NOTE,
    Happened.DEVICES_RECEIVED: subject.NOTE,
}
"""What a notice's reason is called where it is none."""

FOR_IT = frozenset({Happened.DEVICES_RECEIVED})
"""Events whose reason is a remark of IT for IT."""


def told(notice: Notice, facts: ReturnFacts, voice: Voice, now: datetime) -> Message:
    """A story, a note or a step, as a message in Slack."""
    passage = Passage(notice, facts, now)
    return fitted(lambda room: _Message(passage, room.words).message(voice.within(room)))


@dataclass(frozen=True, slots=True)
class Passage:
    """What one notice tells, in parts: a paragraph, a list of devices, another paragraph, what somebody wrote."""

    notice: Notice
    facts: ReturnFacts
    now: datetime

    @property
    def audience(self) -> Audience:
        """Who reads it."""
        return terms.audience(self.notice, self.facts.case)

    @property
    def name(self) -> str:
        """The step's or the event's name."""
        return str(self.notice.facts["step"]) if self.notice.kind is Kind.RETURN_STEP else str(self.notice.event)

    def words(self, voice: Voice) -> Mrkdwn:
        """The paragraph that says it."""
        return self._written(FOLDERS[self.notice.kind], voice)

    def devices(self, voice: Voice) -> list[Mrkdwn]:
        """What is still out, one a line, where the step lists it."""
        if not self._is_listed:
            return []
        priced = self.name in {Rung.FORMAL_NOTICE, Rung.DECISION}
        return list(terms.listed(self._out, self.facts, voice, priced=priced))

    def briefly(self, voice: Voice) -> list[Mrkdwn]:
        """The first of them named and the others counted."""
        return [terms.things(self._out, self.facts, voice)] if self._is_listed else []

    def after(self, voice: Voice) -> Mrkdwn | None:
        """What follows the list."""
        return self._written("after", voice) if self._is_listed else None

    def reason(self) -> tuple[str, str] | None:
        """What somebody wrote, with the pattern of its label; None where there is nothing, or it is not for them."""
        is_for_them = self.audience is Audience.IT or self.notice.event not in FOR_IT
        if not self.notice.reason or not is_for_them:
            return None
        return LABELS.get(self.notice.event, subject.REASON), self.notice.reason

    @property
    def _out(self) -> tuple[Item, ...]:
        """What is still out; where the step names some devices, of these."""
        named = self.notice.parts
        return tuple(one for one in terms.still_out(self.facts.case, self.audience) if not named or one.number in named)

    @property
    def _is_listed(self) -> bool:
        return self.notice.kind is Kind.RETURN_STEP and self.name in LISTED

    def _written(self, folder: str, voice: Voice) -> Mrkdwn:
        return voice.write(f"{folder}/{self.name}", **Words(self.notice, self.facts, self.now).facts_for(voice))


@dataclass(frozen=True, slots=True)
class _Message:
    passage: Passage
    longest: int

    def message(self, voice: Voice) -> Message:
        return Message(text=self._text(voice.plainly()), blocks=list(self._blocks(voice)))

    def _text(self, voice: Voice) -> str:
        return spoken(self._sentences(devices, voice) for devices in (self.passage.devices, self.passage.briefly))

    def _sentences(self, devices: Callable[[Voice], list[Mrkdwn]], voice: Voice) -> str:
        label, reason = self.passage.reason() or (subject.REASON, None)
        return subject.sentences(
            self.passage.words(voice),
            *devices(voice),
            self.passage.after(voice),
            subject.spoken(label, reason, voice),
        )

    def _blocks(self, voice: Voice) -> Iterator[Block]:
        yield section("told", self.passage.words(voice))
        yield from terms.paragraphs("devices", self.passage.devices(voice))
        if after := self.passage.after(voice):
            yield section("after", after)
        if reason := self.passage.reason():
            yield verbatim("reason", subject.written(*reason, voice), self.longest)
        yield from buttons("steps", self._steps(), voice)

    def _steps(self) -> tuple[Button, ...]:
        case, audience = self.passage.facts.case, self.passage.audience
        if audience is Audience.LEAVER:
            return steps.of_leaver(case)
        return steps.of_manager(self.passage.name, case) if audience is Audience.MANAGER else ()
