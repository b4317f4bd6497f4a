"""The manifest asks for what the code uses, and for nothing else."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from slack_sdk import WebClient

from bot.config import manifest

ROOT = Path(__file__).parents[4]
OURS = ("bot", "handlers")

SCOPES_OF = {
    "apps_connections_open": set(),  # an app-level token with connections:write, outside the manifest
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read", "users:read.email"},
    "users_list": {"users:read", "users:read.email"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
"""What each method of the Web API needs [slack.dev: method pages]; the address in users.info has a scope of its own."""

TOLD_AS = {"message": "message.im"}
"""What an event is subscribed to as: messages by the kind of their conversation [slack.dev: message.im event]."""

OF_FILE_INPUTS = "files:read"
"""What an app needs to open a modal that takes files [slack.dev: file input element]."""

TEXT = {"type": "string", "minLength": 1}
NAMES = {"type": "array", "items": TEXT, "uniqueItems": True}
FLAG = {"type": "boolean"}


def strict(**properties: object) -> dict[str, object]:
    """An object with exactly these keys."""
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


SCHEMA = strict(
    _metadata=strict(major_version={"enum": [1, 2]}, minor_version={"type": "integer"}),
    display_information=strict(
        name={**TEXT, "maxLength": 35},
        description={**TEXT, "maxLength": 140},
        background_color={**TEXT, "pattern": "^#[0-9a-f]{6}$"},
    ),
    features=strict(
        app_home=strict(
            home_tab_enabled=FLAG, messages_tab_enabled={"const": True}, messages_tab_read_only_enabled=FLAG
        ),
        bot_user=strict(display_name={**TEXT, "maxLength": 80, "pattern": "^[a-z0-9._-]+$"}, always_online=FLAG),
        slash_commands={
            "type": "array",
            "minItems": 1,
            "items": strict(
                command={**TEXT, "pattern": "^/[a-z-]{1,31}$"},
                description={**TEXT, "maxLength": 2000},
                usage_hint={**TEXT, "maxLength": 1000},
                should_escape={"const": True},
            ),
        },
    ),
    oauth_config=strict(scopes=strict(bot=NAMES)),
    settings=strict(
        event_subscriptions=strict(bot_events={**NAMES, "maxItems": 100}),
        interactivity=strict(is_enabled={"const": True}),
        org_deploy_enabled=FLAG,
        socket_mode_enabled=FLAG,
        token_rotation_enabled=FLAG,
    ),
)


def calls() -> Iterator[ast.Call]:
    for folder in OURS:
        for path in (ROOT / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(*receivers: str) -> Iterator[tuple[str, ast.Call]]:
    """The methods called, on the things of these names or on anything."""
    for call in calls():
        match call.func:
            case ast.Attribute(attr=method, value=ast.Name(receiver)) if receiver in receivers:
                yield method, call
            case ast.Attribute(attr=method) if not receivers:
                yield method, call


def test_the_manifest_has_the_shape_that_slack_takes() -> None:
    jsonschema.validate(json.loads(manifest.FILE.read_text(encoding="utf-8")), SCHEMA)


@pytest.mark.parametrize("path", [(), ("settings",), ("features", "bot_user")])
def test_the_schema_refuses_unknown_keys(path: tuple[str, ...]) -> None:
    read = json.loads(manifest.FILE.read_text(encoding="utf-8"))
    inner = read
    for step in path:
        inner = inner[step]
    inner["surprise"] = True
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.validate(read, SCHEMA)


def test_every_event_is_listened_to_and_no_other() -> None:
    events = {ast.literal_eval(call.args[0]) for method, call in called("app") if method == "event"}
    assert {TOLD_AS.get(event, event) for event in events} == manifest.events()


def test_people_can_write_to_the_app_where_it_listens() -> None:
    read = json.loads(manifest.FILE.read_text(encoding="utf-8"))
    assert read["features"]["app_home"]["messages_tab_read_only_enabled"] is ("message.im" not in manifest.events())
    assert "im:history" in manifest.scopes()


def test_every_scope_is_used_and_none_is_missing() -> None:
    web_api = {name for name in dir(WebClient) if "_" in name.strip("_") and not name.startswith("_")}
    used = {method for method, _ in called() if method in web_api}
    assert used <= set(SCOPES_OF)
    needed = {scope for method in used for scope in SCOPES_OF[method]}
    assert needed | {"commands", OF_FILE_INPUTS} == manifest.scopes()


def test_the_command_is_the_one_that_is_listened_to() -> None:
    read = json.loads(manifest.FILE.read_text(encoding="utf-8"))
    (command,) = read["features"]["slash_commands"]
    assert command["command"] == "/device"
    assert [method for method, _ in called("app") if method == "command"] == ["command"]
