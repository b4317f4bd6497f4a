"""Lists that wait to be taken over: each by one at a time, on both databases."""

from dataclasses import replace
from datetime import timedelta

from store.dropped import ListToTake
from tests.support.company import NOW, Company

LEASE = timedelta(minutes=2)
WANTED = ListToTake(
    key="press:1", at=NOW, team_id="T1", slack_id="U1", file_id="F1", words="EUR", channel="D1", ts="1.0"
)


def test_a_file_waits_once_until_it_is_done(company: Company) -> None:
    book = company.store.dropped
    assert book.put(WANTED)
    assert not book.put(WANTED)
    assert not book.put(replace(WANTED, key="press:2"))
    assert book.put(replace(WANTED, key="press:3", file_id="F2"))
    assert book.is_under_way("F1")
    assert book.claim("me", NOW, LEASE) == replace(WANTED, attempts=1)
    book.finish("press:1", "me", NOW)
    assert not book.is_under_way("F1")
    assert not book.put(WANTED)
    assert book.put(replace(WANTED, key="press:4"))


def test_nobody_else_gets_a_list_while_somebody_is_at_it(company: Company) -> None:
    book = company.store.dropped
    book.put(WANTED)
    assert book.claim("me", NOW, LEASE)
    assert book.claim("you", NOW + LEASE / 2, LEASE) is None
    assert book.hold("press:1", "me", NOW + 2 * LEASE)
    assert book.claim("you", NOW + LEASE, LEASE) is None
    assert book.claim("you", NOW + 2 * LEASE, LEASE) == replace(WANTED, attempts=2)
    assert not book.hold("press:1", "me", NOW + 9 * LEASE)
    book.finish("press:1", "me", NOW)
    assert book.is_under_way("F1")


def test_what_is_put_off_is_free_then(company: Company) -> None:
    book = company.store.dropped
    book.put(WANTED)
    book.claim("me", NOW, LEASE)
    book.put_off("press:1", "me", None)
    assert book.claim("you", NOW, LEASE)
    book.put_off("press:1", "you", NOW + timedelta(minutes=5))
    assert book.claim("me", NOW + timedelta(minutes=4), LEASE) is None
    assert book.claim("me", NOW + timedelta(minutes=5), LEASE)


def test_what_was_taken_over_is_forgotten_after_a_week_and_its_words_at_once(company: Company) -> None:
    book = company.store.dropped
    book.put(WANTED)
    book.claim("me", NOW, LEASE)
    book.finish("press:1", "me", NOW)
    company.store.housekeeping.forget(NOW + timedelta(days=6))
    assert not book.put(WANTED)
    company.store.housekeeping.forget(NOW + timedelta(days=8))
    assert book.put(WANTED)
