"""Ids come back as they went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.subject import Subject, SubjectKind
from messages.ids import Opened, Target

NUMBERS = st.integers(min_value=0, max_value=10**18 - 1)
SUBJECTS = st.builds(Subject, st.sampled_from(SubjectKind), NUMBERS)
TARGETS = st.builds(Target, SUBJECTS, st.none() | NUMBERS)
IDS = st.none() | st.text(alphabet="CDG0123456789.", min_size=1)


@given(TARGETS)
def test_targets(target: Target) -> None:
    assert Target.decode(target.encode()) == target


@given(st.builds(Opened, st.none() | TARGETS, IDS, IDS, IDS))
def test_where_a_form_was_opened(opened: Opened) -> None:
    assert Opened.decode(opened.encode()) == opened


WRONG_NUMBERS = ("", "a", "1:2", "-1", "1 ", "١", "9" * 30)
NO_TARGETS = (
    *("", ":", "1", "request", ":1", "visitor:1"),
    *(f"request:{number}" for number in WRONG_NUMBERS),
    *(f"request:1/{number}" for number in (*WRONG_NUMBERS, "2/3")),
)


@pytest.mark.parametrize("text", NO_TARGETS)
def test_anything_else_is_no_target(text: str) -> None:
    with pytest.raises(ValueError, match=r"no subject|no target|is not a valid"):
        Target.decode(text)
