"""The page's addresses. What blocks runs in a thread of its own: the loop has to be free to bring it to the app."""

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.browser.shell import acts, staffing, walking
from sandbox.browser.shell.attachments import file_page, keep
from sandbox.browser.shell.conversation import SHOWN
from sandbox.browser.shell.gate import Endpoint, body_of, guarded, json_of
from sandbox.browser.shell.html import FOLDER, answer
from sandbox.browser.shell.live import Live
from sandbox.browser.shell.mail import letter_page
from sandbox.browser.shell.places import landing
from sandbox.browser.shell.room import Room, Unfit, Unseen
from sandbox.browser.shell.screen import Asked, screen
from sandbox.browser.shell.visit import Visit
from sandbox.filling import MAX_BYTES
from sandbox.interactions import NotPossible
from sandbox.payload import Payload

ACTS: Mapping[str, Callable[[Visit], Payload]] = {
    "act": acts.act,
    "close": acts.close,
    "command": acts.command,
    "dismiss": acts.dismiss,
    "home": acts.home,
    "join": staffing.join,
    "people": staffing.change,
    "post": acts.post,
    "submit": acts.submit,
    "suggest": acts.suggest,
    "time": walking.walk,
}
"""What the script can ask for, by the last word of the address."""

MOST_SHOWN = 1_000


class Site:
    """The page for browsers."""

    def __init__(self, room: Room, live: Live | None = None) -> None:
        self._room = room
        self._live = live or Live(room)

    def routes(self) -> list[BaseRoute]:
        """Where it answers."""
        gets = {
            "/": self._begin,
            "/as/{user}": self._sit_down,
            "/as/{user}/live": self._stream,
            "/as/{user}/files/{file}/{name}": self._file,
            "/as/{user}/letters/{number}": self._letter,
            "/as/{user}/{place}": self._screen,
        }
        posts = {"/as/{user}/upload": self._upload, "/as/{user}/{act}": self._act}
        light = [Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6)]
        return [
            Mount("/static", _Static(directory=FOLDER / "static"), middleware=light),
            *(Route(path, self._guarded(one), methods=["GET"], middleware=light) for path, one in gets.items()),
            *(Route(path, self._guarded(one), methods=["POST"]) for path, one in posts.items()),
        ]

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        stage = self._room.stage
        return guarded(endpoint, lambda: stage is None or stage.is_open)

    async def end(self) -> None:
        """Let every open page go."""
        await self._live.end()

    async def _begin(self, _: Request) -> Response:
        people = self._room.people()
        if not people:
            raise Unseen("anybody")
        first = self._room.stage.begin_as if self._room.stage else people[0].id
        return RedirectResponse(f"/as/{first}", 302)

    async def _sit_down(self, request: Request) -> Response:
        user = self._room.person(request.path_params["user"])
        place = await run_in_threadpool(landing, self._room, user)
        return RedirectResponse(f"/as/{user.id}/{place}", 302)

    async def _screen(self, request: Request) -> Response:
        user = self._room.person(request.path_params["user"])
        query = request.query_params
        shown = query.get("show", "")
        asked = Asked(
            thread=query.get("thread", ""),
            shown=min(int(shown), MOST_SHOWN) if shown.isascii() and shown.isdigit() else SHOWN,
            address=query.get("to", ""),
            letter=query.get("letter", ""),
            tour="off" if request.cookies.get("tour") == "off" else "on",
        )

        def draw() -> Response:
            return answer("page", screen=screen(self._room, user, request.path_params["place"], asked))

        return await run_in_threadpool(draw)

    async def _stream(self, request: Request) -> Response:
        user = self._room.person(request.path_params["user"])
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        turn = request.query_params.get("turn", "")
        seen = int(turn) if turn.isascii() and turn.isdigit() else -1
        place = request.query_params.get("place", "")
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._live.stream(user, seen, place), media_type="text/event-stream", headers=headers)

    async def _file(self, request: Request) -> Response:
        self._room.person(request.path_params["user"])
        return file_page(self._room, request.path_params["file"])

    async def _letter(self, request: Request) -> Response:
        self._room.person(request.path_params["user"])
        return letter_page(self._room, request.path_params["number"])

    async def _act(self, request: Request) -> Response:
        user = self._room.person(request.path_params["user"])
        do = ACTS.get(request.path_params["act"])
        if do is None:
            raise Unseen("act")
        visit = Visit(self._room, user, await json_of(request))
        return await _done(lambda: do(visit))

    async def _upload(self, request: Request) -> Response:
        user = self._room.person(request.path_params["user"])
        content = await body_of(request, MAX_BYTES)
        return await _done(lambda: keep(self._room, user, request.query_params.get("name", ""), content))


async def _done(work: Callable[[], Payload]) -> Response:
    """What came of it; what cannot be done is said in words."""
    try:
        return JSONResponse({"ok": True, **await run_in_threadpool(work)})
    except (NotPossible, Unfit) as reason:
        return JSONResponse({"ok": False, "error": str(reason)})


class _Static(StaticFiles):
    """Files of the page itself, asked for anew each time: there is a newer one after an upgrade."""

    def file_response(self, *given: object, **more: object) -> Response:
        response = super().file_response(*given, **more)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response
