"""Why a message could not be delivered, in words: what Slack, a mail server or the desk itself says in codes."""

from collections.abc import Mapping

from messages.i18n import N_
from messages.text import Mrkdwn
from messages.voice import Voice

_NO_CHANNEL = N_("Slack knows no such channel, or Device Desk is not in it")
_ARCHIVED = N_("the channel is archived")
_ENDED = N_("their Slack account has ended")
_NOBODY = N_("Slack does not know this account")
_CLOSED = N_("Slack lets Device Desk write nothing there")
_FORM = N_("Slack does not take the message as it is: this is a fault of Device Desk")
_OURS = N_("Slack does not accept the access of Device Desk: its token or its scopes are wrong")
_TROUBLE = N_("Slack had trouble of its own")
_BUSY = N_("Slack had too much to do for too long")
_SILENT = N_("no answer came")

WHY: Mapping[str, str] = {
    **dict.fromkeys(("channel_not_found", "not_in_channel", "user_not_in_channel"), _NO_CHANNEL),
    **dict.fromkeys(("is_archived", "is_inactive"), _ARCHIVED),
    "user_disabled": _ENDED,
    **dict.fromkeys(("user_not_found", "users_not_found", "user_not_visible", "cannot_dm_bot"), _NOBODY),
    **dict.fromkeys(
        (
            *("messages_tab_disabled", "restricted_action", "restricted_action_read_only_channel", "not_allowed"),
            *("restricted_action_thread_only_channel", "restricted_action_non_threadable_channel"),
            *("thread_not_found", "cannot_reply_to_message"),
        ),
        _CLOSED,
    ),
    **dict.fromkeys(
        (
            *("no_text", "msg_too_long", "msg_blocks_too_long", "too_long", "invalid_blocks", "invalid_blocks_format"),
            *("invalid_arguments", "invalid_arg_name", "too_many_attachments", "metadata_too_large"),
            *("invalid_metadata_format", "invalid_metadata_schema", "method_deprecated"),
        ),
        _FORM,
    ),
    **dict.fromkeys(
        (
            *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"),
            *("no_permission", "org_login_required", "ekm_access_denied", "not_allowed_token_type", "access_denied"),
            *("team_access_not_granted", "two_factor_setup_required", "accesslimited"),
        ),
        _OURS,
    ),
    **dict.fromkeys(("fatal_error", "internal_error", "request_timeout", "service_unavailable"), _TROUBLE),
    "ratelimited": _BUSY,
    "unreachable": N_("the server could not be reached"),
    **dict.fromkeys(("TimeoutError", "RemoteDisconnected", "ConnectionResetError", "URLError"), _SILENT),
    **dict.fromkeys(("SMTPServerDisconnected", "BrokenPipeError"), _SILENT),
    "no_smtp": N_("no mail server is set up: SMTP_URL is empty"),
    "no_email": N_("no private email is on record"),
    "bad_email": N_("the private email on record cannot be written to"),
    "unreadable": N_("the private email cannot be read: the SECRET_KEY that it was stored under is missing"),
    "not_found": N_("what it was about is not on record any more"),
}
"""The words for a code: of Slack, of the mail server's connection, or of the desk."""

NO_ANSWER_OF_SLACKS, _TROUBLE_CODE = "http_", "internal_error"
"""How a code begins that stands for an answer of something between here and Slack: "http_503"."""


def why(error: str, voice: Voice, *, by_mail: bool) -> Mrkdwn:
    """Why it was not delivered; what there are no words for is quoted from Slack, or from the mail server."""
    if found := WHY.get(_TROUBLE_CODE if error.startswith(NO_ANSWER_OF_SLACKS) else error):
        return voice.say(voice.gettext(found))
    if error[:1].isupper() and error.isidentifier():
        return voice.write("failure/own", error=error)
    return voice.write("failure/mail" if by_mail else "failure/slack", error=error)
