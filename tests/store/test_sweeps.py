from datetime import timedelta

from store.unit_of_work import SqlStore
from tests.store.test_races import together
from tests.support.company import NOW

LEASE = timedelta(minutes=1)


def test_one_owner_at_a_time_and_each_slot_once(store: SqlStore) -> None:
    sweeps = store.sweeps
    assert sweeps.start("requests", "1", "me", NOW, LEASE)
    assert not sweeps.start("requests", "1", "me", NOW, LEASE), "the slot is taken"
    assert not sweeps.start("requests", "2", "you", NOW, LEASE), "the lease is held"
    assert sweeps.start("housekeeping", "1", "you", NOW, LEASE), "another sweep is another lease"
    sweeps.finish("requests", "1", "me", NOW)
    assert sweeps.start("requests", "2", "you", NOW, LEASE)


def test_who_finds_a_slot_done_keeps_no_lease_from_the_others(store: SqlStore) -> None:
    assert store.sweeps.start("requests", "1", "me", NOW, LEASE)
    store.sweeps.finish("requests", "1", "me", NOW)
    assert not store.sweeps.start("requests", "1", "me", NOW, LEASE)
    assert store.sweeps.start("requests", "2", "you", NOW, LEASE)


def test_another_owner_takes_over_when_the_lease_has_run_out(store: SqlStore) -> None:
    assert store.sweeps.start("requests", "1", "dead", NOW, LEASE)
    assert not store.sweeps.start("requests", "2", "alive", NOW + LEASE - timedelta(seconds=1), LEASE)
    assert store.sweeps.start("requests", "2", "alive", NOW + LEASE, LEASE)
    store.sweeps.finish("requests", "1", "dead", NOW + LEASE)
    assert not store.sweeps.start("requests", "3", "third", NOW + LEASE, LEASE), "the lease is no longer its own"


def test_the_last_end_is_known(store: SqlStore) -> None:
    assert store.sweeps.last_finished("requests") is None
    store.sweeps.start("requests", "1", "me", NOW, LEASE)
    assert store.sweeps.last_finished("requests") is None
    store.sweeps.finish("requests", "1", "me", NOW + LEASE)
    assert store.sweeps.last_finished("requests") == NOW + LEASE


def test_a_slot_that_many_want_at_once_runs_once(store: SqlStore) -> None:
    def start(one: int) -> bool:
        return store.sweeps.start("requests", "1", f"replica-{one}", NOW, LEASE)

    assert sorted(together(6, start)) == [False] * 5 + [True]
