"""What people read about a return, in a few words that matter, and a template for everything that is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lifecycle.events import Happened
from lifecycle.notices import Kind
from lifecycle.policy import Rung
from lifecycle.retrieval import ItemOutcome, ReturnState
from lifecycle.returns.notices import NOTES
from messages.returns.items import STAGES
from messages.returns.told import LISTED
from tests.support.return_samples import (
    CALLED_OFF,
    CLOSED,
    HANDED_OVER,
    OPENED,
    RECEIVED,
    SWAP,
    TO_BE_ACCEPTED,
    UNREACHABLE,
    a_problem,
    facts,
)
from tests.support.return_telling import CHANNEL, DEVICE_STORIES, LEAVER, MAIL, MANAGER, STORIES, notice
from tests.support.samples import GRETA, NOW
from tests.unit.messages.returns.reading import a_step, said, template_names


def test_there_is_a_template_for_everything_and_none_that_nothing_needs() -> None:
    assert set(template_names("return_story")) == set(STORIES)
    assert set(template_names("return_note")) == set(NOTES)
    assert set(template_names("step")) == set(Rung)
    assert set(template_names("after")) == LISTED
    assert set(template_names("leaver/way")) == {*ReturnState, "lost", "undecided"}
    outcomes = set(ItemOutcome) - {ItemOutcome.RECOVERED}
    assert set(template_names("return_item")) == {*STAGES.values(), *outcomes, "in_use"}


def test_a_receipt_names_device_day_condition_what_is_out_and_when_data_is_deleted() -> None:
    receipt = notice(Kind.RETURN_NOTE, Happened.DEVICES_RECEIVED, LEAVER, reason="Smells of smoke.")
    assert said(receipt, RECEIVED) == (
        "This is your receipt: IT received Tallwood Air 14 (LT-00201) on Nov 24, 2026; condition: Good. "
        "Still out: Ohm H2 (LT-00202). "
        "Your private email, phone number and address are deleted 30 days after the return is closed."
    )
    assert said(receipt, CLOSED).endswith(
        "Nothing is out any more. Thank you! Your private email, phone number and address are deleted on Dec 24, 2026."
    )
    for_it = notice(Kind.RETURN_STORY, Happened.DEVICES_RECEIVED, CHANNEL, reason="Smells of smoke.")
    assert said(for_it, RECEIVED).endswith("\nNote: Smells of smoke.")


def test_a_person_without_slack_is_called_a_security_exposure() -> None:
    story = said(notice(Kind.RETURN_STORY, Happened.RETURN_HANDED_OVER), UNREACHABLE)
    assert story.startswith("Security exposure: Slack has ended for Greta Lindqvist, and this is still out: ")
    assert "No private email is known, so nobody can write to them" in story
    note = said(notice(Kind.RETURN_NOTE, Happened.RETURN_HANDED_OVER, MANAGER), HANDED_OVER)
    assert "That is a security exposure" in note
    assert "Device Desk writes to their private email from now on." in note
    opened = said(notice(Kind.RETURN_STORY, Happened.RETURN_OPENED), HANDED_OVER)
    assert opened.startswith("Security exposure: the Slack account of Greta Lindqvist has ended")


@pytest.mark.parametrize(
    ("hours_ago", "words"),
    [
        (10, "62 hours are left"),
        (71, "1 hour is left (until Nov 24, 2026 at 11:30\u202fAM GMT)"),
        (73, "the 72 hours that GDPR Art. 33 gives are over"),
    ],
)
def test_a_lost_device_is_a_security_notice_with_the_hours_that_are_left(hours_ago: int, words: str) -> None:
    lost = a_problem(kind="lost_or_stolen", reported_at=NOW - timedelta(hours=hours_ago))  # type: ignore[arg-type]
    story = notice(Kind.RETURN_STORY, Happened.HELP_ASKED, kind="lost_or_stolen")
    text = said(story, facts(problems=(lost,)))
    assert text.startswith("Security notice: lost or stolen, says Ana Torres: Tallwood Air 14 (LT-00201).")
    assert words in text


def test_a_manager_is_told_what_to_say_and_what_not() -> None:
    words = said(a_step(Rung.CALL, MANAGER), HANDED_OVER)
    assert words.startswith("Please call Greta Lindqvist: ")
    assert "• Tallwood Air 14 (LT-00201), serial number TW000201\n" in words
    assert "What to say: thank them first." in words
    assert "Please say nothing about pay or deductions" in words
    assert "No manager is named who could" in said(a_step(Rung.CALL, CHANNEL), HANDED_OVER)


def test_a_lock_is_a_proposal_to_two_people_and_knows_what_intune_cannot_do() -> None:
    words = said(a_step(Rung.LOCK, CHANNEL), HANDED_OVER)
    assert "They have been due for 15 days:" in words
    assert "Two people decide this together" in words
    assert "Intune has no remote lock for Windows" in words


def test_a_lock_names_only_what_can_be_locked() -> None:
    words = said(notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, CHANNEL, step=Rung.LOCK, parts=(1,)), HANDED_OVER)
    assert "LT-00201" in words
    assert "LT-00202" not in words


def test_a_formal_notice_names_devices_value_and_a_deadline_and_threatens_with_nothing() -> None:
    words = said(a_step(Rung.FORMAL_NOTICE, LEAVER), HANDED_OVER)
    assert "• Tallwood Air 14 (LT-00201), serial number TW000201, €1,450.00\n" in words
    assert "Their value, by the price paid: €1,450.00." in words
    assert "within 10 days, that is by Fri, Dec 4, 2026" in words
    assert "deduct" not in words
    assert "Ask counsel" in said(a_step(Rung.FORMAL_NOTICE, CHANNEL), HANDED_OVER)


def test_whoever_sends_back_a_device_that_is_replaced_is_not_leaving() -> None:
    card = said(notice(Kind.LEAVER_CARD, None, LEAVER), SWAP)
    assert card.startswith("Please send back your old device by Sun, Dec 6, 2026 (return #12)")
    assert "Due by: Sun, Dec 6, 2026 (in 12 days)" in said(notice(Kind.RETURN_CARD), SWAP)
    for rung in Rung:
        if rung is not Rung.NO_EMAIL:
            assert "our last day" not in said(a_step(rung, LEAVER), SWAP)


def test_what_was_called_off() -> None:
    note = notice(Kind.RETURN_NOTE, Happened.RETURN_CALLED_OFF, LEAVER, parts=(1, 2), reason="You stay.")
    assert said(note, CALLED_OFF) == (
        "Ana Torres called off return #12: you keep Tallwood Air 14 (LT-00201) and Ohm H2 (LT-00202), "
        "and need not send anything.\nReason: You stay."
    )


def test_the_story_of_a_wipe_names_it() -> None:
    assert said(notice(Kind.RETURN_STORY, Happened.WIPE_RECORDED), TO_BE_ACCEPTED) == (
        "Ana Torres recorded a wipe of Tallwood Air 14 (LT-00201): Purge, cryptographic erase, with EACS 15.1; "
        "result: Pass. It counts once its certificate is accepted on the card."
    )
    for event in DEVICE_STORIES:  # the device may be on record elsewhere by now
        assert "#201" in said(notice(Kind.RETURN_STORY, event, recipient=None), replace(OPENED, devices={}))


@pytest.mark.parametrize("changed", ["last_day", "manager", "reach", "removed", None])
def test_a_change_tells_what_was_changed(changed: str | None) -> None:
    words = {
        "last_day": "Greta Lindqvist changed the last day to Sun, Dec 6, 2026.",
        "manager": "Greta Lindqvist named Karen Whitfield as manager.",
        "reach": "Greta Lindqvist changed private data: private email and pick-up address.",
        "removed": "Greta Lindqvist removed private data: phone number.",
        None: "Greta Lindqvist changed the return.",
    }
    nothing = {name: None for name in ("last_day", "manager", "reach", "removed") if name != changed}
    story = notice(Kind.RETURN_STORY, Happened.RETURN_CHANGED, CHANNEL, actor_id=GRETA.id, **nothing)
    assert said(story, OPENED) == words[changed]


def test_what_was_not_delivered_about_a_return() -> None:
    def lost(to: str, kind: Kind, for_sure: int = 1, error: str = "550") -> str:
        given = notice(Kind.UNDELIVERED, None, CHANNEL, kind=kind, to=to, error=error, for_sure=for_sure)
        return said(given, OPENED)

    assert lost(MAIL, Kind.RETURN_STEP).startswith(
        "Not delivered to the private email of Greta Lindqvist: a reminder (the mail server says 550)."
    )
    assert lost(MAIL, Kind.RETURN_STEP, 0).startswith("Maybe not delivered to the private email of Greta Lindqvist")
    no_server = lost(MAIL, Kind.RETURN_STEP, error="no_smtp")
    assert "a reminder (no mail server is set up: SMTP_URL is empty)." in no_server
    assert lost(LEAVER, Kind.LEAVER_CARD).endswith("It was about return #12 of Greta Lindqvist.")
    assert "every hour" in lost(CHANNEL, Kind.RETURN_CARD)
