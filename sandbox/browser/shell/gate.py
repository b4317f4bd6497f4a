"""Who is let in: a browser on this machine, and for what changes anything, only from the page itself."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.browser.shell.html import not_found
from sandbox.browser.shell.room import Unseen
from sandbox.payload import Payload

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
"""The names of this machine. Another one means that somebody pointed their own domain here to read along."""

LARGEST = 1_000_000
"""Bytes of what the page says; a file may have more."""


class NotJson(ValueError):
    """The request does not say what it should."""


SOON = {"Refresh": "1", "Cache-Control": "no-store"}
"""A browser asks again by itself."""


def guarded(endpoint: Endpoint, is_open: Callable[[], bool]) -> Endpoint:
    """The endpoint behind the gate; what is not there for whoever asks is a plain page that says so.

    Nobody is let in before the workspace `is_open`: a page that stayed open meanwhile goes on trying.
    """

    async def guard(request: Request) -> Response:
        if not _is_ours(request.headers):
            return PlainTextResponse("only for this machine", 403)
        if not is_open():
            return PlainTextResponse("The workspace is being made. It is here in a moment.", 503, headers=SOON)
        if request.method == "POST" and request.headers.get("origin") != f"http://{request.headers['host']}":
            return PlainTextResponse("only from the page itself", 403)
        try:
            return await endpoint(request)
        except Unseen:
            return not_found()
        except NotJson as reason:
            return JSONResponse({"ok": False, "error": str(reason)}, 400)

    return guard


async def body_of(request: Request, most: int = LARGEST) -> bytes:
    """The body of a request.

    Raises:
        NotJson: it is too large.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise NotJson("too large")
    return bytes(body)


async def json_of(request: Request) -> Payload:
    """The JSON object that the script sends.

    Raises:
        NotJson: it is something else.
    """
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise NotJson("not JSON")
    try:
        given = json.loads(await body_of(request))
    except (ValueError, RecursionError):
        raise NotJson("not JSON") from None
    if not isinstance(given, dict):
        raise NotJson("not an object")
    return given


def _is_ours(headers: Mapping[str, str]) -> bool:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname in HOSTS
    except ValueError:
        return False
