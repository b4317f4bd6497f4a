"""A command, its modal and its buttons, through a real Bolt app, over both ways of delivery."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from slack_bolt import Ack, App, BoltResponse, Respond
from slack_sdk import WebClient

from sandbox import Sandbox
from sandbox.company import ANA, BOT, BRUNO, EMIKO, GENERAL, IT_DEVICES, JONAS, LEO
from sandbox.installation import Features
from sandbox.interactions import NotPossible
from sandbox.payload import Payload, child, children, text
from sandbox.screens import View
from tests.unit.sandbox.apps import WAYS, client_of, over_http


def modal(title: str = "Request") -> Payload:
    return {
        "type": "modal",
        "callback_id": "request",
        "private_metadata": "req-1",
        "notify_on_close": True,
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "note",
                "label": {"type": "plain_text", "text": "Note"},
                "element": {"type": "plain_text_input", "action_id": "words", "initial_value": "none"},
            },
            {
                "type": "actions",
                "block_id": "more",
                "elements": [{"type": "button", "action_id": "push", "text": {"type": "plain_text", "text": "More"}}],
            },
        ],
    }


def card() -> list[Payload]:
    button = {"type": "button", "action_id": "approve", "value": "7", "text": {"type": "plain_text", "text": "Approve"}}
    return [{"type": "actions", "block_id": "card", "elements": [button]}]


class Desk:
    """A small app that remembers what reached it."""

    def __init__(self) -> None:
        self.bodies: list[Payload] = []

    def register(self, app: App) -> None:
        app.command("/device")(self.command)
        app.view("request")(self.submitted)
        app.view_closed("request")(self.closed)
        app.action("approve")(self.approve)
        app.action("push")(self.push)
        app.options("city")(self.cities)

    def command(self, ack: Ack, body: Payload, client: WebClient) -> None:
        self.bodies.append(body)
        words = text(body, "text")
        if words.startswith("help"):
            ack("Words of help")
            return
        client.views_open(trigger_id=text(body, "trigger_id"), view=modal())
        ack()

    def submitted(self, ack: Callable[..., BoltResponse], body: Payload) -> None:
        self.bodies.append(body)
        words = child(child(child(child(child(body, "view"), "state"), "values"), "note"), "words")["value"]
        answers: dict[object, Payload] = {
            "bad": {"response_action": "errors", "errors": {"note": "Say more"}},
            "wrong block": {"response_action": "errors", "errors": {"more": "Not an input"}},
            "next": {"response_action": "update", "view": modal("Step 2")},
            "deeper": {"response_action": "push", "view": modal("On top")},
            "enough": {"response_action": "clear"},
            "broken": {"response_action": "update", "view": {**modal(), "submit": None}},
        }
        ack(**answers.get(words, {}))

    def closed(self, ack: Ack, body: Payload) -> None:
        self.bodies.append(body)
        ack()

    def approve(self, ack: Ack, body: Payload, respond: Respond) -> None:
        self.bodies.append(body)
        ack()
        respond(text="Approved", replace_original=True)

    def push(self, ack: Ack, body: Payload, client: WebClient) -> None:
        self.bodies.append(body)
        client.views_push(trigger_id=text(body, "trigger_id"), view=modal("Above"))
        ack()

    def cities(self, ack: Ack, payload: Payload) -> None:
        ack(options=[{"text": {"type": "plain_text", "text": text(payload, "value")}, "value": "1"}])


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture(params=sorted(WAYS))
def sandbox(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Sandbox]:
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox(ack_timeout=2.0))
        stack.enter_context(WAYS[request.param](sandbox, desk.register))
        yield sandbox


def top(sandbox: Sandbox) -> View:
    view = sandbox.workspace.screens.top_modal(ANA)
    assert view
    return view


def open_form(sandbox: Sandbox) -> View:
    assert sandbox.interactions.command(ANA, "/device request", GENERAL).failure is None
    return top(sandbox)


def submit(sandbox: Sandbox, words: str) -> str | None:
    return sandbox.interactions.submit(ANA, top(sandbox).id, {("note", "words"): words}).failure


def test_the_text_of_an_ack_is_seen_by_the_person_alone(sandbox: Sandbox) -> None:
    sandbox.interactions.command(ANA, "/device help", GENERAL)
    assert sandbox.workspace.messages_for(ANA)[-1].text == "Words of help"
    assert sandbox.workspace.messages_for(BRUNO) == []


def test_a_command_carries_what_slack_sends(sandbox: Sandbox, desk: Desk) -> None:
    sandbox.interactions.command(ANA, "/device  request @emiko in #general & <@U1>", GENERAL)
    body = desk.bodies[0]
    assert body["command"] == "/device"
    assert body["text"] == f"request <@{EMIKO}|emiko> in <#{GENERAL}|general> &amp; &lt;@U1&gt;"
    assert (body["user_id"], body["channel_name"]) == (ANA, "general")


def test_a_submission_sends_typed_and_untouched_values(sandbox: Sandbox, desk: Desk) -> None:
    view = open_form(sandbox)
    assert sandbox.interactions.submit(ANA, view.id).failure is None
    sent = child(desk.bodies[-1], "view")
    assert child(sent, "state")["values"] == {"note": {"words": {"type": "plain_text_input", "value": "none"}}}
    assert (sent["private_metadata"], sent["id"]) == ("req-1", view.id)


def test_field_errors_keep_the_form_open_until_it_is_right(sandbox: Sandbox) -> None:
    open_form(sandbox)
    assert submit(sandbox, "bad") is None
    assert top(sandbox).errors == {"note": "Say more"}
    assert submit(sandbox, "good") is None
    assert sandbox.workspace.screens.top_modal(ANA) is None


def test_a_form_can_be_updated_stacked_and_cleared(sandbox: Sandbox) -> None:
    open_form(sandbox)
    submit(sandbox, "next")
    assert top(sandbox).title == "Step 2"
    submit(sandbox, "deeper")
    assert [view.title for view in sandbox.workspace.screens.modals(ANA)] == ["Step 2", "On top"]
    submit(sandbox, "enough")
    assert sandbox.workspace.screens.modals(ANA) == ()


def test_a_fourth_modal_is_refused(sandbox: Sandbox) -> None:
    view = open_form(sandbox)
    for _ in range(3):
        sandbox.interactions.act(ANA, view, "more", "push")
        view = top(sandbox)
    assert [call.error for call in sandbox.workspace.journal.refused()] == ["push_limit_reached"]
    assert len(sandbox.workspace.screens.modals(ANA)) == 3
    assert submit(sandbox, "deeper") == "push_limit_reached"


@pytest.mark.parametrize("words", ["broken", "wrong block"])
def test_an_answer_that_slack_would_not_take_leaves_the_form_with_a_failure(sandbox: Sandbox, words: str) -> None:
    open_form(sandbox)
    failure = submit(sandbox, words)
    assert failure is not None
    assert top(sandbox).failed == failure
    assert [refusal.about for refusal in sandbox.workspace.journal.refusals] == ["view_submission"]


def test_closing_is_told_when_asked_for(sandbox: Sandbox, desk: Desk) -> None:
    view = open_form(sandbox)
    sandbox.interactions.close(ANA, view.id)
    assert sandbox.workspace.screens.top_modal(ANA) is None
    assert (desk.bodies[-1]["type"], desk.bodies[-1]["is_cleared"]) == ("view_closed", False)


def test_a_click_tells_who_and_where_and_can_be_answered_in_place(sandbox: Sandbox, desk: Desk) -> None:
    client_of(sandbox).chat_postMessage(channel=GENERAL, text="A request", blocks=card())
    message = sandbox.workspace.messages_for(LEO)[-1]
    assert sandbox.interactions.act(LEO, message, "card", "approve").failure is None
    body = desk.bodies[0]
    assert (child(body, "team")["id"], child(body, "user")["team_id"]) == (sandbox.team_id, "T0SBHARBOUR")
    assert children(body, "actions")[0]["value"] == "7"
    assert child(body, "message")["text"] == "A request"
    assert [seen.text for seen in sandbox.workspace.messages_for(BRUNO)] == ["Approved"]


def test_options_come_from_the_app(sandbox: Sandbox) -> None:
    view = open_form(sandbox)
    options = sandbox.interactions.suggest(ANA, view, "note", "city", "Os")
    assert [child(option, "text")["text"] for option in options] == ["Os"]


def test_a_command_nobody_listens_to_fails_before_the_persons_eyes(sandbox: Sandbox) -> None:
    assert sandbox.interactions.command(ANA, "/nothing", GENERAL).failure in ("http_error", "timeout")
    assert "/nothing failed with the error" in sandbox.workspace.messages_for(ANA)[-1].text


@pytest.mark.parametrize("user_id", [JONAS, LEO])
def test_who_has_no_slash_commands(sandbox: Sandbox, user_id: str) -> None:
    with pytest.raises(NotPossible):
        sandbox.interactions.command(user_id, "/device", GENERAL)


def test_nobody_presses_what_they_do_not_see(sandbox: Sandbox) -> None:
    view = open_form(sandbox)
    with pytest.raises(NotPossible):
        sandbox.interactions.act(BRUNO, view, "more", "push")
    sandbox.interactions.close(ANA, view.id)
    with pytest.raises(NotPossible):
        sandbox.interactions.act(ANA, view, "more", "push")
    client_of(sandbox).chat_postMessage(channel=IT_DEVICES, text="A request", blocks=card())
    message = sandbox.workspace.messages_for(ANA)[-1]
    with pytest.raises(NotPossible):
        sandbox.interactions.act(EMIKO, message, "card", "approve")


def test_eight_people_press_at_the_same_moment(sandbox: Sandbox, desk: Desk) -> None:
    client_of(sandbox).chat_postMessage(channel=GENERAL, text="A request", blocks=card())
    message = sandbox.workspace.messages_for(ANA)[-1]
    people = [user for user in sandbox.workspace.conversations.channels[GENERAL].members if user != BOT][:8]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda user: sandbox.interactions.act(user, message, "card", "approve"), people))
    assert [outcome.failure for outcome in outcomes] == [None] * 8
    assert len({text(body, "trigger_id") for body in desk.bodies}) == 8


def test_without_should_escape_the_words_come_as_typed(desk: Desk) -> None:
    features = Features(escapes_commands=False)
    with Sandbox(features=features) as sandbox, over_http(sandbox, desk.register):
        sandbox.interactions.command(ANA, "/device help @emiko <b>", GENERAL)
    assert desk.bodies[0]["text"] == "help @emiko <b>"
