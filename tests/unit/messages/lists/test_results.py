"""What IT is told about a dropped list, within Slack's limits."""

import pytest

from lifecycle.importing import Verdict
from lifecycle.list_flaws import Why
from messages import lists
from messages.budget import over_blocks, over_text
from messages.lists import MOST_REASONS, Refusal, Result
from messages.places import DroppedList
from messages.rows import Way
from sandbox.blockkit import check_message
from tests.unit.messages.lists.samples import refused, words
from tests.unit.messages.locales import EVERY_LOCALE

COUNTS = {Verdict.MADE: 90_000, Verdict.CHANGED: 5, Verdict.LEFT: 6, Verdict.REFUSED: 10_000}
FILLINGS = ("x" * 5000, "<" * 5000, "&_*`" * 1000, "👩‍💻" * 500, "عمر" * 900)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS, ids=["x", "<", "marks", "emoji", "arabic"])
def test_the_longest_refusals_are_within_the_limits(filling: str, locale: str) -> None:
    speaking = words(locale, Way.DROPPED)
    for start in range(0, len(Why), MOST_REASONS):
        some = [Refusal(refused(why, filling), (99_990, 99_991, 99_992), 2_000) for why in [*Why][start:]]
        result = Result("fleet.csv", COUNTS, some, continued=3)
        for message in (lists.foreseen(DroppedList("F1", "x"), result, speaking), lists.taken(result, speaking)):
            assert [*over_text(message.text), *over_blocks(message.blocks)] == []
            assert check_message({"text": message.text, "blocks": message.blocks}, "chat.postMessage") == []


def test_refused_rows_are_named_with_the_reason_and_what_helps() -> None:
    missing = Refusal(refused(Why.MISSING, fields="country"), (3, 4, 5, 6, 7), 12)
    twice = Refusal(refused(Why.TWICE, "PF1", row=2), (9,), 1)
    counts = {Verdict.MADE: 1, Verdict.CHANGED: 0, Verdict.LEFT: 0, Verdict.REFUSED: 15}
    told = lists.taken(Result("fleet.csv", counts, [missing, twice]), words("en-US", Way.DROPPED))
    shown = [block["text"]["text"] for block in told.blocks]  # type: ignore[index]
    assert shown[1:] == [
        "Rows 3, 4, 5, 6, 7, and 7 more: It is new here, and nothing tells its country. If it is the same for all such "
        "rows, send the list again and write `country=DE` with it. Or fill in a column for it.",
        "Row 9: The serial number PF1 is in row 2 already. Take one of the two rows out, or correct its number.",
        "2 more rows are refused: the file has the reasons.",
    ]
