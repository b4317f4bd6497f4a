"""Why a row or a file is refused, and what helps, in every language and whichever way the list came."""

import pytest

from lifecycle.importing import Verdict
from lifecycle.list_flaws import Doubt, Unfit, Why
from messages.rows import VERDICTS, Way
from messages.wording import TEMPLATES
from tests.unit.messages.lists.samples import facts, refused, variations, words
from tests.unit.messages.locales import EVERY_LOCALE

TYPED_ONLY = ("--", "mapping file")
"""What is of no use to whoever has dropped a list."""


def names(folder: str) -> set[str]:
    return {path.stem for path in (TEMPLATES / folder).iterdir()}


def test_there_is_a_template_for_every_flaw_and_none_that_nothing_needs() -> None:
    assert names("row") == names("row_help") == set(Why)
    assert names("unfit") == set(Unfit)
    assert names("doubt") == set(Doubt)
    assert VERDICTS.keys() == set(Verdict)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("why", Why)
def test_every_refusal_has_its_reason_and_what_helps(why: Why, way: Way, locale: str) -> None:
    speaking = words(locale, way)
    for judgement in variations(why):
        assert speaking.reason(judgement)
        assert speaking.help(judgement)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("way", Way)
def test_every_flaw_of_a_file_and_every_doubt_has_its_words(way: Way, locale: str) -> None:
    speaking = words(locale, way)
    more = {
        "sheet": "2025",
        "sheets": "2024, 2026",
        "headings": "A, B",
        "first": "A",
        "columns": "B",
        "problem": "gone",
    }
    for unfit in Unfit:
        for why in (None, "bad_country"):
            assert speaking.unfit(unfit, {**facts("x"), **more, "words": "country=XX", "why": why})
    for doubt in Doubt:
        assert speaking.doubt(doubt, {"column": "Price", "values": "1.450"})


@pytest.mark.parametrize("why", Why)
def test_nobody_is_told_to_type_what_they_cannot(why: Why) -> None:
    dropped = words("en-US", Way.DROPPED)
    for judgement in variations(why):
        told = dropped.help(judgement)
        assert not [one for one in TYPED_ONLY if one in told]


@pytest.mark.parametrize(
    ("why", "typed", "dropped"),
    [
        (Why.BAD_STATE, '"Pending" = "in_stock"', '`"Pending"=in_stock`'),
        (Why.MISSING, "--country DE --category laptop", "`country=DE category=laptop`"),
        (Why.NO_CURRENCY, "--currency EUR", "`EUR`"),
        (Why.BAD_AMOUNT, "--decimal comma", "`decimal-comma`"),
        (Why.NOT_OURS, '"Pending" = "ignore"', '`"Pending"=ignore`'),
        (Why.OTHER_STATE, "/device show Pending", "`/device show Pending`"),
    ],
)
def test_what_helps_is_an_example_of_the_very_problem(why: Why, typed: str, dropped: str) -> None:
    assert typed in words("en-US", Way.TYPED).help(refused(why))
    assert dropped in words("en-US", Way.DROPPED).help(refused(why))


@pytest.mark.parametrize(
    ("amount", "typed", "dropped"),
    [
        ("$2,199.00", "--currency USD, --currency CAD, or --currency AUD", "`USD`, `CAD`, or `AUD`"),
        ("12 499 kr", "--currency SEK, --currency NOK, or --currency DKK", "`SEK`, `NOK`, or `DKK`"),
        ("2,199.00", "--currency EUR", "`EUR`"),
    ],
)
def test_a_sign_that_several_currencies_have_is_asked_about_by_these(amount: str, typed: str, dropped: str) -> None:
    facts = {"column": "Price", "values": amount}
    assert words("en-US", Way.TYPED).doubt(Doubt.CURRENCY, facts).endswith(typed)
    assert words("en-US", Way.DROPPED).doubt(Doubt.CURRENCY, facts).endswith(dropped)


def test_what_a_cell_holds_stands_as_it_is_on_paper_and_is_harmless_in_slack() -> None:
    evil = "<!channel> & *bold*"
    judgement = refused(Why.BAD_COUNTRY, evil)
    assert words("en-US", Way.TYPED).reason(judgement) == f"“{evil}” in {evil} is no country."
    assert "<!channel>" not in words("en-US", Way.DROPPED).reason(judgement)
    assert "<!channel>" not in words("en-US", Way.DROPPED).help(refused(Why.BAD_STATE, evil))
