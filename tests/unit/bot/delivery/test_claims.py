"""What becomes of a claim: how long it holds, and what ends it when a notice cannot be delivered."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from bot import clock
from bot.delivery.deliverer import Timing
from bot.delivery.outcomes import Left
from bot.delivery.refusals import MOST_ATTEMPTS
from lifecycle.notices import Notice
from lifecycle.policy import Policy
from lifecycle.reads.facts import Facts
from messages.payload import Message as Worded
from messages.reader import Reader
from sandbox.company import ANA, IT_DEVICES
from sandbox.faults import LostAfter, LostBefore, ServerError
from tests.unit.bot.post import IT, QUICK, PostOffice, plainly

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Hands:
    """A clock that stands at noon, and can be moved on by a minute."""

    def __init__(self) -> None:
        self._moment = NOON
        self._reads = 0
        self._read = threading.Condition()

    def read(self) -> datetime:
        with self._read:
            self._reads += 1
            self._read.notify_all()
            return self._moment

    def move_on_once_read(self, times: int) -> None:
        """Wait (a second at most) until the clock was read so often, and move it on."""
        with self._read:
            self._read.wait_for(lambda: self._reads >= times, 1)
            self._moment += timedelta(minutes=1)


def test_a_claim_that_lay_too_long_is_not_posted(post: PostOffice) -> None:
    courier = replace(post.courier(), ticks=lambda: float("inf"))
    post.tell(post.note(IT, "Late"))
    delivery = post.delivery(replace(QUICK, patience=timedelta(0)), courier=courier)
    delivery.deliver_due(clock.now())
    delivery.stop()
    assert post.said() == []
    post.deliver()
    assert post.said() == ["Late"]


def test_a_look_back_ends_while_the_lease_lasts(post: PostOffice) -> None:
    post.sandbox.faults.order("chat.postMessage", LostAfter())
    post.tell(post.note(IT, "Once"))
    post.deliver(replace(QUICK, patience=timedelta(0)))
    for number in range(450):
        post.sandbox.happenings.write(ANA, IT_DEVICES, str(number))
    later = clock.now() + timedelta(minutes=1)
    dispatch = post.store.outbox.claim("one", later, lease=QUICK.lease, pace=QUICK.pace)
    assert dispatch
    courier = replace(post.courier(), ticks=count(step=QUICK.freshness.total_seconds()).__next__)
    assert courier.carry(dispatch, later, claimed=0) == Left("claim too old")
    assert post.calls("conversations.history") == 2


def test_a_lease_begins_when_somebody_is_free_to_carry(post: PostOffice) -> None:
    hands = Hands()

    def telling(notice: Notice, facts: Facts | None, policy: Policy, reader: Reader, now: datetime) -> Worded:
        if notice.reason == "First":
            hands.move_on_once_read(times=3)
        return Worded(f"{notice.reason} at {now:%H:%M}", [])

    post.tell(replace(post.note(IT, "First"), at=NOON))
    ana = post.person(ANA)
    post.tell(replace(post.note(f"person:{ana.id}", "Second"), at=NOON))
    delivery = post.delivery(Timing(), courier=post.courier(Timing(), telling), clock=hands.read, senders=1)
    delivery.start()
    post.wait_for("Second at 12:01", post.dm(ANA))
    delivery.stop()
    assert "First at 12:00" in post.said()


def test_a_notice_that_cannot_be_worded_holds_up_nobody_else(post: PostOffice) -> None:
    def broken(notice: Notice, facts: Facts | None, policy: Policy, reader: Reader, now: datetime) -> Worded:
        if notice.reason == "unspeakable":
            raise KeyError("a template is missing")
        return plainly(notice, facts, policy, reader, now)

    ana = post.person(ANA)
    post.tell(post.note(IT, "unspeakable"), post.note(f"person:{ana.id}", "Hello"))
    outcomes = post.deliver(render=broken)
    assert post.said(post.dm(ANA)) == ["Hello"]
    assert post.said() == [f"undelivered: KeyError for {IT}"]
    assert outcomes == {"Later": 2, "Failed": 1, "Sent": 2}


def test_what_was_posted_is_found_though_it_cannot_be_worded_any_more(post: PostOffice) -> None:
    def broken(notice: Notice, facts: Facts | None, policy: Policy, reader: Reader, now: datetime) -> Worded:
        raise KeyError("a template is missing")

    post.sandbox.faults.order("chat.postMessage", LostAfter())
    post.tell(post.note(IT, "Once"))
    post.deliver(replace(QUICK, patience=timedelta(0)))
    outcomes = post.deliver(render=broken)
    assert post.said() == ["Once"]
    assert outcomes == {"Sent": 1}


def test_what_nobody_can_tell_is_given_up_in_the_end_and_it_hears_of_it(post: PostOffice) -> None:
    post.sandbox.faults.order("chat.postMessage", LostBefore())
    post.sandbox.faults.order("conversations.history", ServerError(503), times=MOST_ATTEMPTS)
    post.tell(post.note(IT, "Lost"))
    delivery, now = post.delivery(replace(QUICK, patience=timedelta(0))), clock.now()
    for _ in range(MOST_ATTEMPTS):
        delivery.deliver_due(now)
        now += timedelta(minutes=16)
    delivery.deliver_due(now)
    delivery.stop()
    assert post.said() == [f"undelivered: http_503 for {IT}"]
    assert delivery.outcomes == {"Left": MOST_ATTEMPTS - 1, "Unknown": 1, "Sent": 1}
