"""What the app's acknowledgement makes the workspace do."""

from collections.abc import Callable, Mapping

from sandbox.blockkit import check_message
from sandbox.context import Slack
from sandbox.conversations import Channel, Message
from sandbox.errors import Refused, refuse_if
from sandbox.journal import Refusal
from sandbox.payload import Payload, child, text
from sandbox.people import SLACKBOT, User
from sandbox.posting import say
from sandbox.screens import View
from sandbox.viewing import changed_view, new_view


def answer_command(slack: Slack, user: User, channel: Channel, answer: Payload) -> None:
    """Show the answer to a slash command: only to the person, unless it says `in_channel`."""
    if not text(answer, "text") and not answer.get("blocks"):
        return
    with slack.workspace.changing():
        try:
            refuse_if(check_message(answer, "response_url"))
        except Refused as refusal:
            _note(slack, "command", refusal)
            return
        only_for = None if answer.get("response_type") == "in_channel" else user.id
        say(slack, channel, answer, only_for=only_for)


def command_failed(slack: Slack, user: User, channel: Channel, command: str, reason: str) -> None:
    """Tell the person, as Slackbot does, that the app did not answer."""
    with slack.workspace.changing():
        ts = slack.workspace.ids.ts(slack.now())
        words = f'{command} failed with the error "{reason}"'
        slack.workspace.conversations.put(Message(channel.id, ts, SLACKBOT, words, only_for=user.id))


def answer_submission(slack: Slack, view: View, answer: Payload) -> str | None:
    """Do what a `response_action` says; an empty answer closes the view. The error when Slack would not do it."""
    with slack.workspace.changing():
        screens = slack.workspace.screens
        now_shown = screens.find(view.id)
        if now_shown is None:
            return None
        act = _RESPONSE_ACTIONS.get(text(answer, "response_action"))
        try:
            if answer and act is None:
                raise Refused("invalid_response_action")
            (act or _close)(slack, now_shown, answer)
        except Refused as refusal:
            screens.mark(now_shown, failed=refusal.error)
            _note(slack, "view_submission", refusal)
            return refusal.error
        return None


def _close(slack: Slack, view: View, _answer: Payload) -> None:
    slack.workspace.screens.close(view)


def _clear(slack: Slack, view: View, _answer: Payload) -> None:
    slack.workspace.screens.clear(view.user)


def _update(slack: Slack, view: View, answer: Payload) -> None:
    slack.workspace.screens.put(changed_view(slack, view, child(answer, "view")))


def _push(slack: Slack, view: View, answer: Payload) -> None:
    slack.workspace.screens.push(new_view(slack, view.user, child(answer, "view"), above=view))


def _errors(slack: Slack, view: View, answer: Payload) -> None:
    """Field errors belong to input blocks of the view; Slack refuses the whole answer otherwise."""
    errors = {block_id: str(words) for block_id, words in child(answer, "errors").items()}
    inputs = {text(block, "block_id") for block in view.blocks if block.get("type") == "input"}
    if not errors or not errors.keys() <= inputs:
        raise Refused("invalid_errors", messages=[f"[ERROR] no input block: {sorted(errors.keys() - inputs)}"])
    slack.workspace.screens.mark(view, errors=errors)


_RESPONSE_ACTIONS: Mapping[str, Callable[[Slack, View, Payload], None]] = {
    "clear": _clear,
    "errors": _errors,
    "push": _push,
    "update": _update,
}


def _note(slack: Slack, about: str, refusal: Refused) -> None:
    slack.workspace.journal.refusals.append(Refusal(slack.now(), about, refusal.error, refusal.messages))
