"""Nothing that people typed works as markup on a card or in a list."""

import json
from dataclasses import replace

import pytest

from lifecycle.people import Actor, Role
from messages.devices import card, found
from messages.payload import Message
from messages.places import Leaf
from messages.reader import Reader
from tests.support.samples import NOW, POLICY
from tests.unit.messages.devices.samples import FOUND, STORY

READER = Reader("en-US", "UTC")
IT = Actor(person_id=2, roles=frozenset({Role.IT}))
DANGEROUS = ("<!channel>", "<@U0EVIL>", "<https://evil.example|Sign in>", "<!subteam^S0IT>")


def markup(message: Message) -> str:
    """Everything that Slack reads as markup; what a button carries is not read."""
    blocks = [
        {**block, "elements": []} if block["type"] == "actions" else {**block, "accessory": None}
        for block in message.blocks
    ]
    return message.text + json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("evil", DANGEROUS)
def test_a_list_shows_what_was_typed_as_it_is(evil: str) -> None:
    devices = tuple(replace(one, model=evil, asset_tag=evil, location=evil, keeper=evil) for one in FOUND.devices)
    listed = replace(FOUND, devices=devices, first=11, total=40)
    for message in (
        found.listed(listed, evil, READER, POLICY, sees_all=True),
        found.several(listed, evil, READER, POLICY, sees_all=True, exact=True),
    ):
        assert evil not in markup(message)


@pytest.mark.parametrize("evil", DANGEROUS)
def test_a_card_shows_what_was_typed_as_it_is(evil: str) -> None:
    device = replace(STORY.device, model=evil, serial=evil, location=evil, note=evil, attributes={evil: evil})
    told = replace(STORY.events[0], reason=evil, changes={"keeper": evil}, facts={"recipient": evil})
    story = replace(STORY, device=replace(device, holder_id=None, keeper=evil), events=(told,))
    assert evil not in markup(card.build(story, READER, POLICY, NOW, actor=IT))


@pytest.mark.parametrize("words", ["", "a|b", "100% | x", "<@U1> “x”"])
def test_a_page_is_read_as_it_was_written(words: str) -> None:
    assert Leaf.decode(Leaf(42, words).encode()) == Leaf(42, words)
