"""What a person does with the app: run a command, press, choose, submit, close."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sandbox import payloads
from sandbox.answers import answer_command, answer_submission, command_failed
from sandbox.blocks import find_element
from sandbox.context import Slack
from sandbox.conversations import Message
from sandbox.couriers import Undelivered
from sandbox.dispatcher import Dispatcher
from sandbox.escaping import escaped
from sandbox.inputs import Typed
from sandbox.journal import EnvelopeType
from sandbox.payload import Payload, children
from sandbox.people import User
from sandbox.screens import View

NOTHING_TYPED: Typed = MappingProxyType({})


class NotPossible(Exception):
    """The person cannot do that in Slack: is not signed in, not in the channel, or does not see the thing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back from the app. With a `failure` the person saw Slack's own error instead."""

    failure: str | None = None
    answer: Mapping[str, object] = field(default_factory=dict)


class Interactions:
    """Each method sends the payload that Slack would send, waits for the answer and shows it."""

    def __init__(self, slack: Slack, dispatcher: Dispatcher) -> None:
        self._slack = slack
        self._dispatcher = dispatcher

    def command(self, user_id: str, line: str, channel_id: str) -> Outcome:
        """Type a slash command, such as `/device find laptop`, into a channel or DM."""
        user = self._signed_in(user_id)
        slack = self._slack
        channel = slack.workspace.conversations.channels[channel_id]
        if user_id not in channel.members:
            raise NotPossible(f"{user.name} is not in {channel.name or channel.id}")
        if user.team_id != slack.workspace.team.id:
            raise NotPossible(f"{user.name} is of another workspace and has no slash commands here")
        name, _, words = line.partition(" ")
        with slack.workspace.changing():
            words = escaped(slack.workspace, words.strip()) if slack.app.features.escapes_commands else words.strip()
            payload = payloads.command(slack, user, channel, name, words)
        outcome = self._ask(EnvelopeType.COMMAND, payload)
        if outcome.failure:
            command_failed(slack, user, channel, name, outcome.failure)
        else:
            answer_command(slack, user, channel, dict(outcome.answer))
        return outcome

    def act(
        self,
        user_id: str,
        where: Message | View,
        block_id: str,
        action_id: str,
        *,
        value: object = None,
        typed: Typed = NOTHING_TYPED,
    ) -> Outcome:
        """Press a button, or choose `value` in an element that reports at once.

        `where` is what the person looks at; an older state of it is an old screen, and its content is what is sent.
        `typed` is all that stands in the inputs around.
        """
        user = self._signed_in(user_id)
        if not self._is_shown(where, user_id):
            raise NotPossible(f"{user.name} does not see this")
        blocks = where.blocks if isinstance(where, View) else list(where.blocks)
        element = find_element(blocks, block_id, action_id)
        if element is None:
            raise NotPossible(f"there is no {action_id!r} in {block_id!r}")
        with self._slack.workspace.changing():
            action = payloads.action(self._slack, block_id, element, value)
            if isinstance(where, View):
                payload = payloads.view_actions(self._slack, user, where, action, typed)
            else:
                payload = payloads.message_actions(self._slack, user, where, action, typed)
        return self._ask(EnvelopeType.INTERACTION, payload)

    def submit(self, user_id: str, view_id: str, typed: Typed = NOTHING_TYPED) -> Outcome:
        """Press the submit button of a modal. Field errors are on the view afterwards."""
        user, view = self._signed_in(user_id), self._open_modal(user_id, view_id)
        with self._slack.workspace.changing():
            self._slack.workspace.screens.mark(view)
            payload = payloads.view_submission(self._slack, user, view, typed)
        outcome = self._ask(EnvelopeType.INTERACTION, payload)
        if outcome.failure:
            with self._slack.workspace.changing():
                self._slack.workspace.screens.mark(view, failed=outcome.failure)
            return outcome
        refused = answer_submission(self._slack, view, dict(outcome.answer))
        return Outcome(refused, outcome.answer)

    def close(self, user_id: str, view_id: str) -> None:
        """Press the close button of a modal; the app hears of it only when the view asked for that."""
        user, view = self._signed_in(user_id), self._open_modal(user_id, view_id)
        is_cleared = view.content.get("clear_on_close") is True
        with self._slack.workspace.changing():
            if is_cleared:
                self._slack.workspace.screens.clear(user_id)
            else:
                self._slack.workspace.screens.close(view)
            payload = payloads.view_closed(self._slack, user, view, is_cleared=is_cleared)
        if view.content.get("notify_on_close") is True:
            self._ask(EnvelopeType.INTERACTION, payload)

    def suggest(self, user_id: str, where: Message | View, block_id: str, action_id: str, query: str) -> list[Payload]:
        """Type into an external select: the options that the app offers."""
        user = self._signed_in(user_id)
        with self._slack.workspace.changing():
            payload = payloads.suggestion(self._slack, user, where, block_id, action_id, query)
        outcome = self._ask(EnvelopeType.INTERACTION, payload)
        groups = children(outcome.answer, "option_groups")
        return children(outcome.answer, "options") + [
            option for group in groups for option in children(group, "options")
        ]

    def _ask(self, kind: EnvelopeType, payload: Payload) -> Outcome:
        try:
            return Outcome(answer=self._dispatcher.ask(kind, payload).answer)
        except Undelivered as failure:
            return Outcome(failure.reason)

    def _signed_in(self, user_id: str) -> User:
        user = self._slack.workspace.user(user_id)
        if user.deleted or user.is_bot:
            raise NotPossible(f"{user.name} cannot sign in")
        return user

    def _is_shown(self, where: Message | View, user_id: str) -> bool:
        """Whether this stands, or stood, on the person's screen; a view must still be there."""
        if isinstance(where, View):
            return where.user == user_id and self._slack.workspace.screens.find(where.id) is not None
        if where.only_for:
            return where.only_for == user_id
        return user_id in self._slack.workspace.conversations.channels[where.channel].members

    def _open_modal(self, user_id: str, view_id: str) -> View:
        view = self._slack.workspace.screens.find(view_id)
        if view is None or view.user != user_id or not view.is_modal:
            raise NotPossible("this modal is not open")
        return view
