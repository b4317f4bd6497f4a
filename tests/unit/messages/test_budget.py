"""A message gets lighter by cutting names and notes, never by leaving anything out."""

import pytest
from slack_sdk.errors import SlackObjectFormationError

from messages.blocks import section
from messages.budget import MOST_BLOCK_TEXT, MOST_BLOCKS, MOST_TEXT, OverBudget, fitted, over_blocks, over_text, spoken
from messages.payload import Block, Message
from messages.room import ROOMS, Room
from messages.text import Mrkdwn


def block(name: str, length: int) -> Block:
    return section(name, Mrkdwn("x" * length))


def test_the_largest_room_that_fits_is_taken_for_the_text_and_for_the_blocks() -> None:
    def build(room: Room) -> Message:
        return Message("t" * room.name * 50, [block(str(number), 800 * room.name // 80) for number in range(10)])

    message = fitted(build)
    assert len(message.text) == ROOMS[1].name * 50
    assert message.blocks == build(ROOMS[0]).blocks


def test_a_block_that_slack_refuses_is_built_again_in_less_room() -> None:
    message = fitted(lambda room: Message("t", [block("a", 40 * room.name)]))
    assert message.blocks == [block("a", 40 * ROOMS[1].name)]


def test_what_fits_in_no_room_is_an_error() -> None:
    with pytest.raises(OverBudget, match="text has 4000 characters"):
        fitted(lambda _: Message("t" * 4000, []))
    with pytest.raises(OverBudget, match="too long for a block"):
        fitted(lambda _: Message("t", [block("a", 3001)]))
    with pytest.raises(SlackObjectFormationError):
        block("a", 3001)


def test_the_figures() -> None:
    assert list(over_text("x" * MOST_TEXT)) == []
    assert len(list(over_text("x" * (MOST_TEXT + 1)))) == 1
    assert len(list(over_text(""))) == 1
    assert list(over_blocks([block(str(number), 1) for number in range(MOST_BLOCKS)])) == []
    assert len(list(over_blocks([block(str(number), 1) for number in range(MOST_BLOCKS + 1)]))) == 1
    heavy = [block(str(number), MOST_BLOCK_TEXT // 3) for number in range(3)]
    assert list(over_blocks(heavy)) == []
    assert len(list(over_blocks([*heavy, block("more", 1)]))) == 1
    assert list(over_blocks([block("a", 1), block("a", 1)])) == ["two blocks have the same id"]


def test_the_first_way_to_say_it_that_is_short_enough() -> None:
    assert spoken(["x" * 4000, "short"]) == "short"
    assert spoken(["long", "short"]) == "long"
