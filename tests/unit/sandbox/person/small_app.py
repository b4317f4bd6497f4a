"""A small Bolt app for the person driver: a form with every kind of field, a card with buttons, a Home tab."""

from collections.abc import Callable

from slack_bolt import Ack, App
from slack_sdk import WebClient

from sandbox.company import GENERAL
from sandbox.payload import Payload, child, children, text
from tests.unit.sandbox.blockkit_parts import actions, button, confirm, element, field, mrkdwn, option, plain, section


def labelled(label: str, kind: str, *, optional: bool = False, **keys: object) -> Payload:
    """An input whose ids follow from its label."""
    block = field(kind, action_id="value", **keys)
    return {**block, "label": plain(label), "block_id": label, "optional": optional}


def named(*names: str) -> list[Payload]:
    return [option(name.lower(), text=plain(name)) for name in names]


def request_form(*more: Payload, title: str = "Request a device") -> Payload:
    blocks = [
        labelled("Who is it for?", "users_select"),
        labelled(
            "Device", "multi_static_select", options=named("Laptop 14", "Headset", "Monitor"), max_selected_items=2
        ),
        labelled("Note", "plain_text_input", optional=True, max_length=20, min_length=3),
        *more,
    ]
    keys = {"title": plain(title), "submit": plain("Send"), "close": plain("Cancel"), "callback_id": "request"}
    return {"type": "modal", "blocks": blocks, **keys}


EVERY_FIELD: tuple[Payload, ...] = (
    labelled("Channel", "conversations_select", optional=True),
    labelled("Colleagues", "multi_users_select", optional=True),
    labelled("Country", "static_select", optional=True, options=named("Spain", "Japan")),
    labelled("Email", "email_text_input", optional=True),
    labelled("Extras", "checkboxes", optional=True, options=named("Bag", "Cable")),
    labelled("Needed by", "datepicker", optional=True),
    labelled("Call at", "timepicker", optional=True),
    labelled("Moment", "datetimepicker", optional=True),
    labelled("Photo", "file_input", optional=True, filetypes=["png"], max_files=1),
    labelled("Price", "number_input", optional=True, is_decimal_allowed=True, min_value="1"),
    {**labelled("Size", "radio_buttons", optional=True, options=named("Small", "Large")), "dispatch_action": True},
    labelled("Story", "rich_text_input", optional=True),
    labelled("Website", "url_text_input", optional=True),
    labelled("City", "external_select", optional=True, min_query_length=1),
)


def card(state: str = "waiting") -> Payload:
    """A card with two lines, each with its own buttons, in this state."""
    waiting = [actions(button(text=plain("Approve"), action_id="approve", value="card"), block_id="decide")]
    blocks = [
        section(text=mrkdwn(f"*Request* of <@U0SBANA0001>: {state}")),
        section(text=mrkdwn("Laptop 14")),
        actions(button(text=plain("Mark ready"), action_id="ready", value="laptop"), block_id="laptop"),
        section(text=mrkdwn("Headset")),
        actions(
            button(text=plain("Mark ready"), action_id="ready", value="headset"),
            button(text=plain("Cancel"), action_id="cancel", style="danger", confirm=confirm()),
            element("overflow", action_id="more", options=named("Legal hold", "Write off")),
            element("static_select", action_id="carrier", placeholder=plain("Carrier"), options=named("Post", "Van")),
            block_id="headset",
        ),
        *(waiting if state == "waiting" else []),
    ]
    return {"text": f"Request: {state}", "blocks": blocks}


class SmallApp:
    """Remembers every payload, in order; `answer` is what a submission gets."""

    def __init__(self) -> None:
        self.bodies: list[Payload] = []
        self.answer: Payload = {}

    def register(self, app: App) -> None:
        app.use(self._remember)
        app.command("/device")(self._command)
        app.view("request")(self._submit)
        app.event("app_home_opened")(self._home)
        app.action("approve")(self._approve)
        app.options("value")(self._cities)
        app.options("city")(self._cities)
        for action_id in ("ready", "cancel", "more", "carrier", "other", "value", "city"):
            app.action(action_id)(self._nothing)

    @property
    def last(self) -> Payload:
        return self.bodies[-1]

    @property
    def pressed(self) -> Payload:
        """The action of the last payload."""
        (action,) = children(self.last, "actions")
        return action

    @property
    def pressed_value(self) -> str:
        """The value of the button that was pressed last."""
        return text(self.pressed, "value")

    def _remember(self, body: Payload, next_: Callable[[], object]) -> None:
        self.bodies.append(body)
        next_()

    def _command(self, ack: Ack, body: Payload, client: WebClient) -> None:
        words, trigger_id, user = text(body, "text"), text(body, "trigger_id"), text(body, "user_id")
        match words:
            case "request":
                client.views_open(trigger_id=trigger_id, view=request_form())
            case "everything":
                client.views_open(trigger_id=trigger_id, view=request_form(*EVERY_FIELD))
            case "card":
                client.api_call("chat.postMessage", json={"channel": GENERAL, **card()})
            case "cities":
                menu = element("external_select", action_id="city", min_query_length=1)
                blocks = [section(text=mrkdwn("Where?"), accessory=menu)]
                client.api_call("chat.postMessage", json={"channel": user, "text": "Where?", "blocks": blocks})
            case "dm":
                client.chat_postMessage(channel=user, text="It is on its way, <@U0SBBRUNO02>")
            case "crash":
                raise RuntimeError("on purpose")
            case _:
                ack(f"I do not know “{words}”")
                return
        ack()

    def _submit(self, ack: Ack) -> None:
        ack(self.answer) if self.answer else ack()

    def _approve(self, ack: Ack, body: Payload, client: WebClient) -> None:
        channel, ts = text(child(body, "container"), "channel_id"), text(child(body, "container"), "message_ts")
        client.api_call("chat.update", json={"channel": channel, "ts": ts, **card("approved")})
        client.chat_postMessage(channel=channel, thread_ts=ts, text="Approved by <@U0SBBRUNO02>")
        ack()

    def _home(self, event: Payload, client: WebClient) -> None:
        blocks = [section(text=mrkdwn("Your devices")), actions(button(text=plain("Request"), action_id="other"))]
        client.views_publish(user_id=text(event, "user"), view={"type": "home", "blocks": blocks})

    def _cities(self, ack: Ack) -> None:
        ack(options=named("Madrid", "Berlin"))

    def _nothing(self, ack: Ack) -> None:
        ack()
