"""What was found: a page of devices, one a line, with a button to see more of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifecycle.device import Device
from lifecycle.policy import Policy
from lifecycle.reads.finding import MOST_COUNTED, Found
from messages.blocks import Turning, context, entry, pages, section
from messages.budget import fitted, spoken
from messages.devices.words import DeviceWords
from messages.finding import MOST_LETTERS, MOST_WORDS, Fault
from messages.ids import Target, Turn
from messages.payload import Block, Message
from messages.places import Leaf
from messages.reader import Reader
from messages.text import Mrkdwn, clip, one_line, unescape
from messages.voice import Voice, voice

LONGEST_NEAR_MISS = 60
"""Characters of what was typed that are said again."""

_MARKED = re.compile(r"<(?:(?P<at>@)[UW][A-Z0-9]+|[^@#!|>][^|>]*)\|(?P<said>[^>]+)>")
"""What Slack makes of a mention, and of an address [slack.dev: escaped mentions]."""


@dataclass(frozen=True, slots=True)
class List:
    """A page for one reader: `words` as they were typed, which the buttons carry on; `sees_all` is who is of IT."""

    found: Found
    words: str
    sees_all: bool
    policy: Policy
    voice: Voice

    def message(self) -> Message:
        """The page as a message."""
        return Message(spoken(self._spoken(briefly=briefly) for briefly in (False, True)), list(self._blocks()))

    def _headline(self, voice: Voice) -> Mrkdwn:
        return voice.write(
            "found/some" if self.found.devices else "found/none",
            words=shown(self.words),
            total=self.found.total,
            apart=self.found.apart,
            most=MOST_COUNTED,
            cut=self.found.cut,
            sees_all=self.sees_all,
        )

    def _blocks(self) -> Iterator[Block]:
        yield section("found", self._headline(self.voice))
        yield from rows(self.found.devices, self._words(self.voice))
        if self.found.has_earlier or self.found.has_more:
            yield context("page", self._page(self.voice))
        yield from pages("pages", self._turns(), self.voice)
        if has_others := self._others(self.voice):
            yield context("others", has_others)
            leaf = Leaf(0, self.words, apart=True)
            yield from pages("apart", [Turning(Turn.FOUND_APART, leaf.encode())], self.voice)

    def _others(self, voice: Voice) -> Mrkdwn | None:
        """What fits too, but is not what the company has; nothing where that is shown itself."""
        if self.found.apart or self.found.others == 0:
            return None
        return voice.write("found/others", number=self.found.others)

    def _page(self, voice: Voice) -> Mrkdwn:
        last = self.found.first + len(self.found.devices) - 1
        return voice.write("found/page", first=self.found.first, last=last, total=self.found.counted)

    def _turns(self) -> list[Turning]:
        if not self.found.devices:
            return []
        newest, oldest = self.found.devices[0].id, self.found.devices[-1].id
        turns = (
            (self.found.has_earlier, Turn.EARLIER_FOUND, newest),
            (self.found.has_more, Turn.MORE_FOUND, oldest),
        )
        return [
            Turning(turn, Leaf(edge, self.words, self.found.apart).encode()) for there, turn, edge in turns if there
        ]

    def _spoken(self, *, briefly: bool) -> str:
        plain = self.voice.plainly()
        told = [] if briefly else [words.line() for words in self._words(plain)]
        page = [self._page(plain)] if self.found.devices else []
        return "\n".join(filter(None, (self._headline(plain), *told, *page, self._others(plain))))

    def _words(self, voice: Voice) -> list[DeviceWords]:
        return [DeviceWords(device, self.found.people, self.policy, voice) for device in self.found.devices]


def listed(found: Found, words: str, reader: Reader, policy: Policy, *, sees_all: bool) -> Message:
    """A page of what was found by these words, or that nothing was."""
    return fitted(lambda room: List(found, words, sees_all, policy, voice(reader).within(room)).message())


def unclear(why: Fault, words: str, reader: Reader) -> Message:
    """Why nothing can be looked for, and what can."""
    facts = {"most": MOST_WORDS, "letters": MOST_LETTERS, "words": shown(words)}
    return Message(voice(reader).write(f"found/{why}", **facts), [])


def which(reader: Reader) -> Message:
    """That it was not said which device is to be shown."""
    return Message(voice(reader).write("found/which"), [])


def gone(reader: Reader) -> Message:
    """That a device cannot be shown (any more)."""
    return Message(voice(reader).write("found/gone"), [])


def several(near: Found, label: str, reader: Reader, policy: Policy, *, sees_all: bool, exact: bool) -> Message:
    """The devices that may be meant by a tag: those that have it (`exact`), or those that are near."""

    def told(voice: Voice) -> Mrkdwn:
        facts = {"label": shown(label), "near": bool(near.devices), "sees_all": sees_all}
        return voice.write("found/both" if exact else "found/unknown", **facts)

    speaking = voice(reader)
    words = [DeviceWords(device, near.people, policy, speaking) for device in near.devices]
    plain = [DeviceWords(device, near.people, policy, speaking.plainly()).line() for device in near.devices]
    blocks = [section("which", told(speaking)), *rows(near.devices, words)]
    return Message("\n".join((told(speaking.plainly()), *plain)), blocks)


def rows(devices: Sequence[Device], words: Sequence[DeviceWords]) -> Iterator[Block]:
    """The devices one a line, each with its button."""
    for device, said in zip(devices, words, strict=True):
        show = Turning(Turn.SHOW_DEVICE, Target(device.subject).encode())
        yield entry(f"device:{device.id}", said.line(), show, said.voice)


def shown(words: str) -> str:
    """What was typed, as it is said again: whoever was mentioned by name."""
    typed = _MARKED.sub(lambda marked: f"{marked['at'] or ''}{marked['said']}", words)
    return clip(one_line(unescape(typed)), LONGEST_NEAR_MISS)
