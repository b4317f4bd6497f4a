"""files.*: the upload in three steps, and what is known of a file."""

from dataclasses import replace

from sandbox.arguments import Arguments
from sandbox.context import Slack
from sandbox.conversations import Message
from sandbox.errors import Refused
from sandbox.files import File
from sandbox.payload import Payload, children, text
from sandbox.posting import destination, thread_root


def get_upload_url(slack: Slack, args: Arguments) -> Payload:
    """files.getUploadURLExternal: where the bytes go."""
    length = args.number("length", 0)
    if not args.has("filename") or length <= 0:
        raise Refused("invalid_arguments", messages=["[ERROR] filename and length are required"])
    name = args.text("filename")
    file = File(
        id=slack.workspace.ids.new("F"),
        user=slack.app.bot_user,
        name=name,
        title=name,
        length=length,
        created=int(slack.now().timestamp()),
    )
    slack.workspace.files.put(file)
    return {"upload_url": f"{slack.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(slack: Slack, args: Arguments) -> Payload:
    """files.completeUploadExternal: the files are done; with a channel they are shared there as one message."""
    asked = children(args.values, "files")
    if not asked:
        raise Refused("invalid_arguments", messages=["[ERROR] files is required"])
    channel = destination(slack, args.text("channel_id")) if args.has("channel_id") else None
    root = thread_root(slack, channel, args.text("thread_ts")) if channel else None
    shared = (channel.id,) if channel else ()
    files = [replace(_uploaded(slack, item), is_complete=True, channels=shared) for item in asked]
    for file in files:
        slack.workspace.files.put(file)
    if channel:
        message = Message(
            channel=channel.id,
            ts=slack.workspace.ids.ts(slack.now()),
            user=slack.app.bot_user,
            text=args.text("initial_comment"),
            thread_ts=root,
            files=tuple(file.id for file in files),
            bot_id=slack.app.bot_id,
            app_id=slack.app.app_id,
        )
        slack.workspace.conversations.put(message)
    return {"files": [file.as_json(slack.base_url) for file in files]}


def info(slack: Slack, args: Arguments) -> Payload:
    """files.info."""
    file = slack.workspace.files.by_id.get(args.text("file"))
    if file is None or not file.is_complete:
        raise Refused("file_not_found")
    return {"file": file.as_json(slack.base_url)}


def _uploaded(slack: Slack, item: Payload) -> File:
    file = slack.workspace.files.by_id.get(text(item, "id"))
    if file is None or file.content is None:
        raise Refused("file_not_found")
    return replace(file, title=text(item, "title") or file.title)
