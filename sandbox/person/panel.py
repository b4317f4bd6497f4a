"""Something with blocks on it that a person looks at and works with: a message, a modal, Home."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sandbox.conversations import Message
from sandbox.filling import BadAnswer
from sandbox.payload import Payload, text
from sandbox.person.errors import AsksFirst, BlockedByClient, NotOnScreen
from sandbox.person.eyes import Eyes
from sandbox.person.inputs import Input, inputs, may_take, menus, value_for
from sandbox.person.pressing import Pressable, dialog, matching, pressables, squeezed
from sandbox.screens import View

T = TypeVar("T")


class Panel(ABC):
    """Reads and works on the newest state of what it shows, and waits for what is not there yet."""

    def __init__(self, eyes: Eyes) -> None:
        self._eyes = eyes

    @abstractmethod
    def _now(self) -> Message | View:
        """The newest state.

        Raises:
            NotOnScreen: it is gone.
        """

    @abstractmethod
    def _lines(self) -> Sequence[str]:
        """The newest state as lines of text."""

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """All its words, line by line."""
        return "\n".join(self._lines())

    @property
    def buttons(self) -> list[str]:
        """The words on everything that can be pressed, in order."""
        return [found.words for found in pressables(self._now().blocks, self._eyes.reader)]

    @property
    def fields(self) -> dict[str, str]:
        """What stands in each input, by label."""
        return {found.label: found.words(self._eyes) for found in inputs(self._now(), self._eyes) if found.label}

    def wait_for(self, words: str) -> None:
        """Wait until these words are on it.

        Raises:
            NotOnScreen: they did not come.
        """
        self._eyes.find(lambda: squeezed(words) in squeezed(self.text), f"{words!r} on\n{self.text}")

    def wait_without(self, words: str) -> None:
        """Wait until these words are gone from it.

        Raises:
            NotOnScreen: they stayed.
        """
        self._eyes.find(lambda: squeezed(words) not in squeezed(self.text), f"{words!r} gone from\n{self.text}")

    def dialog(self, words: str, near: str | None = None) -> str:
        """What a click on this button asks first, as text; empty when it asks nothing."""
        return dialog(self._button(words, near)[1].element, self._eyes.reader)

    def click(self, words: str, near: str | None = None, *, confirm: bool | None = None) -> None:
        """Press the button (or entry of an overflow menu) with these words.

        Args:
            words: What is written on it.
            near: Words of the block that it stands in or right under, where several look alike.
            confirm: The answer to its confirm dialog; it must be given exactly when there is one. False changes
                nothing.

        Raises:
            NotOnScreen: there is no such button, or more than one.
            AsksFirst: `confirm` is missing or out of place.
            NoAnswer: the app did not answer in time.
        """
        where, found = self._button(words, near)
        self._press(where, found, confirm)

    def choose(self, given: object, near: str | None = None) -> None:
        """Choose in a menu or picker outside of the inputs; the app hears of it at once.

        Raises:
            NotOnScreen: no menu takes that value, or more than one does.
            BlockedByClient: the app, asked for the options, does not offer it.
            NoAnswer: the app did not answer in time.
        """
        found = self._only(
            lambda: [menu for menu in menus(self._now(), near, self._eyes) if may_take(menu, given, self._eyes)],
            f"a menu with {given!r}",
        )
        self._put(found, given)

    def fill(self, answers: Mapping[str, object]) -> None:
        """Put values into inputs, by label: text, numbers, dates, the words of options, @names, uploads, or lists.

        Raises:
            NotOnScreen: there is no such label.
            BlockedByClient: the field does not take the value.
            NoAnswer: an input that reports at once was not answered in time.
        """
        for label, given in answers.items():
            self._put(self._field(label), given)

    def _only(self, look: Callable[[], list[T]], sought: str) -> T:
        """Wait until there is one."""
        found = self._eyes.find(look, f"{sought} on\n{self.text}")
        if len(found) > 1:
            raise NotOnScreen(f"{sought} is there {len(found)} times: say near what", self._eyes.screen())
        return found[0]

    def _field(self, label: str) -> Input:
        def look() -> list[Input]:
            return [found for found in inputs(self._now(), self._eyes) if found.label == label]

        return self._only(look, f"a field {label!r}")

    def _button(self, words: str, near: str | None) -> tuple[Message | View, Pressable]:
        def look() -> list[tuple[Message | View, Pressable]]:
            where = self._now()
            return [(where, found) for found in matching(where.blocks, words, near, self._eyes.reader)]

        return self._only(look, f"a button {words!r}" + (f" near {near!r}" if near else ""))

    def _press(self, where: Message | View, found: Pressable, confirm: bool | None) -> None:
        asked = dialog(found.element, self._eyes.reader)
        if bool(asked) != (confirm is not None):
            reason = f"{found.words!r} asks first:\n{asked}" if asked else f"{found.words!r} asks nothing first"
            raise AsksFirst(reason, self._eyes.screen())
        if confirm is not False:
            self._report(where, found.block, found.element, found.value)

    def _put(self, found: Input, given: object) -> None:
        try:
            value = value_for(found, given, self._eyes)
        except BadAnswer as reason:
            raise BlockedByClient(f"{found.label or found.action_id}: {reason}", self._eyes.screen()) from reason
        self._eyes.type(found.where, found.block_id, found.action_id, value)
        if found.reports_at_once:
            self._report(found.where, found.block, found.element, value)

    def _report(self, where: Message | View, block: Payload, element: Payload, value: object) -> None:
        eyes = self._eyes
        block_id, action_id = text(block, "block_id"), text(element, "action_id")
        eyes.act(
            lambda: eyes.sandbox.interactions.act(
                eyes.user_id, where, block_id, action_id, value=value, typed=eyes.typed(where)
            ),
            f"using {action_id!r}",
        )
