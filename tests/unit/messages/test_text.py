"""What people type never works as markup and is cut where it is whole."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.text import NOTHING, clean, clip, code, escape, inline, one_line, size, unescape
from sandbox.mrkdwn import Reader as Eyes
from sandbox.mrkdwn import read
from sandbox.sandbox import Sandbox

TYPED = st.text(alphabet=st.characters(codec=None), max_size=120)

DANGEROUS = {
    "everybody": "<!channel> hello",
    "a person": "<@U0ANA> hello",
    "a group": "<!subteam^S0IT>",
    "a link": "<https://evil.example|Slack login>",
    "bold": "*now*",
    "bold in a sentence": "do it *now*, please",
    "italic": "_now_",
    "struck": "~now~",
    "code": "`now`",
    "much code": "```now```",
    "emoji": ":tada:",
    "here": "@here and @channel",
    "quotation": "> said",
    "entity": "&lt;!channel&gt;",
}


@pytest.mark.parametrize("name", DANGEROUS)
def test_it_is_shown_as_it_was_typed(name: str) -> None:
    with Sandbox() as sandbox:
        eyes = Eyes(sandbox.workspace, next(iter(sandbox.workspace.directory.users.values())))
        seen = read(inline(DANGEROUS[name], 80), eyes)
    alike = str.maketrans("∗＿∼ˋ꞉＠›", "*_~`:@>")
    assert seen.translate(alike) == DANGEROUS[name]


@given(TYPED)
def test_nothing_typed_is_markup(typed: str) -> None:
    shown = inline(typed, 80)
    assert not set("<>`") & set(shown)
    assert "\n" not in shown
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067") & set(shown)
    assert shown


@given(TYPED, st.integers(min_value=1, max_value=100))
def test_it_fits_once_it_is_escaped(typed: str, most: int) -> None:
    assert size(escape(clip(typed, most))) <= most
    assert clip(typed, most) == typed or clip(typed, most).endswith("…")
    assert size(inline(typed, most)) <= max(most, 3)
    assert unescape(escape(clip(typed, most))) == clip(typed, most)


def test_what_is_short_enough_is_not_cut() -> None:
    assert clip("&" * 16, 80) == "&" * 16
    assert clip("&" * 17, 80) == "&" * 15 + "…"
    assert clip("\N{FAMILY}" * 5, 10) == "\N{FAMILY}" * 5
    assert clip("\N{FAMILY}" * 6, 10) == "\N{FAMILY}" * 4 + "…"


def test_a_mark_within_a_word_stays_what_it_is() -> None:
    assert inline("PO_2026_114", 80) == "PO_2026_114"
    assert inline("3*4", 80) == "3*4"


def test_numbers_to_copy_stand_verbatim_in_code() -> None:
    assert code("_A*1_ & <b>", 80) == "`_A*1_ &amp; &lt;b&gt;`"
    assert code("a`b", 80) == "`aˋb`"


def test_lines_become_one() -> None:
    assert one_line("  a\r\nb\n\n\tc\u2028d ") == "a b c d"
    assert clean(" a\n\nb\x00\u202e ") == "a\n\nb"


def test_no_control_character_and_no_half_of_one_is_shown() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    unwanted = [one for one in every if unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t"]
    assert clean(f"a{''.join(unwanted)}b") == "ab"


def test_text_from_right_to_left_is_isolated() -> None:
    assert inline("\u05d0\u05d1", 80) == "\u2068\u05d0\u05d1\u2069"
    assert inline("\u202eabc", 80) == "abc"


UNSEEN = ("\u200b", "\u00ad", "\u2800", "\u3164", "\u2060\u200d", "\u00a0\u3000", "\u0301", "\ufe0f", "\U000e0041")


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_what_leaves_no_mark_is_nothing(text: str) -> None:
    assert clean(text) == one_line(f" {text} {text} ") == ""
    assert inline(text, 80) == NOTHING
    assert one_line(f"Zoë{text}") != ""


def test_half_a_character_and_nothing_at_all() -> None:
    assert inline("\ud800", 80) == NOTHING
    assert inline(" \n ", 80) == NOTHING
