"""Who reads."""

from dataclasses import dataclass
from typing import Self

from lifecycle.people import Person
from lifecycle.policy import Policy


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's language (`locale` like Slack's, "en-US") and `zone` (an IANA name)."""

    locale: str
    zone: str

    @classmethod
    def of(cls, person: Person) -> Self:
        """A person, in a DM, a form, an ephemeral message or on Home."""
        return cls(person.locale, person.zone)

    @classmethod
    def in_channels(cls, policy: Policy) -> Self:
        """Everybody in IT's channels: the policy's language, in the zone where IT works."""
        return cls(policy.channel_locale, policy.working_hours.zone)
