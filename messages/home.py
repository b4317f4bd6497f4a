"""The app's Home: what one gives back, what one waits for, what one has, and the way to ask."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from lifecycle.people import Person
from lifecycle.permissions import speaker
from lifecycle.policy import Policy
from lifecycle.reads.facts import Mine, RequestFacts, ReturnFacts
from lifecycle.reads.worklist import Listing, Work
from lifecycle.request import LineState
from messages.blocks import Button, buttons, context, header, home_tab, opening, section, turns
from messages.cards import steps, subject
from messages.home_work import of_work
from messages.ids import Action
from messages.overview import Overview
from messages.payload import Block, View
from messages.places import Place
from messages.reader import Reader
from messages.room import ROOMS
from messages.text import Mrkdwn
from messages.voice import Voice, voice

MOST_PARCELS = 10
"""How many parcels have their buttons here, so that the Home stays within 100 blocks; each has its own message too."""


NO_WORK = Work()


def build(
    person: Person,
    mine: Mine,
    policy: Policy,
    reader: Reader,
    now: datetime,
    returning: ReturnFacts | None = None,
    work: Work = NO_WORK,
) -> View:
    """The Home tab of `person` as things stand; `returning` is their open return, `work` what else waits for them."""
    speaking = voice(reader).within(ROOMS[1])
    shown = Overview(mine, policy, speaking, now, returning)
    if person.is_guest:
        return home_tab([section("welcome", _to_guest(person, returning, speaking)), *_return(shown)])
    return home_tab(
        [
            section("welcome", speaking.write("home/welcome", person=person)),
            *buttons("ask", [Button(Action.NEW_REQUEST)], speaking),
            *_return(shown),
            *_parcels(person, mine, speaking),
            *of_work(work, speaking),
            *_lists(shown),
        ]
    )


def _to_guest(person: Person, returning: ReturnFacts | None, voice: Voice) -> Mrkdwn:
    """A guest has one thing to do here: to give back what is still with them."""
    return voice.write("home/guest", person=person) if returning else voice.write("answer/not_for/guest")


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
    if shown.mine.devices:
        yield header("devices:header", shown.voice.gettext("Your devices"))
    for device in shown.mine.devices:
        name = f"device:{device.id}"
        yield opening(name, shown.device(device), Place(device=device.id), shown.voice)
    for words in shown.more(shown.mine.device_total - len(shown.mine.devices)):
        yield context("devices:more", words)
        yield from turns("devices:all", [(shown.voice.gettext("Show all"), Place(Listing.MY_DEVICES))])
    if shown.mine.devices:
        yield context("devices:lost", shown.voice.write("home/lost"))
    if requests := list(shown.requests()):
        yield header("requests:header", shown.voice.gettext("Open requests"))
        yield from (section(f"request:{place}", words) for place, words in enumerate(requests))
    if shown.mine.request_total > len(shown.mine.requests):
        yield from turns("requests:all", [(shown.voice.gettext("Show all"), Place(Listing.MY_REQUESTS))])


def _parcels(person: Person, mine: Mine, voice: Voice) -> Iterator[Block]:
    """What is on its way and the person is to confirm, first of all: their own, then what is for somebody else."""
    waiting = list(islice(_under_way(person, mine), MOST_PARCELS))
    own = [one for one in waiting if one[0].request.recipient_id == person.id]
    yield from _listed("parcels:header", voice.gettext("On its way to you"), own, voice)
    others = [one for one in waiting if one not in own]
    yield from _listed("parcels:others", voice.gettext("On its way to others"), others, voice, named=True)


def _listed(
    name: str, title: str, waiting: Iterable[tuple[RequestFacts, int]], voice: Voice, *, named: bool = False
) -> Iterator[Block]:
    """Parcels below their title, each with its buttons, and `named` with whom it is for."""
    for place, (facts, number) in enumerate(waiting):
        if place == 0:
            yield header(name, title)
        parcel = f"parcel:{facts.request.id}:{number}"
        words = voice.write(
            "home/parcel",
            number=facts.request.id,
            things=subject.things(facts.request.parcel(number), voice),
            whom=subject.recipient(facts) if named else None,
        )
        yield section(parcel, words)
        yield from buttons(f"{parcel}:steps", steps.of_parcel(facts.request, number), voice)


def _under_way(person: Person, mine: Mine) -> Iterator[tuple[RequestFacts, int]]:
    for facts in mine.requests:
        if speaker(facts.request, subject.recipient(facts)) != person.id:
            continue
        for shipment in facts.request.shipments:
            if any(line.state is LineState.SHIPPED for line in facts.request.parcel(shipment.number)):
                yield facts, shipment.number
