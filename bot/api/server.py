"""Answers at /api/v1: looks at the token, then at the question, and reads in threads of its own."""

import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from pydantic import SecretStr, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.api.answers import Problem, Wrong
from bot.api.document import BASE, document
from bot.api.endpoints import ENDPOINTS, Asked, Endpoint
from bot.api.questions import Question
from bot.clock import Clock
from store.register import Register

log = logging.getLogger(__name__)

READERS = 2
"""Questions that are worked on at the same time: however many come in, the database has connections left for people."""

MOST_WAITING = 64
"""Questions that wait for their turn; whoever comes after them is told to come again, so that no program that asks too
much fills the memory."""

COME_AGAIN = timedelta(seconds=5)

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex, nofollow"}
KEPT = {**HEADERS, "Cache-Control": "private, no-cache"}
"""An answer may be kept by whoever asked, and is asked for again each time, with its tag."""

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
            try:
                return await handler(request)
            except Exception:
                log.exception("a question could not be answered", extra={"path": request.url.path})
                return _problem(500, "It could not be answered; why is in the log of the desk.")

        return guarded

    def _answering(self, endpoint: Endpoint) -> Handler:
        async def answer(request: Request) -> Response:
            given = request.query_params.multi_items()
            if wrong := _twice([name for name, _ in given]):
                return _problem(400, "The question is not understood.", wrong)
            try:
                question = endpoint.question.model_validate(dict(given))
            except ValidationError as error:
                return _problem(400, "The question is not understood.", _wrong(error, endpoint.question))
            if self.limiter.statistics().tasks_waiting >= MOST_WAITING:
                return _problem(503, "Too many questions are waiting already: ask again, and fewer at a time.")
            asked = Asked(self.register, question, dict(request.path_params), self.clock())
            found = await to_thread.run_sync(endpoint.read, asked, limiter=self.limiter)
            if found is None:
                return _problem(404, endpoint.missing or "")
            return _json(request, found.model_dump_json().encode())

        return answer


def _route(path: str, handler: Handler) -> Route:
    """An asset tag may have a slash in it."""
    return Route(path.replace("{tag}", "{tag:path}"), handler, methods=list(EVERY_METHOD))


def _saying(told: bytes) -> Handler:
    async def say(request: Request) -> Response:
        return _json(request, told)

    return say


async def _nothing(_: Request) -> Response:
    return _problem(404, f"There is no such address; {BASE}/openapi.json lists them all.")


def _twice(names: Sequence[str]) -> list[Wrong]:
    return [Wrong(name=name, problem="is there twice") for name in dict.fromkeys(names) if names.count(name) > 1]


def _wrong(error: ValidationError, question: type[Question]) -> list[Wrong]:
    return [Wrong(name=str(one["loc"][0]), problem=_problem_with(one, question)) for one in error.errors()]


def _problem_with(one: ErrorDetails, question: type[Question]) -> str:
    is_unknown = one["type"] == "extra_forbidden"
    return f"is no parameter here; there {_are(list(question.model_fields))}" if is_unknown else one["msg"]


def _are(names: Sequence[str]) -> str:
    return f"are {', '.join(names)}" if names else "is none"


def _json(request: Request, body: bytes) -> Response:
    """The answer, or that it is still the one that the program has (RFC 9110, 13.1.2)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {**KEPT, "ETag": tag}
    if _has(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _has(given: Sequence[str], tag: str) -> bool:
    """Whether an answer's tag is among those of `If-None-Match`; weak ones count, and * is any."""
    known = [one.strip().removeprefix("W/") for line in given for one in line.split(",")]
    return tag in known or known == ["*"]


def _problem(status: int, detail: str, errors: Sequence[Wrong] = ()) -> Response:
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    more = {
        401: {"WWW-Authenticate": 'Bearer realm="Device Desk"'},
        405: {"Allow": ", ".join(READING)},
        503: {"Retry-After": str(round(COME_AGAIN.total_seconds()))},
    }
    body = told.model_dump_json().encode()
    return Response(body, status, {**HEADERS, **more.get(status, {})}, media_type="application/problem+json")


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
