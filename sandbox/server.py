"""A web server in a thread of its own, on this machine only."""

import asyncio
import socket
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import TypeVar

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

T = TypeVar("T")

HOST = "127.0.0.1"
_START_SECONDS = 5.0
_DRAIN_SECONDS = 1


class _OpenProtocol(HttpToolsProtocol):
    """HTTP that lets a handler reach its own connection, as `request.state.transport`, to break it on purpose."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class ServerThread:
    """Serves one ASGI app at a free port, which is taken from construction on; requests wait until `start`."""

    def __init__(self) -> None:
        self._socket = socket.create_server((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._running = threading.Event()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Its address, without a final slash."""
        return f"http://{HOST}:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether its thread answers."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, app: ASGIApp) -> None:
        """Begin to answer."""
        config = uvicorn.Config(
            app,
            http=_OpenProtocol,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_DRAIN_SECONDS,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, args=(self._server,), name=f"server-{self.port}", daemon=True)
        self._thread.start()
        if not self._running.wait(_START_SECONDS):
            raise TimeoutError("the server's thread did not start")

    def stop(self) -> None:
        """Close every connection and the port, and wait for the thread. Harmless before `start`."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join()
        self._socket.close()
        self._loop.close()

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Run a coroutine in the server's loop, from another thread, and wait for its result."""
        return self.spawn(work).result()

    def spawn(self, work: Coroutine[object, object, T]) -> "Future[T]":
        """Run a coroutine in the server's loop, from another thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _run(self, server: uvicorn.Server) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve(server))

    async def _serve(self, server: uvicorn.Server) -> None:
        self._running.set()
        await server.serve(sockets=[self._socket])
