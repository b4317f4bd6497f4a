"""What every Web API method works on."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sandbox.errors import Refused
from sandbox.installation import Installation
from sandbox.response_urls import ResponseUrls
from sandbox.tickets import Tickets
from sandbox.triggers import Triggers
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Slack:
    """The workspace, the app installed in it, and the permissions handed out so far; `base_url` has no final slash."""

    workspace: Workspace
    app: Installation
    base_url: str
    triggers: Triggers = field(default_factory=Triggers)
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)
    tickets: Tickets = field(default_factory=Tickets)

    def now(self) -> datetime:
        """The workspace's time."""
        return self.workspace.clock()

    def require_scope(self, scope: str) -> None:
        """Raises `Refused` (missing_scope) when the app was not given `scope`."""
        if scope not in self.app.scopes:
            raise Refused("missing_scope", needed=scope, provided=",".join(sorted(self.app.scopes)))

    @property
    def socket_url(self) -> str:
        """Where Socket Mode links connect, without a ticket."""
        return f"ws://{urlsplit(self.base_url).netloc}/link/"
