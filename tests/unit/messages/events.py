"""Which events are about what."""

from lifecycle.events import Happened
from lifecycle.notices import NEVER_TOLD
from lifecycle.request import LINE_TRANSITIONS, REQUEST_TRANSITIONS

IN_TABLES = {row.event for row in REQUEST_TRANSITIONS.rows} | {row.event for row in LINE_TRANSITIONS.rows}
OF_REQUESTS = [event for event in Happened if event in IN_TABLES or event is Happened.RECIPIENT_JOINED]
TOLD = [event for event in OF_REQUESTS if event not in NEVER_TOLD]
"""Events of requests that have a story."""
