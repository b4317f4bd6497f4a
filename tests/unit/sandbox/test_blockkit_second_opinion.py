"""A second opinion: what Slack's own Python SDK builds and takes for sound, the sandbox takes too."""

import pytest
from slack_sdk.models import blocks as sdk
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.views import View

from sandbox.blockkit import Surface, check_message, check_view

OPTIONS = [sdk.Option(value="a", label="First", description="The first"), sdk.Option(value="b", label="Second")]
CONFIRM = sdk.ConfirmObject(title="Sure?", text="It is final.", confirm="Yes", deny="No", style="danger")
PICKERS: tuple[sdk.InteractiveElement, ...] = (
    sdk.ButtonElement(text="Approve", action_id="button", value="7", style="primary", confirm=CONFIRM),
    sdk.StaticSelectElement(action_id="select", options=OPTIONS, initial_option=OPTIONS[0], placeholder="Pick"),
    sdk.StaticMultiSelectElement(action_id="multi", options=OPTIONS, initial_options=OPTIONS, max_selected_items=2),
    sdk.UserSelectElement(action_id="user", placeholder="Who"),
    sdk.ConversationSelectElement(action_id="place", filter=sdk.ConversationFilter(include=["private"])),
    sdk.CheckboxesElement(action_id="checks", options=OPTIONS),
    sdk.RadioButtonsElement(action_id="radios", options=OPTIONS),
    sdk.OverflowMenuElement(action_id="more", options=OPTIONS),
    sdk.DatePickerElement(action_id="date", initial_date="2026-11-24"),
    sdk.TimePickerElement(action_id="time", initial_time="09:30", timezone="Europe/Madrid"),
    sdk.DateTimePickerElement(action_id="moment", initial_date_time=1_764_000_000),
)
INPUTS: tuple[sdk.InputInteractiveElement, ...] = (
    sdk.PlainTextInputElement(action_id="note", multiline=True, min_length=1, max_length=500, initial_value="Soon"),
    sdk.EmailInputElement(action_id="mail", placeholder="name@example.com"),
    sdk.NumberInputElement(action_id="price", is_decimal_allowed=True, min_value="0", max_value="9"),
    sdk.UrlInputElement(action_id="url"),
    sdk.RichTextInputElement(action_id="story"),
    sdk.DatePickerElement(action_id="day"),
)
BLOCKS: tuple[sdk.Block, ...] = (
    sdk.HeaderBlock(text="A request"),
    sdk.SectionBlock(text="*Laptop*", fields=["*Who*\nAna", "*When*\nSoon"], accessory=PICKERS[0]),
    sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="by _Ana_", verbatim=True)]),
    sdk.DividerBlock(),
    sdk.ImageBlock(image_url="https://example.com/a.png", alt_text="A laptop", title="Label"),
)


@pytest.mark.parametrize("element", PICKERS, ids=lambda element: element.type)
def test_elements_of_the_sdk_pass(element: sdk.InteractiveElement) -> None:
    assert (
        check_message({"text": "x", "blocks": [_json(sdk.ActionsBlock(elements=[element]))]}, "chat.postMessage") == []
    )


@pytest.mark.parametrize("element", INPUTS, ids=lambda element: element.type)
def test_inputs_of_the_sdk_pass(element: sdk.InputInteractiveElement) -> None:
    block = sdk.InputBlock(label="Label", element=element, hint="A hint", optional=True)
    view = View(type="modal", title="Title", submit="Send", close="Cancel", callback_id="a", blocks=[block])
    assert check_view(_json(view), Surface.MODAL) == []


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.type)
def test_blocks_of_the_sdk_pass(block: sdk.Block) -> None:
    assert check_message({"text": "x", "blocks": [_json(block)]}, "chat.postMessage") == []
    assert check_view(_json(View(type="home", blocks=[block])), Surface.HOME) == []


def _json(model: JsonObject) -> dict[str, object]:
    return dict(model.to_dict())
