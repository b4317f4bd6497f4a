"""What somebody is told when it ends without their devices, and when they are written to another way."""

from dataclasses import replace

from lifecycle.events import Happened
from lifecycle.notices import Kind
from lifecycle.policy import Rung
from lifecycle.request import Nudge
from tests.support.return_samples import CLOSED, HANDED_OVER, KIT_SENT, OPENED, UNREACHABLE, facts
from tests.support.return_telling import LEAVER, MAIL, MANAGER, notice
from tests.support.samples import NOW
from tests.unit.messages.returns.reading import said


def test_a_write_off_is_told_with_what_still_holds() -> None:
    words = said(notice(Kind.RETURN_NOTE, Happened.NOT_RECOVERED, MAIL), CLOSED)
    assert "We are not asking for Tallwood Air 14 (LT-00201) any more" in words
    assert "It still belongs to the company" in words
    assert "Your private email, phone number and address are deleted on Dec 24, 2026." in words


def test_a_buy_out_is_theirs_now() -> None:
    words = said(notice(Kind.RETURN_NOTE, Happened.NOT_RECOVERED, LEAVER, outcome="bought_out"), OPENED)
    assert "it is yours now" in words
    assert "Still out:" in words


def test_a_hold_asks_to_keep_things_as_they_are() -> None:
    words = said(notice(Kind.RETURN_NOTE, Happened.HOLD_PLACED, LEAVER), OPENED)
    assert "do not delete anything, and do not send it" in words


def test_the_letter_at_the_end_of_slack_repeats_how_it_comes_back() -> None:
    words = said(notice(Kind.RETURN_NOTE, Happened.RETURN_HANDED_OVER, MAIL), facts(KIT_SENT, handed_over_at=NOW))
    assert "with DHL, tracking number JD0146" in words
    words = said(notice(Kind.RETURN_NOTE, Happened.RETURN_OPENED, MAIL), HANDED_OVER)
    assert "Your access to Slack has ended" in words


def test_a_refused_address_is_said_on_the_card_and_to_the_manager() -> None:
    refused = replace(UNREACHABLE, reach=frozenset({"email_refused"}))
    card = said(notice(Kind.RETURN_CARD), refused)
    assert "Private email takes no mail." in card
    assert "Press “Change” to put another one on record." in card
    assert "takes no mail, so nobody can write to them" in said(
        notice(Kind.RETURN_NOTE, Happened.MAIL_REFUSED, MANAGER), refused
    )
    story = said(notice(Kind.RETURN_STORY, Happened.MAIL_REFUSED), refused)
    assert "(550 5.1.1: there is no such mailbox)" in story


def test_a_second_word_about_the_kit_is_not_the_first_again() -> None:
    step = notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, step=Rung.KIT_DUE, parts=())
    once = Nudge(step=Rung.KIT_DUE, about="it:-10:2026-12-06", count=1, last_at=NOW)
    twice = (once, replace(once, about="it:-7:2026-12-06"))
    assert "has to leave now" in said(step, facts(OPENED, nudges=(once,)))
    assert "has still not been sent" in said(step, facts(OPENED, nudges=twice))
    assert "the last day is today" in said(step, facts(OPENED, last_day=NOW.date()))
