"""The manual tells the same as the code."""

import re
from pathlib import Path

from bot.api.endpoints import ENDPOINTS
from bot.api.questions import MOST, USUAL, PageQuestion
from bot.diagram import page
from messages.tags.sheets import SHEETS

DOCS = Path("docs")


def test_every_address_is_told_with_its_parameters() -> None:
    told = (DOCS / "api.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(/[^`]*)` \|.*\| ?(.*?) ?\|$", told, re.MULTILINE))
    assert rows.pop("/openapi.json") == ""
    assert rows == {
        one.path: ", ".join(f"`{name}`" for name in one.question.model_fields if name not in PageQuestion.model_fields)
        for one in ENDPOINTS
    }
    assert f"`limit` ({USUAL} unless told, {MOST} at most)" in told


def test_every_sheet_of_labels_is_told() -> None:
    told = (DOCS / "operations.md").read_text(encoding="utf-8").partition("## Labels")[2].partition("\n## ")[0]
    assert [name for name in SHEETS if f"`{name}`" not in told] == []


def test_the_states_are_drawn_from_the_tables() -> None:
    assert (DOCS / "states.md").read_text(encoding="utf-8") == page()
