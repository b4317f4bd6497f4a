"""The web server of a bot in a workspace: what it takes, what it refuses, how it says that it is well."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx
import pytest

from bot.web.server import LARGEST_BODY
from sandbox.signing import signed_headers
from tests.support.desk import Office, Transport, office

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
COMMAND = urlencode({"command": "/device", "text": "help", "team_id": "T0SBTALLPIN", "user_id": "U0SBANA0001"}).encode()


@pytest.fixture
def by_http(sqlite_url: str) -> Iterator[Office]:
    with office(sqlite_url, Transport.HTTP) as running:
        yield running


@pytest.fixture
def by_socket(sqlite_url: str) -> Iterator[Office]:
    with office(sqlite_url, Transport.SOCKET) as running:
        yield running


def post(running: Office, body: bytes, headers: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{running.bot.web.url}/slack/events", content=body, headers={**FORM, **headers}, trust_env=False)


def get(running: Office, path: str) -> httpx.Response:
    return httpx.get(f"{running.bot.web.url}{path}", trust_env=False)


def signed(running: Office, body: bytes, age: timedelta = timedelta()) -> dict[str, str]:
    at = datetime.now(UTC) - age
    return signed_headers(running.sandbox.signing_secret, body, int(at.timestamp()))


def test_what_slack_signed_is_heard(by_http: Office) -> None:
    answer = post(by_http, COMMAND, signed(by_http, COMMAND))
    assert answer.status_code == 200
    assert answer.json()["response_type"] == "ephemeral"


def test_what_slack_did_not_sign_is_refused(by_http: Office) -> None:
    good = signed(by_http, COMMAND)
    old = signed(by_http, COMMAND, age=timedelta(minutes=5, seconds=1))
    forged = {**good, "X-Slack-Signature": "v0=" + "0" * 64}
    statuses = [post(by_http, COMMAND, headers).status_code for headers in ({}, old, forged)]
    assert statuses == [401, 401, 401]
    assert post(by_http, COMMAND + b"&text=other", good).status_code == 401
    assert post(by_http, b"ssl_check=1", {}).status_code == 401


def test_what_is_too_large_or_no_text_is_refused(by_http: Office) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    assert post(by_http, body, signed(by_http, body)).status_code == 413
    assert post(by_http, b"\xff\xfe", signed(by_http, b"\xff\xfe")).status_code == 400
    assert get(by_http, "/slack/events").status_code == 405


def test_with_a_socket_nothing_is_heard_over_http(by_socket: Office) -> None:
    assert post(by_socket, COMMAND, signed(by_socket, COMMAND)).status_code == 404


def test_a_bot_at_work_is_well(by_socket: Office) -> None:
    answer = get(by_socket, "/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "faults": {}, "warnings": {}})


def test_a_late_sweep_shows(by_http: Office) -> None:
    by_http.sweep()
    by_http.clock.walk(timedelta(minutes=10))
    answer = get(by_http, "/healthz")
    assert answer.status_code == 503
    assert list(answer.json()["faults"]) == ["sweep"]


def test_a_database_that_is_away_shows(by_http: Office) -> None:
    database = by_http.bot.core.database
    with database.writer() as connection:
        connection.exec_driver_sql("ALTER TABLE sweep_run RENAME TO gone")
        connection.commit()
    assert get(by_http, "/healthz").json()["faults"]["database"] == "OperationalError"
    with database.writer() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO sweep_run")
        connection.commit()
    assert get(by_http, "/healthz").status_code == 200


def test_a_page_for_people_who_are_not_in_slack(by_socket: Office) -> None:
    links = by_socket.bot.core.links
    answers = [get(by_socket, f"/r/{token}") for token in ("nothing", links.issue(404, by_socket.clock()))]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text == answers[1].text
    assert "This link does not work any more" in answers[0].text


def test_figures(by_http: Office) -> None:
    by_http.sweep()
    body = get(by_http, "/metrics")
    assert body.status_code == 200
    assert body.headers["content-type"].startswith("text/plain")
    names = {line.split()[2] for line in body.text.splitlines() if line.startswith("# TYPE")}
    assert names == {
        "device_desk_outbox",
        "device_desk_commands_total",
        "device_desk_deliveries_total",
        "device_desk_lost_cards",
        "device_desk_sweep_age_seconds",
    }
