"""The app's Home: what one gives back, what one waits for, what one has, and the way to ask."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lifecycle.facts import Mine, RequestFacts, ReturnFacts
from lifecycle.people import Person
from lifecycle.permissions import speaker
from lifecycle.policy import Policy
from lifecycle.request import LineState
from messages.blocks import Button, buttons, header, home_tab, section
from messages.cards import steps, subject
from messages.ids import Action
from messages.overview import Overview
from messages.payload import Block, View
from messages.reader import Reader
from messages.room import ROOMS
from messages.text import Mrkdwn
from messages.voice import Voice, voice

MOST_PARCELS = 10
"""How many parcels have their buttons here, so that the Home stays within 100 blocks; each has its own message too."""


def build(
    person: Person, mine: Mine, policy: Policy, reader: Reader, now: datetime, returning: ReturnFacts | None = None
) -> View:
    """The Home tab of `person` as things stand; `returning` is their open return."""
    speaking = voice(reader).within(ROOMS[1])
    shown = Overview(mine, policy, speaking, now, returning)
    return home_tab(
        [
            section("welcome", speaking.write("home/welcome", person=person)),
            *buttons("ask", [Button(Action.NEW_REQUEST)], speaking),
            *_return(shown),
            *_parcels(person, mine, speaking),
            *_lists(shown),
        ]
    )


def _return(shown: Overview) -> Iterator[Block]:
    """What the person gives back, before all else: somebody waits for it."""
    if paragraphs := list(shown.giving_back()):
        yield header("return:header", shown.voice.gettext("What you give back"))
        yield from (section(f"return:{place}", words) for place, words in enumerate(paragraphs))
    yield from buttons("return:steps", shown.return_steps(), shown.voice)


def _lists(shown: Overview) -> Iterator[Block]:
    """What the person has and what is open."""
    if nothing := shown.nothing():
        yield section("nothing", nothing)
    if devices := list(shown.devices()):
        yield header("devices:header", shown.voice.gettext("Your devices"))
        yield section("devices", Mrkdwn("\n".join(devices)))
    if requests := list(shown.requests()):
        yield header("requests:header", shown.voice.gettext("Open requests"))
        yield from (section(f"request:{place}", words) for place, words in enumerate(requests))


def _parcels(person: Person, mine: Mine, voice: Voice) -> Iterator[Block]:
    """What is on its way and the person is to confirm, first of all."""
    waiting = list(islice(_under_way(person, mine), MOST_PARCELS))
    if waiting:
        yield header("parcels:header", voice.gettext("On its way to you"))
    for facts, number in waiting:
        name = f"parcel:{facts.request.id}:{number}"
        things = subject.things(facts.request.parcel(number), voice)
        yield section(name, voice.write("form/problem", number=facts.request.id, things=things))
        yield from buttons(f"{name}:steps", steps.of_parcel(facts.request, number), voice)


def _under_way(person: Person, mine: Mine) -> Iterator[tuple[RequestFacts, int]]:
    for facts in mine.requests:
        if speaker(facts.request, subject.recipient(facts)) != person.id:
            continue
        for shipment in facts.request.shipments:
            if any(line.state is LineState.SHIPPED for line in facts.request.parcel(shipment.number)):
                yield facts, shipment.number
