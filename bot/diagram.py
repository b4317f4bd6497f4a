"""State diagrams drawn from the transition tables, so that the manual cannot tell another story than the rules.

`python -m bot.diagram > docs/states.md` writes that page anew.
"""

import sys
from collections import defaultdict
from enum import StrEnum
from typing import TypeVar

from lifecycle.audit import AUDIT_TRANSITIONS, AuditState
from lifecycle.campaign import CAMPAIGN_TRANSITIONS, CampaignState
from lifecycle.device import DEVICE_ENDS, DEVICE_TRANSITIONS
from lifecycle.request import LINE_ENDS, LINE_TRANSITIONS, REQUEST_ENDS, REQUEST_TRANSITIONS
from lifecycle.retrieval import RETURN_TRANSITIONS
from lifecycle.sanitization import CERTIFICATE_ENDS, CERTIFICATE_TRANSITIONS
from lifecycle.transitions import Table

S = TypeVar("S", bound=StrEnum)

HEAD = """\
# States

Everything on record is in one of these states, and goes from one to the next by the events on the arrows. Drawn from
the transition tables in `lifecycle/`: `.venv/bin/python -m bot.diagram > docs/states.md` writes this page anew.
"""


def mermaid(table: Table[S], ends: frozenset[S] = frozenset()) -> str:
    """A Mermaid state diagram of one table.

    Moves between the same two states share an arrow, staying put is left out.
    """
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in table.rows:
        for source in sorted(map(str, row.sources)) or ["[*]"]:
            if source != row.target:
                arrows[source, str(row.target)].append(row.event.replace("_", " "))
    lines = [f"    {source} --> {target}: {' / '.join(events)}" for (source, target), events in arrows.items()]
    return "\n".join(["stateDiagram-v2", *lines, *(f"    {end} --> [*]" for end in sorted(ends))])


def page() -> str:
    """The manual's page on states: every table under its heading."""
    tables = (
        ("A request", mermaid(REQUEST_TRANSITIONS, REQUEST_ENDS)),
        ("A line of a request", mermaid(LINE_TRANSITIONS, LINE_ENDS)),
        ("A device", mermaid(DEVICE_TRANSITIONS, DEVICE_ENDS)),
        ("A return", mermaid(RETURN_TRANSITIONS)),
        ("A certificate of sanitization", mermaid(CERTIFICATE_TRANSITIONS, CERTIFICATE_ENDS)),
        ("An audit of a person or a shelf", mermaid(AUDIT_TRANSITIONS, frozenset({AuditState.CLOSED}))),
        ("An audit campaign", mermaid(CAMPAIGN_TRANSITIONS, frozenset({CampaignState.CLOSED}))),
    )
    return "\n".join([HEAD, *(f"## {heading}\n\n```mermaid\n{drawing}\n```\n" for heading, drawing in tables)])


if __name__ == "__main__":
    sys.stdout.write(page())
