"""A modal as the person fills it in."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from sandbox.mrkdwn import read_object
from sandbox.payload import child, text
from sandbox.person.errors import BlockedByClient, NotOnScreen
from sandbox.person.eyes import Eyes
from sandbox.person.inputs import Input, inputs
from sandbox.person.panel import Panel
from sandbox.screen import view_lines
from sandbox.screens import View


class After(StrEnum):
    """What a person sees after pressing the submit button."""

    CLOSED = "closed"
    ERRORS = "errors"
    PUSHED = "pushed"
    UPDATED = "updated"


class Form(Panel):
    """One open modal; it stays the same form when the app updates it. Under another modal it cannot be read or used."""

    def __init__(self, eyes: Eyes, view_id: str) -> None:
        super().__init__(eyes)
        self._view_id = view_id

    @property
    def title(self) -> str:
        """The words in its title bar."""
        return self._now().title

    @property
    def is_open(self) -> bool:
        """Whether it is there, in front or under another modal."""
        return self._eyes.workspace.screens.find(self._view_id) is not None

    @property
    def errors(self) -> dict[str, str]:
        """The error under each field that has one, by label."""
        view = self._now()
        return {
            read_object(child(block, "label"), self._eyes.reader): view.errors[text(block, "block_id")]
            for block in view.blocks
            if text(block, "block_id") in view.errors
        }

    def press(self, words: str, near: str | None = None, *, confirm: bool | None = None) -> None:
        """Press a button in the form; the same as `click`."""
        self.click(words, near, confirm=confirm)

    def submit(self) -> After:
        """Press the submit button and see what the app makes of it.

        Raises:
            BlockedByClient: Slack's client does not let it go: an empty required field, too short a text, a number
                out of range, or no submit button.
            NoAnswer: the app did not answer in time, or answered what Slack does not take.
        """
        eyes, view = self._eyes, self._now()
        objections = list(_objections(view, eyes))
        if objections:
            raise BlockedByClient("; ".join(objections), eyes.screen())
        eyes.act(
            lambda: eyes.sandbox.interactions.submit(eyes.user_id, view.id, eyes.typed(view)),
            f"submitting {view.title!r}",
        )
        return self._after()

    def close(self) -> None:
        """Press the close button; a modal below is seen again."""
        self._eyes.sandbox.interactions.close(self._eyes.user_id, self._now().id)

    def _after(self) -> After:
        with self._eyes.workspace.changing():
            screens = self._eyes.workspace.screens
            view, top = screens.find(self._view_id), screens.top_modal(self._eyes.user_id)
        if view is None:
            return After.CLOSED
        if top is not None and top.id != view.id:
            return After.PUSHED
        return After.ERRORS if view.errors else After.UPDATED

    def _now(self) -> View:
        view = self._eyes.workspace.screens.top_modal(self._eyes.user_id)
        if view is None or view.id != self._view_id:
            raise NotOnScreen("the form is closed or covered", self._eyes.screen())
        return view

    def _lines(self) -> Sequence[str]:
        view = self._now()
        return view_lines(view, self._eyes.reader, self._eyes.typed(view))


def _objections(view: View, eyes: Eyes) -> Iterator[str]:
    """Why Slack's client does not send the form."""
    if "submit" not in view.content:
        yield "the form has no submit button"
    for found in inputs(view, eyes):
        value = found.value(eyes)
        if not value and found.is_required:
            yield f"{found.label!r} is required"
        elif value:
            yield from _out_of_range(found, value)


def _out_of_range(found: Input, value: object) -> Iterator[str]:
    least_characters = found.element.get("min_length", 0)
    if isinstance(least_characters, int) and isinstance(value, str) and len(value) < least_characters:
        yield f"{found.label!r} needs at least {least_characters} characters"
    for key, is_broken in (("min_value", Decimal.__lt__), ("max_value", Decimal.__gt__)):
        bound = text(found.element, key)
        if bound and is_broken(Decimal(str(value)), Decimal(bound)):
            yield f"{found.label!r} is limited by a {key} of {bound}"
