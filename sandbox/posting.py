"""Putting messages of the app into conversations, and showing them changed."""

import copy
from collections.abc import Mapping
from dataclasses import replace

from sandbox.blocks import give_ids
from sandbox.context import Slack
from sandbox.conversations import Channel, Kind, Message
from sandbox.errors import Refused
from sandbox.payload import Payload, children, text

MAX_TEXT = 40_000
"""Longer `text` is cut by chat.postMessage, with a warning [api.slack.com/changelog/2018-04]."""


def blocks_of(slack: Slack, content: Mapping[str, object]) -> tuple[Payload, ...]:
    """A private copy of the blocks in a payload, with every id filled in."""
    blocks = copy.deepcopy(children(content, "blocks"))
    give_ids(blocks, slack.workspace.ids)
    return tuple(blocks)


def say(
    slack: Slack,
    channel: Channel,
    content: Mapping[str, object],
    *,
    only_for: str | None = None,
    thread_ts: str | None = None,
) -> Message:
    """Post `content` (already checked) as the app; `only_for` makes it ephemeral."""
    metadata = content.get("metadata")
    message = Message(
        channel=channel.id,
        ts=slack.workspace.ids.ts(slack.now()),
        user=slack.app.bot_user,
        text=text(content, "text")[:MAX_TEXT],
        blocks=blocks_of(slack, content),
        attachments=tuple(children(content, "attachments")),
        thread_ts=thread_ts,
        is_broadcast=bool(thread_ts) and content.get("reply_broadcast") in (True, "true", "1", 1),
        metadata=metadata if isinstance(metadata, dict) and metadata else None,
        bot_id=slack.app.bot_id,
        app_id=slack.app.app_id,
        only_for=only_for,
    )
    slack.workspace.conversations.put(message)
    return message


def rewrite(slack: Slack, message: Message, content: Mapping[str, object]) -> Message:
    """Show `content` (already checked) in place of what a message said.

    Text without blocks takes the blocks away, and only then the message is marked as edited. Metadata stays unless
    the payload has its own; an empty object removes it [D:chat.update].
    """
    blocks = blocks_of(slack, content)
    metadata = content.get("metadata", message.metadata)
    newer = replace(
        message,
        text=text(content, "text"),
        blocks=blocks,
        attachments=tuple(children(content, "attachments")),
        metadata=metadata if isinstance(metadata, dict) and metadata else None,
        edited_ts=message.edited_ts if blocks else slack.workspace.ids.ts(slack.now()),
    )
    slack.workspace.conversations.put(newer)
    return newer


def destination(slack: Slack, name: str) -> Channel:
    """Where a post to `name` goes: a channel's id or #name, or a user's id, which opens the DM.

    Raises:
        Refused: channel_not_found, not_in_channel, is_archived, messages_tab_disabled, or cannot_dm_bot.
    """
    workspace = slack.workspace
    if name in workspace.directory.users:
        return direct_message(slack, name)
    channel = workspace.conversations.channels.get(name) or workspace.conversations.by_name(name.removeprefix("#"))
    if channel is None or not name:
        raise Refused("channel_not_found")
    if channel.kind is Kind.DM and not slack.app.features.has_messages_tab:
        raise Refused("messages_tab_disabled")
    if slack.app.bot_user not in channel.members:
        may_post_anywhere = channel.kind is Kind.PUBLIC and "chat:write.public" in slack.app.scopes
        if not may_post_anywhere:
            raise Refused("not_in_channel" if channel.kind is Kind.PUBLIC else "channel_not_found")
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def direct_message(slack: Slack, user_id: str) -> Channel:
    """The app's DM with a person. It opens for a deactivated person too: Slack does not say that nobody reads it."""
    if not slack.app.features.has_messages_tab:
        raise Refused("messages_tab_disabled")
    if slack.workspace.user(user_id).is_bot:
        raise Refused("cannot_dm_bot")
    return slack.workspace.open_dm((user_id, slack.app.bot_user))


def thread_root(slack: Slack, channel: Channel, ts: str) -> str | None:
    """The root of the thread that a post with `thread_ts=ts` joins; None when `ts` is empty.

    Raises:
        Refused: thread_not_found.
    """
    if not ts:
        return None
    message = slack.workspace.conversations.find(channel.id, ts)
    if message is None or message.only_for is not None:
        raise Refused("thread_not_found")
    return message.thread_ts or message.ts
