"""What IT is told about a list of devices that they have dropped into the conversation with the desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from lifecycle.importing import Judgement, Verdict
from messages.blocks import BUTTON, plain, section
from messages.i18n import N_
from messages.ids import ListAction
from messages.payload import Block, Message
from messages.places import DroppedList
from messages.reader import Reader
from messages.room import ROOMS
from messages.rows import RowWords
from messages.text import Mrkdwn
from messages.voice import voice

LABELS: Mapping[ListAction, str] = {ListAction.IMPORT: N_("Import"), ListAction.CANCEL: N_("Cancel")}

Counts = Mapping[Verdict, int]

MOST_REASONS = 5
"""Reasons that a message has room for."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rows that are refused for the same reason: the first of them, the numbers of the first few, and how many."""

    first: Judgement
    rows: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a list comes to: its name, how many of its rows became what, and which are refused.

    `continued` are lines that only go on with the one above them.
    """

    name: str
    counts: Counts
    refusals: Sequence[Refusal] = ()
    continued: int = 0


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


def left(reader: Reader) -> Message:
    """That nothing was taken over."""
    return _said(voice(reader).write("list/left"))


def unreadable(name: str, problem: Mrkdwn, reader: Reader) -> Message:
    """Why a file is no list that can be read, and what helps."""
    return _said(voice(reader).write("list/unreadable", name=name, problem=problem))


def asked(name: str, questions: Sequence[Mrkdwn], reader: Reader) -> Message:
    """What has to be written along with a file."""
    words = voice(reader).write("list/asked", name=name)
    sections = [section(f"list:question:{place}", one) for place, one in enumerate(questions, start=1)]
    return Message(words, [section("list", words), *sections])


def foreseen(the_list: DroppedList, result: Result, words: RowWords) -> Message:
    """What would become of a list; with buttons, where anything would."""
    counts, reader = result.counts, words.voice.reader
    message = _told("list/foreseen", result, words)
    takes_any = bool(counts[Verdict.MADE] or counts[Verdict.CHANGED])
    return Message(message.text, [*message.blocks, *(_buttons(the_list, reader) if takes_any else ())])


def taken(result: Result, words: RowWords) -> Message:
    """What became of a list."""
    return _told("list/taken", result, words)


def refused(refusal: Refusal, words: RowWords) -> Mrkdwn:
    """Which rows are refused for a reason, why, and what helps."""
    speaking = words.voice
    numbers = [str(one) for one in refusal.rows]
    if (others := refusal.count - len(numbers)) > 0:
        more = speaking.ngettext("%(number)s more", "%(number)s more", others)
        numbers.append(more % {"number": speaking.number(others)})
    reason, helping = words.reason(refusal.first), words.help(refusal.first)
    rows = speaking.listed(numbers)
    return speaking.write("list/refused", rows=rows, count=refusal.count, reason=reason, help=helping)


def _told(template: str, result: Result, words: RowWords) -> Message:
    summary = words.voice.write(template, name=result.name, **_by_name(result.counts))
    return Message(summary, [section("list", summary), *_refused(result, words)])


def _refused(result: Result, words: RowWords) -> Iterator[Block]:
    narrow = replace(words, voice=words.voice.within(ROOMS[1]))
    shown = result.refusals[:MOST_REASONS]
    for place, one in enumerate(shown, start=1):
        yield section(f"list:refused:{place}", refused(one, narrow))
    if rest := result.counts[Verdict.REFUSED] - sum(one.count for one in shown):
        yield section("list:more", words.voice.write("list/more_refused", rest=rest))
    if result.continued:
        yield section("list:continued", words.voice.write("list/continued", number=result.continued))


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
