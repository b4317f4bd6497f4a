"""What the forms of the way back share: what they are about, and the devices to choose from."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from slack_sdk.models.blocks import Option

from lifecycle.device import Device
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item
from messages.blocks import field, section
from messages.forms.base import Typed
from messages.forms.elements import one_of, option, some_of, text_input
from messages.ids import Field, Target
from messages.payload import Block
from messages.returns import terms
from messages.text import Mrkdwn
from messages.voice import Voice

E = TypeVar("E", bound=StrEnum)


def about(facts: ReturnFacts, voice: Voice, *, own: bool = False) -> Block:
    """Whose return it is: with a name, unless it is the reader's `own`."""
    return section("about", terms.own_headline(facts, voice) if own else terms.headline(facts, voice))


def about_device(device: Device, voice: Voice) -> Block:
    """Which device it is."""
    return section("about", Mrkdwn(terms.named_device(device, device.id, voice)))


def item_options(facts: ReturnFacts, items: Iterable[Item]) -> list[Option]:
    """Devices of a return to choose from, by number."""
    return [option(device_words(facts.devices.get(item.device_id), item.number), str(item.number)) for item in items]


def device_words(device: Device | None, number: int) -> str:
    """A device in a list: "2. Jabra Evolve2 65 (DD-00012)"."""
    if device is None:
        return f"{number}."
    return f"{number}. {device.manufacturer} {device.model} ({device.asset_tag or device.serial or device.id})"


def choose_items(
    facts: ReturnFacts, items: Iterable[Item], voice: Voice, initial: Collection[Item] | None = None
) -> Iterator[Block]:
    """Which devices it is about; all of them, or those of `initial`, unless somebody chooses."""
    if listed := item_options(facts, items):
        chosen = [str(one.value) for one in listed] if initial is None else [str(item.number) for item in initial]
        yield field(Field.ITEMS, voice.gettext("Devices"), some_of(listed, chosen))


def reason(voice: Voice, hint: str | None = None) -> Block:
    """Why, in words that stay on record."""
    return field(Field.REASON, voice.gettext("Reason"), text_input(), hint=hint)


def choice(where: Field, label: str, labels: Mapping[E, str], voice: Voice, initial: str | None = None) -> Block:
    """One of a few, by their labels."""
    return field(where, label, one_of([option(voice.gettext(text), str(one)) for one, text in labels.items()], initial))


def chosen(typed: Typed, where: Field, kind: type[E], voice: Voice) -> E:
    """What was chosen; at fault when it is none of them."""
    value = typed.chosen(where)
    try:
        return kind(value or "")
    except ValueError:
        typed.fault(where, voice.gettext("Please choose one."))
        return next(iter(kind))


def subject_id(typed: Typed) -> int:
    """The number of what the form is about."""
    return typed.target.subject.id


def number_of(target: Target | None) -> int:
    """The number of the part that a button is about, 0 when it is about none."""
    return (target.number if target else None) or 0
