"""What is said by itself when something is due."""

from dataclasses import replace

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Step
from messages.notices import render
from messages.reader import Reader
from tests.support.samples import LATE, NOW, POLICY, facts

ENGLISH = Reader("en-US", "UTC")


def test_a_reminder_names_every_line_that_is_late() -> None:
    ordered_twice = facts(LATE, lines=(LATE.request.lines[1], replace(LATE.request.lines[1], number=3, name="Dock")))
    notice = Notice(
        kind=Kind.NUDGE,
        to="channel:C1",
        key="k",
        at=NOW,
        event=Happened.REQUEST_NUDGED,
        parts=(2, 3),
        facts={"step": Step.ORDER_LATE, "about": "2:2026-11-21, 3:2026-11-21"},
    )
    assert render(notice, ordered_twice, POLICY, ENGLISH, NOW).text == (
        "Late for request #17: Headset (ordered from Tönnies &amp; Söhne, expected on Nov 21, 2026) "
        "and Dock (ordered from Tönnies &amp; Söhne, expected on Nov 21, 2026). "
        "IT, please ask the vendors, or mark what is here received on the card."
    )
