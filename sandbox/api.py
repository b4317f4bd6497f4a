"""The Web API: one table of methods, and the one way through which every call goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sandbox.arguments import Arguments
from sandbox.context import Slack
from sandbox.errors import Refused
from sandbox.journal import Call
from sandbox.methods import auth, chat, conversations, files, users, views
from sandbox.payload import Payload

Run: TypeAlias = Callable[[Slack, Arguments], Payload]


@dataclass(frozen=True, slots=True)
class Method:
    """What a method does, and the scope it needs. Where that depends on the kind of channel, the method checks it."""

    run: Run
    scope: str | None = None
    takes_app_token: bool = False


METHODS: Mapping[str, Method] = {
    "apps.connections.open": Method(auth.open_connection, takes_app_token=True),
    "auth.test": Method(auth.test),
    "bots.info": Method(users.bot_info, "users:read"),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "conversations.history": Method(conversations.history),
    "conversations.info": Method(conversations.info),
    "conversations.members": Method(conversations.members),
    "conversations.open": Method(conversations.open_),
    "conversations.replies": Method(conversations.replies),
    "files.completeUploadExternal": Method(files.complete_upload, "files:write"),
    "files.getUploadURLExternal": Method(files.get_upload_url, "files:write"),
    "files.info": Method(files.info, "files:read"),
    "team.info": Method(users.team_info, "team:read"),
    "usergroups.list": Method(users.groups, "usergroups:read"),
    "usergroups.users.list": Method(users.group_members, "usergroups:read"),
    "users.info": Method(users.info, "users:read"),
    "users.list": Method(users.list_, "users:read"),
    "users.lookupByEmail": Method(users.lookup_by_email, "users:read.email"),
    "views.open": Method(views.open_),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}
"""Scopes from slack.dev's method pages."""


def call(slack: Slack, name: str, token: str, values: Payload) -> Payload:
    """Run one method as one step: nobody sees half of it. The call and its answer go into the journal."""
    with slack.workspace.changing():
        try:
            arguments = Arguments(values)
            answer: Payload = {"ok": True, **_permitted(slack, name, token).run(slack, arguments)}
        except Refused as refusal:
            answer = refusal.answer()
        kept = {key: value for key, value in values.items() if key != "token"}
        slack.workspace.journal.calls.append(Call(slack.now(), name, kept, answer))
    return answer


def _permitted(slack: Slack, name: str, token: str) -> Method:
    method = METHODS.get(name)
    if method is None:
        raise Refused("unknown_method", req_method=name)
    if not token:
        raise Refused("not_authed")
    if token not in (slack.app.bot_token, slack.app.app_token):
        raise Refused("invalid_auth")
    if slack.workspace.user(slack.app.bot_user).deleted:
        raise Refused("account_inactive")
    if (token == slack.app.app_token) is not method.takes_app_token:
        raise Refused("not_allowed_token_type")
    if method.scope:
        slack.require_scope(method.scope)
    return method
