"""What is found is what the rules say, on both databases, whatever is typed."""

from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lifecycle.reads.finding import FIRST, PAGE, Sought
from messages import finding
from store.reads.finding import search
from store.unit_of_work import SqlStore
from tests.store.finding.oracle import QUERIES, READER, TEAM, Fleet, fleets
from tests.support.company import POLICY

QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making a counterexample smaller: every word is asked for in each, and that would take minutes."""

on_both = settings(
    max_examples=4, phases=QUICKLY, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
ASKERS = (None, frozenset({100, 101}), frozenset[int]())


def sought(words: str, holders: frozenset[int] | None) -> Sought:
    return Sought(words=finding.parse(words, READER, POLICY), team_id=TEAM, holders=holders)


def is_clear(words: str) -> bool:
    try:
        finding.parse(words, READER, POLICY)
    except finding.Unclear:
        return False
    return True


@on_both
@given(fleet=fleets(), pairs=st.lists(st.lists(st.sampled_from(QUERIES), min_size=2, max_size=3), max_size=40))
def test_what_fits_every_word_is_found(bare: SqlStore, fleet: Fleet, pairs: list[list[str]]) -> None:
    asked = filter(is_clear, (*QUERIES, *(" ".join(words) for words in pairs)))
    with bare.database.writer() as connection:
        fleet.lay(connection)
        for words, holders in product(asked, ASKERS):
            owned, apart = fleet.fitting(words, holders)
            for wants_apart in (False, True):
                asked_for = replace(sought(words, holders), apart=wants_apart)
                result = search.find(connection, asked_for, FIRST, lambda: True)
                is_apart = wants_apart or (not owned and bool(apart))
                expected, others = (apart, owned) if is_apart else (owned, apart)
                assert [one.id for one in result.devices] == expected[:PAGE], words
                told = (result.total, result.others, result.cut)
                assert told == (len(expected), len(others), False)
                assert result.apart == is_apart or not (owned or apart)
