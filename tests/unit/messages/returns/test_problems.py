"""The problems on IT's card: none that is grave is hidden, and photos are seen."""

from collections.abc import Mapping, Sequence

import pytest

from lifecycle.notices import Kind
from lifecycle.retrieval import Problem, ProblemKind
from messages.ids import Action
from messages.notices import render
from messages.payload import Message
from messages.reader import Reader
from messages.returns.problems import GRAVITY, MOST_PICTURES
from tests.support.longest import FILLINGS
from tests.support.longest_returns import largest
from tests.support.return_samples import KIT_SENT, a_problem, facts
from tests.support.return_telling import notice
from tests.support.samples import NOW, POLICY
from tests.unit.messages.locales import EVERY_LOCALE
from tests.unit.messages.returns.reading import shown
from tests.unit.messages.returns.test_limits import actions
from tests.unit.messages.test_limits import is_within


def card(*problems: Problem) -> Message:
    return shown(notice(Kind.RETURN_CARD), facts(KIT_SENT, problems=problems))


def closing(message: Message) -> list[str]:
    """What the buttons are about that close a problem, in order."""
    return [value for action, value in actions(message) if action == Action.GIVE_HELP]


def pictures(message: Message) -> Sequence[Mapping[str, object]]:
    return [block for block in message.blocks if block["type"] == "image"]


def test_every_kind_has_its_weight() -> None:
    assert sorted(GRAVITY) == sorted(ProblemKind)
    assert GRAVITY[0] is ProblemKind.LOST_OR_STOLEN


def test_what_is_lost_or_stolen_is_never_hidden() -> None:
    small = [a_problem(number, ProblemKind.WANTS_TO_BUY) for number in (1, 2, 3, 4)]
    shown = card(*small, a_problem(5, ProblemKind.LOST_OR_STOLEN))
    assert closing(shown) == ["return:12/5", "return:12/1", "return:12/2"]
    assert "It is lost or stolen (number 5)" in shown.text
    assert "2 more problems are open" in str(shown.blocks)
    assert "something lost or stolen" not in str(shown.blocks)


def test_more_losses_than_are_shown_are_told() -> None:
    shown = card(*(a_problem(number, ProblemKind.LOST_OR_STOLEN) for number in range(1, 6)))
    assert closing(shown) == ["return:12/1", "return:12/2", "return:12/3"]
    assert "Of these 2 are about something lost or stolen." in str(shown.blocks)


def test_photos_are_seen_and_described() -> None:
    shown = card(a_problem(1, files=("F0AAA", "F0BBB")))
    assert [(one["slack_file"], one["alt_text"]) for one in pictures(shown)] == [
        ({"id": "F0AAA"}, "Photo 1 of 2, sent by Greta Lindqvist"),
        ({"id": "F0BBB"}, "Photo 2 of 2, sent by Greta Lindqvist"),
    ]
    assert "2 photos." in shown.text
    assert "Not shown here" not in shown.text


def test_three_photos_at_most_those_of_the_gravest_first() -> None:
    moved = a_problem(1, ProblemKind.MOVED, files=("F0AAA", "F0BBB"))
    lost = a_problem(2, ProblemKind.LOST_OR_STOLEN, files=("F0CCC", "F0DDD"))
    shown = card(moved, lost)
    assert [one["slack_file"] for one in pictures(shown)] == [{"id": "F0CCC"}, {"id": "F0DDD"}, {"id": "F0AAA"}]
    assert "2 photos. Not shown here: F0BBB." in shown.text


def test_what_is_no_file_of_slacks_is_not_shown_as_one() -> None:
    shown = card(a_problem(1, files=("F0AAA", "../etc", "<!channel>")))
    assert [one["slack_file"] for one in pictures(shown)] == [{"id": "F0AAA"}]
    assert "Not shown here: ../etc and" in shown.text


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_a_card_with_photos_is_one_that_slack_takes(filling: str, locale: str) -> None:
    for of in largest(FILLINGS[filling]).values():
        shown = render(notice(Kind.RETURN_CARD), of, POLICY, Reader(locale, "UTC"), NOW)
        is_within(shown)
        assert len(pictures(shown)) == (MOST_PICTURES if of.case.open_problems() else 0)


def test_a_message_can_go_without_its_photos() -> None:
    shown = card(a_problem(1, files=("F0AAA",)))
    bare = shown.without_pictures()
    assert pictures(bare) == []
    assert len(bare.blocks) == len(shown.blocks) - 1
    assert bare.text == shown.text
