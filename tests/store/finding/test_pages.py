"""Pages by key, how many are counted, and what happens when there is no time to look at every device."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from lifecycle.device import Device, DeviceState
from lifecycle.reads.finding import FIRST, MOST_COUNTED, PAGE, Edge, Found, Sought
from messages import finding
from store.reads.finding import search
from store.shelves import DEVICES
from store.tables.models import device
from store.unit_of_work import SqlStore
from tests.store.finding.oracle import READER, TEAM
from tests.support.company import POLICY

LAPTOP = Device(
    id=1,
    state=DeviceState.IN_USE,
    category="laptop",
    manufacturer="Lenovo",
    model="T14",
    country="DE",
    location="berlin",
)
PLENTY = MOST_COUNTED + 2 * PAGE
STEP = search.WINDOW // 100
"""So far are the numbers apart that there are several windows to look through."""


@pytest.fixture
def plenty(bare: SqlStore) -> SqlStore:
    """A store with more laptops in Berlin than are counted."""
    row = {**DEVICES.values(LAPTOP), "log_hash": "0" * 64}
    with bare.writing() as connection:
        connection.execute(insert(device), [{**row, "id": number * STEP} for number in range(1, PLENTY + 1)])
    return bare


def page(store: SqlStore, words: str, edge: Edge = FIRST, looks: int = 10**9) -> Found:
    left = iter(range(looks))
    sought = Sought(words=finding.parse(words, READER, POLICY), team_id=TEAM)
    with store.reading() as reads:
        return reads.find(sought, edge, lambda: next(left, None) is not None)


def numbers(found: Found) -> list[int]:
    return [one.id // STEP for one in found.devices]


@pytest.mark.parametrize("words", ["laptop", "berlin", "laptop berlin"])
def test_pages_lie_next_to_each_other_both_ways(plenty: SqlStore, words: str) -> None:
    first = page(plenty, words)
    assert numbers(first) == list(range(PLENTY, PLENTY - PAGE, -1))
    assert (first.first, first.total, first.has_earlier, first.has_more) == (1, MOST_COUNTED + 1, False, True)
    second = page(plenty, words, Edge(below=first.devices[-1].id))
    assert numbers(second) == list(range(PLENTY - PAGE, PLENTY - 2 * PAGE, -1))
    assert (second.first, second.has_earlier) == (PAGE + 1, True)
    assert page(plenty, words, Edge(above=second.devices[0].id)) == first


def test_the_last_page_is_that_of_the_last_that_is_counted(plenty: SqlStore) -> None:
    last = page(plenty, "berlin", Edge(below=(PLENTY - MOST_COUNTED + PAGE + 1) * STEP))
    assert numbers(last) == list(range(PLENTY - MOST_COUNTED + PAGE, PLENTY - MOST_COUNTED, -1))
    assert last.first == MOST_COUNTED - PAGE + 1
    assert not last.has_more
    assert page(plenty, "berlin", Edge(below=1)) == last, "what is beyond it leads back to it"


def test_it_stops_when_the_time_is_over_and_says_so(plenty: SqlStore) -> None:
    with plenty.writing() as connection:
        connection.execute(insert(device), {**DEVICES.values(_rare()), "log_hash": "0" * 64})
    cut = page(plenty, "london berlin", looks=1)
    assert cut.cut
    assert cut.devices == ()
    whole = page(plenty, "london in use")
    assert not whole.cut
    assert numbers(whole) == [0]


def _rare() -> Device:
    """The oldest of them all, in another place."""
    return replace(LAPTOP, id=1, location="london")
