"""Delivery when something goes wrong between the bot and Slack: nothing is lost, nothing comes twice."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import clock
from bot.delivery.deliverer import Timing
from bot.delivery.lookback import stamp
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Policy
from lifecycle.reads.facts import Facts
from messages.payload import Message as Worded
from messages.reader import Reader
from sandbox import Sandbox
from sandbox.company import ANA, BRUNO, IT_DEVICES, JONAS
from sandbox.conversations import Message
from sandbox.faults import Fault, LostAfter, LostBefore, RateLimited, ServerError, Slow
from sandbox.installation import SCOPES
from tests.unit.bot.post import IT, QUICK, PostOffice, plainly, post_office

PASSING: dict[str, Fault] = {
    "lost before": LostBefore(),
    "lost after": LostAfter(),
    "too slow": Slow(0.6),
    "broken": ServerError(500),
    "limited": RateLimited(1),
}
BY_FAULT = pytest.mark.parametrize("fault", [pytest.param(fault, id=name) for name, fault in PASSING.items()])


def deliver(post: PostOffice, fault: Fault) -> None:
    """Deliver posts that meet a fault: what Slack does too slowly, it does while time goes by."""
    if isinstance(fault, Slow):
        post.deliver_in_time()
    else:
        post.deliver()


@BY_FAULT
def test_a_post_arrives_once(post: PostOffice, fault: Fault) -> None:
    post.sandbox.faults.order("chat.postMessage", fault, times=2)
    post.tell(post.note(IT, "First"), post.note(IT, "Second"))
    deliver(post, fault)
    assert post.said() == ["First", "Second"]
    assert post.store.outbox.counts() == {"sent": 2}


@BY_FAULT
def test_a_reply_in_a_thread_arrives_once(post: PostOffice, fault: Fault) -> None:
    post.tell(post.note(IT, "Card", slot="card:1"))
    post.deliver()
    post.sandbox.faults.order("chat.postMessage", fault)
    post.tell(post.note(IT, "Nudge", kind=Kind.NUDGE, thread="card:1"))
    deliver(post, fault)
    assert post.said() == ["Card", "Nudge"]


@pytest.mark.parametrize("fault", [LostAfter(), RateLimited(1)], ids=["lost after", "limited"])
def test_a_first_message_to_a_person_arrives_once(post: PostOffice, fault: Fault) -> None:
    ana = post.person(ANA)
    post.sandbox.faults.order("conversations.open", fault)
    post.sandbox.faults.order("chat.postMessage", LostAfter())
    post.tell(post.note(f"person:{ana.id}", "Hello"))
    post.deliver(replace(QUICK, patience=timedelta(seconds=30)))
    assert post.said(post.dm(ANA)) == ["Hello"]


@BY_FAULT
def test_an_edit_is_shown_in_the_end(post: PostOffice, fault: Fault) -> None:
    post.tell(post.note(IT, "One", slot="card:1"))
    post.deliver()
    post.sandbox.faults.order("chat.update", fault)
    post.tell(post.note(IT, "Two", slot="card:1"))
    post.deliver()
    assert post.said() == ["Two"]


@BY_FAULT
def test_a_look_back_that_fails_is_done_again(post: PostOffice, fault: Fault) -> None:
    post.sandbox.faults.order("chat.postMessage", LostAfter())
    post.sandbox.faults.order("conversations.history", fault)
    post.tell(post.note(IT, "Once"))
    post.deliver()
    assert post.said() == ["Once"]


def test_a_long_conversation_is_looked_through(post: PostOffice) -> None:
    post.sandbox.faults.order("chat.postMessage", LostAfter())
    post.tell(post.note(IT, "Once"))
    patience = replace(QUICK, patience=timedelta(0))
    post.deliver(patience)
    for number in range(450):
        post.sandbox.happenings.write(ANA, IT_DEVICES, str(number))
    post.deliver()
    assert post.said().count("Once") == 1
    assert post.calls("conversations.history") == 3


def test_only_our_own_post_counts(post: PostOffice) -> None:
    """Metadata can be written by any app: nobody keeps a message back by posting its key."""
    post.sandbox.faults.order("chat.postMessage", LostBefore())
    post.tell(post.note(IT, "Real", key="note:real"))
    workspace = post.sandbox.workspace
    with workspace.changing():
        ts = workspace.ids.ts(clock.now())
        forged = Message(IT_DEVICES, ts, BRUNO, "Forged", metadata=stamp("note:real"), bot_id="B0OTHER")
        workspace.conversations.put(forged)
    post.deliver()
    assert post.said() == ["Forged", "Real"]


def test_walked_time_does_not_hide_what_was_posted(post: PostOffice) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    post.sandbox.faults.order("chat.postMessage", LostAfter())
    post.tell(post.note(IT, "Once"))
    delivery = post.delivery(replace(QUICK, patience=timedelta(0)))
    delivery.deliver_due(tomorrow)
    delivery.deliver_due(tomorrow + timedelta(minutes=5))
    delivery.stop()
    assert post.said() == ["Once"]


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_a_deactivated_person_is_not_written_to_and_it_hears_of_it_once(post: PostOffice, known: bool) -> None:
    jonas = post.person(JONAS, deleted=known)
    for words in ("One", "Two"):
        post.tell(post.note(f"person:{jonas.id}", words, slot="card:jonas"))
        post.deliver()
    assert post.messages(post.dm(JONAS)) == []
    assert post.said() == [f"undelivered: user_disabled for person:{jonas.id}"]


def test_a_report_that_fails_is_not_reported(post: PostOffice) -> None:
    with post.sandbox.workspace.changing():
        post.sandbox.workspace.conversations.set_members(IT_DEVICES, [ANA])
    post.tell(post.note(IT, "Nobody reads this"))
    post.deliver()
    assert post.store.outbox.counts() == {"failed": 2}
    assert post.calls("chat.postMessage") == 2


def test_what_cannot_be_looked_up_is_not_posted_again_and_it_hears_of_it(sqlite_url: str) -> None:
    with Sandbox(scopes=SCOPES - {"groups:history"}) as sandbox, post_office(sandbox, sqlite_url) as post:
        sandbox.faults.order("chat.postMessage", LostAfter())
        post.tell(post.note(IT, "Once"))
        post.deliver()
        assert post.said() == ["Once", f"undelivered: missing_scope for {IT}"]
        assert post.store.outbox.counts() == {"unknown": 1, "sent": 1}


def test_a_fault_of_the_installation_keeps_everything_waiting(sqlite_url: str) -> None:
    with Sandbox(scopes=SCOPES - {"chat:write"}) as sandbox, post_office(sandbox, sqlite_url) as post:
        post.tell(post.note(IT, "One"), post.note(IT, "Two"))
        post.deliver(replace(QUICK, patience=timedelta(0)))
        assert post.store.outbox.counts() == {"pending": 2}


@pytest.mark.parametrize("fault", [LostBefore(), LostAfter(), ServerError(500)], ids=["before", "after", "broken"])
def test_an_edit_without_an_answer_is_simply_done_again(post: PostOffice, fault: Fault) -> None:
    post.tell(post.note(IT, "One", slot="card:1"))
    post.deliver()
    post.sandbox.faults.order("chat.update", fault)
    post.tell(post.note(IT, "Two", slot="card:1"))
    assert post.deliver() == {"Later": 1, "Sent": 1}


def test_a_card_posted_anew_without_an_answer_is_not_posted_again(post: PostOffice) -> None:
    post.tell(post.note(IT, "One", slot="card:1"))
    post.deliver()
    workspace = post.sandbox.workspace
    with workspace.changing():
        workspace.conversations.remove(post.messages()[0])
    post.sandbox.faults.order("chat.postMessage", LostAfter())
    post.tell(post.note(IT, "Two", slot="card:1"))
    post.deliver(replace(QUICK, patience=timedelta(0)))
    post.sandbox.faults.order("chat.update", LostBefore())
    post.deliver()
    assert post.said() == ["Two"]


def test_stopping_waits_for_what_is_on_its_way(post: PostOffice) -> None:
    under_way = threading.Event()

    def telling(notice: Notice, facts: Facts | None, policy: Policy, reader: Reader, now: datetime) -> Worded:
        under_way.set()
        return plainly(notice, facts, policy, reader, now)

    post.sandbox.faults.order("chat.postMessage", Slow(0.5))
    post.tell(post.note(IT, "One"), post.note(IT, "Two"))
    delivery = post.delivery(Timing(), courier=post.courier(Timing(), telling))
    delivery.start()
    assert under_way.wait(5)
    delivery.stop()
    assert post.said() == ["One"]
    assert post.store.outbox.counts() == {"pending": 1, "sent": 1}


REFUSED_PICTURE: dict[str, object] = {
    "type": "image",
    "alt_text": "x",
    "slack_file": {"id": "F0GONE", "url": "https://files.example/1"},
}
"""What the sandbox does not take: a file that is named twice."""


def pictured(notice: Notice, facts: Facts | None, policy: Policy, reader: Reader, now: datetime) -> Worded:
    words = plainly(notice, facts, policy, reader, now)
    return replace(words, blocks=[*words.blocks, REFUSED_PICTURE])


def test_a_picture_that_slack_does_not_show_keeps_no_words_from_coming(post: PostOffice) -> None:
    for words in ("Card", "Newer card"):
        post.tell(post.note(IT, words, slot="card:1"))
        delivery = post.delivery(courier=post.courier(render=pictured))
        delivery.deliver_due(clock.now())
        delivery.stop()
    assert post.said() == ["Newer card"]
    assert post.store.outbox.counts() == {"sent": 2}
    assert [block["type"] for block in post.messages()[0].blocks] == ["section"]
