"""What concerns one person: their devices, what they give back, the requests that they made or that are for them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lifecycle.device import Device
from lifecycle.policy import Policy
from lifecycle.reads.facts import Mine, RequestFacts, ReturnFacts
from lifecycle.request import Line, RequestState
from messages.blocks import Button
from messages.cards import subject
from messages.cards.lines import LineView
from messages.devices.words import held
from messages.returns import steps, terms
from messages.returns.leaver import Guide
from messages.text import Mrkdwn
from messages.voice import Voice

MOST_GROUPS = 4
"""How many ways in which the lines of one request stand are told apart; each request has its own messages too."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A person's devices and requests at one moment, in their voice; `returning` is what they give back, if anything.

    What is shown of that is what they have in their own message; their private data is not.
    """

    mine: Mine
    policy: Policy
    voice: Voice
    now: datetime
    returning: ReturnFacts | None = None

    def nothing(self) -> Mrkdwn | None:
        """That there is nothing at all to show; None when there is something."""
        is_something = self.mine.devices or self.mine.requests or self.returning
        return None if is_something else self.voice.write("overview/nothing")

    def giving_back(self, *, briefly: bool = False) -> Iterator[Mrkdwn]:
        """What has to come back and by when, and unless `briefly` how far it has come: a paragraph each."""
        if self.returning is None:
            return
        guide = Guide(self.returning, self.voice, self.now)
        out = terms.things(self.returning.case.asked_for(), self.returning, self.voice)
        yield Mrkdwn("\n".join(filter(None, (self.voice.strong(guide.headline()), out))))
        if briefly:
            return
        yield Mrkdwn("\n".join((guide.way(), *guide.problems())))
        if missing := guide.missing():
            yield missing

    def return_steps(self) -> tuple[Button, ...]:
        """What they can do about it, as in their own message."""
        return steps.of_leaver(self.returning.case) if self.returning else ()

    def devices(self) -> Iterator[Mrkdwn]:
        """What the person holds, one a line; how many more there are, when not all are shown."""
        yield from (Mrkdwn(f"• {self.device(device)}") for device in self.mine.devices)
        yield from self.more(self.mine.device_total - len(self.mine.devices))

    def requests(self, *, briefly: bool = False) -> Iterator[Mrkdwn]:
        """The open requests, one paragraph each: its headline, its state and unless `briefly` its lines."""
        for facts in self.mine.requests:
            yield Mrkdwn("\n".join((*self._head(facts, briefly=briefly), *(() if briefly else self._lines(facts)))))
        yield from self.more(self.mine.request_total - len(self.mine.requests))

    def device(self, device: Device) -> Mrkdwn:
        """One of the devices that they hold, on one line."""
        told = self.voice.write(
            "overview/device",
            name=f"{device.manufacturer} {device.model}",
            tag=subject.tag(device, self.voice),
        )
        return held(told, device, self.voice)

    def _head(self, facts: RequestFacts, *, briefly: bool) -> Iterator[Mrkdwn]:
        yield self.voice.strong(subject.headline(facts, self.voice))
        state = subject.state(facts, self.policy, self.voice)
        needed_by = self.voice.write("card/needed_by_day", day=facts.request.needed_by)
        yield state if briefly else Mrkdwn(f"{state} {needed_by}")

    def _lines(self, facts: RequestFacts) -> Iterator[Mrkdwn]:
        """How far the lines of an approved request have come; those that stand alike are told together."""
        if facts.request.state is not RequestState.APPROVED:
            return
        alike: Mapping[Mrkdwn, list[Line]] = defaultdict(list)
        for line in facts.request.lines:
            alike[LineView(line, facts, self.policy, self.voice, self.now).for_people()].append(line)
        for words, lines in list(alike.items())[:MOST_GROUPS]:
            yield Mrkdwn(f"• {subject.things(lines, self.voice)}: {words}")
        yield from self.more(sum(len(lines) for lines in list(alike.values())[MOST_GROUPS:]))

    def more(self, number: int) -> Iterator[Mrkdwn]:
        """How many are not shown; nothing when all are."""
        if number > 0:
            words = self.voice.ngettext("And %(number)s more.", "And %(number)s more.", number)
            yield self.voice.say(words % {"number": number})
