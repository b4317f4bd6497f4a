"""Bringing payloads to the app: interactions once, events until they are acknowledged or given up."""

import asyncio
from collections.abc import Sequence

from sandbox.context import Slack
from sandbox.couriers import Courier, Parcel, Receipt, Undelivered
from sandbox.faults import Faults
from sandbox.journal import Delivery, EnvelopeType
from sandbox.payload import Payload
from sandbox.server import ServerThread

RETRY_SECONDS: Sequence[float] = (0, 60, 300)
"""Waits before the second, third and fourth try of an event [D:events-api]."""


class Dispatcher:
    """Delivers through `courier`, which may be exchanged while nothing is under way."""

    def __init__(
        self, slack: Slack, server: ServerThread, courier: Courier, faults: Faults, retry_scale: float
    ) -> None:
        self.courier = courier
        self._slack = slack
        self._server = server
        self._faults = faults
        self._waits = [seconds * retry_scale for seconds in RETRY_SECONDS]
        self._events_under_way = 0

    def ask(self, kind: EnvelopeType, payload: Payload) -> Receipt:
        """Deliver a command or an interaction, once, and wait for the answer.

        Raises:
            Undelivered: the app did not acknowledge; Slack does not try again.
        """
        return self._server.run(self._bring_copies(Parcel(kind, payload)))

    def tell(self, payload: Payload) -> None:
        """Deliver an event, with retries, without waiting for it."""
        with self._slack.workspace.changing():
            self._events_under_way += 1
        self._server.spawn(self._bring_event(payload))

    def wait_for_events(self, timeout: float = 5.0) -> None:
        """Wait until every event was acknowledged or given up.

        Raises:
            TimeoutError: some were not, after `timeout` seconds.
        """
        self._slack.workspace.wait_until(lambda: self._events_under_way == 0, timeout)

    async def _bring_event(self, payload: Payload) -> None:
        reason = ""
        try:
            for retry, wait in enumerate((0.0, *self._waits)):
                await asyncio.sleep(wait)
                try:
                    await self._bring_copies(Parcel(EnvelopeType.EVENT, payload, retry, reason))
                except Undelivered as failure:
                    reason = failure.reason
                    if failure.is_final:
                        return
                else:
                    return
        finally:
            with self._slack.workspace.changing():
                self._events_under_way -= 1

    async def _bring_copies(self, parcel: Parcel) -> Receipt:
        """As many copies at once as a fault asks for; the first one's outcome counts."""
        copies = [self._bring(parcel) for _ in range(self._faults.take_copies())]
        outcomes = await asyncio.gather(*copies, return_exceptions=True)
        first = outcomes[0]
        if isinstance(first, BaseException):
            raise first
        return first

    async def _bring(self, parcel: Parcel) -> Receipt:
        try:
            receipt = await self.courier.bring(parcel)
        except Undelivered as failure:
            self._record(parcel, failure.reason)
            raise
        self._record(parcel, None)
        return receipt

    def _record(self, parcel: Parcel, failure: str | None) -> None:
        with self._slack.workspace.changing():
            self._slack.workspace.journal.deliveries.append(
                Delivery(self._slack.now(), parcel.type, parcel.payload, parcel.retry, failure)
            )
