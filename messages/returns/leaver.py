"""The message of whoever gives devices back: what, how, by when, and what becomes of their private data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item, ItemOutcome, ReturnState
from messages.blocks import buttons, context, section
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.labels import HELP_KINDS
from messages.payload import Block, Message
from messages.returns import steps, terms
from messages.returns.items import ItemView
from messages.text import Mrkdwn
from messages.voice import Voice


def card(facts: ReturnFacts, voice: Voice, now: datetime) -> Message:
    """The message as the return stands at `now`."""
    return fitted(lambda room: _message(Guide(facts, voice.within(room), now)))


@dataclass(frozen=True, slots=True)
class Guide:
    """What a person is told about their return, in parts: in their message here, and on their page."""

    facts: ReturnFacts
    voice: Voice
    now: datetime

    def headline(self) -> Mrkdwn:
        """What is asked of them, and by when."""
        return self._written("headline")

    def items(self) -> Iterator[Mrkdwn]:
        """Their devices, one a line."""
        items = self.facts.case.items
        yield from (Mrkdwn(f"• {self._item(item)}") for item in items[: terms.MOST_LISTED])
        yield from terms.more(len(items) - terms.MOST_LISTED, self.voice)

    def briefly(self) -> Iterator[Mrkdwn]:
        """Their devices, the first named and the others counted."""
        yield terms.things(self.facts.case.items, self.facts, self.voice)

    def way(self) -> Mrkdwn:
        """How far it has come, and what they do next."""
        case = self.facts.case
        if case.is_undecided and not case.is_on_its_way:
            return self._written("way/undecided")
        return self._written("way/lost" if case.outstanding() and not case.asked_for() else f"way/{case.state}")

    def problems(self) -> Iterator[Mrkdwn]:
        """What they have told, which is being seen to."""
        for kind in dict.fromkeys(one.kind for one in self.facts.case.open_problems()):
            yield self.voice.write("leaver/problem", what=self.voice.gettext(HELP_KINDS[kind]))

    def data(self) -> Mrkdwn:
        """What becomes of the data on the devices, and of what is known of them in private."""
        return self._written("data")

    def missing(self) -> Mrkdwn | None:
        """That they cannot be reached once Slack ends; None when they can, or are not leaving."""
        case = self.facts.case
        is_asked = case.is_open and terms.is_leaving(case) and not (case.handed_over_at or case.is_undecided)
        return self._written("missing") if is_asked and "email" not in self.facts.reach else None

    def _item(self, item: Item) -> Mrkdwn:
        return ItemView(item, self.facts, self.voice).for_person()

    def _written(self, what: str) -> Mrkdwn:
        case = self.facts.case
        return self.voice.write(
            f"leaver/{what}",
            case=case,
            kit=case.kit,
            leaving=terms.is_leaving(case),
            count=len(case.asked_for()),
            out=terms.things(case.asked_for(), self.facts, self.voice),
            all_back=all(item.outcome is ItemOutcome.RECOVERED for item in case.items),
            on_hold=any(item.outcome is ItemOutcome.LEGAL_HOLD for item in case.items),
            is_open=case.state is not ReturnState.CLOSED,
            forgotten_on=terms.forgotten_on(self.facts),
        )


def _message(guide: Guide) -> Message:
    plain = Guide(guide.facts, guide.voice.plainly(), guide.now)
    row = steps.of_leaver(guide.facts.case)
    return Message(
        text=spoken(_sentences(plain, items) for items in (plain.items(), plain.briefly())),
        blocks=[*_blocks(guide), *buttons("steps", row, guide.voice)],
    )


def _blocks(guide: Guide) -> Iterator[Block]:
    yield section("headline", guide.voice.strong(guide.headline()))
    yield from terms.paragraphs("items", list(guide.items()))
    yield section("way", guide.way())
    if problems := list(guide.problems()):
        yield section("problems", Mrkdwn("\n".join(problems)))
    if missing := guide.missing():
        yield section("missing", missing)
    yield context("data", guide.data())


def _sentences(guide: Guide, items: Iterator[Mrkdwn]) -> str:
    return subject.sentences(
        guide.headline(),
        *items,
        guide.way(),
        *guide.problems(),
        guide.missing(),
        guide.data(),
        subject.next_steps(steps.of_leaver(guide.facts.case), guide.voice),
    )
