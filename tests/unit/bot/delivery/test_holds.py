"""What delivery remembers of Slack: methods to be left alone, and conversations that were opened."""

from dataclasses import replace
from datetime import timedelta

from bot import clock
from bot.delivery.holds import Conversations, Holds
from sandbox.company import ANA, BRUNO
from sandbox.faults import RateLimited
from tests.unit.bot.post import IT, QUICK, PostOffice

AT_ONCE = replace(QUICK, patience=timedelta(0))
PATIENT = replace(QUICK, patience=timedelta(seconds=30))


def test_a_method_is_left_alone_for_as_long_as_slack_wants() -> None:
    now = 100.0
    holds = Holds(lambda: now)
    holds.hold("chat.update", timedelta(seconds=5))
    assert holds.left("chat.update") == timedelta(seconds=5)
    assert holds.left("conversations.open") is None
    now = 105.0
    assert holds.left("chat.update") is None


def test_so_many_conversations_are_kept_and_no_more() -> None:
    known = Conversations(most=2)
    for number in range(3):
        known.keep(f"U{number}", f"D{number}")
    assert [known.find(f"U{number}") for number in range(3)] == [None, "D1", "D2"]
    assert known.drop("U1")
    assert not known.drop("U1")


def test_one_limit_on_edits_is_heeded_by_all(post: PostOffice) -> None:
    slots = [f"card:{number}" for number in range(4)]
    post.tell(*(post.note(IT, "One", slot=slot) for slot in slots))
    post.deliver()
    post.sandbox.faults.order("chat.update", RateLimited(1), times=2)
    post.tell(*(post.note(IT, "Two", slot=slot) for slot in slots))
    post.deliver(AT_ONCE)
    assert post.sandbox.faults.take("chat.update"), "one try told all"
    post.deliver(PATIENT)
    assert post.said() == ["Two"] * 4


def test_one_limit_on_opening_is_heeded_by_all(post: PostOffice) -> None:
    people = [post.person(slack_id) for slack_id in (ANA, BRUNO)]
    post.sandbox.faults.order("conversations.open", RateLimited(1), times=2)
    post.tell(*(post.note(f"person:{person.id}", "Hello") for person in people))
    post.deliver(AT_ONCE)
    assert post.sandbox.faults.take("conversations.open"), "one try told all"
    post.deliver(PATIENT)
    assert [post.said(post.dm(slack_id)) for slack_id in (ANA, BRUNO)] == [["Hello"]] * 2


def test_a_conversation_is_opened_once(post: PostOffice) -> None:
    ana = post.person(ANA)
    post.tell(*(post.note(f"person:{ana.id}", words) for words in ("One", "Two", "Three")))
    post.deliver()
    assert post.said(post.dm(ANA)) == ["One", "Two", "Three"]
    assert post.calls("conversations.open") == 1


def test_a_conversation_that_is_gone_is_opened_anew(post: PostOffice) -> None:
    ana = post.person(ANA)
    post.tell(post.note(f"person:{ana.id}", "One"), post.note(f"person:{ana.id}", "Two"))
    courier = post.courier(PATIENT)
    courier.conversations.keep(ANA, "D0OLD")
    delivery = post.delivery(PATIENT, courier=courier)
    delivery.deliver_due(clock.now())
    delivery.stop()
    assert post.said(post.dm(ANA)) == ["One", "Two"]
