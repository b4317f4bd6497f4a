"""What happened to a device, in words: one line for each event of its log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from lifecycle.flag import RefreshReason
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.reads.finding import DeviceStory, Logged
from lifecycle.retrieval import Condition
from lifecycle.sanitization import Method
from messages.cards import subject
from messages.devices.words import place_name
from messages.labels import CONDITIONS, DEVICE_FIELDS, METHODS, REFRESH_REASONS
from messages.text import Mrkdwn
from messages.voice import Voice

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class History:
    """A page of the events of a device, in one reader's words."""

    story: DeviceStory
    policy: Policy
    voice: Voice

    def lines(self) -> Iterator[Mrkdwn]:
        """What happened, newest first: when, what, and by whom."""
        for event in self.story.events:
            yield Mrkdwn(f"• {self.voice.moment(event.at)}: {self.told(event)}")

    def told(self, event: Logged) -> Mrkdwn:
        """What happened, by whom and why."""
        words = self.voice.write(f"device/event/{event.name}", **self._facts(event))
        if not event.reason:
            return words
        return Mrkdwn(f"{words} {subject.spoken(subject.REASON, event.reason, self.voice)}")

    def _facts(self, event: Logged) -> Mapping[str, object]:
        return {
            "actor": self._person(event.actor_id),
            "whom": self._person(event.changed("holder_id")),
            "request": event.changed("request_id"),
            "case": event.changed("return_id"),
            "keeper": event.changes.get("keeper"),
            "method": self._label(METHODS, Method, event.changes.get("sanitized_by")),
            "condition": self._label(CONDITIONS, Condition, event.changes.get("condition")),
            "place": self._place(event),
            "fields": self._fields(event),
            "whereto": event.facts.get("recipient"),
            "successor": event.facts.get("request"),
            "until": self._until(event),
            "known": self._known(event),
        }

    def _person(self, person_id: int | None) -> Person | None:
        return None if person_id is None else self.story.people.get(person_id) or subject.nobody(self.voice)

    def _place(self, event: Logged) -> Mrkdwn | None:
        """Where it has been since the event: the stock location, else the country."""
        location, country = event.changes.get("location"), event.changes.get("country")
        if isinstance(location, str):
            return place_name(location, self.policy, self.voice)
        return self.voice.country(country) if isinstance(country, str) else None

    def _fields(self, event: Logged) -> Mrkdwn | None:
        """What it has changed, by the labels of the fields."""
        names = dict.fromkeys(path.partition("/")[0] for path in event.changes)
        labels = dict.fromkeys(self.voice.gettext(DEVICE_FIELDS[name]) for name in names if name in DEVICE_FIELDS)
        return self.voice.listed(labels) if labels else None

    def _until(self, event: Logged) -> date | None:
        until = event.changes.get("refresh_after")
        return date.fromisoformat(until) if isinstance(until, str) else None

    def _known(self, event: Logged) -> Mrkdwn | None:
        """For which reasons it is used on since the event."""
        known = event.changes.get("acknowledged")
        reasons = [RefreshReason(str(one)) for one in known] if isinstance(known, list) else []
        return self.voice.listed(self.voice.gettext(REFRESH_REASONS[one]) for one in reasons) if reasons else None

    def _label(self, labels: Mapping[E, str], kind: type[E], value: object) -> str | None:
        return self.voice.gettext(labels[kind(value)]) if isinstance(value, str) else None
