from io import StringIO

import pytest

from bot.tour.narrator import UNCHANGED, WIDTH, Narrator, different


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ("abc", "abc", f"{UNCHANGED}"),
        ("abcd", "abXd", f"{UNCHANGED}bX{UNCHANGED}"),
        ("abc", "abcX", f"{UNCHANGED}cX"),
        ("abcd", "abc", f"{UNCHANGED}c"),
        ("abc", "Xbc", f"X{UNCHANGED}"),
        ("", "ab", "ab"),
    ],
    ids=["same", "replaced", "added", "removed", "first", "new"],
)
def test_of_what_was_shown_before_only_the_difference_is_shown(before: str, now: str, shown: str) -> None:
    assert "".join(different(before, now)) == shown


def test_every_line_fits_a_terminal_and_is_marked() -> None:
    out = StringIO()
    Narrator(out).screen("Ana sees", "word " * 50, "a card")
    caption, *lines = out.getvalue().split("\n")[1:-1]
    assert caption == "    Ana sees:"
    assert len(lines) > 1
    assert all(line.startswith("    │ word") and len(line) <= WIDTH for line in lines)
