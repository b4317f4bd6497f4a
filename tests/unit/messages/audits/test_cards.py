"""What people see of audits: within limits, with the right buttons, in every state."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pytest

from lifecycle.audit import AuditAnswer, AuditItem, AuditState
from lifecycle.audits.plan import AuditReader
from lifecycle.campaign import CampaignState
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from messages.audits import campaign, card, question, told
from messages.audits.question import MOST_ASKED
from messages.budget import over_blocks, over_text
from messages.ids import Action
from messages.payload import Message
from messages.reader import Reader
from messages.voice import voice
from sandbox.blockkit import check_message
from tests.support.audit_samples import ASKED, CAMPAIGN, KEPT, MISSING, SHELF, largest, largest_campaign
from tests.support.longest import FILLINGS, policy
from tests.support.return_samples import HEADSET
from tests.support.samples import ANA, NOW, POLICY
from tests.unit.messages.locales import EVERY_LOCALE
from tests.unit.messages.test_wording import template_names

ENGLISH = voice(Reader("en-US", "UTC"))


def labels(message: Message) -> list[str]:
    rows = [
        cast(list[dict[str, dict[str, str]]], one["elements"]) for one in message.blocks if one["type"] == "actions"
    ]
    return [button["text"]["text"] for row in rows for button in row]


def words(message: Message) -> str:
    return str([block.get("text", block.get("fields")) for block in message.blocks])


def a_story(event: Happened, kind: Kind = Kind.AUDIT_STORY, **facts: str | int | None) -> Notice:
    return Notice(
        kind=kind, to="channel:C1", key="k", at=NOW, event=event, actor_id=2, parts=(1, 2), reason="x", facts=facts
    )


def test_whoever_is_asked_answers_for_each_device_or_for_all() -> None:
    message = question.card(ASKED, ENGLISH)
    each = ["Yes, I have it", "Not with me", "It is damaged"]
    assert labels(message) == ["All of them are there", *each, *each]
    assert "Do you still have these devices?" in words(message)
    assert "serial number `OH2`" in words(message)


def test_what_it_has_to_find_out_about_can_be_answered_anew_and_nothing_else() -> None:
    message = question.card(MISSING, ENGLISH)
    assert labels(message) == ["Yes, I have it", "It is damaged"]
    assert "IT is seeing to it" in words(message)
    settled = replace(MISSING.audit.items[1], settled_at=NOW, settlement="Found.")
    closed = replace(MISSING.audit, state=AuditState.CLOSED, items=(MISSING.audit.items[0], settled))
    assert labels(question.card(replace(MISSING, audit=closed), ENGLISH)) == []


def test_who_is_asked_no_more_is_not_thanked() -> None:
    shown = words(question.card(replace(ASKED, audit=replace(ASKED.audit, state=AuditState.CLOSED)), ENGLISH))
    assert "You need not answer any more whether you still have these devices." in shown


def test_what_it_has_found_out_is_told_once() -> None:
    settled = replace(MISSING.audit.items[1], settled_at=NOW, settled_by=ANA.id, settlement="In the car.")
    facts = replace(MISSING, audit=replace(MISSING.audit, items=(MISSING.audit.items[0], settled)))
    story = replace(a_story(Happened.AUDIT_SETTLED), parts=(2,), reason="In the car.")
    assert str(told.told(story, facts, ENGLISH).blocks).count("In the car.") == 1


def test_it_sees_what_it_has_to_find_out() -> None:
    message = card.card(MISSING, POLICY, ENGLISH)
    assert labels(message) == ["Settle"]
    assert "not there (It is lost or stolen)" in words(message)
    assert "In their words: It was in my bag." in words(message)


def test_a_shelf_is_gone_through_by_its_numbers() -> None:
    message = card.card(SHELF, POLICY, ENGLISH)
    assert labels(message) == ["Enter what is there", "Stop asking"]
    assert "2 devices in Berlin" in words(message)


def test_a_campaign_shows_whom_it_asks_and_what_came_of_it() -> None:
    message = campaign.card(CAMPAIGN, POLICY, ENGLISH)
    assert "All 40 were asked; 10 are still open." in words(message)
    assert "the people of <@" in words(message)
    assert "Germany" in words(message)
    assert "Audit #5" in words(message)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_are_within_limits(filling: str, locale: str) -> None:
    speaking, rules = voice(Reader(locale, "UTC")), policy(FILLINGS[filling])
    messages = [campaign.card(largest_campaign(FILLINGS[filling]), rules, speaking)]
    for facts in largest(FILLINGS[filling]):
        messages += [question.card(facts, speaking), card.card(facts, rules, speaking)]
        messages.append(told.told(a_story(Happened.AUDIT_NUDGED, Kind.AUDIT_STEP, reader="holder"), facts, speaking))
        messages.append(told.told(a_story(Happened.AUDIT_ANSWERED), facts, speaking))
    for message in messages:
        assert [*over_text(message.text), *over_blocks(message.blocks)] == []
        assert check_message({"text": message.text, "blocks": message.blocks}, "chat.update") == []


def test_no_more_are_asked_for_at_once_than_fit() -> None:
    asked = largest("x")[0]
    assert labels(question.card(asked, ENGLISH)).count("Not with me") == MOST_ASKED


def test_every_event_and_answer_has_its_words() -> None:
    stories = {
        Happened.AUDIT_ANSWERED,
        Happened.AUDIT_SETTLED,
        Happened.AUDIT_MOVED_ON,
        Happened.AUDIT_CALLED_OFF,
    }
    for event in stories:
        assert told.told(a_story(event), MISSING, ENGLISH).text
    assert set(template_names("audit_story")) == stories
    assert set(template_names("audit_item")) == {*AuditAnswer, "unanswered"}
    assert set(template_names("audit_step")) == set(AuditReader)
    assert set(CampaignState) <= set(template_names("campaign"))


def test_a_reminder_lists_what_is_not_answered() -> None:
    facts: Mapping[str, str] = {"reader": "manager"}
    message = told.told(a_story(Happened.AUDIT_NUDGED, Kind.AUDIT_STEP, **facts), ASKED, ENGLISH)
    assert "has not answered since" in words(message)
    assert "OH2" in words(message)


def test_it_is_reminded_of_what_it_has_to_answer_for() -> None:
    reminder = a_story(Happened.AUDIT_NUDGED, Kind.AUDIT_STEP, reader="it")
    assert "Audit #5 has waited since" in words(told.told(reminder, SHELF, ENGLISH))
    assert "please enter on its card what is there" in words(told.told(reminder, SHELF, ENGLISH))
    assert "please ask Kim Contractor, and answer for them" in words(told.told(reminder, KEPT, ENGLISH))


def test_it_is_told_what_to_do_about_whoever_is_not_in_slack() -> None:
    message = card.card(KEPT, POLICY, ENGLISH)
    assert labels(message) == ["All of them are there", "Enter what is there", "Stop asking"]
    assert "2 devices of Kim Contractor (2 not answered)" in words(message)
    assert "Kim Contractor is not in Slack. Please ask them, or look, and answer here for them." in words(message)


def test_it_sees_what_is_open_beside_what_it_has_to_find_out() -> None:
    more = AuditItem(number=3, device_id=HEADSET.id)
    message = card.card(
        replace(MISSING, audit=replace(MISSING.audit, items=(*MISSING.audit.items, more))), POLICY, ENGLISH
    )
    assert "(1 to find out about, 1 not answered)" in words(message)
    assert labels(message) == ["Settle", "All of them are there", "Enter what is there"]


def test_only_the_answer_for_all_stands_out_among_several() -> None:
    def standing_out(message: Message) -> list[str]:
        rows = [cast(list[dict[str, str]], one["elements"]) for one in message.blocks if one["type"] == "actions"]
        return [button["action_id"] for row in rows for button in row if button.get("style") == "primary"]

    single = replace(ASKED, audit=replace(ASKED.audit, items=ASKED.audit.items[:1]))
    assert standing_out(question.card(ASKED, ENGLISH)) == [Action.HAS_THEM_ALL]
    assert standing_out(question.card(single, ENGLISH)) == [Action.HAS_IT]


def test_whoever_has_answered_for_some_sees_what_is_left() -> None:
    first = replace(ASKED.audit.items[0], answer=AuditAnswer.HAS_IT)
    half = replace(ASKED, audit=replace(ASKED.audit, items=(first, ASKED.audit.items[1])))
    assert "1 of 2 are answered; these are left." in words(question.card(half, ENGLISH))
    assert "Answered already:" in words(question.card(half, ENGLISH))


def test_all_that_all_of_them_means_is_named() -> None:
    asked = largest("x")[0]
    shown = words(question.card(asked, ENGLISH))
    assert "These come next, with buttons of their own:" in shown
    assert "And 30 more." in shown, "ten have buttons and twenty are named"
