"""chat.*: the app's own messages."""

from sandbox.arguments import Arguments
from sandbox.blockkit import check_message
from sandbox.context import Slack
from sandbox.conversations import Message
from sandbox.errors import Refused, refuse_if
from sandbox.payload import Payload
from sandbox.posting import MAX_TEXT, destination, rewrite, say, thread_root

CONTENT = ("text", "blocks", "attachments", "markdown_text")


def post_message(slack: Slack, args: Arguments) -> Payload:
    """chat.postMessage. A post to a deactivated person succeeds like any other."""
    channel = destination(slack, args.text("channel"))
    _require_content(args)
    refuse_if(check_message(args.values, "chat.postMessage"))
    root = thread_root(slack, channel, args.text("thread_ts"))
    message = say(slack, channel, args.values, thread_ts=root)
    answer: Payload = {"channel": channel.id, "ts": message.ts, "message": message.as_json(with_metadata=True)}
    if len(args.text("text")) > MAX_TEXT:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


def post_ephemeral(slack: Slack, args: Arguments) -> Payload:
    """chat.postEphemeral: only for somebody who is in the channel."""
    channel = destination(slack, args.text("channel"))
    user_id = args.text("user")
    if user_id not in channel.members:
        raise Refused("user_not_in_channel")
    _require_content(args)
    refuse_if(check_message(args.values, "chat.postEphemeral"))
    root = thread_root(slack, channel, args.text("thread_ts"))
    message = say(slack, channel, args.values, only_for=user_id, thread_ts=root)
    return {"message_ts": message.ts}


def update(slack: Slack, args: Arguments) -> Payload:
    """chat.update: needs the conversation's own id, and a message of the app."""
    message = _own_message(slack, args, "cant_update_message")
    _require_content(args)
    refuse_if(check_message(args.values, "chat.update"))
    newer = rewrite(slack, message, args.values)
    return {"channel": newer.channel, "ts": newer.ts, "text": newer.text, "message": newer.as_json(with_metadata=True)}


def delete(slack: Slack, args: Arguments) -> Payload:
    """chat.delete."""
    message = _own_message(slack, args, "cant_delete_message")
    slack.workspace.conversations.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(slack: Slack, args: Arguments) -> Payload:
    """chat.getPermalink."""
    message = _message(slack, args.text("channel"), args.text("message_ts"))
    home = f"https://{slack.workspace.team.domain}.slack.com"
    return {
        "channel": message.channel,
        "permalink": f"{home}/archives/{message.channel}/p{message.ts.replace('.', '')}",
    }


def _require_content(args: Arguments) -> None:
    if not any(args.has(name) for name in CONTENT):
        raise Refused("no_text")


def _message(slack: Slack, channel_id: str, ts: str) -> Message:
    if channel_id not in slack.workspace.conversations.channels:
        raise Refused("channel_not_found")
    message = slack.workspace.conversations.find(channel_id, ts)
    if message is None or message.only_for is not None:
        raise Refused("message_not_found")
    return message


def _own_message(slack: Slack, args: Arguments, error: str) -> Message:
    message = _message(slack, args.text("channel"), args.text("ts"))
    if message.bot_id != slack.app.bot_id:
        raise Refused(error)
    return message
