"""The pace: how fast may be posted, by all replicas together."""

from datetime import timedelta

from store.outbox.outbox import Pace
from store.unit_of_work import SqlStore
from tests.store.test_outbox import after, card, claim, notice, send, send_all, story, taken, tell
from tests.store.test_races import together
from tests.support.company import NOW

SLOWLY = Pace(per_target=timedelta(seconds=1), dms=2, window=timedelta(seconds=60))


def test_what_was_posted_in_a_walked_future_does_not_count(store: SqlStore) -> None:
    tomorrow = after(86_400)
    tell(store, notice("a1"), *(notice(f"dm-{number}", f"person:{number}") for number in range(2)))
    assert len(send_all(store.outbox, tomorrow, pace=SLOWLY)) == 3
    tell(store, notice("a2"), notice("dm-2", "person:2"))
    assert store.outbox.next_available(NOW, pace=SLOWLY) == NOW
    assert send_all(store.outbox, pace=SLOWLY) == ["a2", "dm-2"]


def test_posts_to_a_channel_keep_their_distance_and_edits_do_not(store: SqlStore) -> None:
    tell(store, card("v1"), notice("a1"), notice("elsewhere", "channel:C2"))
    assert send_all(store.outbox, pace=SLOWLY) == ["v1", "elsewhere"]
    assert store.outbox.next_available(NOW, pace=SLOWLY) == after(1)
    assert send_all(store.outbox, after(0.999), pace=SLOWLY) == []
    assert send_all(store.outbox, after(1), pace=SLOWLY) == ["a1"]
    tell(store, card("v2"))
    assert send_all(store.outbox, after(1), pace=SLOWLY) == ["v2"]


def test_people_get_so_many_messages_within_the_window(store: SqlStore) -> None:
    tell(store, *(notice(f"dm-{number}", f"person:{number}") for number in range(5)), notice("channel"))
    assert sorted(send_all(store.outbox, pace=SLOWLY)) == ["channel", "dm-0", "dm-1"]
    assert store.outbox.next_available(NOW, pace=SLOWLY) == after(60)
    assert send_all(store.outbox, after(59), pace=SLOWLY) == []
    assert send_all(store.outbox, after(60), pace=SLOWLY) == ["dm-2", "dm-3"]


def test_cards_of_people_are_edited_whatever_the_pace(store: SqlStore) -> None:
    tell(store, card("v1", "receipt", "person:1"), notice("dm-1", "person:2"))
    assert len(send_all(store.outbox, pace=SLOWLY)) == 2
    tell(store, card("v2", "receipt", "person:1"), notice("dm-2", "person:3"))
    assert send_all(store.outbox, pace=SLOWLY) == ["v2"]


def test_the_pace_counts_what_is_still_on_its_way(store: SqlStore) -> None:
    tell(store, *(notice(f"dm-{number}", f"person:{number}") for number in range(3)))
    taken(store.outbox, pace=SLOWLY)
    taken(store.outbox, pace=SLOWLY)
    assert claim(store.outbox, pace=SLOWLY) is None


def test_the_time_named_is_one_at_which_something_can_be_claimed(store: SqlStore) -> None:
    tell(store, card("v1"), story("s1"), *(notice(f"dm-{number}", f"person:{number % 3}") for number in range(7)))
    now, sent = NOW, list[str]()
    while (moment := store.outbox.next_available(now, pace=SLOWLY)) is not None:
        now = max(now, moment)
        key = send(store.outbox, now, pace=SLOWLY)
        assert key, f"nothing at {now}"
        sent.append(key)
    assert sorted(sent) == ["dm-0", "dm-1", "dm-2", "dm-3", "dm-4", "dm-5", "dm-6", "s1", "v1"]
    assert now == after(180)


def test_claimers_together_keep_the_pace(store: SqlStore) -> None:
    tell(store, *(notice(f"dm-{number}", f"person:{number}") for number in range(8)))
    taken_together = together(8, lambda one: claim(store.outbox, owner=f"claimer-{one}", pace=SLOWLY))
    assert sum(dispatch is not None for dispatch in taken_together) == 2
