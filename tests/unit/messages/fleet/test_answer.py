"""The fleet in figures: its words, its tables within Slack's limits, its picture."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from lifecycle.device import DeviceState
from lifecycle.reads.fleet import Fleet, Narrowing, Standing
from messages.budget import over_blocks, over_text
from messages.fleet import answer
from messages.fleet.grid import grid, width
from messages.labels import DEVICE_STATES, STANDINGS
from messages.reader import Reader
from sandbox.blockkit import check_message
from tests.support.samples import POLICY
from tests.unit.messages.fleet.fleets import FLEET, LARGEST, NOW
from tests.unit.messages.locales import EVERY_LOCALE

ENGLISH = Reader("en-US", "UTC")


def table(fleet: Fleet, name: str) -> list[str]:
    """The rows of a table in the message."""
    (text,) = [one["text"] for one in answer.message(fleet, POLICY, ENGLISH).blocks if one["block_id"] == name]
    assert isinstance(text, dict)
    return str(text["text"]).strip("`").splitlines()


def test_every_state_and_standing_has_its_label() -> None:
    assert DEVICE_STATES.keys() == set(DeviceState)
    assert STANDINGS.keys() == set(Standing)


def test_every_figure_is_told() -> None:
    told = answer.message(FLEET, POLICY, ENGLISH)
    assert told.text.splitlines() == [
        "The company has 1,259 devices.",
        "In use: 1,234",
        "In stock: 21",
        "Coming back: 3. 2 of them are out after the last day. 1 is overdue: more than 45 days.",
        "Lost: 1",
        "By category: Laptop 1,238 and Headset 21.",
        "By country: Germany 1,221 and United Kingdom 38.",
        "Value when bought: €1,856,400.50. For 21 devices the price is not known.",
        "Age: 1,238 of 2 to 3 years. For 21 devices the day of purchase is not known.",
        "Not counted: On order 5 and Gone for good 9.",
        "As of Nov 24, 2026 at 10:00\N{NARROW NO-BREAK SPACE}AM UTC. A device counts from its receipt until it is "
        "sold, given away, destroyed or written off.",
    ]


def test_the_tables_add_up_in_columns() -> None:
    assert table(FLEET, "categories") == [
        "Category  In use  In stock  Total",
        "Laptop     1,234         0  1,238",
        "Headset        0        21     21",
    ]
    far_off = [replace(one, country="PG" if place else "AE") for place, one in enumerate(FLEET.groups)]
    wide = table(replace(FLEET, groups=tuple(far_off)), "countries")
    assert len(wide) == 3
    assert max(map(width, wide)) <= 39, "a phone would break the lines"


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("fleet", [FLEET, LARGEST, Fleet(at=NOW)], ids=["usual", "largest", "empty"])
def test_any_fleet_is_within_the_limits(fleet: Fleet, locale: str) -> None:
    reader = Reader(locale, "Europe/Berlin")
    message = answer.message(fleet, POLICY, reader)
    assert [*over_text(message.text), *over_blocks(message.blocks)] == []
    assert check_message({"text": message.text, "blocks": message.blocks}, "chat.postMessage") == []
    assert answer.sentences(fleet, POLICY, reader)


def test_what_has_no_row_of_its_own_is_summed_up() -> None:
    rows = table(LARGEST, "categories")
    assert len(rows) == 12
    assert rows[-1].startswith("141 others")


def test_what_is_meant_is_said_back() -> None:
    narrowing = Narrowing(
        categories=frozenset({"laptop"}), countries=frozenset({"DE"}), states=frozenset({DeviceState.IN_USE})
    )
    fleet = Fleet(at=NOW, groups=FLEET.groups[:1], narrowing=narrowing)
    assert "Counted are: Laptop, Germany, and In use." in answer.message(fleet, POLICY, ENGLISH).text
    nothing = answer.message(Fleet(at=NOW, narrowing=narrowing), POLICY, ENGLISH)
    assert nothing.text == "There is no device on record that is meant by: Laptop, Germany, and In use."


def test_a_manager_reads_of_their_people() -> None:
    own = Fleet(at=NOW, groups=FLEET.groups, narrowing=Narrowing(manager_id=7))
    assert "Your people have 1,259 devices of the company." in answer.message(own, POLICY, ENGLISH).text
    nothing = answer.message(Fleet(at=NOW, narrowing=Narrowing(manager_id=7)), POLICY, ENGLISH)
    assert nothing.text == "Your people have no device on record."


@pytest.mark.parametrize("fleet", [FLEET, LARGEST], ids=["usual", "largest"])
def test_the_picture_shows_where_devices_stand_and_says_so(fleet: Fleet) -> None:
    picture = answer.picture(fleet, POLICY, ENGLISH)
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    assert image.size == (1200, 675)
    colours = {pixel for _, pixel in image.getcolors(1 << 24) or []}
    assert {(0x1D, 0x35, 0x57), (0x45, 0x7B, 0x9D)} <= colours, "in use and in stock"
    assert picture.title.startswith("The fleet as of Nov 24, 2026")
    assert "In stock" in picture.alt


def test_east_asian_letters_are_two_wide() -> None:
    assert grid([("a", "b"), ("日本", "1")]) == "```a       b\n日本    1```"


def test_a_table_keeps_its_columns_whatever_the_names() -> None:
    shown = grid([("Name", "n"), ("日本語の名前", "1"), ("`a`&<b>", "22"), ("e\u0301" * 40, "333")])
    rows = shown.strip("`").splitlines()
    assert "`" not in "".join(rows)
    assert "&amp;&lt;b&gt;" in shown
    assert len({width(row.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")) for row in rows}) == 1
