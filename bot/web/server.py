"""The web server: Slack's requests, health and figures."""

import socket
import threading
from collections.abc import Callable, Sequence
from functools import partial

import uvicorn
from anyio import CapacityLimiter, to_thread
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.ports import listen
from bot.web.health import Health
from bot.web.metrics import CONTENT_TYPE

LARGEST_BODY = 1_000_000
"""Bytes of a request; Slack's largest payloads stay far below."""

LISTENERS = 32
"""Requests of Slack's that are worked on at the same time, in threads of their own: health never waits for them."""

DRAIN_SECONDS = 5
"""How long requests are waited for at the end; a listener is through long before."""


def application(
    app: App | None, health: Health, figures: Callable[[], bytes], more: Sequence[BaseRoute] = ()
) -> Starlette:
    """Everything there is to ask; `app` hears Slack's requests, None when Slack is heard through a WebSocket.

    `more` are the pages for people who are not in Slack, and the interface for programs.
    """
    limiter = CapacityLimiter(LISTENERS)

    async def events(request: Request) -> Response:
        body = await body_of(request, LARGEST_BODY)
        if body is None:
            return PlainTextResponse("too large", 413)
        if app is None or not _is_text(body):
            return PlainTextResponse("not text", 400)
        heard = await to_thread.run_sync(app.dispatch, to_bolt_request(request, body), limiter=limiter)
        return to_starlette_response(heard)

    def healthz(_: Request) -> Response:
        faults = health.faults()
        told = {"status": "failing" if faults else "ok", "faults": faults, "warnings": health.warnings()}
        return JSONResponse(told, 503 if faults else 200)

    def metrics(_: Request) -> Response:
        return Response(figures(), media_type=CONTENT_TYPE)

    routes: list[BaseRoute] = [Route("/healthz", healthz), Route("/metrics", metrics), *more]
    if app is not None:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes)


class WebServer:
    """Serves an application in a thread; the port is taken from construction on, or `Faulty` raised.

    `taken` is the port's socket where somebody has it already.
    """

    def __init__(self, application: Starlette, host: str, port: int, taken: socket.socket | None = None) -> None:
        self._socket = taken or listen(host, port)
        self.host: str = host
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=DRAIN_SECONDS,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=partial(self._server.run, sockets=[self._socket]), name="web", daemon=True
        )

    @property
    def url(self) -> str:
        """Where it listens, without a final slash."""
        return f"http://{self.host}:{self.port}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more requests, and answer those that are there."""
        self._server.should_exit = True
        if self._thread.ident is not None:
            self._thread.join()
        self._socket.close()


async def body_of(request: Request, most: int) -> bytes | None:
    """The body, or None when it has more than `most` bytes; no more than that is ever held."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)


def _is_text(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
