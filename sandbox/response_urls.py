"""Response urls: the right to answer where a person acted, five times within thirty minutes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sandbox.errors import Refused

USES = 5
LIFETIME = timedelta(minutes=30)
"""Both from [D:handling-user-interaction]."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Where an answer goes: the channel, the person who acted and, for a click, the message clicked."""

    channel: str
    user: str
    issued: datetime
    message_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """All grants by token. Not locked: the workspace's lock covers it."""

    def __init__(self) -> None:
        self._grants: dict[str, Grant] = {}

    def issue(self, grant: Grant) -> str:
        """The token that stands for this grant in an address."""
        token = f"{grant.channel}-{len(self._grants) + 1}"
        self._grants[token] = grant
        return token

    def use(self, token: str, now: datetime) -> Grant:
        """Count one use.

        Raises:
            Refused: expired_url or used_url.
        """
        grant = self._grants.get(token)
        if grant is None or now - grant.issued > LIFETIME:
            raise Refused("expired_url")
        if grant.uses >= USES:
            raise Refused("used_url")
        self._grants[token] = replace(grant, uses=grant.uses + 1)
        return grant
