"""The composer offers what the manifest promises and the bot understands."""

from bot.config import manifest
from bot.play.hints import WORDS, hints
from handlers.commands import SUBCOMMANDS


def test_every_word_that_the_bot_knows_is_explained() -> None:
    assert WORDS.keys() == SUBCOMMANDS.keys()


def test_the_lines_of_the_manifest_come_first_as_they_stand_there() -> None:
    lines = [hint.line for hint in hints()]
    named = [f"/device {part.strip()}" for part in manifest.usage_hint().split("|")]
    assert lines[: len(named)] == named
    assert "/device offboard @person" in lines
    assert lines[-1] == "/device", "the command alone is a line, too"


def test_what_the_bot_does_not_know_is_not_offered_and_what_the_hint_leaves_out_is() -> None:
    lines = {hint.line: hint.words for hint in hints("dance | mine")}
    assert "/device dance" not in lines
    assert lines["/device mine"] == WORDS["mine"]
    assert set(lines) == {"/device mine", "/device", *(f"/device {word}" for word in SUBCOMMANDS if word)}
