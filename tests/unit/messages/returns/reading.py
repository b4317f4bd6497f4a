"""Reading what is told about a return, as its reader does."""

from collections.abc import Iterator

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Rung
from lifecycle.reads.facts import ReturnFacts
from messages.notices import render
from messages.payload import Message
from messages.reader import Reader
from messages.wording import TEMPLATES
from tests.support.return_telling import notice
from tests.support.samples import NOW, POLICY

ENGLISH = Reader("en-US", "Europe/London")


def shown(one: Notice, of: ReturnFacts) -> Message:
    """The message."""
    return render(one, of, POLICY, ENGLISH, NOW)


def said(one: Notice, of: ReturnFacts) -> str:
    """Its text."""
    return shown(one, of).text


def a_step(rung: Rung, to: str) -> Notice:
    """A step of the plan, told to somebody."""
    return notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, to, step=rung, parts=())


def labels(message: Message) -> list[str]:
    """The buttons below it."""
    return [
        one["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for one in block["elements"]  # type: ignore[attr-defined]
    ]


def template_names(folder: str) -> Iterator[str]:
    """What is worded in a folder of templates."""
    return (path.stem for path in (TEMPLATES / folder).iterdir())
