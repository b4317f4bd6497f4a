"""The payloads that Slack sends when a person acts, field by field."""

from collections.abc import Mapping

from sandbox.context import Slack
from sandbox.conversations import Channel, Kind, Message
from sandbox.inputs import KEPT, Typed, state_values
from sandbox.payload import Payload, text, without_nones
from sandbox.people import User
from sandbox.response_urls import Grant
from sandbox.screens import View
from sandbox.viewing import view_json

_CHANNEL_NAMES: Mapping[Kind, str] = {
    Kind.DM: "directmessage",
    Kind.GROUP_DM: "mpdm",
    Kind.PRIVATE: "privategroup",
}
"""What a payload calls a channel whose name is nobody's business."""


def command(slack: Slack, user: User, channel: Channel, name: str, words: str) -> Payload:
    """A slash command [D:implementing-slash-commands]; all values are strings, as in the form that Slack posts."""
    return {
        "token": slack.app.verification_token,
        "team_id": slack.workspace.team.id,
        "team_domain": slack.workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": words,
        "api_app_id": slack.app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(slack, user, channel),
        "trigger_id": slack.triggers.issue(user.id, slack.now()),
    }


def message_actions(slack: Slack, user: User, message: Message, action: Payload, typed: Typed) -> Payload:
    """block_actions from a message. Of an ephemeral message Slack sends no content."""
    channel = slack.workspace.conversations.channels[message.channel]
    is_ephemeral = message.only_for is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": is_ephemeral,
        "thread_ts": message.thread_ts,
    }
    return {
        **_interaction(slack, user, "block_actions"),
        "container": without_nones(container),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        **({} if is_ephemeral else {"message": message.as_json()}),
        "state": {"values": state_values(message.blocks, typed)},
        "response_url": response_url(slack, user, channel, message),
        "actions": [action],
    }


def view_actions(slack: Slack, user: User, view: View, action: Payload, typed: Typed) -> Payload:
    """block_actions from a modal or the Home tab."""
    return {
        **_interaction(slack, user, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(slack, view, typed),
        "actions": [action],
    }


def view_submission(slack: Slack, user: User, view: View, typed: Typed) -> Payload:
    """The submission of a modal."""
    payload = _interaction(slack, user, "view_submission")
    return {**payload, "view": view_json(slack, view, typed), "response_urls": []}


def view_closed(slack: Slack, user: User, view: View, *, is_cleared: bool) -> Payload:
    """The closing of a modal that asked for the news; it comes without a trigger."""
    payload = _interaction(slack, user, "view_closed")
    del payload["trigger_id"]
    return {**payload, "view": view_json(slack, view, {}), "is_cleared": is_cleared}


def suggestion(slack: Slack, user: User, where: Message | View, block_id: str, action_id: str, query: str) -> Payload:
    """The question for the options of an external select; it comes without a trigger."""
    payload = _interaction(slack, user, "block_suggestion")
    del payload["trigger_id"]
    if isinstance(where, View):
        payload |= {"container": {"type": "view", "view_id": where.id}, "view": view_json(slack, where, {})}
    else:
        container = {"type": "message", "message_ts": where.ts, "channel_id": where.channel}
        payload |= {"container": container, "channel": {"id": where.channel}, "message": where.as_json()}
    return {**payload, "block_id": block_id, "action_id": action_id, "value": query}


def action(slack: Slack, block_id: str, element: Payload, value: object) -> Payload:
    """One entry of `actions`: what the element is, and what was pressed or chosen."""
    kind = text(element, "type")
    known = {
        "type": kind,
        "action_id": text(element, "action_id"),
        "block_id": block_id,
        "action_ts": slack.workspace.ids.ts(slack.now()),
    }
    if kind == "button":
        extra = {"text": element.get("text"), "value": element.get("value"), "style": element.get("style")}
        return {**known, **without_nones(extra)}
    key = KEPT[kind].key if kind in KEPT else "selected_option"
    return {**known, key: value}


def event(slack: Slack, inner: Payload) -> Payload:
    """An event in its envelope for the app [D:events-api]."""
    team_id = slack.workspace.team.id
    return {
        "token": slack.app.verification_token,
        "team_id": team_id,
        "api_app_id": slack.app.app_id,
        "type": "event_callback",
        "event": inner,
        "event_id": slack.workspace.ids.new("Ev"),
        "event_time": int(slack.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team_id,
                "user_id": slack.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def channel_name(channel: Channel) -> str:
    """A channel's name as payloads give it."""
    return _CHANNEL_NAMES.get(channel.kind, channel.name)


def response_url(slack: Slack, user: User, channel: Channel, message: Message | None = None) -> str:
    """A fresh address for answers to what this person did here."""
    grant = Grant(channel.id, user.id, slack.now(), message.ts if message else None)
    return f"{slack.base_url}/response/{slack.response_urls.issue(grant)}"


def _interaction(slack: Slack, user: User, kind: str) -> Payload:
    """What all interactions have. `team` is ours, also when the person belongs to another workspace."""
    team = slack.workspace.team
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "api_app_id": slack.app.app_id,
        "token": slack.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": slack.triggers.issue(user.id, slack.now()),
    }
