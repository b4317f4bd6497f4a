"""What is special about the messages of a return, once they are on their way to Slack."""

from dataclasses import replace

import pytest

from lifecycle.events import Happened
from lifecycle.notices import Kind
from sandbox.company import ANA
from tests.unit.bot.post import IT, PostOffice


def test_the_message_of_a_person_whose_slack_has_ended_is_not_missed(post: PostOffice) -> None:
    ana = post.person(ANA, deleted=True)
    post.tell(post.note(f"person:{ana.id}", "Your return", kind=Kind.LEAVER_CARD, slot="return:1:leaver"))
    post.deliver()
    assert post.store.outbox.counts() == {"skipped": 1}
    assert post.said() == []
    post.tell(post.note(f"person:{ana.id}", "A note", kind=Kind.RETURN_NOTE))
    post.deliver()
    assert post.said() == [f"undelivered: user_disabled for person:{ana.id}"]


@pytest.mark.parametrize(
    ("kind", "event", "facts", "for_all"),
    [
        (Kind.RETURN_STEP, Happened.RETURN_NUDGED, {}, True),
        (Kind.RETURN_STORY, Happened.RETURN_HANDED_OVER, {}, True),
        (Kind.RETURN_STORY, Happened.RETURN_OPENED, {"exposed": 1}, True),
        (Kind.RETURN_STORY, Happened.RETURN_OPENED, {"exposed": 0}, False),
        (Kind.RETURN_STORY, Happened.HELP_ASKED, {"kind": "lost_or_stolen"}, True),
        (Kind.RETURN_STORY, Happened.HELP_GIVEN, {"kind": "lost_or_stolen"}, False),
        (Kind.RETURN_STORY, Happened.HELP_ASKED, {"kind": "moved"}, False),
        (Kind.RETURN_STORY, Happened.KIT_SENT, {"kit": 1}, False),
    ],
)
def test_what_the_whole_channel_sees(
    post: PostOffice, kind: Kind, event: Happened, facts: dict[str, str | int | None], *, for_all: bool
) -> None:
    reply = replace(post.note(IT, "Reply", kind=kind, thread="return:1"), event=event, facts=facts)
    post.tell(post.note(IT, "Card", kind=Kind.RETURN_CARD, slot="return:1"), reply)
    post.deliver()
    card, told = post.messages()
    assert (told.thread_ts, told.is_broadcast) == (card.ts, for_all)


def test_a_step_outside_the_thread_is_a_message_of_its_own(post: PostOffice) -> None:
    ana = post.person(ANA)
    post.tell(post.note(f"person:{ana.id}", "Please call them", kind=Kind.RETURN_STEP))
    post.deliver()
    (message,) = post.messages(post.dm(ANA))
    assert message.thread_ts is None
