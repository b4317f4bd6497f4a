"""Everything that the desk says by itself has words for whoever plays with it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.play.chronicle import asked_in_channel
from bot.play.words import ALWAYS_WITH_CARD, CARDS, DEVICES, NOTES, NUDGES, STEPS, sentence
from lifecycle import notices
from lifecycle.devices import notices as device_notices
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Rung, Step
from lifecycle.reads.facts import Facts
from lifecycle.returns import notices as return_notices
from tests.support.samples import NOBODY_FOR_LIMIT, OVER_LIMIT

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def a_notice(kind: Kind, **more: object) -> Notice:
    return Notice(kind=kind, to="person:1", key="k", at=NOON, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "all_of_them"),
    [
        (STEPS, set(Rung)),
        (NUDGES, set(Step)),
        (NOTES, {*notices.NOTES, *return_notices.NOTES}),
        (DEVICES, device_notices.NEWS | device_notices.OF_HOLDERS | device_notices.OF_CHANGED_HOLDERS),
    ],
)
def test_the_tables_are_complete(table: Mapping[str, str], all_of_them: set[str]) -> None:
    assert set(table) == all_of_them


@pytest.mark.parametrize(
    "words", sorted({*STEPS.values(), *NUDGES.values(), *NOTES.values(), *DEVICES.values(), *CARDS.values()})
)
def test_a_sentence_has_no_gaps_but_the_known_ones(words: str) -> None:
    assert set(re.findall(r"\{(\w+)\}", words)) <= {"who", "holder", "things"}
    assert "{who}" in words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_told_or_left_out_on_purpose(kind: Kind) -> None:
    told = sentence(a_notice(kind, event=Happened.KIT_SENT, facts={"step": Rung.FRIENDLY}))
    assert (told is None) == (kind in ALWAYS_WITH_CARD)


@pytest.mark.parametrize(
    ("facts", "about", "who"),
    [
        (OVER_LIMIT, "limit", "Karen Whitfield"),
        (OVER_LIMIT, "decision", "IT"),
        (NOBODY_FOR_LIMIT, "limit", "IT"),
        (None, "limit", "IT"),
    ],
)
def test_who_is_asked_in_the_channel(facts: Facts | None, about: str, who: str) -> None:
    nudge = a_notice(Kind.NUDGE, facts={"step": Step.UNDECIDED, "about": about})
    assert asked_in_channel(nudge, facts) == who


def test_what_nobody_has_words_for_is_told_all_the_same() -> None:
    assert sentence(a_notice(Kind.RETURN_STEP, facts={"step": "of tomorrow"})) == "told {who} something"
