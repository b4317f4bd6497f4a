"""The load: a bounded number of requests over a fixed number of kept-alive connections."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.signing import http_request


@dataclass(frozen=True, slots=True)
class Run:
    """One measured run: seconds for every request, and for the whole."""

    seconds: tuple[float, ...]
    elapsed: float


def run(port: int, bodies: Sequence[bytes], connections: int) -> Run:
    """Send every body once, `connections` at a time; raises when an answer is not 200."""
    return asyncio.run(_run(port, bodies, connections))


async def _run(port: int, bodies: Sequence[bytes], connections: int) -> Run:
    todo = iter(bodies)
    started = time.perf_counter()
    taken = await asyncio.gather(*(_connection(port, todo) for _ in range(connections)))
    return Run(tuple(one for each in taken for one in each), time.perf_counter() - started)


async def _connection(port: int, todo: Iterator[bytes]) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    for body in todo:
        request = http_request(body, f"127.0.0.1:{port}")
        began = time.perf_counter()
        writer.write(request)
        status = await _answer(reader)
        taken.append(time.perf_counter() - began)
        if status != 200:
            raise RuntimeError(f"the server answered {status}")
    writer.close()
    await writer.wait_closed()
    return taken


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:"))
    await reader.readexactly(length)
    return int(lines[0].split()[1])
