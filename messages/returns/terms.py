"""What a return is about, in words that its cards, stories, steps and letters share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from lifecycle.calendar import local_day
from lifecycle.desk import FORGET_AFTER
from lifecycle.device import Device
from lifecycle.money import Money
from lifecycle.notices import Notice
from lifecycle.policy import Audience
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item, ItemOutcome, Return, ReturnCause
from messages.blocks import section
from messages.cards import subject
from messages.payload import Block
from messages.text import Mrkdwn
from messages.voice import Voice

MOST_LISTED = 30
"""How many devices one message lists; the others are counted."""

AT_A_TIME = 10
"""How many lines one paragraph holds."""


def audience(notice: Notice, case: Return) -> Audience:
    """Who reads: IT in its channel, whoever gives the devices back in a DM or by mail, or their manager."""
    where, _, whom = notice.to.partition(":")
    if where == "channel":
        return Audience.IT
    return Audience.LEAVER if where == "mail" or int(whom) == case.holder_id else Audience.MANAGER


def still_out(case: Return, reader: Audience) -> tuple[Item, ...]:
    """What is out, as a reader is told of it: of what was reported lost or stolen, only IT hears again and again."""
    return case.outstanding() if reader is Audience.IT else case.asked_for()


def headline(facts: ReturnFacts, voice: Voice) -> Mrkdwn:
    """Who gives back what, and why."""
    return voice.write(
        "return/headline",
        number=facts.case.id,
        holder=facts.holder,
        things=things(facts.case.items, facts, voice),
        cause=facts.case.cause,
    )


def own_headline(facts: ReturnFacts, voice: Voice) -> Mrkdwn:
    """What somebody gives back, told to themselves."""
    return voice.write("return/own_headline", number=facts.case.id, things=things(facts.case.items, facts, voice))


def progress(facts: ReturnFacts, voice: Voice) -> Mrkdwn:
    """How far it has come."""
    case = facts.case
    return voice.write(
        "return/state",
        case=case,
        by=subject.person(facts, case.opened_by, voice),
        left=len(case.outstanding()),
        on_hold=sum(one.outcome is ItemOutcome.LEGAL_HOLD for one in case.items),
    )


def is_leaving(case: Return) -> bool:
    """Whether the person leaves the company, and not only a device the person."""
    return case.cause is not ReturnCause.SWAP


def device_of(item: Item, facts: ReturnFacts) -> Device | None:
    """The device of an item, where its record is at hand."""
    return facts.devices.get(item.device_id)


def named(item: Item, facts: ReturnFacts, voice: Voice) -> Mrkdwn:
    """One device with its tag: "Tallwood Air 14 (LT-00012)"."""
    return named_device(device_of(item, facts), item.device_id, voice)


def named_device(device: Device | None, device_id: int, voice: Voice) -> Mrkdwn:
    """A device with its tag, at the worst by its number alone."""
    if device is None:
        return voice.code(f"#{device_id}")
    return voice.write("device/named", name=model(device), tag=subject.tag(device, voice))


def model(device: Device) -> str:
    """Who made it and what it is."""
    return f"{device.manufacturer} {device.model}"


def things(items: Iterable[Item], facts: ReturnFacts, voice: Voice) -> Mrkdwn:
    """Several devices: "Tallwood Air 14 (LT-00012), Ohm H2 (LT-00013), and 4 more"; no text at all for none."""
    every = list(items)
    shown = [named(item, facts, voice) for item in every[: subject.SHOWN]]
    if more := len(every) - len(shown):
        shown.append(voice.say(voice.ngettext("%(number)s more", "%(number)s more", more) % {"number": more}))
    return voice.listed(shown) if shown else Mrkdwn("")


def listed(items: Sequence[Item], facts: ReturnFacts, voice: Voice, *, priced: bool = False) -> Iterator[Mrkdwn]:
    """Devices one a line, each by what stands on it, and what was paid for it where that is asked for."""
    for item in items[:MOST_LISTED]:
        device = device_of(item, facts)
        price = device.price if device and priced else None
        worth = Mrkdwn(f", {voice.money(price)}") if price else ""
        yield Mrkdwn(f"• {labelled(item, facts, voice)}{worth}")
    yield from more(len(items) - MOST_LISTED, voice)


def labelled(item: Item, facts: ReturnFacts, voice: Voice) -> Mrkdwn:
    """A device by all that stands on it: name, tag, serial number."""
    device = device_of(item, facts)
    serial = device.serial if device and device.asset_tag else None
    return voice.write("return/device", device=named(item, facts, voice), serial=serial)


def more(number: int, voice: Voice) -> Iterator[Mrkdwn]:
    """How many are not shown; nothing when all are."""
    if number > 0:
        words = voice.ngettext("And %(number)s more.", "And %(number)s more.", number)
        yield voice.say(words % {"number": number})


def paragraphs(name: str, lines: Sequence[Mrkdwn], at_a_time: int = AT_A_TIME) -> Iterator[Block]:
    """Lines, several in a paragraph: one paragraph would be too long for them all."""
    for start in range(0, len(lines), at_a_time):
        yield section(f"{name}:{start}", Mrkdwn("\n".join(lines[start : start + at_a_time])))


def value(items: Iterable[Item], facts: ReturnFacts) -> list[Money]:
    """What was paid for these devices, by currency; those without a price count for nothing."""
    prices = [device.price for item in items if (device := device_of(item, facts)) and device.price]
    currencies = dict.fromkeys(price.currency for price in prices)
    return [Money(sum((one.amount for one in prices if one.currency == code), Decimal()), code) for code in currencies]


def forgotten_on(facts: ReturnFacts) -> date | None:
    """The day on which private data is deleted; None while the return is open."""
    closed_at = facts.case.closed_at
    return None if closed_at is None else local_day(closed_at + FORGET_AFTER, facts.holder.zone)
