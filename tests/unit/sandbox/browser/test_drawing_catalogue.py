"""Whatever the app shows can be drawn: every message, form and Home tab of its catalogue, the longest ones too."""

from collections.abc import Iterator
from typing import cast

import pytest

from lifecycle.request import LineState
from messages import answers, home
from messages.forms.again import with_alert
from messages.notices import render
from messages.payload import Block
from messages.reader import Reader
from sandbox.payload import Payload
from tests.support import longest, longest_returns
from tests.support.forms import inputs, submitted
from tests.support.longest import FILLINGS, filled
from tests.support.return_forms import FORMS, built
from tests.support.return_samples import RETURNS
from tests.support.return_telling import notices
from tests.support.samples import CHIARA, EMPTY_MINE, FULL_MINE, NOW, POLICY, SAMPLES
from tests.unit.messages.forms.test_forms import FORMS as REQUEST_FORMS
from tests.unit.messages.returns.test_limits import for_the_largest
from tests.unit.messages.test_limits import cards, forms, told
from tests.unit.sandbox.browser.drawn import Drawn, draw

READER = Reader("en-US", "Europe/Madrid")
WORDS = "Because <b>he</b> said “so” & left."


def drawn(blocks: object) -> Drawn:
    tree = draw(*cast(list[Payload], blocks))
    assert tree.all(class_="unknown") == []
    assert tree.all("b") == []
    assert len([one for one in tree.all("div") if "data-block-id" in one]) == len(cast(list[Block], blocks))
    return tree


@pytest.mark.parametrize("name", SAMPLES)
def test_messages_about_requests(name: str) -> None:
    for message in cards(SAMPLES[name], POLICY, READER):
        drawn(message.blocks)


@pytest.mark.parametrize("name", RETURNS)
def test_messages_about_returns(name: str) -> None:
    for notice in notices(WORDS):
        if RETURNS[name].case.kits:
            drawn(render(notice, RETURNS[name], POLICY, READER, NOW).blocks)


def test_lists_and_home() -> None:
    for mine in (EMPTY_MINE, FULL_MINE, longest.mine("&<>")):
        drawn(answers.mine(mine, READER, POLICY, NOW).blocks)
        drawn(home.build(CHIARA, mine, POLICY, READER, NOW)["blocks"])


@pytest.mark.parametrize("form", [*REQUEST_FORMS.values(), *FORMS.values()], ids=[*REQUEST_FORMS, *FORMS])
def test_forms(form: Payload) -> None:
    tree = drawn(form["blocks"])
    labels = len([one for one in tree.all("label") if "for" in one]) + len(tree.all("legend"))
    assert labels == len(inputs(form))
    drawn(with_alert(submitted(form), WORDS)["blocks"])


@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest(filling: str) -> None:
    words = filled(FILLINGS[filling], 500)
    policy, facts = longest.policy(FILLINGS[filling]), longest.largest(FILLINGS[filling])[LineState.SHIPPED]
    for blocks in (
        *_largest_messages(filling, words),
        *(one["blocks"] for one in forms(facts, policy, READER, words).values()),
    ):
        drawn(blocks)


def _largest_messages(filling: str, words: str) -> Iterator[object]:
    policy, facts = longest.policy(FILLINGS[filling]), longest.largest(FILLINGS[filling])[LineState.SHIPPED]
    out = longest_returns.largest(FILLINGS[filling])["out"]
    for message in (*cards(facts, policy, READER), *told(facts, policy, READER, words)):
        yield message.blocks
    for notice in notices(words):
        yield render(for_the_largest(notice, out), out, POLICY, READER, NOW).blocks
    for form in built(out, READER, out).values():
        yield form["blocks"]
