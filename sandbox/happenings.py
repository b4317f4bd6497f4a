"""What happens in a workspace and is told to the app as events."""

from collections.abc import Iterable
from dataclasses import replace

from sandbox import payloads
from sandbox.context import Slack
from sandbox.conversations import Kind, Message
from sandbox.dispatcher import Dispatcher
from sandbox.payload import Payload
from sandbox.people import User
from sandbox.viewing import view_json


class Happenings:
    """Each method changes the workspace and sends the event, if the app subscribed to it."""

    def __init__(self, slack: Slack, dispatcher: Dispatcher) -> None:
        self._slack = slack
        self._workspace = slack.workspace
        self._dispatcher = dispatcher

    def join(self, user: User) -> None:
        """Somebody new is in the workspace."""
        with self._workspace.changing():
            newer = replace(user, updated=self._seconds())
            self._workspace.directory.put(newer)
            self._tell("team_join", {"user": self._user_json(newer)})

    def change(self, user: User) -> None:
        """A user is different from now on: `change(replace(user, deleted=True))` deactivates.

        Who is deactivated is out of every channel and has nothing open; the DMs stay, unread.
        """
        with self._workspace.changing():
            newer = replace(user, updated=self._seconds())
            self._workspace.directory.put(newer)
            if newer.deleted:
                self._workspace.screens.clear(user.id)
                self._leave_all_channels(user.id)
            self._tell("user_change", {"user": self._user_json(newer), "cache_ts": newer.updated})

    def open_home(self, user_id: str, tab: str = "home") -> None:
        """A person opens the app's Home (or Messages) tab."""
        with self._workspace.changing():
            dm = self._workspace.open_dm((user_id, self._slack.app.bot_user))
            event: Payload = {"user": user_id, "channel": dm.id, "tab": tab}
            view = self._workspace.screens.home(user_id)
            if view and tab == "home":
                event["view"] = view_json(self._slack, view, {})
            self._tell("app_home_opened", event)

    def set_group(self, group_id: str, members: Iterable[str]) -> None:
        """A user group has other members from now on."""
        with self._workspace.changing():
            before = self._workspace.directory.groups[group_id]
            after = replace(before, members=tuple(members), updated=self._seconds())
            self._workspace.directory.groups[group_id] = after
            added = [user_id for user_id in after.members if user_id not in before.members]
            removed = [user_id for user_id in before.members if user_id not in after.members]
            event: Payload = {
                "subteam_id": group_id,
                "team_id": before.team_id,
                "date_previous_update": before.updated,
                "date_update": after.updated,
                "added_users": added,
                "added_users_count": len(added),
                "removed_users": removed,
                "removed_users_count": len(removed),
            }
            self._tell("subteam_members_changed", event)

    def enter(self, user_id: str, channel_id: str) -> None:
        """Somebody joins a channel."""
        with self._workspace.changing():
            channel = self._workspace.conversations.channels[channel_id]
            self._workspace.conversations.set_members(channel_id, dict.fromkeys((*channel.members, user_id)))
            self._tell("member_joined_channel", self._membership(user_id, channel_id))

    def leave(self, user_id: str, channel_id: str) -> None:
        """Somebody leaves a channel."""
        with self._workspace.changing():
            self._remove_member(user_id, channel_id)
            self._tell("member_left_channel", self._membership(user_id, channel_id))

    def write(
        self, user_id: str, channel_id: str, words: str, thread_ts: str | None = None, files: tuple[str, ...] = ()
    ) -> Message:
        """Somebody writes a message; an app hears of it by `message.im`, `message.channels` and so on."""
        with self._workspace.changing():
            ts = self._workspace.ids.ts(self._slack.now())
            message = Message(channel_id, ts, user_id, words, thread_ts=thread_ts, files=files)
            self._workspace.conversations.put(message)
            kind = self._workspace.conversations.channels[channel_id].kind
            if f"message.{kind}" in self._slack.app.events:
                event = {**message.as_json(), **self._shared(files)}
                self._send("message", {**event, "channel": channel_id, "channel_type": _CHANNEL_TYPES[kind]})
            return message

    def _shared(self, names: tuple[str, ...]) -> Payload:
        """What the event about a message with files has besides [slack.dev: file_share message event]."""
        if not names:
            return {}
        files = self._workspace.files.by_id
        return {"subtype": "file_share", "files": [files[name].as_json(self._slack.base_url) for name in names]}

    def _tell(self, kind: str, event: Payload) -> None:
        if kind in self._slack.app.events:
            self._send(kind, event)

    def _send(self, kind: str, event: Payload) -> None:
        ts = self._workspace.ids.ts(self._slack.now())
        self._dispatcher.tell(payloads.event(self._slack, {**event, "type": kind, "event_ts": ts}))

    def _seconds(self) -> int:
        return int(self._slack.now().timestamp())

    def _user_json(self, user: User) -> Payload:
        with_email = "users:read.email" in self._slack.app.scopes
        return user.as_json(self._slack.now(), with_email=with_email, with_locale=True)

    def _membership(self, user_id: str, channel_id: str) -> Payload:
        is_public = self._workspace.conversations.channels[channel_id].kind is Kind.PUBLIC
        team_id = self._workspace.team.id
        return {"user": user_id, "channel": channel_id, "channel_type": "C" if is_public else "G", "team": team_id}

    def _remove_member(self, user_id: str, channel_id: str) -> None:
        members = self._workspace.conversations.channels[channel_id].members
        self._workspace.conversations.set_members(channel_id, [member for member in members if member != user_id])

    def _leave_all_channels(self, user_id: str) -> None:
        for channel in tuple(self._workspace.conversations.channels.values()):
            if channel.kind in (Kind.PUBLIC, Kind.PRIVATE):
                self._remove_member(user_id, channel.id)


_CHANNEL_TYPES = {Kind.PUBLIC: "channel", Kind.PRIVATE: "group", Kind.DM: "im", Kind.GROUP_DM: "mpim"}
