"""IT's card of a return: who gives back what, how far it has come, what is open, and what can be done next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lifecycle.calendar import local_day
from lifecycle.ladder import reminders, stopped_by
from lifecycle.policy import Policy, Rung
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item
from messages.blocks import Button, buttons, fields, section
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.labels import STEPS
from messages.payload import Block, Message
from messages.returns import steps, terms
from messages.returns.items import ItemView
from messages.returns.problems import Problems
from messages.room import ROOMS, Room
from messages.text import Mrkdwn, beginning
from messages.voice import Voice

MOST_ROWS = 5
"""How many devices have their own buttons at once."""

MOST_LISTED_BRIEFLY = 20
"""How many of the others are listed where names are as long as they may be."""


def card(facts: ReturnFacts, policy: Policy, voice: Voice, now: datetime) -> Message:
    """The card as the return stands at `now`."""
    return fitted(lambda room: _Card(facts, policy, now, room).message(voice.within(room)))


@dataclass(frozen=True, slots=True)
class _Card:
    facts: ReturnFacts
    policy: Policy
    now: datetime
    room: Room

    @property
    def _is_tight(self) -> bool:
        """Whether nothing shorter comes after this."""
        return self.room == ROOMS[-1]

    def message(self, voice: Voice) -> Message:
        return Message(text=self._text(voice.plainly()), blocks=list(self._blocks(voice)))

    def _blocks(self, voice: Voice) -> Iterator[Block]:
        yield section("headline", Mrkdwn(f"*{terms.headline(self.facts, voice)}*"))
        yield fields("facts", list(self._facts(voice)))
        yield from Problems(self.facts, self.room).blocks(voice)
        yield from self._items(voice)
        yield from buttons("steps", steps.of_return(self.facts), voice)

    def _facts(self, voice: Voice) -> Iterator[tuple[str, Mrkdwn]]:
        case = self.facts.case
        yield voice.gettext("State"), terms.progress(self.facts, voice)
        yield self._due_label(voice), self._written("last_day", voice)
        yield voice.gettext("Manager"), self._written("manager", voice)
        if case.is_open:
            yield voice.gettext("Private data"), self._written("reach", voice)
        yield voice.gettext("Return kit"), self._written("kit", voice)
        yield voice.gettext("Way back"), self._written("way", voice)
        yield voice.gettext("Last heard of"), self._written("heard", voice)
        if case.is_open:
            yield voice.gettext("Reminders"), self._written("reminders", voice)
            yield voice.gettext("Next"), self._written("next", voice)

    def _due_label(self, voice: Voice) -> str:
        return voice.gettext("Last day") if terms.is_leaving(self.facts.case) else voice.gettext("Due by")

    def _written(self, what: str, voice: Voice) -> Mrkdwn:
        case = self.facts.case
        return voice.write(
            f"return/{what}",
            case=case,
            away=(case.last_day - local_day(self.now, self.facts.holder.zone)).days,
            manager=None if case.manager_id is None else subject.person(self.facts, case.manager_id, voice),
            reach=self.facts.reach,
            kit=case.kit,
            kits=len(case.kits),
            reminders=reminders(case),
            most=self.policy.reminders_at_most,
            stopped_by=stopped_by(case, self.facts.reach, self.policy),
            step=self._step(voice),
        )

    def _step(self, voice: Voice) -> str | None:
        """What is said next by itself."""
        _, _, step = (self.facts.case.next_step or "").partition(":")
        return voice.gettext(STEPS[Rung(step)]) if step else None

    def _items(self, voice: Voice) -> Iterator[Block]:
        rows = [(item, row) for item in self.facts.case.items if (row := steps.of_item(item, self.facts))]
        own = {item.number: row for item, row in rows[:MOST_ROWS]}
        yield from self._lists([item for item in self.facts.case.items if item.number not in own], voice)
        for item in self.facts.case.items:
            if item.number in own:
                yield from self._row(item, own[item.number], voice)
        if (further := len(rows) - MOST_ROWS) > 0:
            yield section("rows:more", voice.write("return/more_rows", number=further))

    def _lists(self, items: list[Item], voice: Voice) -> Iterator[Block]:
        """The devices without buttons of their own, several in a paragraph."""
        most = MOST_LISTED_BRIEFLY if self._is_tight else terms.MOST_LISTED
        lines = [ItemView(item, self.facts, voice).for_it() for item in items[:most]]
        lines += terms.more(len(items) - most, voice)
        yield from terms.paragraphs("items", lines)

    def _row(self, item: Item, row: tuple[Button, ...], voice: Voice) -> Iterator[Block]:
        name = f"item:{item.number}"
        view = ItemView(item, self.facts, voice)
        yield section(name, Mrkdwn(f"*{view.title()}*\n{beginning(view.status())}"))
        yield from buttons(f"{name}:steps", row, voice)

    def _text(self, voice: Voice) -> str:
        return spoken(self._sentences(voice, briefly=briefly) for briefly in (False, True))

    def _sentences(self, voice: Voice, *, briefly: bool) -> str:
        case = self.facts.case
        items = () if briefly else case.items[: terms.MOST_LISTED]
        return subject.sentences(
            terms.headline(self.facts, voice),
            *(Mrkdwn(f"{label}: {value}") for label, value in self._facts(voice)),
            *Problems(self.facts, self.room).sentences(voice, briefly=briefly),
            *(ItemView(item, self.facts, voice).for_it() for item in items),
            subject.next_steps(steps.all_of(self.facts), voice),
        )
