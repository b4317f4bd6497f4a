"""Delivery against a Slack that behaves: what arrives where, in which order, at which pace."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot import clock
from bot.delivery.bell import Bell, RingingStore
from lifecycle.notices import Kind
from lifecycle.people import Person
from lifecycle.subject import SubjectKind
from sandbox.company import ANA, BRUNO
from store.outbox.outbox import Pace
from tests.unit.bot.post import IT, QUICK, PostOffice


def test_a_post_carries_its_key_and_unfurls_nothing(post: PostOffice) -> None:
    post.tell(post.note(IT, "Hello", key="greeting:1"))
    post.deliver()
    (message,) = post.messages()
    assert message.text == "Hello"
    assert message.metadata == {"event_type": "device_desk", "event_payload": {"key": "greeting:1"}}
    (call,) = post.sandbox.workspace.journal.calls_of("chat.postMessage")
    assert {call.arguments["unfurl_links"], call.arguments["unfurl_media"]} <= {False, "0", "false"}
    assert post.store.outbox.counts() == {"sent": 1}


def test_the_same_key_is_told_once(post: PostOffice) -> None:
    for _ in range(2):
        post.tell(post.note(IT, "Hello", key="greeting:1"))
        post.deliver()
    assert post.said() == ["Hello"]


def test_a_person_is_written_to_in_their_conversation(post: PostOffice) -> None:
    ana = post.person(ANA)
    post.tell(post.note(f"person:{ana.id}", "Hello Ana", slot="card:ana"))
    post.deliver()
    assert post.said(post.dm(ANA)) == ["Hello Ana"]
    post.tell(post.note(f"person:{ana.id}", "Hello again", slot="card:ana"))
    post.deliver()
    assert post.said(post.dm(ANA)) == ["Hello again"]


def test_a_living_card_is_edited_in_place(post: PostOffice) -> None:
    for words in ("One", "Two", "Three"):
        post.tell(post.note(IT, words, slot="card:1"))
        post.deliver()
    assert post.said() == ["Three"]
    assert post.messages()[0].blocks
    assert (post.calls("chat.postMessage"), post.calls("chat.update")) == (1, 2)


def test_a_card_that_somebody_deleted_is_posted_anew(post: PostOffice) -> None:
    post.tell(post.note(IT, "One", slot="card:1"))
    post.deliver()
    workspace = post.sandbox.workspace
    with workspace.changing():
        workspace.conversations.remove(post.messages()[0])
    for words in ("Two", "Three"):
        post.tell(post.note(IT, words, slot="card:1"))
        post.deliver()
    assert post.said() == ["Three"]


def test_stories_stand_in_the_cards_thread_and_a_nudge_is_seen_by_the_channel(post: PostOffice) -> None:
    post.tell(
        post.note(IT, "Card", slot="card:1"),
        post.note(IT, "Story", kind=Kind.STORY, thread="card:1"),
        post.note(IT, "Nudge", kind=Kind.NUDGE, thread="card:1"),
    )
    post.deliver()
    card, story, nudge = post.messages()
    assert (story.thread_ts, story.is_broadcast) == (card.ts, False)
    assert (nudge.thread_ts, nudge.is_broadcast) == (card.ts, True)


def test_whoever_is_told_something_hears_it_in_order(post: PostOffice) -> None:
    ana = post.person(ANA)
    words = [f"Number {number}" for number in range(30)]
    post.tell(*(post.note(to, one) for one in words for to in (IT, f"person:{ana.id}")))
    bell = Bell()
    delivery = post.delivery(bell=bell)
    delivery.start()
    post.sandbox.workspace.wait_until(lambda: len(post.messages(post.dm(ANA))) == len(post.messages()) == 30)
    delivery.stop()
    assert post.said() == post.said(post.dm(ANA)) == words
    assert delivery.outcomes == {"Sent": 60}


def test_a_commit_rings_the_bell(post: PostOffice) -> None:
    bell = Bell()
    delivery = post.delivery(replace(QUICK, look=timedelta(minutes=5)), bell=bell)
    delivery.start()
    store = RingingStore(post.store, bell)
    for words in ("One", "Two"):
        with store.transaction() as work:
            work.tell([post.note(IT, words)])
        post.wait_for(words)
    delivery.stop()


def test_posts_to_a_channel_keep_their_distance(post: PostOffice) -> None:
    pace = Pace(per_target=timedelta(seconds=0.3), dms=10_000, window=timedelta(minutes=1))
    post.tell(*(post.note(IT, str(number)) for number in range(4)), post.note(IT, "Card", slot="card:1"))
    post.deliver_in_time(replace(QUICK, pace=pace))
    times = [float(message.ts) for message in post.messages()]
    assert min(after - before for before, after in pairwise(times)) > 0.25
    post.tell(post.note(IT, "Card, edited", slot="card:1"))
    began = clock.now()
    post.deliver_in_time(replace(QUICK, pace=replace(pace, per_target=timedelta(minutes=1))))
    assert clock.now() - began < timedelta(seconds=20)
    assert post.said()[-1] == "Card, edited"


def test_so_many_people_and_no_more_are_written_to_in_a_window(post: PostOffice) -> None:
    pace = Pace(per_target=timedelta(0), dms=2, window=timedelta(seconds=0.6))
    people = [post.person(ANA), post.person(BRUNO)]
    post.tell(*(post.note(f"person:{people[number % 2].id}", str(number)) for number in range(6)))
    post.deliver_in_time(replace(QUICK, pace=pace))
    times = sorted(float(message.ts) for one in (ANA, BRUNO) for message in post.messages(post.dm(one)))
    assert len(times) == 6
    assert min(times[number + 2] - times[number] for number in range(4)) > 0.5


def test_walked_time_delivers_what_is_due_then(post: PostOffice) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    post.tell(replace(post.note(IT, "Tomorrow"), at=tomorrow), replace(post.note(IT, "Later"), at=tomorrow))
    delivery = post.delivery()
    assert delivery.deliver_due(clock.now()) == 0
    assert delivery.deliver_due(tomorrow) == 2
    delivery.stop()
    assert post.said() == ["Tomorrow", "Later"]


def test_a_hire_is_left_out_until_they_have_an_account(post: PostOffice) -> None:
    with post.store.transaction() as work:
        hire = Person(id=work.new_id(SubjectKind.PERSON), name="Noor")
        work.add_person(hire)
    post.tell(post.note(f"person:{hire.id}", "Nobody hears this"))
    post.deliver()
    assert post.store.outbox.counts() == {"skipped": 1}
    ana = post.person(ANA)
    with post.store.transaction() as work:
        work.tie_person(hire.id, ana.id)
    post.tell(post.note(f"person:{hire.id}", "Welcome"))
    post.deliver()
    assert post.said(post.dm(ANA)) == ["Welcome"]
