"""Which courier takes a notice: to Slack or to the mail, as things stand when it leaves."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.delivery.outcomes import Outcome
from lifecycle.notices import Notice
from lifecycle.ports import Store
from lifecycle.retrieval import Return
from lifecycle.returns.notices import FOLLOWING, readdressed
from store.outbox.outbox import Dispatch

MAIL = "mail:"
"""How an address begins that is not in Slack."""


class Carrier(Protocol):
    """Takes notices to people."""

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        """Deliver what was claimed at `claimed` (seconds that never go back); words are reckoned from `now` (UTC)."""


@dataclass(frozen=True, slots=True)
class Couriers:
    """One courier for each way to reach people."""

    slack: Carrier
    mail: Carrier
    store: Store

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        """Deliver by the way by which its reader can be reached now; a letter that may have left stays a letter."""
        if not (dispatch.resumed and dispatch.notice.to.startswith(MAIL)):
            dispatch = replace(dispatch, notice=self._readdressed(dispatch.notice))
        courier = self.mail if dispatch.notice.to.startswith(MAIL) else self.slack
        return courier.carry(dispatch, now, claimed)

    def _readdressed(self, notice: Notice) -> Notice:
        if notice.subject is None or notice.kind not in FOLLOWING:
            return notice
        with self.store.reading() as reads:
            item = reads.item(notice.subject)
        return readdressed(notice, item) if isinstance(item, Return) else notice
