"""What a person gives back, on their Home and in `/device mine`: the same words and buttons as in their message."""

from collections.abc import Mapping
from itertools import product
from typing import cast

import pytest

from lifecycle.reads.facts import Mine, ReturnFacts
from messages import answers, home
from messages.ids import Action
from messages.payload import Block
from messages.reader import Reader
from sandbox.blockkit import Surface, check_view
from tests.support import longest
from tests.support.longest import FILLINGS
from tests.support.longest_returns import largest
from tests.support.return_samples import EMPTY, KIT_SENT, OPENED, PROBLEM, RETURNS, SHIPPED
from tests.support.samples import EMPTY_MINE, FULL_MINE, GRETA, NOW, POLICY
from tests.unit.messages.locales import EVERY_LOCALE
from tests.unit.messages.test_limits import is_within

READER = Reader("en-US", "Europe/London")


def shown(of: ReturnFacts, mine: Mine = EMPTY_MINE) -> list[Block]:
    return cast(list[Block], home.build(GRETA, mine, POLICY, READER, NOW, of)["blocks"])


def buttons(blocks: list[Block]) -> list[tuple[str, str]]:
    rows = (block for block in blocks if block["block_id"] == "return:steps")
    elements = (one for row in rows for one in cast(list[Mapping[str, str]], row["elements"]))
    return [(one["action_id"], one["value"]) for one in elements]


def test_home_shows_what_is_out_until_when_and_what_to_do() -> None:
    words = str(shown(KIT_SENT))
    assert "What you give back" in words
    assert "*Please give back your devices by Sun, Dec 6, 2026 (return #12)*" in words
    assert "Tallwood Air 14 (`LT-00201`) and Ohm H2 (`LT-00202`)" in words
    assert "When you have it, press “Kit arrived”" in words
    assert "You have no devices on record" not in words
    assert "until then nobody reminds you" in str(shown(PROBLEM))


@pytest.mark.parametrize(
    ("of", "actions"),
    [
        (OPENED, [Action.SENT_BACK, Action.NEED_HELP, Action.CHANGE_RETURN]),
        (KIT_SENT, [Action.KIT_ARRIVED, Action.SENT_BACK, Action.NEED_HELP, Action.CHANGE_RETURN]),
        (SHIPPED, [Action.NEED_HELP, Action.CHANGE_RETURN]),
        (EMPTY, [Action.CHANGE_RETURN]),
    ],
)
def test_the_buttons_are_those_of_the_persons_message(of: ReturnFacts, actions: list[Action]) -> None:
    told = answers.mine(EMPTY_MINE, READER, POLICY, NOW, of)
    expected = [(action.value, "return:12") for action in actions]
    assert buttons(shown(of)) == buttons(told.blocks) == expected


def test_who_gives_nothing_back_sees_nothing_of_it() -> None:
    view = home.build(GRETA, FULL_MINE, POLICY, READER, NOW)
    assert "give back" not in str(view)
    assert "return" not in answers.mine(FULL_MINE, READER, POLICY, NOW).text


def test_the_answer_says_all_of_it_in_sentences() -> None:
    text = answers.mine(FULL_MINE, READER, POLICY, NOW, KIT_SENT).text
    assert text.startswith("What you give back\nPlease give back your devices by Sun, Dec 6, 2026 (return #12)\n")
    assert "Tallwood Air 14 (LT-00201) and Ohm H2 (LT-00202)" in text
    assert "Your devices\n" in text
    assert "Kit arrived, I have sent it, I need help, and Change" in text


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_longest_is_within_limits(filling: str, locale: str) -> None:
    reader, policy = Reader(locale, "UTC"), longest.policy(FILLINGS[filling])
    person, most = longest.people(FILLINGS[filling])[2], longest.mine(FILLINGS[filling])
    small, large = product(RETURNS.values(), [EMPTY_MINE]), product(largest(FILLINGS[filling]).values(), [most])
    for of, mine in (*small, *large):
        is_within(answers.mine(mine, reader, policy, NOW, of))
        assert check_view(home.build(person, mine, policy, reader, NOW, of), Surface.HOME) == []
