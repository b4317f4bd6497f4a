"""What Slack would not take from the app, for whoever builds it: the call, the error, the limit, the block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sandbox.arguments import Arguments
from sandbox.errors import Refused
from sandbox.journal import Call, Journal, Refusal
from sandbox.payload import Payload, child, children, text

_ORDINARY = frozenset({("users.lookupByEmail", "users_not_found"), ("views.publish", "hash_conflict")})
"""What Slack answers to apps that do nothing wrong."""

_MESSAGE = re.compile(r"(?:\[ERROR\] )?(?P<words>.*?)(?: \[(?P<where>[a-z_][\w.]*(?:\[\d+\][\w.]*)*)\])?", re.DOTALL)
_BLOCK = re.compile(r"(?:^|\.)blocks\[(\d+)\]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that was wrong: what the limit says, the path of the value, and the block that it stands in."""

    words: str
    where: str
    block: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was refused."""

    number: int
    at: datetime
    method: str
    error: str
    flaws: tuple[Flaw, ...]


def notes(journal: Journal) -> list[Note]:
    """Everything refused so far, the latest first."""
    found = [*filter(None, map(_of_call, journal.calls)), *map(_of_answer, journal.refusals)]
    found.sort(key=lambda note: note[0])
    numbered = [Note(number, *note) for number, note in enumerate(found, start=1)]
    return numbered[::-1]


def _of_call(call: Call) -> tuple[datetime, str, str, tuple[Flaw, ...]] | None:
    if call.ok or (call.method, call.error) in _ORDINARY:
        return None
    messages = child(call.answer, "response_metadata").get("messages")
    words = [str(message) for message in messages] if isinstance(messages, list) else []
    return call.at, call.method, call.error or "", tuple(_flaws(words, _blocks(call.arguments)))


def _of_answer(refusal: Refusal) -> tuple[datetime, str, str, tuple[Flaw, ...]]:
    return refusal.at, f"the answer to a {refusal.about}", refusal.error, tuple(_flaws(refusal.messages, []))


def _flaws(messages: list[str] | tuple[str, ...], blocks: list[Payload]) -> Iterator[Flaw]:
    for message in messages:
        found = _MESSAGE.fullmatch(message)
        words, where = (found["words"], found["where"] or "") if found else (message, "")
        yield Flaw(words, where, _block(where, blocks))


def _blocks(given: Payload) -> list[Payload]:
    """The blocks of a call, wherever they were sent."""
    try:
        values = Arguments(given).values
    except Refused:
        return []
    return children(values, "blocks") or children(child(values, "view"), "blocks")


def _block(where: str, blocks: list[Payload]) -> str:
    """A block by its place, its type and its first words."""
    found = _BLOCK.search(where)
    if found is None:
        return ""
    place = int(found[1])
    if place >= len(blocks):
        return f"block {place + 1}"
    words = _first_words(blocks[place])
    cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return f"block {place + 1}, {text(blocks[place], 'type')}" + (f" “{cut}”" if cut else "")


def _first_words(part: object) -> str:
    if isinstance(part, dict):
        words = part.get("text")
        return words if isinstance(words, str) else _first_words(list(part.values()))
    if isinstance(part, list):
        return next(filter(None, map(_first_words, part)), "")
    return ""
