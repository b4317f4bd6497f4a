"""While deliveries are paused nothing is on its way, and nothing leaves but by the hand that paused them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bot import clock
from bot.delivery.bell import Bell
from bot.delivery.couriers import Carrier
from bot.delivery.deliverer import Delivery
from bot.delivery.outcomes import Outcome
from store.outbox.outbox import Dispatch
from tests.unit.bot.post import IT, QUICK, PostOffice


class Held:
    """Takes a notice only when it is let go on."""

    def __init__(self, courier: Carrier) -> None:
        self._courier = courier
        self.has_begun = threading.Event()
        self.goes_on = threading.Event()

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        self.has_begun.set()
        assert self.goes_on.wait(10)
        return self._courier.carry(dispatch, now, claimed)


@contextmanager
def running(post: PostOffice, courier: Carrier, bell: Bell) -> Iterator[Delivery]:
    delivery = Delivery(
        post.store.outbox, courier, bell, clock.now, owner="one", it_channel="C0", timing=QUICK, senders=3
    )
    delivery.start()
    try:
        yield delivery
    finally:
        delivery.stop()


def test_a_pause_begins_once_what_is_on_its_way_is_settled(post: PostOffice) -> None:
    bell, held, is_paused = Bell(), Held(post.courier()), threading.Event()

    def pause() -> None:
        with delivery.paused():
            is_paused.set()

    with running(post, held, bell) as delivery:
        post.tell(post.note(IT, "Under way"))
        bell.ring()
        assert held.has_begun.wait(10)
        pausing = threading.Thread(target=pause)
        pausing.start()
        assert not is_paused.wait(0.2), "somebody is on the way"
        held.goes_on.set()
        assert is_paused.wait(10)
        pausing.join()
        assert post.said() == ["Under way"]


def test_in_a_pause_only_whoever_paused_delivers(post: PostOffice) -> None:
    bell = Bell()
    with running(post, post.courier(), bell) as delivery:
        with delivery.paused():
            post.tell(post.note(IT, "In the pause"))
            bell.ring()
            assert post.store.outbox.waiting() == {"pending": 1}
            assert delivery.deliver_due(clock.now()) == 1
            assert post.said() == ["In the pause"]
            post.tell(post.note(IT, "After it"))
        bell.ring()
        post.wait_for("After it")


def test_pauses_come_one_after_the_other(post: PostOffice) -> None:
    delivery, most, now_in = post.delivery(), list[int](), list[int]()

    def pause() -> None:
        with delivery.paused():
            now_in.append(1)
            most.append(len(now_in))
            now_in.pop()

    threads = [threading.Thread(target=pause) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(10)
    assert most == [1] * 8
    delivery.stop()
