"""What was reported lost is not asked for any more, wherever the person looks."""

from dataclasses import replace

import pytest

from lifecycle.events import Happened
from lifecycle.notices import Kind
from lifecycle.policy import Rung
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import ProblemKind, Remedy
from tests.support.return_samples import KIT_SENT, OPENED, a_problem, facts
from tests.support.return_telling import LEAVER, MAIL, MANAGER, notice
from tests.support.samples import NOW
from tests.unit.messages.returns.reading import said


def lost(*items: int) -> ReturnFacts:
    """A return of two devices, some of which were reported lost, which IT has seen to."""
    problem = a_problem(1, ProblemKind.LOST_OR_STOLEN, items=items)
    return facts(KIT_SENT, problems=(replace(problem, remedy=Remedy.SETTLED, closed_at=NOW, closed_by=3),))


ONE_LOST, ALL_LOST = lost(1), lost(1, 2)


@pytest.mark.parametrize("step", [Rung.FRIENDLY, Rung.LAST_DAY, Rung.FORMAL_NOTICE, Rung.KIT_UNUSED])
@pytest.mark.parametrize("to", [LEAVER, MAIL])
def test_no_reminder_names_it(step: Rung, to: str) -> None:
    words = said(notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, to, step=step, parts=()), ONE_LOST)
    assert "LT-00201" not in words
    assert "LT-00202" in words


def test_it_still_hears_of_it_where_something_is_to_be_decided() -> None:
    words = said(notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, step=Rung.DECISION, parts=()), ONE_LOST)
    assert "LT-00201" in words


def test_a_manager_is_asked_to_call_about_the_rest() -> None:
    words = said(notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, MANAGER, step=Rung.CALL, parts=()), ONE_LOST)
    assert "LT-00201" not in words
    assert "we could not write to them" in words, "nobody was reminded yet"


def test_their_own_card_says_what_became_of_it() -> None:
    card = notice(Kind.LEAVER_CARD, None, LEAVER)
    assert "(reported lost: if you find it, please send it)" in said(card, ONE_LOST)
    words = said(card, ALL_LOST)
    assert words.startswith("Thank you for telling us what was lost (return #12)")
    assert "You need not send anything now" in words
    assert "lost" not in said(card, OPENED)


def test_its_card_says_why_nobody_is_reminded() -> None:
    assert "is not asked: what is out was reported lost or stolen" in said(notice(Kind.RETURN_CARD), ALL_LOST)


def test_a_receipt_does_not_ask_for_it() -> None:
    words = said(notice(Kind.RETURN_NOTE, Happened.DEVICES_RECEIVED, LEAVER, parts=(2,)), ALL_LOST)
    assert "Still out" not in words
    assert "What was reported lost is for IT to settle" in words
