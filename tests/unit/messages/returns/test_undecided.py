"""Whose account had ended by itself, and is there again: IT decides, and meanwhile nobody asks for anything."""

from dataclasses import replace

from lifecycle.events import Happened
from lifecycle.notices import Kind
from lifecycle.policy import Rung
from lifecycle.retrieval import ReturnCause
from messages.forms.returns import change
from messages.ids import Action, Field, Opened, Target
from tests.support.return_samples import UNDECIDED, facts
from tests.support.return_telling import CHANNEL, LEAVER, MANAGER, notice
from tests.support.samples import TODAY
from tests.unit.messages.returns.reading import ENGLISH, a_step, labels, said, shown


def test_the_card_says_what_it_decides_and_by_which_button() -> None:
    card = shown(notice(Kind.RETURN_CARD), UNDECIDED)
    assert "If the person stays, press “Call off”; if they leave, press “Change” and give their last day." in card.text
    assert {Action.CALL_OFF, Action.CHANGE_RETURN} <= set(labels(card))
    assert Action.REMIND_NOW not in labels(card)
    story = said(notice(Kind.RETURN_STORY, Happened.RETURN_HANDED_BACK), UNDECIDED)
    assert "Nobody is asked for anything until IT decides." in story
    assert "if they leave, press “Change”" in said(a_step(Rung.DECISION, CHANNEL), UNDECIDED)


def test_the_person_is_asked_for_nothing() -> None:
    card = said(notice(Kind.LEAVER_CARD, None, LEAVER), replace(UNDECIDED, reach=frozenset()))
    assert card.startswith("IT decides whether anything has to come back (return #12)\n")
    assert "You need not send anything now, and nobody reminds you" in card
    assert "Please give back" not in card
    assert "We have no private email" not in card
    note = said(notice(Kind.RETURN_NOTE, Happened.RETURN_HANDED_BACK, LEAVER), UNDECIDED)
    assert "until then please keep everything" in note
    assert "due by" not in note
    assert "until then nobody is asked" in said(
        notice(Kind.RETURN_NOTE, Happened.RETURN_HANDED_BACK, MANAGER), UNDECIDED
    )


def test_what_was_decided_is_told() -> None:
    story = notice(Kind.RETURN_STORY, Happened.RETURN_CHANGED, decided=1, last_day=None)
    decided = facts(UNDECIDED, cause=ReturnCause.LEAVING)
    assert "It is decided: Greta Lindqvist leaves, and everything is due by" in said(story, decided)


def test_the_form_gives_no_last_day_by_itself() -> None:
    opened = Opened(Target(UNDECIDED.case.subject))
    form = str(change.build(UNDECIDED, None, ENGLISH, opened))
    assert "Give it only if the person leaves" in form
    assert str(TODAY) not in form
    known = change.build(facts(UNDECIDED, cause=ReturnCause.LEAVING), None, ENGLISH, opened)
    assert f"'initial_date': '{TODAY}'" in str(known)
    assert Field.LAST_DAY in str(form)
