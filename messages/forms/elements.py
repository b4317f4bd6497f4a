"""The elements that forms are made of."""

from collections.abc import Collection, Sequence

from slack_sdk.models.blocks import (
    CheckboxesElement,
    EmailInputElement,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement

from messages.blocks import plain
from messages.forms.base import LONGEST_LINE, LONGEST_TEXT
from messages.text import size

OPTION = 75
"""Most units in an option's text, in its description and in the label of a group (facts/slack.md, 1.3)."""

PLACEHOLDER = 150
"""Most units in what stands in a list before anything is chosen."""

MOST_BOXES = 10
"""Most check boxes or radio buttons; what is longer becomes a list."""

MOST_OPTIONS = 100

PHOTOS = ("jpg", "jpeg", "png", "gif")
"""The pictures that an image block takes [slack.dev: Slack file object]."""


def line_input(initial: str | None = None, *, most: int = LONGEST_LINE) -> PlainTextInputElement:
    """One line of text; what is too long to be filled in is left to be typed."""
    fits = initial is not None and size(initial) <= most
    return PlainTextInputElement(max_length=most, initial_value=initial if fits else None)


def text_input(initial: str | None = None, *, most: int = LONGEST_TEXT) -> PlainTextInputElement:
    """Several lines of text; what is too long to be filled in is left to be typed."""
    fits = initial is not None and size(initial) <= most
    return PlainTextInputElement(max_length=most, multiline=True, initial_value=initial if fits else None)


def email_input(initial: str | None = None) -> EmailInputElement:
    """An email address."""
    return EmailInputElement(initial_value=initial)


def photo_input(most: int) -> FileInputElement:
    """Photos, of the kinds that Slack shows within a message."""
    return FileInputElement(filetypes=list(PHOTOS), max_files=most)


def option(text: str, value: str, description: str | None = None) -> Option:
    """Something to choose; a reader sees `text`, and `description` below it."""
    return Option(
        text=plain(text, OPTION), value=value, description=plain(description, OPTION) if description else None
    )


def group(label: str, options: Sequence[Option]) -> OptionGroup:
    """Options under a heading."""
    return OptionGroup(label=plain(label, OPTION), options=list(options)[:MOST_OPTIONS])


def one_of(options: Sequence[Option], initial: str | None = None) -> InputInteractiveElement:
    """A choice of one: all to be seen where there are few, else a list."""
    chosen = next((one for one in options if one.value == initial), None)
    if len(options) <= MOST_BOXES:
        return RadioButtonsElement(options=list(options), initial_option=chosen)
    return StaticSelectElement(options=list(options)[:MOST_OPTIONS], initial_option=chosen)


def some_of(options: Sequence[Option], initial: Collection[str] = ()) -> InputInteractiveElement:
    """A choice of several: all to be seen where there are few, else a list."""
    chosen = [one for one in options if one.value in initial] or None
    if len(options) <= MOST_BOXES:
        return CheckboxesElement(options=list(options), initial_options=chosen)
    return StaticMultiSelectElement(options=list(options)[:MOST_OPTIONS], initial_options=chosen)
