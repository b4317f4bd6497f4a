"""What IT is told about a list of devices that they have dropped into the conversation with the desk."""

from collections.abc import Mapping, Sequence
from typing import cast

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from lifecycle.importing import Verdict
from messages.blocks import BUTTON, plain, section
from messages.i18n import N_
from messages.ids import ListAction
from messages.payload import Block, Message
from messages.places import DroppedList
from messages.reader import Reader
from messages.text import Mrkdwn
from messages.voice import voice

LABELS: Mapping[ListAction, str] = {ListAction.IMPORT: N_("Import"), ListAction.CANCEL: N_("Cancel")}

Counts = Mapping[Verdict, int]


def only_it(reader: Reader) -> str:
    """That lists are for IT."""
    return voice(reader).write("list/only_it")


def reading(reader: Reader) -> str:
    """That a list has come, and is being read."""
    return voice(reader).write("list/reading")


def taking(reader: Reader) -> str:
    """That a list is being taken over."""
    return voice(reader).write("list/taking")


def running(reader: Reader) -> str:
    """That it is being taken over already."""
    return voice(reader).write("list/running")


def gone(reader: Reader) -> str:
    """That the file is not there any more, or is somebody else's."""
    return voice(reader).write("list/gone")


def interrupted(reader: Reader) -> str:
    """That the desk was stopped in the middle of it."""
    return voice(reader).write("list/interrupted")


def left(reader: Reader) -> Message:
    """That nothing was taken over."""
    return _said(voice(reader).write("list/left"))


def unreadable(name: str, problems: Sequence[str], reader: Reader) -> Message:
    """Why a file is no list that can be read."""
    return _said(voice(reader).write("list/unreadable", name=name, problems=problems))


def asked(name: str, questions: Sequence[tuple[str, Sequence[str]]], reader: Reader) -> Message:
    """What has to be written along with a file: each question with the words that answer it."""
    return _said(voice(reader).write("list/asked", name=name, questions=questions))


def foreseen(the_list: DroppedList, name: str, counts: Counts, reader: Reader) -> Message:
    """What would become of a list; with buttons, where anything would."""
    words = voice(reader).write("list/foreseen", name=name, **_by_name(counts))
    takes_any = bool(counts[Verdict.MADE] or counts[Verdict.CHANGED])
    message = _said(words)
    return Message(message.text, [*message.blocks, *(_buttons(the_list, reader) if takes_any else ())])


def taken(name: str, counts: Counts, reader: Reader) -> Message:
    """What became of a list."""
    return _said(voice(reader).write("list/taken", name=name, **_by_name(counts)))


def _by_name(counts: Counts) -> Mapping[str, int]:
    return {verdict.value: count for verdict, count in counts.items()}


def _said(words: Mrkdwn) -> Message:
    return Message(words, [section("list", words)])


def _buttons(the_list: DroppedList, reader: Reader) -> list[Block]:
    elements = [
        ButtonElement(
            text=plain(voice(reader).gettext(label), BUTTON),
            action_id=action.value,
            value=the_list.encode(),
            style="primary" if action is ListAction.IMPORT else None,
        )
        for action, label in LABELS.items()
    ]
    return [cast(Block, ActionsBlock(block_id="list:steps", elements=elements).to_dict())]
