"""The app under development, as it is installed in this workspace."""

from dataclasses import dataclass

SCOPES = frozenset(
    {
        "channels:history",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "im:history",
        "im:write",
        "users:read",
        "users:read.email",
        "usergroups:read",
    }
)
"""Bot scopes given when nothing else is said."""

EVENTS = frozenset({"app_home_opened", "message.im", "subteam_members_changed", "team_join", "user_change"})
"""Events subscribed to when nothing else is said."""


@dataclass(frozen=True, slots=True)
class Features:
    """Switches of the app's manifest: its tabs, and `should_escape` of its commands."""

    has_messages_tab: bool = True
    has_home_tab: bool = True
    escapes_commands: bool = True


FEATURES = Features()
"""Everything switched on, when nothing else is said."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Ids, secrets, rights and features of the app; `bot_user` is its user in the workspace."""

    bot_user: str
    app_id: str = "A0SBDESK001"
    bot_id: str = "B0SBDESK001"
    bot_token: str = "xoxb-sandbox-bot-token"
    app_token: str = "xapp-sandbox-app-token"
    signing_secret: str = "sandbox-signing-secret"
    verification_token: str = "sandbox-verification-token"
    scopes: frozenset[str] = SCOPES
    events: frozenset[str] = EVENTS
    features: Features = FEATURES
