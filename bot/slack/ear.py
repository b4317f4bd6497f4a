"""Hears Slack through a WebSocket (Socket Mode)."""

import logging
import socket
import threading
from contextlib import suppress
from datetime import timedelta

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.clock import Clock
from bot.delivery.refusals import NETWORK, code_of
from bot.faults import Fault, Faulty

LISTENERS = 10
"""Payloads that are worked on at the same time."""

STALE_AFTER = timedelta(seconds=40)
"""Silence after which a link counts as dead: Bolt pings every 10 s."""

TOLD_AGAIN_SECONDS = 0.05
"""How long the client's reader gets to end before it is told again."""

DRAIN_SECONDS = 3
"""How long a payload is worth waiting for at the end: Slack waits no longer for its acknowledgement."""


class Ear(SocketModeHandler):
    """A Socket Mode handler that can end well: what came in before is answered, what comes after is not begun.

    `clock` is the machine's: the time by which Bolt dates its pings.
    """

    def __init__(self, app: App, app_token: str, client: WebClient, clock: Clock) -> None:
        super().__init__(
            app,
            app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=client,
            concurrency=LISTENERS,
        )
        self._clock = clock
        self._change = threading.Condition()
        self._received = 0
        self._begun = 0
        self._answered = 0
        self._last: int | None = None
        self.client.on_message_listeners.append(self._receive)

    def start_hearing(self) -> None:
        """Connect; raises `Faulty` when Slack does not take the token, or cannot be reached."""
        try:
            self.client.connect()
        except SlackApiError as error:
            raise Faulty("Slack", [Fault("SLACK_APP_TOKEN", f"is not accepted: {code_of(error)}")]) from error
        except NETWORK as error:
            raise Faulty("Slack", [Fault("SLACK_API_URL", f"cannot be reached: {error}")]) from error

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Let the app work, and send its answer."""
        if not self._begin():
            return
        try:
            super().handle(client, req)
        finally:
            with self._change:
                self._answered += 1
                self._change.notify_all()

    def stop(self) -> None:
        """Answer what has come in so far, then hang up. What comes meanwhile, Slack delivers to another, or again."""
        with self._change:
            self._last = last = max(self._received, self._begun)
            self._change.wait_for(lambda: self._answered >= last, DRAIN_SECONDS)
        self._hang_up()

    def fault(self) -> str | None:
        """What is wrong with the link, if anything."""
        session = self.client.current_session
        if session is None or not session.is_active():
            return "not connected"
        heard = session.last_ping_pong_time
        silence = self._clock().timestamp() - heard if heard else 0
        return f"silent for {silence:.0f} s" if silence > STALE_AFTER.total_seconds() else None

    def _hang_up(self) -> None:
        """Close the link, ending the read that `close` would otherwise wait for until it times out after seconds."""
        session = self.client.current_session
        link = session.sock if session else None
        if link:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RD)
        self.client.closed = True
        self.client.message_queue.put(None)  # ends the wait of up to a second for a message that does not come any more
        self.client.auto_reconnect_enabled = False
        self.client.current_session_state.terminated = True
        try:
            self.client.disconnect()
        except AttributeError:  # the reader closed the same socket between the client's look at it and its grip
            self.client.disconnect()
        self._end_reading()
        self.client.close()

    def _end_reading(self) -> None:
        """End the client's reader, which forgets that it is to end if it is told so in its very first moment."""
        runner = self.client.current_session_runner
        runner.event.set()
        while runner.is_alive():
            self.client.current_session_state.terminated = True
            runner.thread.join(TOLD_AGAIN_SECONDS)

    def _receive(self, message: str) -> None:
        if '"envelope_id"' in message:
            with self._change:
                self._received += 1

    def _begin(self) -> bool:
        """Whether the next payload is worked on; they begin in the order in which they came."""
        with self._change:
            if self._last is not None and self._begun >= self._last:
                return False
            self._begun += 1
            return True
