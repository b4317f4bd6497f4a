"""What is told once about a device: news for IT's channel, and notes for whoever has it or had it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.people import Actor, Person, Role
from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from lifecycle.retrieval import Condition
from messages.blocks import section, verbatim
from messages.budget import fitted
from messages.cards import subject
from messages.devices import actions
from messages.labels import CONDITIONS
from messages.payload import Block, Message
from messages.returns import terms
from messages.returns.words import BREACH_NOTIFIED_WITHIN
from messages.text import Mrkdwn
from messages.voice import Voice

FOLDERS = {Kind.DEVICE_NEWS: "device_news", Kind.DEVICE_NOTE: "device_note"}
"""Where the words of each kind are, below `messages/templates/`."""

FOR_ALL_OF_IT = Actor(person_id=None, roles=frozenset({Role.IT}))
"""Whoever reads IT's channel; what they press is checked when they press it."""

LABELS: Mapping[Happened | None, str] = {
    Happened.DEVICE_LOST: subject.WORDS,
    Happened.DEVICE_FOUND: subject.NOTE,
    Happened.DEVICE_REPAIRED: subject.NOTE,
}
"""What a notice's reason is called where it is none."""


def told(notice: Notice, facts: DeviceFacts, policy: Policy, voice: Voice, now: datetime) -> Message:
    """News or a note, as a message in Slack."""
    passage = _Passage(notice, facts, policy, now)
    return fitted(lambda room: passage.message(voice.within(room)))


@dataclass(frozen=True, slots=True)
class _Passage:
    notice: Notice
    facts: DeviceFacts
    policy: Policy
    now: datetime

    def message(self, voice: Voice) -> Message:
        plain = voice.plainly()
        text = subject.sentences(self._words(plain), subject.spoken(self._label, self.notice.reason, plain))
        return Message(text, list(self._blocks(voice)))

    def _blocks(self, voice: Voice) -> Iterator[Block]:
        yield section("told", self._words(voice))
        if self.notice.reason:
            yield verbatim("reason", subject.written(self._label, self.notice.reason, voice), voice.room.words)
        if self.notice.kind is Kind.DEVICE_NEWS:
            yield from actions.buttons(self.facts, FOR_ALL_OF_IT, self.policy, voice, self.now)

    @property
    def _label(self) -> str:
        return LABELS.get(self.notice.event, subject.REASON)

    def _words(self, voice: Voice) -> Mrkdwn:
        notice, device = self.notice, self.facts.device
        left = notice.at + BREACH_NOTIFIED_WITHIN - self.now
        condition = notice.facts.get("condition")
        return voice.write(
            f"{FOLDERS[notice.kind]}/{notice.event}",
            thing=terms.named_device(device, device.id, voice),
            serial=device.serial,
            actor=self._person(notice.actor_id, voice),
            holder=self._person(device.holder_id, voice) if device.holder_id else None,
            keeper=device.keeper,
            mine=notice.to == f"person:{device.holder_id}",
            condition=voice.gettext(CONDITIONS[Condition(str(condition))]) if condition else None,
            channel=voice.channel(self.policy.it_channel),
            hours_left=max(0, round(left / timedelta(hours=1))),
            notified_by=notice.at + BREACH_NOTIFIED_WITHIN,
        )

    def _person(self, person_id: int | None, voice: Voice) -> Person | None:
        return None if person_id is None else self.facts.people.get(person_id) or subject.nobody(voice)
