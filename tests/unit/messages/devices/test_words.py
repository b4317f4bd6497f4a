"""What somebody types who looks for devices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.device import DeviceState
from lifecycle.folding import folded
from lifecycle.reads.finding import Word
from lifecycle.retrieval import Condition
from messages import finding
from messages.finding import MOST_LETTERS, MOST_WORDS, Fault, Unclear
from messages.fleet.narrowing import vocabulary
from messages.labels import CONDITIONS, DEVICE_STATES, STANDINGS
from messages.reader import Reader
from messages.voice import voice
from tests.support.samples import POLICY
from tests.unit.messages.locales import EVERY_LOCALE

ENGLISH, GERMAN = Reader("en-US", "UTC"), Reader("de-DE", "UTC")


def parsed(words: str, reader: Reader = ENGLISH) -> tuple[Word, ...]:
    return finding.parse(words, reader, POLICY)


def texts(words: str, reader: Reader = ENGLISH) -> list[str]:
    return [word.text for word in parsed(words, reader)]


def fault(words: str) -> Fault | None:
    try:
        parsed(words)
    except Unclear as unclear:
        return unclear.why
    return None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Łódź", "lodz"),
        ("MÜLLER", "muller"),
        ("Straße", "strasse"),
        ("Anne-Marie  O'Brien", "anne marie o brien"),
        ("50%_off\\", "50 off"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("王 伟", "王 伟"),
        ("%", ""),
    ],
)
def test_words_are_compared_without_case_accents_and_marks(typed: str, text: str) -> None:
    assert folded(typed) == text


@given(st.text())
def test_what_is_folded_stays_so(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_every_word_is_one_and_keeps_its_label() -> None:
    first, second = parsed(" dd-00042   ThinkPad ")
    assert (first.typed, first.text, first.label) == ("dd-00042", "dd 00042", "DD-00042")
    assert second == Word(typed="ThinkPad", text="thinkpad", label="THINKPAD")


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_states_conditions_and_countries_are_known_by_their_names(locale: str) -> None:
    reader = Reader(locale, "UTC")
    speaking = voice(reader)
    for state, label in DEVICE_STATES.items():
        for name in (label, speaking.gettext(label), state.value.replace("_", " ")):
            (word,) = parsed(name.upper(), reader)
            assert state in word.states, name
    for condition, label in CONDITIONS.items():
        (word,) = parsed(speaking.gettext(label), reader)
        assert condition in word.conditions
    for name in ("United Kingdom", "gb", speaking.country("GB")):
        (word,) = parsed(name, reader)
        assert word.countries == {"GB"}, name


def test_the_longest_name_is_taken_and_small_words_are_passed_over() -> None:
    laptop, state, place = parsed("laptops in stock in Berlin")
    assert laptop.categories == {"laptop"}
    assert state.states == {DeviceState.IN_STOCK, DeviceState.READY}, "what is counted as in stock"
    assert place.locations == {"berlin"}
    assert texts("the laptops of Greta") == ["laptops", "greta"]
    (india,) = parsed("IN")
    assert india.countries == {"IN"}
    assert [word.countries for word in parsed("laptop IN")][1] == {"IN"}
    assert parsed("in")[0].countries == {"IN"}, "alone it can mean nothing else"


def test_a_word_in_another_language_and_the_english_one_mean_the_same() -> None:
    assert parsed("Deutschland", GERMAN)[0].countries == parsed("germany", GERMAN)[0].countries == {"DE"}
    assert Condition.DAMAGED in parsed("damaged", GERMAN)[0].conditions


def test_somebody_is_mentioned_and_addresses_are_what_they_show() -> None:
    who, mail, plain = parsed("<@U0GRETA|greta> <mailto:g@x.example|g@x.example> &lt;b&gt;")
    assert (who.account, who.text) == ("U0GRETA", "")
    assert (mail.typed, mail.account) == ("g@x.example", None)
    assert plain.typed == "<b>"


@pytest.mark.parametrize("quotes", ['""', "“”", "„“", '"”'])
def test_quotes_hold_words_together(quotes: str) -> None:
    (words, other) = parsed(f"{quotes[0]}in use  by  Greta{quotes[1]} laptops")
    assert (words.typed, words.quoted, words.states) == ("in use by Greta", True, frozenset())
    assert other.categories == {"laptop"}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Fault.NOTHING),
        ("  \n", Fault.NOTHING),
        ("%", Fault.NO_LETTERS),
        ("' _ \" %", Fault.NO_LETTERS),
        ("\u200b\u2066", Fault.NO_LETTERS),
        ("of the", Fault.NO_LETTERS),
        ("x" * MOST_LETTERS, None),
        ("x" * (MOST_LETTERS + 1), Fault.TOO_LONG),
        ("x " * MOST_WORDS, None),
        ("x " * (MOST_WORDS + 1), Fault.TOO_LONG),
        ("word " * 100, Fault.TOO_LONG),
        ("'; DROP TABLE device; --", None),
        ('"unbalanced', None),
    ],
)
def test_what_cannot_be_looked_for_is_told_apart(typed: str, why: Fault | None) -> None:
    assert fault(typed) == why


@given(st.text(max_size=MOST_LETTERS))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        words = parsed(typed)
    except Unclear:
        return
    assert 0 < len(words) <= MOST_WORDS
    assert all(word.text or word.account for word in words)


@pytest.mark.parametrize(
    ("typed", "label"),
    [(" dd-1 ", "DD-1"), ("`DD-1`", "DD-1"), ("a  b", "A B"), ("A&amp;B", "A&B"), ("", None), ("\u200b", None)],
)
def test_a_label_is_read_as_it_is_kept(typed: str, label: str | None) -> None:
    assert finding.label_of(typed) == label


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_by_what_the_fleet_is_counted_it_is_found(locale: str) -> None:
    reader = Reader(locale, "UTC")
    speaking = voice(reader)
    counted = vocabulary(POLICY, (), speaking)
    for label in (*STANDINGS.values(), *DEVICE_STATES.values()):
        said = speaking.gettext(label)
        for name in (label, said):
            (word,) = parsed(name, reader)
            assert word.states == counted.read(name).states, name
