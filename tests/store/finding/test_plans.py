"""What is looked up is looked up through an index, however large the fleet is."""

from collections.abc import Iterator

import pytest

from lifecycle.reads.finding import FIRST, Sought
from messages import finding
from store.reads.finding import search
from store.reads.queries import SqlReads
from tests.store.finding.oracle import READER
from tests.support.company import POLICY, TEAM, Company
from tests.support.plans import asked, plan

LARGE = ("device", "person", "person_word", "request", "event")


def scans(lines: list[str]) -> list[str]:
    """The lines that read the whole of a large table, or of one of its indexes."""
    whole = [f"{verb} {table}" for table in LARGE for verb in ("SCAN", "Seq Scan on")]
    return [line for line in lines if any(f"{one} " in f"{line} " for one in whole)]


@pytest.fixture
def reads(company: Company) -> Iterator[SqlReads]:
    company.stock(3)
    company.approve(company.submit())
    with company.store.database.reader() as connection:
        yield SqlReads(connection, company.store._cipher)


@pytest.mark.parametrize(
    "words", ["PF000005", "pf0000", "dd-0", "will", "wil", "t14", "len", "laptop", "germany", "in use"]
)
def test_a_word_is_looked_up(reads: SqlReads, words: str) -> None:
    sought = Sought(words=finding.parse(words, READER, POLICY), team_id=TEAM)
    with asked(reads.connection) as statements:
        search.find(reads.connection, sought, FIRST, lambda: True)
    assert statements
    for statement, parameters in statements:
        assert scans(plan(reads.connection, statement, parameters)) == [], statement


def test_a_device_its_events_and_what_is_near_are_looked_up(reads: SqlReads, company: Company) -> None:
    with asked(reads.connection) as statements:
        (device,) = reads.labelled("PF000006", None) or reads.nearest("PF0000", None)[:1]
        reads.story(device.id, FIRST)
        reads.nearest("DD-9", None)
        reads.nearest("DD-9", frozenset({company.worker.id}))
        reads.circle(company.manager.id)
    for statement, parameters in statements:
        assert scans(plan(reads.connection, statement, parameters)) == [], statement
