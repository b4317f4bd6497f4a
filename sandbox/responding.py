"""Answers of the app to where a person acted: posts to a response_url."""

from sandbox.arguments import Arguments, parse_body
from sandbox.blockkit import check_message
from sandbox.context import Slack
from sandbox.conversations import Message
from sandbox.errors import Refused, refuse_if
from sandbox.journal import Call
from sandbox.payload import Payload
from sandbox.posting import rewrite, say
from sandbox.response_urls import Grant


def respond(slack: Slack, token: str, body: bytes) -> Payload:
    """Use a response_url once. The post and its outcome go into the journal as method `response_url`."""
    values: Payload = {}
    with slack.workspace.changing():
        try:
            values = parse_body("application/json", body)
            grant = slack.response_urls.use(token, slack.now())
            _answer(slack, grant, Arguments(values))
            answer: Payload = {"ok": True}
        except Refused as refusal:
            answer = refusal.answer()
        slack.workspace.journal.calls.append(Call(slack.now(), "response_url", values, answer))
    return answer


def _answer(slack: Slack, grant: Grant, args: Arguments) -> None:
    if args.flag("delete_original"):
        slack.workspace.conversations.remove(_original(slack, grant))
        return
    if not any(args.has(name) for name in ("text", "blocks", "attachments")):
        raise Refused("no_text")
    refuse_if(check_message(args.values, "response_url"))
    if args.flag("replace_original"):
        rewrite(slack, _original(slack, grant), args.values)
        return
    channel = slack.workspace.conversations.channels[grant.channel]
    only_for = None if args.text("response_type") == "in_channel" else grant.user
    say(slack, channel, args.values, only_for=only_for, thread_ts=args.text("thread_ts") or None)


def _original(slack: Slack, grant: Grant) -> Message:
    message = slack.workspace.conversations.find(grant.channel, grant.message_ts or "")
    if message is None:
        raise Refused("message_not_found")
    return message
