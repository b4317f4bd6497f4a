"""What passed between the app and the workspace, in order, for tests and for the curious."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sandbox.payload import Payload


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the app: a Web API method, or a post to a response_url (method `response_url`)."""

    at: datetime
    method: str
    arguments: Payload
    answer: Payload

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked."""
        return self.answer.get("ok") is True

    @property
    def error(self) -> str | None:
        """Slack's error code when it did not."""
        return None if self.ok else str(self.answer.get("error"))


class EnvelopeType(StrEnum):
    """The three kinds of payload that reach an app, by their names in Socket Mode."""

    COMMAND = "slash_commands"
    INTERACTION = "interactive"
    EVENT = "events_api"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to bring a payload to the app. `failure` is None when the app acknowledged it in time."""

    at: datetime
    type: EnvelopeType
    payload: Payload
    attempt: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer of the app that Slack would not take, such as a broken view in a `response_action`."""

    at: datetime
    about: str
    error: str
    messages: tuple[str, ...] = ()


class Journal:
    """Everything so far. Not locked: the workspace's lock covers it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.refusals: list[Refusal] = []

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def refused(self) -> list[Call]:
        """The calls that Slack refused."""
        return [call for call in self.calls if not call.ok]
