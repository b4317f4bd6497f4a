"""Every message about a return stays within Slack's limits and our own budget, for the longest data."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import ReturnFacts
from messages.ids import Action
from messages.mail import letter
from messages.notices import render
from messages.page import return_page
from messages.payload import Message
from messages.reader import Reader
from messages.returns.card import MOST_ROWS
from messages.returns.problems import MOST_PROBLEMS
from tests.support.longest import FILLINGS, filled
from tests.support.longest_returns import largest
from tests.support.return_samples import RETURNS, TO_BE_ACCEPTED, facts
from tests.support.return_telling import LEAVER, letters, notice, notices
from tests.support.samples import NOW, POLICY
from tests.unit.messages.locales import EVERY_LOCALE
from tests.unit.messages.test_limits import is_within

ENGLISH = Reader("en-US", "Europe/London")


def actions(message: Message) -> Iterator[tuple[str, str]]:
    """Every button, as (action, value)."""
    for block in message.blocks:
        if block["type"] == "actions":
            yield from ((one["action_id"], one["value"]) for one in block["elements"])  # type: ignore[attr-defined]


def for_the_largest(one: Notice, of: ReturnFacts) -> Notice:
    """The notice, addressed to the people of the largest return and about all of its devices."""
    to = {LEAVER: "person:2"}.get(one.to, one.to)
    device_id = next(iter(of.devices))
    given = {**one.facts, "manager": 3, "device_id": device_id, "certificate_id": of.certificates[device_id][0].id}
    parts = tuple(item.number for item in of.case.items)
    return replace(one, to=to, actor_id=4, parts=parts, facts={**given, "recipient": "<" * 80, "tracking": "<" * 80})


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("name", RETURNS)
def test_every_message_about_every_return(name: str, locale: str) -> None:
    reader = Reader(locale, "Europe/London")
    for one in notices("A reason."):
        if one.kind in {Kind.RETURN_CARD, Kind.LEAVER_CARD, Kind.RETURN_STEP} or RETURNS[name].case.kits:
            is_within(render(one, RETURNS[name], POLICY, reader, NOW))


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("devices", [1, 30, 60])
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_returns(filling: str, devices: int, locale: str) -> None:
    reader = Reader(locale, "America/Argentina/ComodRivadavia")
    for of in largest(FILLINGS[filling], devices).values():
        for one in (notice(Kind.RETURN_CARD), notice(Kind.LEAVER_CARD, None, "person:2")):
            is_within(render(one, of, POLICY, reader, NOW))


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_longest_stories_notes_and_steps(filling: str, locale: str) -> None:
    reader, words = Reader(locale, "UTC"), filled(FILLINGS[filling], 500)
    of = largest(FILLINGS[filling])["out"]
    for one in notices(words):
        is_within(render(for_the_largest(one, of), of, POLICY, reader, NOW))


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_letters_and_pages_can_always_be_written(locale: str) -> None:
    reader = Reader(locale, "UTC")
    for of in (*RETURNS.values(), *largest("&<>").values()):
        assert return_page(of, reader, NOW, url="/r/token")
        if of.case.kits:
            for one in letters("A reason."):
                written = letter(one, of, POLICY, reader, NOW, "https://desk.example/r/token")
                assert written.subject
                assert "\n" not in written.subject
                assert len(written.subject) < 200


def test_buttons_of_few_devices_and_problems_at_once() -> None:
    large = largest("a", 30)
    card = render(notice(Kind.RETURN_CARD), large["sanitized"], POLICY, ENGLISH, NOW)
    shown = list(actions(card))
    assert [action for action, _ in shown].count(Action.BACK_TO_STOCK) == MOST_ROWS
    assert [action for action, _ in shown].count(Action.GIVE_HELP) == MOST_PROBLEMS
    words = str(card.blocks)
    assert "25 more devices can be worked on; their buttons come as these are finished." in words
    assert "4 more problems are open; they are shown as soon as these are closed." in words


def test_every_device_is_on_the_card() -> None:
    card = str(render(notice(Kind.RETURN_CARD), largest("a", 30)["out"], POLICY, ENGLISH, NOW).blocks)
    assert all(f"{number}. " in card for number in range(1, 31))
    card = str(render(notice(Kind.RETURN_CARD), largest("a", 60)["out"], POLICY, ENGLISH, NOW).blocks)
    assert "And 30 more." in card


def test_a_button_names_what_it_is_about() -> None:
    card = render(notice(Kind.RETURN_CARD), TO_BE_ACCEPTED, POLICY, ENGLISH, NOW)
    values = dict(actions(card))
    assert values[Action.RECORD_WIPE] == "device:201"
    assert values[Action.ACCEPT_CERTIFICATE] == "certificate:31"
    assert values[Action.RECEIVE] == "return:12"
    with_problem = render(notice(Kind.RETURN_CARD), RETURNS["problem"], POLICY, ENGLISH, NOW)
    assert (Action.GIVE_HELP.value, "return:12/2") in list(actions(with_problem))


def test_a_return_without_anything_due_says_so() -> None:
    card = render(notice(Kind.RETURN_CARD), facts(next_look_at=None), POLICY, ENGLISH, NOW)
    assert "Next: Nothing is planned." in card.text
