"""Which courier takes a notice: by its address, to Slack or to the mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.outcomes import Outcome
from store.outbox import Dispatch

MAIL = "mail"
"""The kind of address that is not in Slack."""


class Carrier(Protocol):
    """Takes notices to people."""

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        """Deliver what was claimed at `claimed` (seconds that never go back); words are reckoned from `now` (UTC)."""


@dataclass(frozen=True, slots=True)
class Couriers:
    """One courier for each way to reach people."""

    slack: Carrier
    mail: Carrier

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        """Deliver by the way that the address names."""
        kind, _, _ = dispatch.notice.to.partition(":")
        courier = self.mail if kind == MAIL else self.slack
        return courier.carry(dispatch, now, claimed)
