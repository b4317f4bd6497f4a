"""The sandbox as a whole: one workspace, served on this machine, with one app installed in it."""

from collections.abc import Collection
from types import TracebackType
from typing import Self

from sandbox.browser.shell.room import Room
from sandbox.browser.shell.site import Site
from sandbox.browser.stage import Stage
from sandbox.clock import Clock, system_clock
from sandbox.company import Company, small_company
from sandbox.context import Slack
from sandbox.dispatcher import Dispatcher
from sandbox.faults import Faults
from sandbox.happenings import Happenings
from sandbox.http_courier import HttpCourier
from sandbox.installation import EVENTS, FEATURES, SCOPES, Features, Installation
from sandbox.interactions import Interactions
from sandbox.links import Links
from sandbox.mailroom import Mailroom
from sandbox.server import ServerThread
from sandbox.web import Web
from sandbox.workspace import Workspace

ACK_SECONDS = 3.0
"""How long Slack waits for an acknowledgement [D:handling-user-interaction]."""


class Sandbox:
    """A Slack workspace on 127.0.0.1, served between `start` and `stop` or within a `with` block.

    Args:
        company: Who and what is in the workspace at first.
        clock: The workspace's time; it dates messages and ends triggers and response urls.
        scopes: The bot scopes that the app was given.
        events: The events that the app subscribed to.
        features: The switches of the app's manifest.
        retry_scale: Factor on the waits between the tries of an event; 0 makes all of them follow at once.
        ack_timeout: Seconds of real time within which the app must acknowledge.
        stage: What is added to the page for browsers: a tour, and time that can be walked.
        port: Where it listens; 0 takes a free port.
        has_mailroom: Whether there is a mail server beside it, `mailroom`.

    Raises:
        OSError: the port cannot be had.
    """

    def __init__(  # noqa: PLR0913  (a workspace has that many properties, and each its usual value)
        self,
        company: Company | None = None,
        *,
        clock: Clock = system_clock,
        scopes: Collection[str] = SCOPES,
        events: Collection[str] = EVENTS,
        features: Features = FEATURES,
        retry_scale: float = 1.0,
        ack_timeout: float = ACK_SECONDS,
        stage: Stage | None = None,
        port: int = 0,
        has_mailroom: bool = False,
    ) -> None:
        start = company or small_company()
        self.workspace = Workspace(start.team, start.people, start.groups, start.channels, clock=clock)
        self.app = Installation(start.bot_user, scopes=frozenset(scopes), events=frozenset(events), features=features)
        self.faults = Faults()
        self._server = ServerThread(port)
        self.mailroom = Mailroom(clock, self.workspace.ring) if has_mailroom else None
        self._ack_timeout = ack_timeout
        self._http: HttpCourier | None = None
        self.slack = Slack(self.workspace, self.app, self._server.url)
        self._links = Links(self.slack, ack_timeout)
        self.dispatcher = Dispatcher(self.slack, self._server, self._links, self.faults, retry_scale)
        self.interactions = Interactions(self.slack, self.dispatcher)
        self.happenings = Happenings(self.slack, self.dispatcher)
        self._site = Site(Room(self.slack, self.interactions, self.happenings, stage, self.mailroom))
        self._web = Web(self.slack, self.faults, self._links, self._site.routes())

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to answer."""
        self._server.start(self._web.routes())
        if self.mailroom:
            self.mailroom.start()

    def stop(self) -> None:
        """Close all connections and the port. Harmless before `start`."""
        self._close_http()
        if self._server.is_running:
            self._server.run(self._site.end())
        self._server.stop()
        if self.mailroom:
            self.mailroom.stop()

    @property
    def url(self) -> str:
        """Where it listens, without a final slash."""
        return self._server.url

    @property
    def api_url(self) -> str:
        """The base of the Web API, for `WebClient(base_url=…)` and `SLACK_API_URL`."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token (xoxb-)."""
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        """The app's token for Socket Mode (xapp-)."""
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        """What requests to the app are signed with."""
        return self.app.signing_secret

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.workspace.team.id

    @property
    def socket_count(self) -> int:
        """How many Socket Mode links are open."""
        return self._links.count

    def deliver_to(self, url: str) -> None:
        """From now on deliver by signed HTTP to this request URL instead of by Socket Mode."""
        self._close_http()
        self._http = HttpCourier(url, self.app.signing_secret, self._ack_timeout, system_clock)
        self.dispatcher.courier = self._http

    def wait_for_sockets(self, count: int = 1, timeout: float = 10.0) -> None:
        """Wait until the app has at least this many Socket Mode links.

        Raises:
            TimeoutError: it has not, after `timeout` seconds.
        """
        self.workspace.wait_until(lambda: self.socket_count >= count, timeout)

    def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, as Slack does every few hours; `warning` only announces it."""
        self._server.run(self._links.refresh(reason))

    def close_sockets(self) -> None:
        """Close every Socket Mode link in order, without asking the app to come back."""
        self._server.run(self._links.close())

    def drop_sockets(self) -> None:
        """Break every Socket Mode link without a word."""
        self._server.run(self._links.drop())

    def _close_http(self) -> None:
        if self._http and self._server.is_running:
            self._server.run(self._http.close())
