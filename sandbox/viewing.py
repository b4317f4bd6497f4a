"""Making views from what the app sends, and changing them; the same for views.* and for a `response_action`."""

import copy
from collections.abc import Mapping
from dataclasses import replace

from sandbox.blockkit import Surface, check_view
from sandbox.blocks import give_ids
from sandbox.context import Slack
from sandbox.errors import Refused, refuse_if
from sandbox.inputs import Typed, state_values
from sandbox.payload import Payload, children, text
from sandbox.screens import MAX_MODALS, View


def new_view(slack: Slack, user_id: str, content: Payload, *, above: View | None = None) -> View:
    """A view for this person from a payload.

    Raises:
        Refused: what the validator finds; duplicate_external_id; push_limit_reached when `above` is the third.
    """
    _check(content)
    external_id = text(content, "external_id")
    if slack.workspace.screens.find_external(external_id):
        raise Refused("duplicate_external_id")
    if above and len(slack.workspace.screens.modals(user_id)) >= MAX_MODALS:
        raise Refused("push_limit_reached")
    view_id = slack.workspace.ids.new("V")
    return View(
        id=view_id,
        user=user_id,
        content=_prepared(slack, content),
        hash=_new_hash(slack),
        root_id=above.root_id if above else view_id,
        previous_id=above.id if above else None,
    )


def changed_view(slack: Slack, view: View, content: Payload, *, expected_hash: str = "") -> View:
    """A view after an update.

    Raises:
        Refused: what the validator finds; hash_conflict; duplicate_external_id; invalid_arguments for another type.
    """
    _check(content)
    if expected_hash and expected_hash != view.hash:
        raise Refused("hash_conflict")
    if content["type"] != view.content["type"]:
        raise Refused("invalid_arguments", messages=["[ERROR] the type of a view cannot change"])
    same_name = slack.workspace.screens.find_external(text(content, "external_id"))
    if same_name and same_name.id != view.id:
        raise Refused("duplicate_external_id")
    return replace(view, content=_prepared(slack, content), hash=_new_hash(slack), errors={}, failed=None)


def view_json(slack: Slack, view: View, typed: Typed) -> Payload:
    """Slack's view object, with what the person typed in it."""
    optional = {key: view.content.get(key) for key in ("title", "submit", "close")}
    return {
        "id": view.id,
        "team_id": slack.workspace.team.id,
        "type": view.content["type"],
        "blocks": view.blocks,
        "private_metadata": text(view.content, "private_metadata"),
        "callback_id": view.callback_id,
        "state": {"values": state_values(view.blocks, typed)},
        "hash": view.hash,
        **optional,
        "clear_on_close": view.content.get("clear_on_close", False),
        "notify_on_close": view.content.get("notify_on_close", False),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": slack.app.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": slack.workspace.team.id,
        "bot_id": slack.app.bot_id,
    }


def _check(content: Mapping[str, object]) -> None:
    surface = Surface.HOME if content.get("type") == "home" else Surface.MODAL
    refuse_if(check_view(content, surface))


def _prepared(slack: Slack, content: Payload) -> Payload:
    prepared = copy.deepcopy(content)
    give_ids(children(prepared, "blocks"), slack.workspace.ids)
    return prepared


def _new_hash(slack: Slack) -> str:
    return f"{int(slack.now().timestamp())}.{slack.workspace.ids.new('h')}"
