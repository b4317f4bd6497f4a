"""People as the desk knows them, and in what role somebody acts."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do beyond asking: IT runs the desk, an approver decides above the policy's limit."""

    IT = "it"
    APPROVER = "approver"


class Origin(StrEnum):
    """Through which door a command came."""

    SLACK = "slack"
    CLI = "cli"
    SCHEDULE = "schedule"
    HOOK = "hook"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in Slack, or a new hire who is not there yet (`slack_id` is None).

    `country` is ISO 3166-1 alpha-2 where known; `zone` an IANA name; `locale` like Slack's, "en-US"; `manager_id` is
    from HR's file. Private contact data is not here: see `store/contacts.py`.
    """

    id: int
    team_id: str | None = None
    slack_id: str | None = None
    name: str
    email: str | None = None
    country: str | None = None
    zone: str = "UTC"
    locale: str = "en-US"
    is_guest: bool = False
    is_bot: bool = False
    is_deactivated: bool = False
    tied_to: int | None = None
    manager_id: int | None = None

    @property
    def is_reachable(self) -> bool:
        """Whether this person can be asked in Slack.

        A post to a deactivated account is accepted and lost, a bot does not answer, and a guest has no use of the desk.
        """
        return self.slack_id is not None and not (self.is_deactivated or self.is_bot or self.is_guest)

    @property
    def has_home(self) -> bool:
        """Whether this person may look at the app's Home; a guest does, as long as they have something to give back."""
        return self.slack_id is not None and not (self.is_deactivated or self.is_bot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who performs a command; `person_id` None is the desk itself (the scheduler, the command line)."""

    person_id: int | None
    roles: frozenset[Role] = frozenset()
    origin: Origin = Origin.SLACK


SCHEDULER = Actor(person_id=None, roles=frozenset(Role), origin=Origin.SCHEDULE)
COMMAND_LINE = Actor(person_id=None, roles=frozenset(Role), origin=Origin.CLI)
HOOK = Actor(person_id=None, roles=frozenset(Role), origin=Origin.HOOK)
