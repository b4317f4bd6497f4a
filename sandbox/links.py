"""Socket Mode: the app's WebSocket links, of which any one gets a payload [D:using-socket-mode]."""

import asyncio
import json

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.context import Slack
from sandbox.couriers import Parcel, Receipt, Undelivered
from sandbox.journal import EnvelopeType
from sandbox.payload import Payload, child, text

MAX_LINKS = 10
"""Open links per app [D:using-socket-mode]."""

_CONNECTION_SECONDS = 3600


class Links:
    """The open links. Everything but `count` runs in the server's loop."""

    def __init__(self, slack: Slack, ack_timeout: float) -> None:
        self._slack = slack
        self._ack_timeout = ack_timeout
        self._open: list[WebSocket] = []
        self._awaited: dict[str, asyncio.Future[Payload]] = {}
        self._turn = 0

    @property
    def count(self) -> int:
        """How many links are open."""
        return len(self._open)

    async def serve(self, link: WebSocket) -> None:
        """One link, from its handshake to its end."""
        if not self._slack.tickets.use(link.query_params.get("ticket", "")):
            await link.close()
            return
        await link.accept()
        if len(self._open) >= MAX_LINKS:
            await _disconnect(link, "too_many_websockets")
            return
        await link.send_json(self._hello())
        self._remember(link)
        try:
            await self._listen(link)
        finally:
            self._forget(link)

    async def bring(self, parcel: Parcel) -> Receipt:
        """Send an envelope over one link and wait for its ack, whichever link that comes over."""
        if not self._open:
            raise Undelivered("connection_failed")
        envelope = self._envelope(parcel)
        envelope_id = text(envelope, "envelope_id")
        ack: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        self._awaited[envelope_id] = ack
        self._turn += 1
        link = self._open[self._turn % len(self._open)]
        try:
            await link.send_json(envelope)
            return Receipt(await asyncio.wait_for(ack, self._ack_timeout))
        except TimeoutError:
            raise Undelivered("timeout") from None
        except (WebSocketDisconnect, RuntimeError):
            raise Undelivered("connection_failed") from None
        finally:
            del self._awaited[envelope_id]

    async def refresh(self, reason: str) -> None:
        """Tell every link to go: `warning` comes before the end, `refresh_requested` and `link_disabled` are it."""
        for link in tuple(self._open):
            await _disconnect(link, reason)

    async def close(self) -> None:
        """End every link with a close frame, and no message before it."""
        for link in tuple(self._open):
            self._forget(link)
            await link.close()

    async def drop(self) -> None:
        """Break every link without a word."""
        for link in tuple(self._open):
            self._forget(link)
            link.state.transport.abort()

    async def _listen(self, link: WebSocket) -> None:
        try:
            while True:
                self._settle(json.loads(await link.receive_text()))
        except WebSocketDisconnect:
            return

    def _settle(self, ack: object) -> None:
        if isinstance(ack, dict):
            waiting = self._awaited.get(text(ack, "envelope_id"))
            if waiting and not waiting.done():
                waiting.set_result(child(ack, "payload"))

    def _remember(self, link: WebSocket) -> None:
        with self._slack.workspace.changing():
            self._open.append(link)

    def _forget(self, link: WebSocket) -> None:
        with self._slack.workspace.changing():
            if link in self._open:
                self._open.remove(link)

    def _hello(self) -> Payload:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": _CONNECTION_SECONDS},
            "connection_info": {"app_id": self._slack.app.app_id},
        }

    def _envelope(self, parcel: Parcel) -> Payload:
        with self._slack.workspace.changing():
            envelope: Payload = {"envelope_id": self._slack.workspace.ids.new("envelope-")}
        envelope |= {"type": parcel.type, "payload": parcel.payload}
        if parcel.type is EnvelopeType.EVENT:
            retry = {"retry_attempt": parcel.retry, "retry_reason": parcel.retry_reason}
            return envelope | {"accepts_response_payload": False, **retry}
        return envelope | {"accepts_response_payload": True}


async def _disconnect(link: WebSocket, reason: str) -> None:
    await link.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
    if reason != "warning":
        await link.close()
