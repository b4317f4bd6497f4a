"""Real Bolt apps in the test process, connected to a sandbox in either way, and a clock that tests move."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import Sandbox
from sandbox.installation import SCOPES
from sandbox.server import ServerThread

Register: TypeAlias = Callable[[App], None]
Connect: TypeAlias = Callable[[Sandbox, Register], AbstractContextManager[App]]


ALL_SCOPES = SCOPES | {"team:read", "channels:read", "groups:read", "im:read"}


class HandClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


def client_of(sandbox: Sandbox) -> WebClient:
    """A client that retries nothing."""
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


def error_of(call: Callable[[], object]) -> str:
    with pytest.raises(SlackApiError) as refusal:
        call()
    return str(refusal.value.response["error"])


def bolt_app(sandbox: Sandbox, register: Register) -> App:
    app = App(
        name="app of a test",
        client=client_of(sandbox),
        signing_secret=sandbox.signing_secret,
        process_before_response=True,
        token_verification_enabled=False,
    )
    register(app)
    return app


@contextmanager
def over_socket(sandbox: Sandbox, register: Register) -> Iterator[App]:
    app = bolt_app(sandbox, register)
    handler = SocketModeHandler(app, sandbox.app_token, ping_interval=1)
    before = sandbox.socket_count
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        sandbox.wait_for_sockets(before + 1)
        yield app
    finally:
        _close(handler, sandbox)
        app.listener_runner.listener_executor.shutdown()


def _close(handler: SocketModeHandler, sandbox: Sandbox) -> None:
    """Close from Slack's side first: the client would wait three seconds for its own reader otherwise."""
    handler.client.auto_reconnect_enabled = False
    sandbox.close_sockets()
    handler.client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
    handler.client.closed = True
    handler.client.message_queue.put(None)
    handler.close()  # type: ignore[no-untyped-call]


@contextmanager
def over_http(sandbox: Sandbox, register: Register) -> Iterator[App]:
    app = bolt_app(sandbox, register)

    async def receive(request: Request) -> Response:
        bolt_request = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(app.dispatch, bolt_request))

    server = ServerThread()
    server.start(Starlette(routes=[Route("/slack/events", receive, methods=["POST"])]))
    sandbox.deliver_to(f"{server.url}/slack/events")
    try:
        yield app
    finally:
        server.stop()
        app.listener_runner.listener_executor.shutdown()


WAYS: dict[str, Connect] = {"http": over_http, "socket": over_socket}
