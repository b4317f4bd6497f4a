"""Trigger ids: the short permission to open a modal that comes with everything a person does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.errors import Refused

LIFETIME = timedelta(seconds=3)
"""How long a trigger can be used after the person acted [D:handling-user-interaction]."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Whose act it was, when, and whether it was exchanged for a view already."""

    user: str
    issued: datetime
    is_used: bool = False


class Triggers:
    """All triggers by id. Not locked: the workspace's lock covers it."""

    def __init__(self) -> None:
        self._by_id: dict[str, Trigger] = {}

    def issue(self, user_id: str, now: datetime) -> str:
        """A new trigger id for what this person did now."""
        trigger_id = f"{len(self._by_id) + 1}.{int(now.timestamp())}.{user_id.lower()}"
        self._by_id[trigger_id] = Trigger(user_id, now)
        return trigger_id

    def exchange(self, trigger_id: str, now: datetime) -> str:
        """Use a trigger up and return whose it was.

        Raises:
            Refused: invalid_trigger_id, exchanged_trigger_id, or expired_trigger_id.
        """
        trigger = self._by_id.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.is_used:
            raise Refused("exchanged_trigger_id")
        if now - trigger.issued > LIFETIME:
            raise Refused("expired_trigger_id")
        self._by_id[trigger_id] = Trigger(trigger.user, trigger.issued, is_used=True)
        return trigger.user
