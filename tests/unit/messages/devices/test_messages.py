"""What people see of a device and of what was found, in every language and within Slack's limits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lifecycle.device import Device, DeviceState
from lifecycle.events import Happened
from lifecycle.people import Actor, Role
from lifecycle.reads.finding import MOST_COUNTED, MOST_SUGGESTED, NOTHING, DeviceStory, Found
from lifecycle.reads.worth import whole_months
from messages.budget import over_blocks, over_text
from messages.devices import card, found
from messages.devices.history import History
from messages.finding import Fault
from messages.ids import Turn
from messages.labels import DEVICE_STATES, TURNS
from messages.payload import Message
from messages.reader import Reader
from messages.text import unescape
from messages.voice import voice
from sandbox.blockkit import check_message
from tests.support.longest import FILLINGS, filled, policy
from tests.support.samples import ANA, GRETA, NOW, POLICY
from tests.unit.messages.devices.samples import EVENTS, FOUND, STORY, logged, longest_found, longest_stories
from tests.unit.messages.locales import EVERY_LOCALE

READER = Reader("en-US", "UTC")
ANAS, GRETAS = Actor(person_id=ANA.id, roles=frozenset({Role.IT})), Actor(person_id=GRETA.id)


def is_within(message: Message) -> None:
    assert check_message({"text": message.text, "blocks": message.blocks}, "response_url") == []
    assert [*over_text(message.text), *over_blocks(message.blocks)] == []


def listed(some: Found, words: str = "laptop berlin", *, sees_all: bool = True) -> Message:
    return found.listed(some, words, READER, POLICY, sees_all=sees_all)


def buttons(message: Message) -> list[tuple[str, str]]:
    """The ids and values of the buttons in rows of their own."""
    rows = (block["elements"] for block in message.blocks if block["block_id"] == "pages")
    return [(one["action_id"], one["value"]) for row in rows for one in row]  # type: ignore[attr-defined]


def test_every_state_and_every_button_has_its_label() -> None:
    assert set(DEVICE_STATES) == set(DeviceState)
    assert set(TURNS) == set(Turn)
    assert len(set(DEVICE_STATES.values())) == len(DEVICE_STATES), "what reads alike cannot be looked for"


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("event", EVENTS)
def test_everything_that_happens_to_a_device_has_its_words(event: Happened, locale: str) -> None:
    speaking = voice(Reader(locale, "Europe/Berlin"))
    (line,) = History(replace(STORY, events=(logged(event),)), POLICY, speaking).lines()
    assert "<@U0ANA>" in line
    (bare,) = History(replace(STORY, events=(logged(event, with_facts=False),)), POLICY, speaking).lines()
    assert "Device Desk" in bare, "nobody did it but the desk"


def test_an_event_tells_when_what_who_and_why() -> None:
    plain = voice(READER).plainly()
    (line,) = History(replace(STORY, events=(logged(Happened.DEVICE_SOLD),)), POLICY, plain).lines()
    when, told = line.split(" UTC: ")
    assert when == "• Nov 23, 2026 at 10:30\u202fAM"
    assert told == "sold to Helping Hands, put on record by Ana Torres. Reason: It was dropped."


def test_a_page_tells_what_fits_where_it_is_and_what_follows() -> None:
    message = listed(FOUND)
    assert message.text.splitlines() == [
        "2 devices fit “laptop berlin”.",
        "LT-00201 Tallwood Air 14, In use, Greta Lindqvist, Berlin, United Kingdom",
        "LT-00190 Tallwood Air 14, In use, Berlin, United Kingdom",
        "1 to 2 of 2",
    ]
    assert buttons(message) == []
    middle = replace(FOUND, first=11, total=50)
    assert buttons(listed(middle)) == [("earlier_found", "201|laptop berlin"), ("more_found", "190|laptop berlin")]
    assert "11 to 12 of 50" in listed(middle).text


def test_what_the_company_does_not_have_is_told_apart() -> None:
    counted = "A device counts from its receipt until it is sold, given away, destroyed or written off."
    message = listed(replace(FOUND, others=12))
    assert message.text.splitlines()[-1] == f"12 others fit, too, which are on order or gone for good. {counted}"
    (row,) = (block["elements"] for block in message.blocks if block["block_id"] == "apart")
    assert [(one["action_id"], one["value"]) for one in row] == [("found_apart", "0~|laptop berlin")]  # type: ignore[attr-defined]
    assert "1 other fits, too, which is on order" in listed(replace(FOUND, others=1)).text
    assert "Others fit, too, which are on order" in listed(replace(FOUND, others=None)).text
    assert "fit, too" not in listed(FOUND).text
    apart = replace(FOUND, first=11, total=50, apart=True, others=7)
    assert listed(apart).text.startswith("50 devices that fit “laptop berlin” are on order or gone for good.")
    assert "fit, too" not in listed(apart).text
    assert buttons(listed(apart)) == [("earlier_found", "201~|laptop berlin"), ("more_found", "190~|laptop berlin")]
    many = replace(apart, total=MOST_COUNTED + 1)
    assert "More than 1000 devices that fit “laptop berlin” are on order or gone for good." in listed(many).text


def test_more_than_are_counted_and_too_little_time_are_told() -> None:
    assert "More than 1000 devices fit" in listed(replace(FOUND, total=MOST_COUNTED + 1)).text
    assert "of 1000" in listed(replace(FOUND, total=MOST_COUNTED + 1)).text
    assert "no time to look at all" in listed(replace(FOUND, cut=True)).text


def test_nothing_found_tells_others_than_it_that_they_may_not_see_it() -> None:
    assert listed(Found()).text == "Nothing was found for “laptop berlin”: a device has to fit every word."
    assert "IT sees all of them" in listed(Found(), sees_all=False).text


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_everything_else_has_its_words(locale: str) -> None:
    reader = Reader(locale, "UTC")
    for message in (*(found.unclear(why, "%", reader) for why in Fault), found.which(reader), found.gone(reader)):
        assert message.text
    for exact in (True, False):
        told = found.several(FOUND, "LT-9", reader, POLICY, sees_all=False, exact=exact)
        assert "LT-9" in told.text.splitlines()[0]


def shown(story: DeviceStory, *, actor: Actor) -> str:
    return card.build(story, READER, POLICY, NOW, actor=actor).text


def test_it_sees_everything_and_others_the_basics() -> None:
    everybody = shown(STORY, actor=GRETAS).splitlines()
    assert everybody == [
        "Tallwood Air 14 (LT-00201)",
        "State: In use",
        "Holder: Greta Lindqvist",
        "Place: Berlin, United Kingdom",
        "Asset tag: LT-00201",
        "Serial number: TW000201",
        "Age: 2 years and 10 months, bought on Jan 15, 2024",
        "Return: Return #12, by Dec 6, 2026",
        "Next: Report lost.",
    ]
    full = shown(replace(STORY, device=replace(STORY.device, legal_hold=True)), actor=ANAS)
    assert "Price: €1,450.00" in full
    assert "Legal hold: neither to be wiped nor to be disposed of" in full
    assert "put on record by Ana Torres, held by Greta Lindqvist" in full


def test_it_reads_what_a_device_is_worth_by_now_and_what_is_known_of_its_battery() -> None:
    laptop = replace(POLICY.profiles[0], battery_wh=Decimal("52.5"))
    known = replace(POLICY, profiles=(laptop,))
    told = replace(STORY.device, attributes={"Battery health": "87 %", "RAM": "16 GB"})

    def facts(device: Device) -> list[str]:
        return card.build(replace(STORY, device=device), READER, known, NOW, actor=ANAS).text.splitlines()

    assert "Book value (estimate): about €422.92, straight-line over 4 years" in facts(told)
    at = facts(told).index("Battery: 52.5 Wh when new")
    assert facts(told)[at + 1] == "Battery health: 87 %"
    assert facts(told).count("Battery health: 87 %") == 1
    assert not [one for one in facts(replace(told, price=None)) if "Book value" in one]
    assert "Book value" not in card.build(STORY, READER, known, NOW, actor=GRETAS).text


@pytest.mark.parametrize(
    ("since", "months"),
    [
        ("2026-11-24", 0),
        ("2026-10-24", 1),
        ("2026-10-25", 0),
        ("2025-11-24", 12),
        ("2024-02-29", 32),
    ],
)
def test_a_month_counts_once_its_day_has_come(since: str, months: int) -> None:
    assert whole_months(date.fromisoformat(since), date(2026, 11, 24)) == months


def test_the_history_is_turned_from_the_card() -> None:
    message = card.build(STORY, READER, POLICY, NOW, actor=ANAS)
    assert buttons(message) == [("older_events", "device:201/11"), ("newer_events", "device:201/20")]
    assert buttons(card.build(STORY, READER, POLICY, NOW, actor=GRETAS)) == []


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS.values(), ids=FILLINGS)
def test_the_longest_of_everything_is_within_the_limits(filling: str, locale: str) -> None:
    reader, rules = Reader(locale, "UTC"), policy(filling)
    for words in (filled(filling, 200), "x"):
        is_within(found.listed(longest_found(filling), words, reader, rules, sees_all=False))
    few = replace(longest_found(filling), devices=longest_found(filling).devices[:MOST_SUGGESTED])
    is_within(found.several(few, filled(filling, 200), reader, rules, sees_all=False, exact=False))
    for story in longest_stories(filling):
        is_within(card.build(story, reader, rules, NOW, actor=ANAS))


def test_whoever_was_mentioned_is_said_by_name() -> None:
    words = "<@U0SBGRETA|greta> <mailto:greta@tallpine.example|greta@tallpine.example> &amp; <@U1>"
    listed = found.listed(NOTHING, words, READER, POLICY, sees_all=True)
    assert "“@greta greta@tallpine.example & <@U1>”" in unescape(listed.text)
