"""conversations.*: opening DMs and reading what was said."""

from collections.abc import Iterable, Sequence

from sandbox.arguments import Arguments
from sandbox.context import Slack
from sandbox.conversations import Channel, Kind, Message, reply_counts
from sandbox.errors import Refused
from sandbox.ids import parse_ts
from sandbox.methods.paging import page
from sandbox.payload import Payload

MAX_PEOPLE = 8
"""Users in one conversations.open [D:conversations.open]."""

END_OF_TIME = "9999999999.999999"


def open_(slack: Slack, args: Arguments) -> Payload:
    """conversations.open: the DM with one person, or a group DM with up to eight."""
    if args.has("channel"):
        channel = _readable(slack, args.text("channel"))
    else:
        people = _people(slack, args.names("users"))
        slack.require_scope("im:write" if len(people) == 1 else "mpim:write")
        channel = slack.workspace.open_dm((*people, slack.app.bot_user))
    if args.flag("return_im"):
        return {"channel": channel.as_json(bot_user=slack.app.bot_user, with_locale=False)}
    return {"channel": {"id": channel.id}}


def info(slack: Slack, args: Arguments) -> Payload:
    """conversations.info."""
    channel = _readable(slack, args.text("channel"), "read")
    described = channel.as_json(bot_user=slack.app.bot_user, with_locale=args.flag("include_locale"))
    if args.flag("include_num_members"):
        described["num_members"] = len(channel.members)
    return {"channel": described}


def members(slack: Slack, args: Arguments) -> Payload:
    """conversations.members, with a cursor."""
    channel = _readable(slack, args.text("channel"), "read")
    found, more = page(channel.members, args)
    return {"members": list(found), **more}


def history(slack: Slack, args: Arguments) -> Payload:
    """conversations.history: newest first, without replies, between `oldest` and `latest`."""
    channel = _joined(slack, args)
    counts = reply_counts(slack.workspace.conversations.in_channel(channel.id))
    messages = _between(slack.workspace.conversations.history(channel.id), args)
    found, more = page(messages[::-1], args)
    return {"messages": _described(slack, found, args, counts), **more}


def replies(slack: Slack, args: Arguments) -> Payload:
    """conversations.replies: a thread from its root on, oldest first. The root comes whatever `oldest` says."""
    channel = _joined(slack, args)
    message = slack.workspace.conversations.find(channel.id, args.text("ts"))
    if message is None or message.only_for is not None:
        raise Refused("thread_not_found")
    thread = slack.workspace.conversations.thread(channel.id, message.thread_ts or message.ts)
    root, answers = thread[:1], thread[1:]
    found, more = page([*root, *_between(answers, args)], args)
    return {"messages": _described(slack, found, args, reply_counts(thread)), **more}


def _people(slack: Slack, user_ids: Sequence[str]) -> Sequence[str]:
    if not user_ids:
        raise Refused("users_list_not_supplied")
    if len(user_ids) > MAX_PEOPLE:
        raise Refused("too_many_users")
    for user_id in user_ids:
        user = slack.workspace.directory.users.get(user_id)
        if user is None:
            raise Refused("user_not_found")
        if user.deleted:
            raise Refused("user_disabled")
        if user.is_stranger:
            raise Refused("user_not_visible")
        if user.is_bot:
            raise Refused("cannot_dm_bot")
    return user_ids


def _readable(slack: Slack, channel_id: str, right: str | None = None) -> Channel:
    """A channel that the app may know of; `right` (read, history) is checked as the scope of the channel's kind."""
    channel = slack.workspace.conversations.channels.get(channel_id)
    if channel is None:
        raise Refused("channel_not_found")
    if right:
        slack.require_scope(f"{channel.kind}:{right}")
    if channel.kind is not Kind.PUBLIC and slack.app.bot_user not in channel.members:
        raise Refused("channel_not_found")
    return channel


def _joined(slack: Slack, args: Arguments) -> Channel:
    channel = _readable(slack, args.text("channel"), "history")
    if slack.app.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _between(messages: Iterable[Message], args: Arguments) -> list[Message]:
    try:
        oldest = parse_ts(args.text("oldest", "0"))
        latest = parse_ts(args.text("latest", END_OF_TIME))
    except ValueError:
        raise Refused("invalid_ts_oldest") from None
    edges = {oldest, latest} if args.flag("inclusive") else set()
    return [message for message in messages if oldest < parse_ts(message.ts) < latest or parse_ts(message.ts) in edges]


def _described(slack: Slack, messages: Iterable[Message], args: Arguments, counts: dict[str, int]) -> list[Payload]:
    with_metadata = args.flag("include_all_metadata")
    return [
        message.as_json(with_metadata=with_metadata)
        | _files(slack, message)
        | ({"thread_ts": message.ts, "reply_count": counts[message.ts]} if message.ts in counts else {})
        for message in messages
    ]


def _files(slack: Slack, message: Message) -> Payload:
    """A message's files with what is known of them, as in Slack's own answers."""
    known = slack.workspace.files.by_id
    files = [known[one].as_json(slack.base_url) for one in message.files if one in known]
    return {"files": files} if files else {}
