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


_LAST_ROUNDS = 10
"""Turns of the loop in which a connection that was taken already is set up, closed and gone."""


class _Server(uvicorn.Server):
    """Ends as soon as it is told to: uvicorn's own looks ten times a second whether it is, and whether all is over."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = asyncio.Event()

    def end(self) -> None:
        """Begin to end; in the server's loop."""
        self._told.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let what is under way come to its end for a while, and close every connection.

        Those that have only just come in, too: none may be left when the loop ends.
        """
        for one in (*self.servers, *(sockets or ())):
            one.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_DRAIN_SECONDS)
        for task in self.server_state.tasks:
            task.cancel()
        for _ in range(_LAST_ROUNDS):
            for connection in list(self.server_state.connections):
                connection.transport.abort()
            await asyncio.sleep(0)


class ServerThread:
    """Serves one ASGI app at a port (0: a free one), which is taken from construction on; requests wait until `start`.

    Raises `OSError` when the port cannot be had.
    """

    def __init__(self, port: int = 0) -> None:
        self._socket = socket.create_server((HOST, port))
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._running = threading.Event()
        self._server: _Server | None = None
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
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._run, args=(self._server,), name=f"server-{self.port}", daemon=True)
        self._thread.start()
        if not self._running.wait(_START_SECONDS):
            raise TimeoutError("the server's thread did not start")

    def stop(self) -> None:
        """Close every connection and the port, and wait for the thread. Harmless before `start`."""
        if self._server and self._thread and self.is_running:
            self._loop.call_soon_threadsafe(self._server.end)
            self._thread.join()
        self._socket.close()
        self._loop.close()

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Run a coroutine in the server's loop, from another thread, and wait for its result."""
        return self.spawn(work).result()

    def spawn(self, work: Coroutine[object, object, T]) -> "Future[T]":
        """Run a coroutine in the server's loop, from another thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _run(self, server: _Server) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve(server))

    async def _serve(self, server: _Server) -> None:
        self._running.set()
        await server.serve(sockets=[self._socket])
