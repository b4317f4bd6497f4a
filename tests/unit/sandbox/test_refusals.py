"""What the Web API refuses, and by which name."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Company, Sandbox, small_company
from sandbox.api import METHODS
from sandbox.company import ANA, BOT, BRUNO, GENERAL, IT_DEVICES, JONAS, LEO
from sandbox.conversations import Channel, Kind
from tests.unit.sandbox.apps import ALL_SCOPES, client_of, error_of

PRIVATE = "C0SBPRIVATE"
OPEN = "C0SBOPENONE"
ARCHIVED = "C0SBARCHIVE"
HOME: dict[str, object] = {"type": "home", "blocks": [{"type": "divider"}]}


def company() -> Company:
    start = small_company()
    more = (
        Channel(PRIVATE, "hr", Kind.PRIVATE, (ANA,)),
        Channel(OPEN, "random", Kind.PUBLIC, (ANA,)),
        Channel(ARCHIVED, "old", Kind.PUBLIC, (ANA, BOT), is_archived=True),
    )
    return replace(start, channels=(*start.channels, *more))


@pytest.fixture(scope="module")
def nothing_changes() -> Iterator[WebClient]:
    """One sandbox for all calls that are refused: they leave no trace in it."""
    with Sandbox(company(), scopes=ALL_SCOPES) as sandbox:
        yield client_of(sandbox)


@pytest.fixture(scope="module")
def without_scopes() -> Iterator[WebClient]:
    with Sandbox(scopes=()) as sandbox:
        yield client_of(sandbox)


REFUSALS: dict[str, tuple[str, dict[str, object], str]] = {
    "no such channel": ("chat.postMessage", {"channel": "C0", "text": "x"}, "channel_not_found"),
    "private channel without the bot": ("chat.postMessage", {"channel": PRIVATE, "text": "x"}, "channel_not_found"),
    "public channel without the bot": ("chat.postMessage", {"channel": OPEN, "text": "x"}, "not_in_channel"),
    "archived channel": ("chat.postMessage", {"channel": ARCHIVED, "text": "x"}, "is_archived"),
    "a bot's DM": ("chat.postMessage", {"channel": BOT, "text": "x"}, "cannot_dm_bot"),
    "nothing said": ("chat.postMessage", {"channel": GENERAL}, "no_text"),
    "no such thread": (
        "chat.postMessage",
        {"channel": GENERAL, "text": "x", "thread_ts": "1.000001"},
        "thread_not_found",
    ),
    "broken blocks": ("chat.postMessage", {"channel": GENERAL, "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
    "unknown block": (
        "chat.postMessage",
        {"channel": GENERAL, "text": "x", "blocks": [{"type": "x"}]},
        "invalid_blocks",
    ),
    "ephemeral to an outsider": (
        "chat.postEphemeral",
        {"channel": IT_DEVICES, "user": LEO, "text": "x"},
        "user_not_in_channel",
    ),
    "update of nothing": ("chat.update", {"channel": GENERAL, "ts": "1.000001", "text": "x"}, "message_not_found"),
    "update by user id": ("chat.update", {"channel": ANA, "ts": "1.000001", "text": "x"}, "channel_not_found"),
    "deletion of nothing": ("chat.delete", {"channel": GENERAL, "ts": "1.000001"}, "message_not_found"),
    "DM with nobody": ("conversations.open", {}, "users_list_not_supplied"),
    "DM with a leaver": ("conversations.open", {"users": JONAS}, "user_disabled"),
    "DM with a ghost": ("conversations.open", {"users": "U0"}, "user_not_found"),
    "DM with a crowd": ("conversations.open", {"users": ",".join(["U0"] * 9)}, "too_many_users"),
    "history of an unjoined channel": ("conversations.history", {"channel": OPEN}, "not_in_channel"),
    "history with a wild limit": ("conversations.history", {"channel": GENERAL, "limit": 1000}, "invalid_limit"),
    "replies to nothing": ("conversations.replies", {"channel": GENERAL, "ts": "1.000001"}, "thread_not_found"),
    "no such user": ("users.info", {"user": "U0"}, "user_not_found"),
    "a leaver's email": ("users.lookupByEmail", {"email": "jonas@tallpine.example"}, "users_not_found"),
    "no such group": ("usergroups.users.list", {"usergroup": "S0"}, "no_such_subteam"),
    "a made up trigger": ("views.open", {"trigger_id": "1.2.x", "view": {"type": "modal"}}, "invalid_trigger_id"),
    "update of a closed view": ("views.update", {"view_id": "V0", "view": HOME}, "not_found"),
    "a modal as Home": ("views.publish", {"user_id": ANA, "view": {"type": "modal"}}, "invalid_arguments"),
    "no such file": ("files.info", {"file": "F0"}, "file_not_found"),
    "files never uploaded": ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "file_not_found"),
    "no such method": ("chat.whisper", {}, "unknown_method"),
}


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSALS.values(), ids=REFUSALS.keys())
def test_slack_says_no_by_its_own_names(
    nothing_changes: WebClient, method: str, arguments: dict[str, object], error: str
) -> None:
    assert error_of(lambda: nothing_changes.api_call(method, json=arguments)) == error


@pytest.mark.parametrize("method", sorted(name for name, method in METHODS.items() if method.scope))
def test_a_method_names_the_scope_that_is_missing(without_scopes: WebClient, method: str) -> None:
    with pytest.raises(SlackApiError) as refusal:
        without_scopes.api_call(method)
    answer = refusal.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", METHODS[method].scope)


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("conversations.history", {"channel": GENERAL}, "channels:history"),
        ("conversations.history", {"channel": IT_DEVICES}, "groups:history"),
        ("conversations.members", {"channel": GENERAL}, "channels:read"),
        ("conversations.open", {"users": ANA}, "im:write"),
        ("conversations.open", {"users": f"{ANA},{BRUNO}"}, "mpim:write"),
    ],
)
def test_some_scopes_follow_the_kind_of_channel(
    without_scopes: WebClient, method: str, arguments: dict[str, object], needed: str
) -> None:
    with pytest.raises(SlackApiError) as refusal:
        without_scopes.api_call(method, json=arguments)
    assert refusal.value.response["needed"] == needed


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        (None, "auth.test", "not_authed"),
        ("xoxb-other", "auth.test", "invalid_auth"),
        ("xapp-sandbox-app-token", "auth.test", "not_allowed_token_type"),
        ("xoxb-sandbox-bot-token", "apps.connections.open", "not_allowed_token_type"),
    ],
)
def test_tokens(nothing_changes: WebClient, token: str | None, method: str, error: str) -> None:
    client = WebClient(token=token, base_url=nothing_changes.base_url)
    assert error_of(lambda: client.api_call(method)) == error


def test_the_token_of_a_removed_app_is_inactive() -> None:
    with Sandbox() as sandbox:
        sandbox.happenings.change(replace(sandbox.workspace.user(BOT), deleted=True))
        assert error_of(client_of(sandbox).auth_test) == "account_inactive"
