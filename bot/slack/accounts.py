"""Slack's user objects, as the store keeps accounts."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.config.zones import country_of
from store.people import SlackAccount

SLACKBOT = "USLACKBOT"
"""Slack's own voice, whose `is_bot` is false [slack.dev: user object]."""

GUEST_FLAGS = ("is_restricted", "is_ultra_restricted")

User = Mapping[str, object]


def account_of(user: User) -> SlackAccount:
    """What matters of a user object; events leave out the locale, and more."""
    slack_id, profile = _text(user, "id"), _profile(user)
    zone = _zone(_text(user, "tz"))
    updated = user.get("updated")
    return SlackAccount(
        team_id=_text(user, "team_id") or _text(profile, "team"),
        slack_id=slack_id,
        name=_text(profile, "real_name") or _text(user, "real_name") or _text(user, "name") or slack_id,
        email=_text(profile, "email") or None,
        country=country_of(zone) if zone else None,
        zone=zone,
        locale=_text(user, "locale") or None,
        is_guest=any(user.get(flag) is True for flag in GUEST_FLAGS),
        is_bot=user.get("is_bot") is True or slack_id == SLACKBOT,
        is_deactivated=user.get("deleted") is True,
        updated=updated if isinstance(updated, int) else 0,
    )


def _profile(user: User) -> User:
    profile = user.get("profile")
    return profile if isinstance(profile, Mapping) else {}


def _text(source: User, key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""


def _zone(name: str) -> str | None:
    """An IANA zone, if this machine's database knows it."""
    try:
        return ZoneInfo(name).key if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
