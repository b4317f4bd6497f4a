"""What an error of Slack's means for a notice: a table of error codes, and the errors that carry none."""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum, auto
from http.client import HTTPException
from socket import gaierror
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery.outcomes import Failed, Later, Left

NETWORK = (OSError, HTTPException)
"""What a call raises when no answer came: refused, reset, timed out, cut off in the middle."""

RATELIMITED = "ratelimited"

SHORTEST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
MOST_ATTEMPTS = 12
"""Tries before a refusal that may pass counts as one that does not: a little over an hour."""


class Meaning(Enum):
    """What a refusal tells about the next try."""

    PERMANENT = auto()
    """The message or its address is wrong: no try will do better."""

    OURS = auto()
    """The installation is wrong (token, scopes): every message waits until somebody mends it."""

    UNKNOWN = auto()
    """Slack itself does not know how it ended."""

    PASSING = auto()
    """Refused for now."""


_PERMANENT = (
    *("channel_not_found", "not_in_channel", "is_archived", "is_inactive", "user_not_in_channel"),
    *("user_disabled", "user_not_found", "user_not_visible", "users_not_found", "cannot_dm_bot"),
    *("messages_tab_disabled", "restricted_action", "restricted_action_read_only_channel"),
    *("restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "thread_not_found"),
    *("cannot_reply_to_message", "not_allowed", "no_text", "msg_too_long", "msg_blocks_too_long", "too_long"),
    *("invalid_blocks", "invalid_blocks_format", "invalid_arguments", "invalid_arg_name", "too_many_attachments"),
    *("metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema", "method_deprecated"),
)
_OURS = (
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"),
    *("no_permission", "org_login_required", "ekm_access_denied", "not_allowed_token_type", "access_denied"),
    *("team_access_not_granted", "two_factor_setup_required", "accesslimited"),
)
_UNKNOWN = ("fatal_error", "internal_error", "request_timeout", "service_unavailable")

MEANINGS: Mapping[str, Meaning] = {
    **dict.fromkeys(_PERMANENT, Meaning.PERMANENT),
    **dict.fromkeys(_OURS, Meaning.OURS),
    **dict.fromkeys(_UNKNOWN, Meaning.UNKNOWN),
}
"""Slack's error codes [slack.dev: chat.postMessage, chat.update, conversations.open]; one not here may pass."""


def outcome_of(error: SlackApiError | OSError | HTTPException, attempts: int) -> Later | Left | Failed:
    """What follows from an error at the `attempts`-th try of a post."""
    match error:
        case SlackApiError():
            return _answered(error.response, attempts)
        case URLError(reason=ConnectionRefusedError() | gaierror()) | ConnectionRefusedError() | gaierror():
            return Later(backoff(attempts), "unreachable")
        case _:
            return Left(type(error).__name__)


def code_of(error: SlackApiError) -> str:
    """Slack's code for an error, or one that says that the answer was none of Slack's own."""
    code = str(error.response.get("error", ""))
    return code if re.fullmatch(r"[a-z_]+", code) else f"http_{error.response.status_code}"


def backoff(attempts: int) -> timedelta:
    """The wait after the `attempts`-th try (from 1): doubled each time, up to `LONGEST_WAIT`."""
    doublings = min(max(attempts - 1, 0), MOST_ATTEMPTS)
    return min(SHORTEST_WAIT * (1 << doublings), LONGEST_WAIT)


def _answered(response: SlackResponse, attempts: int) -> Later | Left | Failed:
    code = str(response.get("error", ""))
    if response.status_code == 429 or code in (RATELIMITED, "rate_limited"):
        return Later(_retry_after(response), RATELIMITED)
    if response.status_code >= 500 or not re.fullmatch(r"[a-z_]+", code):
        return Left(f"http_{response.status_code}")
    match MEANINGS.get(code, Meaning.PASSING):
        case Meaning.PERMANENT:
            return Failed(code)
        case Meaning.UNKNOWN:
            return Left(code)
        case Meaning.PASSING if attempts >= MOST_ATTEMPTS:
            return Failed(code)
        case _:
            return Later(backoff(attempts), code)


def _retry_after(response: SlackResponse) -> timedelta:
    """Slack's own word, in seconds; half a minute when it gives none."""
    given = str(response.headers.get("Retry-After", ""))
    return timedelta(seconds=int(given) if given.isdigit() else 30)
