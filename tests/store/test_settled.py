"""What became of notices can be read as it went, as long as their facts are kept."""

from dataclasses import replace
from datetime import timedelta

from store.outbox.outbox import Located, Settled
from store.unit_of_work import SqlStore
from tests.store.test_outbox import after, card, notice, send, send_all, story, taken, tell
from tests.support.company import NOW

MONTH = timedelta(days=31)


def since(store: SqlStore, seconds: float) -> list[Settled]:
    return list(store.outbox.settled_since(after(seconds)))


def test_ends_are_told_in_their_order_from_a_moment_on(store: SqlStore) -> None:
    tell(store, *(notice(f"n{number}", f"channel:C{number}") for number in range(4)))
    first, second, third, fourth = (taken(store.outbox) for _ in range(4))
    assert store.outbox.failed(second, "me", error="is_archived", now=after(1))
    assert store.outbox.sent(first, "me", channel="C0", ts="1.0", now=after(2))
    assert store.outbox.skipped(third, "me", why="not in Slack", now=after(3))
    assert store.outbox.unknown(fourth, "me", error="interrupted", now=after(4))
    told = [(one.notice.key, one.state, one.error) for one in since(store, 0)]
    assert told == [
        ("n1", "failed", "is_archived"),
        ("n0", "sent", None),
        ("n2", "skipped", "not in Slack"),
        ("n3", "unknown", "interrupted"),
    ]
    assert [one.notice.key for one in since(store, 3)] == ["n2", "n3"]
    assert [one.at for one in since(store, 3)] == [after(3), after(4)]
    assert since(store, 5) == []


def test_what_still_waits_is_not_told(store: SqlStore) -> None:
    tell(store, notice("n1"), notice("n2", "channel:C2"))
    dispatch = taken(store.outbox)
    assert store.outbox.later(dispatch, "me", until=after(60), error="ratelimited", now=NOW)
    assert since(store, -1) == []


def test_an_edit_is_told_from_a_post(store: SqlStore) -> None:
    tell(store, card("request:1:v1"), story("request:1:v1:story"))
    send(store.outbox)
    send(store.outbox, after(1))
    tell(store, replace(card("request:1:v2"), at=after(2)))
    send(store.outbox, after(2))
    assert [(one.notice.key, one.is_new) for one in since(store, 0)] == [
        ("request:1:v1", True),
        ("request:1:v1:story", True),
        ("request:1:v2", False),
    ]


def test_a_due_edit_that_nobody_will_see_is_settled_unsent(store: SqlStore) -> None:
    tell(store, card("request:1:v1"), card("request:2:v1", "request:2"))
    assert send(store.outbox) == "request:1:v1"
    tell(store, card("request:1:v2"))
    store.outbox.leave_as_is(after(-1))
    assert since(store, -1) == since(store, 0), "it is not due yet"
    store.outbox.leave_as_is(after(1))
    assert [(one.notice.key, one.state, one.at, one.is_new) for one in since(store, 0)] == [
        ("request:1:v1", "sent", NOW, True),
        ("request:1:v2", "sent", after(1), False),
    ]
    assert send_all(store.outbox) == ["request:2:v1"], "what is new is still to be posted"


def test_what_is_no_longer_kept_is_not_told(store: SqlStore) -> None:
    tell(store, notice("n1"))
    send(store.outbox)
    store.housekeeping.forget(NOW + MONTH)
    assert since(store, 0) == []


def test_where_messages_were_can_be_forgotten(store: SqlStore) -> None:
    tell(store, card("request:1:v1"))
    send(store.outbox)
    store.outbox.forget_places()
    tell(store, replace(card("request:1:v2"), at=after(1)), replace(story("request:1:v2:story"), at=after(1)))
    anew = taken(store.outbox, after(1))
    assert (anew.notice.key, anew.channel, anew.ts) == ("request:1:v2", None, None)
    assert store.outbox.sent(anew, "me", channel="C9", ts="9.0", now=after(1))
    assert taken(store.outbox, after(1)).thread == Located("C9", "9.0")


def test_where_a_living_message_is_can_be_asked(store: SqlStore) -> None:
    tell(store, card("request:1:v1"))
    dispatch = taken(store.outbox)
    slot = dispatch.notice.slot or ""
    assert store.outbox.place_of(slot) is None
    assert store.outbox.sent(dispatch, "me", channel="C9", ts="9.0", now=NOW)
    assert store.outbox.place_of(slot) == Located("C9", "9.0")
    store.outbox.forget_places()
    assert store.outbox.place_of(slot) is None
