"""Ids come back as they went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.ids import Opened, Target

NUMBERS = st.integers(min_value=0, max_value=10**18 - 1)
TARGETS = st.builds(Target, NUMBERS, st.none() | NUMBERS)
IDS = st.none() | st.text(alphabet="CDG0123456789.", min_size=1)


@given(TARGETS)
def test_targets(target: Target) -> None:
    assert Target.decode(target.encode()) == target


@given(st.builds(Opened, st.none() | TARGETS, IDS, IDS))
def test_where_a_form_was_opened(opened: Opened) -> None:
    assert Opened.decode(opened.encode()) == opened


@pytest.mark.parametrize("text", ["", ":", "1:", ":1", "a", "1:2:3", "-1", "1 ", "١", "9" * 30])
def test_anything_else_is_no_target(text: str) -> None:
    with pytest.raises(ValueError, match="no target"):
        Target.decode(text)
