"""Answers at /api/v1: looks at the token, then at the question, and reads in threads of its own."""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from pydantic import SecretStr, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.api.answers import Problem, Wrong
from bot.api.document import BASE, document
from bot.api.endpoints import ENDPOINTS, Asked, Endpoint
from bot.clock import Clock
from store.register import Register

READERS = 2
"""Questions that are worked on at the same time: however many come in, the database has connections left for people."""

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex, nofollow"}
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READING = ("GET", "HEAD")

Handler = Callable[[Request], Awaitable[Response]]


class Gate:
    """Knows who may ask. What is compared are digests, all of them and whole, so that no guess is told by its time."""

    def __init__(self, tokens: Iterable[SecretStr]) -> None:
        self._known = [_digest(token.get_secret_value()) for token in tokens]

    @property
    def is_open(self) -> bool:
        """Whether there is any token at all."""
        return bool(self._known)

    def admits(self, authorization: str) -> bool:
        """Whether an `Authorization` header brings one of the tokens (RFC 6750)."""
        scheme, _, token = authorization.strip().partition(" ")
        given = _digest(token.strip())
        known = [hmac.compare_digest(given, one) for one in self._known]
        return scheme.casefold() == "bearer" and any(known)


@dataclass(frozen=True, slots=True)
class Api:
    """The interface for programs; without any token there is none."""

    register: Register
    gate: Gate
    clock: Clock
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(READERS))

    def routes(self) -> Sequence[Mount]:
        """Where it answers."""
        if not self.gate.is_open:
            return ()
        told = json.dumps(document()).encode()
        return [
            Mount(
                BASE,
                routes=[
                    *(_route(one.path, self._guarded(self._answering(one))) for one in ENDPOINTS),
                    _route("/openapi.json", self._guarded(_saying(told))),
                    _route("/{rest:path}", self._guarded(_nothing)),
                ],
            )
        ]

    def _guarded(self, handler: Handler) -> Handler:
        """Whoever has no token learns nothing, not even which addresses there are."""

        async def guarded(request: Request) -> Response:
            if not self.gate.admits(request.headers.get("authorization", "")):
                return _problem(401, "Send one of API_TOKENS as “Authorization: Bearer TOKEN”.")
            if request.method not in READING:
                return _problem(405, "Everything here can be read only.")
            return await handler(request)

        return guarded

    def _answering(self, endpoint: Endpoint) -> Handler:
        async def answer(request: Request) -> Response:
            given = request.query_params.multi_items()
            if wrong := _twice([name for name, _ in given]):
                return _problem(400, "The question is not understood.", wrong)
            try:
                question = endpoint.question.model_validate(dict(given))
            except ValidationError as error:
                return _problem(400, "The question is not understood.", _wrong(error))
            asked = Asked(self.register, question, dict(request.path_params), self.clock())
            found = await to_thread.run_sync(endpoint.read, asked, limiter=self.limiter)
            if found is None:
                return _problem(404, endpoint.missing or "")
            return _json(found.model_dump_json().encode())

        return answer


def _route(path: str, handler: Handler) -> Route:
    """An asset tag may have a slash in it."""
    return Route(path.replace("{tag}", "{tag:path}"), handler, methods=list(EVERY_METHOD))


def _saying(told: bytes) -> Handler:
    async def say(_: Request) -> Response:
        return _json(told)

    return say


async def _nothing(_: Request) -> Response:
    return _problem(404, f"There is no such address; {BASE}/openapi.json lists them all.")


def _twice(names: Sequence[str]) -> list[Wrong]:
    return [Wrong(name=name, problem="is there twice") for name in dict.fromkeys(names) if names.count(name) > 1]


def _wrong(error: ValidationError) -> list[Wrong]:
    return [Wrong(name=".".join(map(str, one["loc"])), problem=one["msg"]) for one in error.errors()]


def _json(body: bytes) -> Response:
    return Response(body, headers=HEADERS, media_type="application/json")


def _problem(status: int, detail: str, errors: Sequence[Wrong] = ()) -> Response:
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    more = {401: {"WWW-Authenticate": 'Bearer realm="Device Desk"'}, 405: {"Allow": ", ".join(READING)}}
    body = told.model_dump_json().encode()
    return Response(body, status, {**HEADERS, **more.get(status, {})}, media_type="application/problem+json")


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
