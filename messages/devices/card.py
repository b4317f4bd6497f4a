"""The card of one device: what it is, where it stands, and for IT what happened to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias, TypeVar

from lifecycle.calendar import local_day
from lifecycle.flag import RefreshReason
from lifecycle.people import Actor, Role
from lifecycle.policy import Policy
from lifecycle.reads.finding import DeviceStory
from lifecycle.reads.worth import battery_notes, battery_wh, book_value, whole_months
from lifecycle.refresh import causes, is_put_off, reasons, useful_life
from messages.blocks import Button, Turning, fields, header, pages, section, verbatim
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.devices import actions
from messages.devices.history import History
from messages.devices.words import DeviceWords
from messages.ids import Action, Target, Turn
from messages.labels import CONDITIONS, METHODS, REFRESH_REASONS
from messages.payload import Block, Message
from messages.reader import Reader
from messages.text import Mrkdwn, inline, unescape
from messages.voice import Voice, voice

FIELDS = 10
"""How many facts stand in one block [slack.dev: section block]."""

AT_A_TIME = 3
"""How many events one paragraph tells: one paragraph would be too long for them all."""

MOST_ATTRIBUTES = 10
"""How many of the company's own columns are shown."""

MOST_OF_BATTERY = 4

LONGEST_NAME = 40
"""Characters of the name of such a column."""

E = TypeVar("E", bound=StrEnum)

Fact: TypeAlias = tuple[str, Mrkdwn | None]
"""A label with what is known; None where nothing is."""


@dataclass(frozen=True, slots=True)
class Card:
    """A device for one reader, who is `actor`: IT sees also the price, notes, a legal hold and the history.

    Where it is not `paged`, the history has no buttons that turn its pages.
    """

    story: DeviceStory
    actor: Actor
    policy: Policy
    voice: Voice
    now: datetime
    paged: bool = True

    @property
    def full(self) -> bool:
        """Whether the reader is of IT."""
        return Role.IT in self.actor.roles

    def message(self) -> Message:
        """The card as a message."""
        return Message(spoken(self._spoken(briefly=briefly) for briefly in (False, True)), list(self.blocks()))

    def blocks(self) -> Iterator[Block]:
        """The card, block by block."""
        yield header("device", unescape(self._words(self.voice.plainly()).title()))
        facts = self._known(self.voice)
        for start in range(0, len(facts), FIELDS):
            yield fields(f"facts:{start}", facts[start : start + FIELDS])
        yield from actions.buttons(self.story.facts, self.actor, self.policy, self.voice, self.now, self._asking())
        if self.full:
            yield from self._note()
            yield from self._history()

    def _asking(self) -> list[Button]:
        """A manager asks for what their people need from here; IT has other ways."""
        holder = self.story.people.get(self.story.device.holder_id or 0)
        is_manager = holder is not None and holder.is_reachable and holder.manager_id == self.actor.person_id
        return [Button(Action.NEW_REQUEST, Target(self.story.device.subject))] if is_manager and not self.full else []

    def _note(self) -> Iterator[Block]:
        """What was noted, exactly as it was written."""
        if note := self.story.device.note:
            yield verbatim("note", subject.written(subject.NOTE, note, self.voice), self.voice.room.words)

    def _history(self) -> Iterator[Block]:
        lines = list(History(self.story, self.policy, self.voice).lines())
        if lines:
            yield section("history", self.voice.strong(self.voice.gettext("What happened")))
        for start in range(0, len(lines), AT_A_TIME):
            yield section(f"history:{start}", Mrkdwn("\n".join(lines[start : start + AT_A_TIME])))
        yield from pages("pages", self._turns() if self.paged else [], self.voice)

    def _turns(self) -> list[Turning]:
        if not self.story.events:
            return []
        about, newest, oldest = self.story.device.subject, self.story.events[0].seq, self.story.events[-1].seq
        turns = (
            (self.story.has_older, Turn.OLDER_EVENTS, oldest),
            (self.story.has_newer, Turn.NEWER_EVENTS, newest),
        )
        return [Turning(turn, Target(about, seq).encode()) for there, turn, seq in turns if there]

    def _spoken(self, *, briefly: bool) -> str:
        plain = self.voice.plainly()
        facts = (f"{plain.say(label)}: {value}" for label, value in self._known(plain))
        history = [] if briefly or not self.full else History(self.story, self.policy, plain).lines()
        offered = actions.actions(self.story.facts, self.actor, self.policy, self.now)
        steps = subject.next_steps((*offered, *self._asking()), plain)
        note = subject.spoken(subject.NOTE, self.story.device.note, plain) if self.full else None
        return "\n".join(filter(None, (self._words(plain).title(), *facts, note, steps, *history)))

    def _known(self, voice: Voice) -> Sequence[tuple[str, Mrkdwn]]:
        facts = (*self._basics(voice), *(self._of_it(voice) if self.full else ()))
        return [(label, value) for label, value in facts if value is not None]

    def _basics(self, voice: Voice) -> Iterator[Fact]:
        device, words = self.story.device, self._words(voice)
        yield voice.gettext("State"), words.state()
        yield voice.gettext("Holder"), words.holder()
        yield voice.gettext("Place"), words.place()
        yield voice.gettext("Asset tag"), voice.code(device.asset_tag) if device.asset_tag else None
        yield voice.gettext("Serial number"), voice.code(device.serial) if device.serial else None
        yield voice.gettext("Condition"), self._label(CONDITIONS, device.condition, voice)
        yield voice.gettext("Age"), self._age(voice)
        yield voice.gettext("Warranty"), self._until(self.story.device.warranty_until, voice)
        yield voice.gettext("Operating system"), voice.say(device.system) if device.system else None
        yield voice.gettext("Updates"), self._until(device.supported_until, voice)
        yield voice.gettext("Return"), self._return(voice)

    def _of_it(self, voice: Voice) -> Iterator[Fact]:
        device = self.story.device
        yield voice.gettext("Price"), voice.money(device.price) if device.price else None
        yield voice.gettext("Book value (estimate)"), self._value(voice)
        yield voice.gettext("Battery"), self._battery(voice)
        yield voice.gettext("Set aside for"), self._request(voice)
        yield voice.gettext("Repairs"), voice.say(device.repairs) if device.repairs else None
        yield voice.gettext("Due for replacement"), self._due(voice)
        yield voice.gettext("Last seen"), voice.moment(device.audited_at) if device.audited_at else None
        yield voice.gettext("Wiped"), self._label(METHODS, device.sanitized_by, voice)
        yield voice.gettext("Legal hold"), voice.write("device/on_hold") if device.legal_hold else None
        told = battery_notes(device)
        own = [one for one in device.attributes.items() if one[0] not in told][:MOST_ATTRIBUTES]
        yield from ((unescape(inline(name, LONGEST_NAME)), voice.say(value)) for name, value in own)
        yield voice.gettext("Went to"), voice.say(device.disposition.recipient) if device.disposition else None

    def _due(self, voice: Voice) -> Mrkdwn | None:
        """Why it is due for replacement, if it is, or what was decided about that."""
        day = local_day(self.now, self.policy.working_hours.zone)
        device = self.story.device
        if device.successor_id is not None:
            return voice.write("device/successor", number=device.successor_id)
        if is_put_off(device, day):
            return voice.write("device/put_off", until=device.refresh_after)
        why = reasons(device, self.policy, day)
        known = [one for one in causes(device, self.policy, day) if one in device.acknowledged]
        if known and not why:
            return voice.write("device/acknowledged", why=self._listed(known, voice))
        return self._listed(why, voice) if why else None

    def _listed(self, why: Sequence[RefreshReason], voice: Voice) -> Mrkdwn:
        return voice.listed(voice.gettext(REFRESH_REASONS[one]) for one in why)

    def _value(self, voice: Voice) -> Mrkdwn | None:
        """What it is worth in the books, about."""
        day = local_day(self.now, self.policy.working_hours.zone)
        value = book_value(self.story.device, self.policy, day)
        life = useful_life(self.story.device.category, self.policy)
        if value is None or life is None:
            return None
        return voice.write("device/value", value=voice.money(value), life=voice.months(life))

    def _battery(self, voice: Voice) -> Mrkdwn | None:
        """What is known of it: what it holds when new, and what lists told."""
        wh = battery_wh(self.story.device, self.policy)
        known = [voice.write("device/capacity", wh=wh)] if wh is not None else []
        for name, value in list(battery_notes(self.story.device).items())[:MOST_OF_BATTERY]:
            known.append(voice.write("device/told", name=unescape(inline(name, LONGEST_NAME)), value=value))
        return Mrkdwn("\n".join(known)) if known else None

    def _age(self, voice: Voice) -> Mrkdwn | None:
        bought = self.story.device.purchased_on
        if bought is None:
            return None
        months = whole_months(bought, local_day(self.now, voice.reader.zone))
        return voice.write("device/age", day=bought, age=voice.months(months) if months > 0 else None)

    def _until(self, until: date | None, voice: Voice) -> Mrkdwn | None:
        if until is None:
            return None
        return voice.write("device/warranty", day=until, over=until < local_day(self.now, voice.reader.zone))

    def _label(self, labels: Mapping[E, str], value: E | None, voice: Voice) -> Mrkdwn | None:
        return None if value is None else voice.say(voice.gettext(labels[value]))

    def _return(self, voice: Voice) -> Mrkdwn | None:
        case = self.story.case
        return voice.write("device/in_return", number=case.id, day=case.last_day) if case else None

    def _request(self, voice: Voice) -> Mrkdwn | None:
        number = self.story.device.request_id
        return voice.write("device/in_request", number=number) if number is not None else None

    def _words(self, voice: Voice) -> DeviceWords:
        return DeviceWords(self.story.device, self.story.people, self.policy, voice)


def build(story: DeviceStory, reader: Reader, policy: Policy, now: datetime, *, actor: Actor) -> Message:
    """The card of a device as one reader sees it, with what they may do with it now."""
    return fitted(lambda room: Card(story, actor, policy, voice(reader).within(room), now).message())
