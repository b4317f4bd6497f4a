"""What concerns one person, on Home and in `/device mine`: what waits for them first, and nothing twice."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from lifecycle.reads.facts import Mine
from messages import answers, home
from messages.payload import Block
from tests.support.samples import CHIARA, EMPTY_MINE, FULL_MINE, GRETA, NOW, POLICY, SHIPPED
from tests.unit.messages.cards.test_cards import READER, labels


def test_home_begins_with_what_waits_for_the_person() -> None:
    view = home.build(CHIARA, FULL_MINE, POLICY, READER, NOW)
    blocks = cast(list[Block], view["blocks"])
    waiting = ["Request a device", "It has arrived", "Something is wrong"]
    assert labels(blocks) == [*waiting, "Show all", "Show all"]
    assert "And 13 more." in str(blocks)
    assert "Lost or stolen? Press “Show”, then “Report lost”." in str(blocks)
    assert "Lost or stolen?" not in str(home.build(CHIARA, EMPTY_MINE, POLICY, READER, NOW))
    of_another = home.build(GRETA, FULL_MINE, POLICY, READER, NOW)
    assert labels(cast(list[Block], of_another["blocks"])) == ["Request a device", "Show all", "Show all"]


def test_home_tells_ones_own_parcels_from_those_of_others() -> None:
    own = replace(SHIPPED, request=replace(SHIPPED.request, id=18, recipient_id=CHIARA.id))
    blocks = cast(
        list[Block], home.build(CHIARA, replace(EMPTY_MINE, requests=(SHIPPED, own)), POLICY, READER, NOW)["blocks"]
    )
    words = [str(block) for block in blocks]
    titles = {name: next(i for i, one in enumerate(words) if name in one) for name in ("to you", "to others")}
    mine, theirs = (next(i for i, one in enumerate(words) if f"'parcel:{number}:1'" in one) for number in (18, 17))
    assert titles["to you"] < mine < titles["to others"] < theirs
    assert "for Nina Weber (request #17). They cannot answer here" in words[theirs]
    assert "for" not in words[mine].partition("The parcel with")[2].partition("(request")[0]
    only_others = home.build(CHIARA, replace(EMPTY_MINE, requests=(SHIPPED,)), POLICY, READER, NOW)
    assert "On its way to you" not in str(only_others)


def test_home_stays_small_with_many_parcels() -> None:
    shipments = tuple(replace(SHIPPED.request.shipments[0], number=number) for number in range(1, 13))
    sent = tuple(replace(SHIPPED.request.lines[0], number=number, shipment=number) for number in range(1, 13))
    many = tuple(
        replace(SHIPPED, request=replace(SHIPPED.request, id=number, lines=sent, shipments=shipments))
        for number in range(10)
    )
    mine = Mine(devices=(), requests=many, device_total=0, request_total=10)
    blocks = cast(list[Block], home.build(CHIARA, mine, POLICY, READER, NOW)["blocks"])
    assert labels(blocks).count("It has arrived") == home.MOST_PARCELS
    assert len(blocks) <= 100


def test_mine_tells_what_one_has_and_what_is_on_its_way() -> None:
    text = answers.mine(FULL_MINE, READER, POLICY, NOW).text
    assert "• Tallwood Air 14, LT-00012" in text
    assert "• Laptop 14 and USB cable: on its way with DHL, expected on Nov 26, 2026" in text
    assert "nothing is open" not in text
    later = answers.mine(FULL_MINE, READER, POLICY, NOW + timedelta(days=400)).text
    assert later == text


@pytest.mark.parametrize("without", ["devices", "requests"])
def test_nothing_is_said_about_a_list_that_is_empty(without: str) -> None:
    mine = replace(FULL_MINE, **{without: ()}, device_total=0, request_total=0)
    missing = {"devices": "Your devices", "requests": "Open requests"}[without]
    for shown in (answers.mine(mine, READER, POLICY, NOW), home.build(CHIARA, mine, POLICY, READER, NOW)):
        assert missing not in str(shown)
        assert "nothing is open" not in str(shown)


def test_whoever_has_nothing_is_told_so_once() -> None:
    message = answers.mine(EMPTY_MINE, READER, POLICY, NOW)
    assert message.text == "You have no devices on record, and nothing is open."
    view = home.build(CHIARA, EMPTY_MINE, POLICY, READER, NOW)
    for shown in (str(message.blocks), str(view)):
        assert shown.count(message.text) == 1
        assert "Your devices" not in shown
