"""Who is in the workspace: users and user groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.payload import Payload, without_nones

SLACKBOT = "USLACKBOT"
"""Slack's own voice; its `is_bot` is false [D:user-object]."""


@dataclass(frozen=True, slots=True)
class User:
    """A person or bot as Slack's user object knows it.

    A person of another workspace has another `team_id`; `is_stranger` is added only where no channel is shared.
    `updated` is the Unix second of the last change; it gives `user_change` events their order.
    """

    id: str
    team_id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "Europe/London"
    locale: str = "en-GB"
    deleted: bool = False
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_invited_user: bool = False
    updated: int = 0

    def as_json(self, now: datetime, *, with_email: bool, with_locale: bool) -> Payload:
        """Slack's user object; `with_email` needs the scope users:read.email, `with_locale` the asking for it."""
        local = now.astimezone(ZoneInfo(self.tz))
        offset = local.utcoffset()
        profile = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "email": self.email if with_email and self.email else None,
            "team": self.team_id,
        }
        return without_nones(
            {
                "id": self.id,
                "team_id": self.team_id,
                "name": self.name,
                "real_name": self.real_name,
                "deleted": self.deleted,
                "tz": self.tz,
                "tz_label": local.tzname(),
                "tz_offset": int(offset.total_seconds()) if offset else 0,
                "profile": without_nones(profile),
                "is_bot": self.is_bot,
                "is_app_user": False,
                "is_admin": self.is_admin,
                "is_owner": False,
                "is_primary_owner": False,
                "is_restricted": self.is_restricted,
                "is_ultra_restricted": self.is_ultra_restricted,
                "is_stranger": True if self.is_stranger else None,
                "is_invited_user": True if self.is_invited_user else None,
                "updated": self.updated,
                "locale": self.locale if with_locale else None,
            }
        )


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A user group (`@it`), with its members in order."""

    id: str
    team_id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()
    updated: int = 0

    def as_json(self, *, with_users: bool) -> Payload:
        """Slack's user group object."""
        return without_nones(
            {
                "id": self.id,
                "team_id": self.team_id,
                "is_usergroup": True,
                "name": self.name,
                "handle": self.handle,
                "description": "",
                "date_update": self.updated,
                "date_delete": 0,
                "user_count": len(self.members),
                "users": list(self.members) if with_users else None,
            }
        )


class Directory:
    """The users and user groups, by id. Not locked: the workspace's lock covers it."""

    def __init__(self, users: Iterable[User], groups: Iterable[UserGroup] = ()) -> None:
        self.users = {user.id: user for user in users}
        self.groups = {group.id: group for group in groups}

    def by_email(self, email: str) -> User | None:
        """The active user with this address; Slack does not find deactivated ones."""
        wanted = email.casefold()
        found = (user for user in self.users.values() if user.email.casefold() == wanted and not user.deleted)
        return next(found, None)

    def by_name(self, name: str) -> User | None:
        """The active user whose handle is `name`, without the @."""
        return next((user for user in self.users.values() if user.name == name and not user.deleted), None)

    def put(self, user: User) -> None:
        """Add a user, or replace the one with the same id."""
        self.users[user.id] = user
