"""Bare Bolt apps to measure against: `python -m benchmarks.bare default|commit PORT DATABASE`.

`default` is an app with Bolt's own settings that only acks; `commit` answers before the response and makes one raw
SQLite commit (WAL, synchronous FULL) first. Both are served like the bot: Starlette under uvicorn, Bolt in worker
threads.
"""

import sqlite3
import sys
import threading

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.signing import SECRET, TEAM


def authorize() -> AuthorizeResult:
    """A known installation, so that nothing is asked of Slack."""
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-bench", bot_id="B0", bot_user_id="U0")


def default_app() -> App:
    """Bolt's defaults; the listener only acks."""
    app = App(signing_secret=SECRET, authorize=authorize)

    @app.action("approve")
    def approve(ack: Ack) -> None:
        ack()

    return app


def committing_app(database: str) -> App:
    """Answers before the response; one raw insert and commit for every click."""
    app = App(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    local = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(database, isolation_level=None, timeout=30)
            local.connection.execute("PRAGMA journal_mode=WAL")
            local.connection.execute("PRAGMA synchronous=FULL")
            local.connection.execute("CREATE TABLE IF NOT EXISTS click(id INTEGER PRIMARY KEY, value TEXT)")
        return local.connection  # type: ignore[no-any-return]

    @app.action("approve")
    def approve(ack: Ack, action: dict[str, str]) -> None:
        db = connection()
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO click(value) VALUES (?)", (action["value"],))
        db.execute("COMMIT")
        ack()

    return app


def web(app: App) -> Starlette:
    """The app behind POST /slack/events."""

    async def events(request: Request) -> Response:
        body = await request.body()
        return to_starlette_response(await run_in_threadpool(app.dispatch, to_bolt_request(request, body)))

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


if __name__ == "__main__":
    kind, port, database = sys.argv[1:]
    chosen = default_app() if kind == "default" else committing_app(database)
    uvicorn.run(web(chosen), host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
