"""Blocks as JSON: what slack_sdk's own `to_dict` gives, with its refusals."""

from collections.abc import Callable, Mapping

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RichTextBlock,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from messages.as_json import as_json

WORDS = PlainTextObject(text="Approve", emoji=False)
OPTIONS = [Option(value="de", text="Germany", description="In stock: 3"), Option(value="gb", text="United Kingdom")]
CONFIRM = ConfirmObject(title="Sure?", text=MarkdownTextObject(text="It is *gone* then"), confirm="Yes", deny="No")
BUTTON = ButtonElement(text=WORDS, action_id="approve", value="request:1", style="primary", confirm=CONFIRM)

OBJECTS = (
    WORDS,
    MarkdownTextObject(text="", verbatim=True),
    BUTTON,
    ActionsBlock(block_id="row", elements=[BUTTON, StaticSelectElement(action_id="pick", options=OPTIONS)]),
    ContextBlock(block_id="small", elements=[MarkdownTextObject(text="as of today", verbatim=True)]),
    HeaderBlock(block_id="title", text=WORDS),
    InputBlock(block_id="in", label=WORDS, optional=False, element=CheckboxesElement(action_id="v", options=OPTIONS)),
    RichTextBlock(block_id="rich", elements=[RichTextSectionElement(elements=[])]),
    SectionBlock(block_id="fields", fields=[MarkdownTextObject(text="a"), MarkdownTextObject(text="b")]),
    SectionBlock(block_id="text", text=MarkdownTextObject(text="a"), accessory=BUTTON),
    View(
        type="modal",
        callback_id="c",
        title=WORDS,
        submit=WORDS,
        blocks=[HeaderBlock(text=WORDS)],
        notify_on_close=False,
    ),
)
BROKEN: Mapping[str, Callable[[], JsonObject]] = {
    "header": lambda: HeaderBlock(text=PlainTextObject(text="x" * 151)),
    "section": lambda: SectionBlock(text=MarkdownTextObject(text="x" * 3001)),
    "empty section": lambda: SectionBlock(block_id="neither text nor fields"),
    "button": lambda: ActionsBlock(elements=[ButtonElement(text="x" * 76, action_id="a")]),
    "home": lambda: View(type="home", submit=WORDS, blocks=[HeaderBlock(text=WORDS)]),
}


@pytest.mark.parametrize("one", OBJECTS, ids=lambda one: f"{type(one).__name__}{OBJECTS.index(one)}")
def test_it_is_what_the_sdk_makes_of_it(one: JsonObject) -> None:
    assert as_json(one) == one.to_dict()


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_it_refuses_what_the_sdk_refuses_in_the_same_words(broken: Callable[[], JsonObject]) -> None:
    with pytest.raises(SlackObjectFormationError) as theirs:
        broken().to_dict()
    with pytest.raises(SlackObjectFormationError) as ours:
        as_json(broken())
    assert str(ours.value) == str(theirs.value)
