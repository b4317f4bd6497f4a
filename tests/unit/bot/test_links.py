"""Links to a return's page: good ones, forged ones, old ones."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import VALID_FOR, Links, ReturnLink
from store.crypto import Cipher

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
LINKS = Links("k" * 40)
TOKEN = LINKS.issue(17, NOW)
URL_SAFE = set(string.ascii_letters + string.digits + "-_")


def test_a_link_leads_to_its_return_until_its_day_is_over() -> None:
    last_day = (NOW + VALID_FOR).date()
    midnight = datetime.combine(last_day, datetime.min.time(), tzinfo=UTC) + timedelta(days=1)
    assert set(TOKEN) <= URL_SAFE
    assert LINKS.read(TOKEN, NOW) == ReturnLink(17, last_day)
    assert LINKS.read(TOKEN, midnight - timedelta(seconds=1)) == ReturnLink(17, last_day)
    assert LINKS.read(TOKEN, midnight) is None


def test_any_change_makes_it_worthless() -> None:
    for place, was in enumerate(TOKEN):
        for other in URL_SAFE - {was}:
            assert LINKS.read(TOKEN[:place] + other + TOKEN[place + 1 :], NOW) is None


@pytest.mark.parametrize("extra", ["=", "A", " ", "\n", "/", "==", "\N{FULLWIDTH DIGIT ONE}"])
def test_a_link_has_one_spelling(extra: str) -> None:
    assert LINKS.read(TOKEN + extra, NOW) is None
    assert LINKS.read(extra + TOKEN, NOW) is None


@given(st.text(max_size=80) | st.text("AB-_=", max_size=64))
def test_no_text_is_a_link(text: str) -> None:
    assert LINKS.read(text, NOW) is None


def test_keys_are_changed_in_turn() -> None:
    both = Links(f"{'n' * 40}, {'k' * 40}")
    assert both.read(TOKEN, NOW) == LINKS.read(TOKEN, NOW)
    new = both.issue(17, NOW)
    assert Links("n" * 40).read(new, NOW) == LINKS.read(TOKEN, NOW)
    assert LINKS.read(new, NOW) is None


def test_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="SECRET_KEY is empty"):
        Links(" , ")


def test_the_key_is_for_links_alone() -> None:
    assert Links("j" * 40).issue(17, NOW) != TOKEN
    assert Cipher("k" * 40).index("17") not in TOKEN
