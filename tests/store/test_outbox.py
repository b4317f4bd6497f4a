"""The protocol of telling: in order, at the pace, by one owner at a time, and never twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from store.engine.database import Sqlite
from store.outbox.outbox import LOST_AT_ONCE, Dispatch, Located, Outbox, Pace
from store.tables.machinery import outbox
from store.unit_of_work import SqlStore
from tests.store.test_races import together
from tests.support.company import NOW

LEASE = timedelta(seconds=60)
FREELY = Pace(per_target=timedelta(0), dms=1_000, window=timedelta(seconds=1))
CHANNEL = "channel:C1"


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def notice(key: str, to: str = CHANNEL, *, kind: Kind = Kind.NOTE, slot: str | None = None) -> Notice:
    return Notice(kind=kind, to=to, key=key, at=NOW, slot=slot)


def card(key: str, slot: str = "request:1", to: str = CHANNEL) -> Notice:
    return notice(key, to, kind=Kind.REQUEST_CARD, slot=slot)


def story(key: str, thread: str = "request:1") -> Notice:
    return replace(notice(key, kind=Kind.STORY), thread=thread, event=Happened.LINE_ORDERED)


def tell(store: SqlStore, *notices: Notice) -> None:
    with store.transaction() as work:
        work.tell(notices)


def claim(outbox: Outbox, now: datetime = NOW, *, owner: str = "me", pace: Pace = FREELY) -> Dispatch | None:
    return outbox.claim(owner, now, lease=LEASE, pace=pace)


def taken(outbox: Outbox, now: datetime = NOW, *, owner: str = "me", pace: Pace = FREELY) -> Dispatch:
    dispatch = claim(outbox, now, owner=owner, pace=pace)
    assert dispatch
    return dispatch


def send(outbox: Outbox, now: datetime = NOW, *, pace: Pace = FREELY) -> str | None:
    """Claim and send one; the key of what was sent."""
    dispatch = claim(outbox, now, pace=pace)
    if dispatch is None:
        return None
    ts = dispatch.ts or f"{dispatch.id}.0"
    assert outbox.sent(dispatch, "me", channel="C1", ts=ts, now=now)
    return dispatch.notice.key


def send_all(outbox: Outbox, now: datetime = NOW, *, pace: Pace = FREELY) -> Sequence[str]:
    sent = []
    while key := send(outbox, now, pace=pace):
        sent.append(key)
    return sent


def test_each_target_hears_in_order_and_waits_for_what_is_on_its_way(store: SqlStore) -> None:
    tell(store, notice("a1"), notice("b1", "person:1"), notice("a2"), notice("b2", "person:1"))
    first, second = taken(store.outbox), taken(store.outbox)
    assert {first.notice.key, second.notice.key} == {"a1", "b1"}
    assert claim(store.outbox) is None
    store.outbox.sent(first, "me", channel="C1", ts="1.0", now=NOW)
    assert taken(store.outbox).notice.key == "a2"


def test_what_was_told_is_not_told_again(store: SqlStore) -> None:
    tell(store, notice("once"))
    assert send_all(store.outbox) == ["once"]
    tell(store, notice("once"), notice("more"), notice("more"))
    assert send_all(store.outbox) == ["more"]


def test_a_refused_one_waits_and_holds_up_its_target_only(store: SqlStore) -> None:
    tell(store, notice("a1"), notice("a2"), notice("b1", "person:1"))
    first = taken(store.outbox)
    assert store.outbox.later(first, "me", until=after(30), error="ratelimited", now=NOW)
    assert send_all(store.outbox) == ["b1"]
    assert store.outbox.next_available(NOW, pace=FREELY) == after(30)
    again = taken(store.outbox, after(30))
    assert (again.notice.key, again.attempts, again.resumed, again.first_try_at) == ("a1", 2, False, NOW)


def test_a_stuck_card_holds_up_its_own_thread_only(store: SqlStore) -> None:
    other = replace(story("other story", "request:2"), at=after(1))
    tell(store, card("v1"), story("s1"), card("other", "request:2"), other, notice("note"))
    stuck = taken(store.outbox)
    assert store.outbox.later(stuck, "me", until=after(30), error="unreachable", now=NOW)
    assert send_all(store.outbox, after(1)) == ["other", "note", "other story"]
    assert store.outbox.next_available(after(1), pace=FREELY) == after(30)
    assert send_all(store.outbox, after(30)) == ["v1", "s1"]


def test_a_lease_that_ran_out_is_taken_over_as_resumed(store: SqlStore) -> None:
    tell(store, notice("a1"))
    first = taken(store.outbox, owner="dead")
    assert not first.resumed
    assert store.outbox.leave(first, "dead", until=after(60), error="timeout")
    assert claim(store.outbox, after(59)) is None
    assert store.outbox.next_available(NOW, pace=FREELY) == after(60)
    second = taken(store.outbox, after(60), owner="alive")
    assert (second.id, second.resumed, second.attempts, second.first_try_at) == (first.id, True, 2, NOW)


def test_only_the_owner_settles(store: SqlStore) -> None:
    tell(store, notice("a1"))
    lost = taken(store.outbox, owner="frozen")
    held = taken(store.outbox, after(60), owner="alive")
    outbox = store.outbox
    assert not outbox.sent(lost, "frozen", channel="C1", ts="1.0", now=NOW)
    assert not outbox.later(lost, "frozen", until=NOW, error="", now=NOW)
    assert not outbox.leave(lost, "frozen", until=NOW, error="")
    assert not outbox.failed(lost, "frozen", error="", now=NOW, report=notice("report"))
    assert not outbox.skipped(lost, "frozen", why="", now=NOW)
    assert not outbox.unknown(lost, "frozen", error="", now=NOW)
    assert outbox.counts() == {"sending": 1}
    assert outbox.sent(held, "alive", channel="C1", ts="1.0", now=NOW)
    assert not outbox.sent(held, "alive", channel="C1", ts="1.0", now=NOW), "it is settled already"


def test_a_claim_that_was_taken_over_settles_nothing_though_its_owner_has_the_next_one(store: SqlStore) -> None:
    tell(store, notice("a1"))
    lost, held = taken(store.outbox), taken(store.outbox, after(60))
    assert not store.outbox.later(lost, "me", until=NOW, error="ratelimited", now=NOW)
    assert store.outbox.sent(held, "me", channel="C1", ts="1.0", now=NOW)


def test_ends_are_counted_and_never_claimed_again(store: SqlStore) -> None:
    tell(store, *(notice(f"to-{number}", f"person:{number}") for number in range(4)))
    first, second, third, fourth = (taken(store.outbox) for _ in range(4))
    store.outbox.sent(first, "me", channel="D1", ts="1.0", now=NOW)
    store.outbox.failed(second, "me", error="is_archived", now=NOW)
    store.outbox.skipped(third, "me", why="not in Slack", now=NOW)
    store.outbox.unknown(fourth, "me", error="no history", now=NOW)
    assert store.outbox.counts() == {"sent": 1, "failed": 1, "skipped": 1, "unknown": 1}
    assert claim(store.outbox, after(10_000)) is None
    assert store.outbox.next_available(NOW, pace=FREELY) is None


def test_it_is_told_of_a_failure_once_and_never_of_a_failed_report(store: SqlStore) -> None:
    report = notice("undelivered:a", kind=Kind.UNDELIVERED)
    tell(store, notice("a", "person:1"), notice("b", "person:2"))
    for dispatch in (taken(store.outbox), taken(store.outbox)):
        store.outbox.failed(dispatch, "me", error="account_inactive", now=NOW, report=report)
    reported = taken(store.outbox)
    assert reported.notice == report
    store.outbox.failed(reported, "me", error="is_archived", now=NOW, report=replace(report, key="another"))
    assert store.outbox.counts() == {"failed": 3}


def test_a_living_message_is_posted_once_and_edited_from_then_on(store: SqlStore) -> None:
    tell(store, card("v1"))
    first = taken(store.outbox)
    assert (first.channel, first.ts) == (None, None)
    store.outbox.sent(first, "me", channel="C1", ts="7.7", now=NOW)
    tell(store, card("v2"))
    second = taken(store.outbox)
    assert (second.channel, second.ts) == ("C1", "7.7")


def test_a_living_message_that_is_gone_lives_on_where_it_was_posted_anew(store: SqlStore) -> None:
    tell(store, card("v1"))
    send(store.outbox)
    tell(store, card("v2"))
    store.outbox.sent(taken(store.outbox), "me", channel="C1", ts="8.8", now=NOW)
    tell(store, card("v3"))
    third = taken(store.outbox)
    assert (third.channel, third.ts) == ("C1", "8.8")


def test_a_living_message_waits_once_however_often_it_changes(store: SqlStore) -> None:
    tell(store, card("v1"))
    tell(store, card("v2"), card("other", "request:2"))
    tell(store, card("v3"))
    assert store.outbox.counts() == {"pending": 2}
    assert send_all(store.outbox) == ["v1", "other"]


def test_a_living_message_that_changes_while_it_is_sent_is_shown_again(store: SqlStore) -> None:
    tell(store, card("v1"))
    first = taken(store.outbox)
    tell(store, card("v2"))
    tell(store, card("v3"))
    assert claim(store.outbox) is None
    store.outbox.sent(first, "me", channel="C1", ts="1.0", now=NOW)
    assert send_all(store.outbox) == ["v2"]


def test_a_refused_living_message_takes_in_the_newer_one_and_keeps_its_place(store: SqlStore) -> None:
    tell(store, card("v1"), story("s1"))
    first = taken(store.outbox)
    tell(store, card("v2"))
    assert store.outbox.later(first, "me", until=after(5), error="ratelimited", now=NOW)
    assert store.outbox.counts() == {"pending": 2, "skipped": 1}
    assert send_all(store.outbox, after(5)) == ["v1", "s1"]


def test_what_was_taken_in_is_settled_so_that_its_facts_go_in_time(store: SqlStore) -> None:
    tell(store, card("v1"))
    first = taken(store.outbox)
    tell(store, card("v2"))
    assert store.outbox.later(first, "me", until=after(5), error="ratelimited", now=NOW)
    with store.database.reader() as connection:
        merged = select(outbox.c.settled_at).where(outbox.c.key == "v2")
        assert connection.execute(merged).scalar_one() == NOW


def test_a_reply_waits_for_its_card_and_learns_where_it_is(store: SqlStore) -> None:
    tell(store, card("v1"), story("s1"))
    first = taken(store.outbox)
    assert claim(store.outbox) is None
    store.outbox.sent(first, "me", channel="C1", ts="7.7", now=NOW)
    assert taken(store.outbox).thread == Located("C1", "7.7")


def test_a_reply_fails_with_its_card(store: SqlStore) -> None:
    tell(store, card("v1"), story("s1"), notice("next"))
    store.outbox.failed(taken(store.outbox), "me", error="is_archived", now=NOW)
    assert send_all(store.outbox) == ["next"]
    assert store.outbox.counts() == {"failed": 2, "sent": 1}


def test_replies_to_a_card_that_was_never_posted_fail_a_few_at_a_time_and_are_logged(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    tell(store, *(story(f"s{number}") for number in range(LOST_AT_ONCE + 1)))
    assert claim(store.outbox) is None
    assert store.outbox.counts() == {"failed": LOST_AT_ONCE, "pending": 1}
    assert store.outbox.next_available(NOW, pace=FREELY) == NOW, "the next look goes on"
    assert claim(store.outbox) is None
    assert store.outbox.counts() == {"failed": LOST_AT_ONCE + 1}
    assert "notice s0 cannot be delivered: the message that it replies to was never posted" in caplog.text


@pytest.mark.parametrize("claimers", [8])
def test_no_two_claimers_get_the_same_row(store: SqlStore, claimers: int) -> None:
    tell(store, *(notice(f"dm-{number}", f"person:{number}") for number in range(40)))

    def take_some(one: int) -> list[int]:
        found = (claim(store.outbox, owner=f"claimer-{one}") for _ in range(5))
        return [dispatch.id for dispatch in found if dispatch]

    ids = [one for some in together(claimers, take_some) for one in some]
    assert len(ids) == len(set(ids)) == 40


def test_a_card_is_not_claimed_while_a_change_of_it_is_being_kept(store: SqlStore) -> None:
    """What is touched in a transaction on another connection is sent with what that transaction kept."""
    tell(store, card("v1"))
    if isinstance(store.database, Sqlite):
        pytest.skip("SQLite has one writer: claiming waits until the change is kept")
    with store.transaction() as work:
        work.tell([card("v2")])
        assert claim(store.outbox) is None
    assert send_all(store.outbox) == ["v1"]


def test_who_has_lost_a_card_leaves_what_is_newer_to_the_one_who_has_it(store: SqlStore) -> None:
    tell(store, card("v1"))
    send_all(store.outbox)
    tell(store, card("v2"))
    stalled = taken(store.outbox, after(1), owner="stalled")
    other = taken(store.outbox, after(62), owner="other")
    assert store.outbox.sent(other, "other", channel="C1", ts="1.0", now=after(63))
    tell(store, card("v3"))
    assert not store.outbox.later(stalled, "stalled", until=after(70), error="claim too old", now=after(64))
    assert send_all(store.outbox, after(100)) == ["v3"]
