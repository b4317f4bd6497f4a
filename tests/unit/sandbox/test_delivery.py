"""How payloads reach the app: events and their retries, duplicates, sockets that come and go."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import Sandbox
from sandbox.company import ANA, BRUNO, EMIKO, GENERAL, IT, OTHER_TEAM_ID
from sandbox.installation import EVENTS
from sandbox.payload import Payload, child
from sandbox.people import User
from sandbox.server import ServerThread
from tests.unit.sandbox.apps import WAYS, Connect, over_http, over_socket

NEWCOMER = User(
    "U0SBMARTA13", "T0SBTALLPIN", "marta", "Marta Silva", "marta@tallpine.example", "Europe/Lisbon", "pt-PT"
)
MORE_EVENTS = EVENTS | {"member_joined_channel", "member_left_channel", "message.channels"}


class Listener:
    """Remembers every event, and fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.events: list[Payload] = []
        self.headers: list[tuple[str | None, str | None]] = []
        self._failures = failures
        self._lock = threading.Lock()

    def register(self, app: App) -> None:
        app.use(self.note)
        for name in MORE_EVENTS:
            app.event(name.partition(".")[0])(lambda: None)
        app.command("/device")(lambda ack: ack("once"))

    def note(self, req: BoltRequest, body: Payload, next_: Callable[[], BoltResponse]) -> BoltResponse:
        with self._lock:
            self.events.append(child(body, "event") | {"event_id": body.get("event_id")})
            header = req.headers.get("x-slack-retry-num", [None]), req.headers.get("x-slack-retry-reason", [None])
            self.headers.append((header[0][0], header[1][0]))
            if len(self.events) <= self._failures:
                return BoltResponse(status=500)
        return next_()


@contextmanager
def listening(connect: Connect, listener: Listener) -> Iterator[Sandbox]:
    with Sandbox(events=MORE_EVENTS, retry_scale=0, ack_timeout=1) as sandbox, connect(sandbox, listener.register):
        yield sandbox


@pytest.fixture(params=sorted(WAYS))
def connect(request: pytest.FixtureRequest) -> Connect:
    return WAYS[request.param]


def test_everything_that_happens_is_told_once(connect: Connect) -> None:
    listener = Listener()
    with listening(connect, listener) as sandbox:
        sandbox.happenings.join(NEWCOMER)
        sandbox.happenings.change(replace(sandbox.workspace.user(EMIKO), deleted=True))
        sandbox.happenings.set_group(IT, (BRUNO, EMIKO))
        sandbox.happenings.open_home(ANA)
        sandbox.happenings.enter(NEWCOMER.id, GENERAL)
        sandbox.happenings.leave(NEWCOMER.id, GENERAL)
        sandbox.happenings.write(ANA, GENERAL, "Hi")
        sandbox.dispatcher.wait_for_events()
        assert EMIKO not in sandbox.workspace.conversations.channels[GENERAL].members
        assert {delivery.failure for delivery in sandbox.workspace.journal.deliveries} == {None}
    seen = {str(event["type"]): event for event in listener.events}
    assert seen.keys() == {*(name for name in MORE_EVENTS if "." not in name), "message"}
    assert len(listener.events) == len(seen)
    assert child(seen["team_join"], "user")["locale"] == "pt-PT"
    assert child(seen["user_change"], "user")["deleted"] is True
    assert (seen["subteam_members_changed"]["added_users"], seen["subteam_members_changed"]["removed_users"]) == (
        [EMIKO],
        [ANA],
    )


def test_an_event_that_nobody_acknowledges_comes_four_times_with_one_id(connect: Connect) -> None:
    listener = Listener(failures=99)
    with listening(connect, listener) as sandbox:
        sandbox.happenings.open_home(ANA)
        sandbox.dispatcher.wait_for_events(10)
        assert [delivery.attempt for delivery in sandbox.workspace.journal.deliveries] == [0, 1, 2, 3]
    assert len({event["event_id"] for event in listener.events}) == 1
    assert [number or "0" for number, _ in listener.headers] == ["0", "1", "2", "3"]
    assert {reason for _, reason in listener.headers[1:]} <= {"http_error", "timeout"}


def test_retries_end_with_the_first_acknowledgement(connect: Connect) -> None:
    listener = Listener(failures=1)
    with listening(connect, listener) as sandbox:
        sandbox.happenings.open_home(ANA)
        sandbox.dispatcher.wait_for_events()
    assert len(listener.events) == 2


def test_a_payload_can_come_five_times_at_once(connect: Connect) -> None:
    listener = Listener()
    with listening(connect, listener) as sandbox:
        sandbox.faults.duplicate(5)
        sandbox.happenings.open_home(ANA)
        sandbox.dispatcher.wait_for_events()
        assert len(listener.events) == 5
        sandbox.faults.duplicate(5)
        assert sandbox.interactions.command(ANA, "/device", GENERAL).answer == {"text": "once"}
        assert len(listener.events) == 10
        assert [message.text for message in sandbox.workspace.messages_for(ANA)] == ["once"]


def test_what_was_not_subscribed_to_is_not_told() -> None:
    listener = Listener()
    with Sandbox(events=()) as sandbox, over_http(sandbox, listener.register):
        sandbox.happenings.open_home(ANA)
        sandbox.dispatcher.wait_for_events()
    assert listener.events == []


def test_an_app_can_decline_retries() -> None:
    async def no_retry(_request: Request) -> Response:
        return Response(status_code=500, headers={"x-slack-no-retry": "1"})

    server = ServerThread()
    server.start(Starlette(routes=[Route("/", no_retry, methods=["POST"])]))
    try:
        with Sandbox(retry_scale=0) as sandbox:
            sandbox.deliver_to(server.url)
            sandbox.happenings.open_home(ANA)
            sandbox.dispatcher.wait_for_events()
            assert [delivery.failure for delivery in sandbox.workspace.journal.deliveries] == ["http_error"]
    finally:
        server.stop()


def test_without_an_app_a_command_fails_and_an_event_is_given_up() -> None:
    with Sandbox(retry_scale=0) as sandbox:
        assert sandbox.interactions.command(ANA, "/device", GENERAL).failure == "connection_failed"
        sandbox.happenings.open_home(ANA)
        sandbox.dispatcher.wait_for_events()
        assert len(sandbox.workspace.journal.deliveries) == 5


@pytest.mark.parametrize("end", [Sandbox.refresh_sockets, Sandbox.drop_sockets], ids=["asked", "broken"])
def test_a_socket_comes_back_after_its_end(end: Callable[[Sandbox], None]) -> None:
    with Sandbox() as sandbox, over_socket(sandbox, Listener().register):
        end(sandbox)
        sandbox.wait_for_sockets(timeout=30)
        assert len(sandbox.workspace.journal.calls_of("apps.connections.open")) >= 2
        assert sandbox.interactions.command(ANA, "/device", GENERAL).failure is None


def test_several_sockets_share_the_payloads() -> None:
    first, second = Listener(), Listener()
    with Sandbox() as sandbox, over_socket(sandbox, first.register), over_socket(sandbox, second.register):
        sandbox.wait_for_sockets(2)
        for _ in range(4):
            sandbox.interactions.command(ANA, "/device", GENERAL)
    assert (len(first.events), len(second.events)) == (2, 2)


def test_people_of_other_workspaces_keep_their_team() -> None:
    with Sandbox() as sandbox:
        strangers = [user for user in sandbox.workspace.directory.users.values() if user.team_id == OTHER_TEAM_ID]
        assert [user.name for user in strangers] == ["leo"]


def test_a_sandbox_that_never_started_can_be_stopped() -> None:
    sandbox = Sandbox()
    sandbox.deliver_to("http://127.0.0.1:9/")
    sandbox.stop()
