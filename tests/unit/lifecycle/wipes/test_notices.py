"""IT reads of wipes and next lives below the card of the return."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from lifecycle.branches import BRANCHES
from lifecycle.change import Change, Item
from lifecycle.device import DeviceState
from lifecycle.events import Event, Happened
from lifecycle.notices import Kind, Notice
from lifecycle.wipes.commands import OnDevice
from lifecycle.wipes.notices import NEXT_LIVES as TOLD
from lifecycle.wipes.notices import of_device
from tests.unit.lifecycle.workshop import A_RETURN, BEN, DEVICE, NEXT_LIVES, Workshop, accept, reject, wipe


def told(workshop: Workshop, changes: Iterable[Change[Item]]) -> list[Notice]:
    """What these changes tell, as the desk has it told."""
    case = workshop.case()
    return [notice for change in changes for notice in BRANCHES[change.after.subject.kind].told(case, change)]


def a_workshop(*items: Item) -> Workshop:
    return Workshop(DEVICE, A_RETURN, *items)


def test_a_wipe_is_told_below_the_card_which_shows_it() -> None:
    workshop = a_workshop()
    card, story = told(workshop, workshop.perform(wipe()))
    assert (card.kind, card.to, card.slot, card.subject) == (
        Kind.RETURN_CARD,
        "channel:C0IT",
        "return:7",
        A_RETURN.subject,
    )
    assert (story.kind, story.to, story.thread, story.subject) == (
        Kind.RETURN_STORY,
        "channel:C0IT",
        "return:7",
        A_RETURN.subject,
    )
    assert (story.event, story.actor_id) == (Happened.WIPE_RECORDED, BEN.person_id)
    assert story.facts == {"device_id": DEVICE.id, "certificate_id": 1, "result": "pass"}


def test_an_acceptance_is_told_once_though_it_sanitizes_the_device_too() -> None:
    workshop = a_workshop()
    workshop.perform(wipe())
    changes = workshop.perform(accept())
    assert len(changes) == 2
    assert [one.event for one in told(workshop, changes)] == [None, Happened.CERTIFICATE_ACCEPTED]


def test_a_rejection_is_told_with_its_reason() -> None:
    workshop = a_workshop()
    workshop.perform(wipe())
    _, story = told(workshop, workshop.perform(reject()))
    assert (story.event, story.reason) == (Happened.CERTIFICATE_REJECTED, reject().reason)


@pytest.mark.parametrize("command", NEXT_LIVES)
def test_a_next_life_is_told_below_the_card_of_the_return_that_it_ends(command: OnDevice) -> None:
    workshop = a_workshop()
    workshop.perform_all(wipe(), accept())
    card, story = told(workshop, workshop.perform(command))
    assert (card.slot, story.thread) == ("return:7", "return:7")
    assert story.event in TOLD


def test_every_occasion_has_its_own_key() -> None:
    workshop = a_workshop()
    changes: list[Change[Item]] = []
    for command in (wipe("A"), wipe("B"), reject(1), accept(2), wipe("A"), accept(3), NEXT_LIVES[0]):
        changes += workshop.perform(command)
    keys = [one.key for one in told(workshop, changes)]
    assert len(keys) == len(set(keys)) == 14


@pytest.mark.parametrize("event", set(Happened) - TOLD)
def test_what_the_return_or_the_certificate_tells_is_not_told_twice(event: Happened) -> None:
    change = Change(before=DEVICE, after=DEVICE, event=Event(name=event))
    assert list(of_device(a_workshop().case(), change)) == []


def test_a_device_that_came_back_without_a_return_has_no_card() -> None:
    workshop = Workshop(replace(DEVICE, return_id=None))
    changes = [change for command in (wipe(), accept()) for change in workshop.perform(command)]
    assert workshop.the_device.state is DeviceState.SANITIZED
    assert told(workshop, [*changes, *workshop.perform(NEXT_LIVES[0])]) == []
