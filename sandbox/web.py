"""The addresses of the sandbox: a page for browsers, the Web API, response urls, uploads, files, Socket Mode links."""

import asyncio
from collections.abc import Callable, Iterable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from sandbox import api
from sandbox.arguments import parse_body
from sandbox.context import Slack
from sandbox.errors import Refused
from sandbox.faults import Faults, LostAfter, LostBefore, RateLimited, ServerError, Slow
from sandbox.links import Links
from sandbox.payload import Payload
from sandbox.responding import respond


class Web:
    """Requests in, answers out; every request of the app meets the fault ordered for it, and none of `page`'s."""

    def __init__(self, slack: Slack, faults: Faults, links: Links, page: Iterable[BaseRoute] = ()) -> None:
        self._slack = slack
        self._faults = faults
        self._links = links
        self._page = page

    def routes(self) -> Starlette:
        """The application to serve."""
        return Starlette(
            routes=[
                Route("/api/{method}", self._api, methods=["GET", "POST"]),
                Route("/response/{token}", self._response_url, methods=["POST"]),
                Route("/upload/{file_id}", self._upload, methods=["POST"]),
                Route("/files/{file_id}/{name}", self._file, methods=["GET"]),
                WebSocketRoute("/link/", self._links.serve),
                *self._page,
            ]
        )

    async def _api(self, request: Request) -> Response:
        name: str = request.path_params["method"]
        body = await request.body()

        def answer() -> Response:
            try:
                values = {**request.query_params, **parse_body(request.headers.get("content-type", ""), body)}
            except Refused as refusal:
                return JSONResponse(refusal.answer())
            given = {"x-oauth-scopes": ",".join(sorted(self._slack.app.scopes))}
            return JSONResponse(api.call(self._slack, name, _token(request, values), values), headers=given)

        return await self._with_faults(name, request, answer)

    async def _response_url(self, request: Request) -> Response:
        token: str = request.path_params["token"]
        body = await request.body()

        def answer() -> Response:
            outcome = respond(self._slack, token, body)
            if outcome["ok"]:
                return PlainTextResponse("ok")
            return JSONResponse(outcome, 404 if outcome["error"] in ("used_url", "expired_url") else 400)

        return await self._with_faults("response_url", request, answer)

    async def _upload(self, request: Request) -> Response:
        file_id: str = request.path_params["file_id"]
        content = await request.body()

        def answer() -> Response:
            workspace = self._slack.workspace
            with workspace.changing():
                if file_id not in workspace.files.by_id:
                    return PlainTextResponse("not found", 404)
                workspace.files.receive(file_id, content)
            return PlainTextResponse(f"OK - {len(content)}")

        return await self._with_faults("upload", request, answer)

    async def _file(self, request: Request) -> Response:
        def answer() -> Response:
            file = self._slack.workspace.files.by_id.get(request.path_params["file_id"])
            if _token(request, {}) != self._slack.app.bot_token:
                return PlainTextResponse("sign in first", 403)
            if file is None or file.content is None:
                return PlainTextResponse("not found", 404)
            return Response(file.content, media_type="application/octet-stream")

        return await self._with_faults("download", request, answer)

    async def _with_faults(self, method: str, request: Request, answer: Callable[[], Response]) -> Response:
        fault = self._faults.take(method)
        match fault:
            case RateLimited(retry_after):
                limited = {"ok": False, "error": "ratelimited"}
                return JSONResponse(limited, 429, headers={"Retry-After": str(retry_after)})
            case ServerError(status):
                return PlainTextResponse("Internal Server Error", status)
            case LostBefore():
                return _broken(request)
            case Slow(seconds):
                await asyncio.sleep(seconds)
        response = answer()
        return _broken(request) if isinstance(fault, LostAfter) else response


def _broken(request: Request) -> Response:
    """Break the connection: no byte of an answer leaves."""
    request.state.transport.abort()
    return Response()


def _token(request: Request, values: Payload) -> str:
    header: str = request.headers.get("authorization", "")
    return header.removeprefix("Bearer ") if header else str(values.get("token", ""))
