"""What can be typed into the composer, and what it does."""

from collections.abc import Iterator, Mapping, Sequence

from bot.config import manifest
from handlers.commands import COMMAND, SUBCOMMANDS
from sandbox.browser.stage import Hint

WORDS: Mapping[str, str] = {
    "": "what the bot can do",
    "help": "what the bot can do",
    "request": "ask for devices: for yourself, a colleague or a new hire",
    "mine": "what you have, and what is on its way to you",
    "find": "look for devices by whatever you know of them",
    "show": "one device: what it is, what happened, what can be done",
    "offboard": "somebody leaves: begin the return of all that they have",
    "return": "give something back because of a swap, or because a loan ends",
    "add": "put a device on record, for IT",
    "audit": "ask people whether they still have their devices, for IT; or see what you are asked",
    "fleet": "how many devices there are, and where; words narrow it: fleet laptop Germany in use",
    "report": "figures of the returns, the fleet and replacements, for IT",
}
"""What each word after the command does."""


def hints(usage: str | None = None) -> Sequence[Hint]:
    """The lines of the manifest's usage hint, with what the bot does at each; then whatever else it knows."""
    return tuple(_hints(manifest.usage_hint() if usage is None else usage))


def _hints(usage: str) -> Iterator[Hint]:
    named = [line.strip() for line in usage.split("|")]
    first_words = {line.partition(" ")[0] for line in named}
    for line in (*named, *(word for word in SUBCOMMANDS if word not in first_words)):
        word = line.partition(" ")[0]
        if word in SUBCOMMANDS and word in WORDS:
            yield Hint(f"{COMMAND} {line}".strip(), WORDS[word])
