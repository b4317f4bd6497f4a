"""IT reads in words why a message did not arrive."""

from collections.abc import Mapping

import pytest

from bot.delivery.refusals import MEANINGS
from lifecycle.notices import Kind, Notice
from messages.failures import WHY, why
from messages.notices import render
from messages.reader import Reader
from messages.voice import voice
from tests.support.audit_samples import ASKED
from tests.support.samples import GRETA, NOW, POLICY, SUBMITTED

ENGLISH = Reader("en-US", "UTC")
PLAIN = voice(ENGLISH).plainly()
OWN = ("no_smtp", "no_email", "bad_email", "unreadable", "not_found", "unreachable", "ratelimited")


@pytest.mark.parametrize("code", sorted({*MEANINGS, *OWN, "http_503"}))
@pytest.mark.parametrize("by_mail", [True, False])
def test_no_code_that_is_known_is_shown(code: str, *, by_mail: bool) -> None:
    words = why(code, PLAIN, by_mail=by_mail)
    assert code not in words
    assert "_" not in words.replace("SMTP_URL", "").replace("SECRET_KEY", "")


@pytest.mark.parametrize(
    ("error", "by_mail", "words"),
    [
        ("channel_not_found", False, "Slack knows no such channel, or Device Desk is not in it"),
        ("550 5.7.1", True, "the mail server says 550 5.7.1"),
        ("of_tomorrow", False, "Slack says of_tomorrow"),
        ("KeyError", False, "a fault of Device Desk, KeyError in its log"),
        ("TimeoutError", True, "no answer came"),
    ],
)
def test_what_has_no_words_is_quoted(error: str, words: str, *, by_mail: bool) -> None:
    assert why(error, PLAIN, by_mail=by_mail) == words


def test_words_stand_within_a_sentence() -> None:
    assert [one for one in WHY.values() if one.endswith(".")] == []


def test_what_was_not_delivered_is_told_even_without_its_request() -> None:
    notice = lost("person:4", "user_disabled", for_sure=True)
    with_request = render(notice, SUBMITTED, POLICY, ENGLISH, NOW)
    assert with_request.text.startswith("Not delivered to Greta Lindqvist: a note (their Slack account has ended).")
    assert "request #17" in with_request.text
    assert render(notice, None, POLICY, ENGLISH, NOW).text.startswith("Not delivered to somebody: a note")


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("person:4", "Maybe not delivered to Greta Lindqvist: a note. Slack gave no clear answer (no answer came)."),
        ("channel:C1", "the channel cannot be read (no answer came). Please look whether it is there."),
    ],
)
def test_what_may_have_been_delivered_is_told_as_such(to: str, words: str) -> None:
    assert words in render(lost(to, "TimeoutError", for_sure=False), SUBMITTED, POLICY, ENGLISH, NOW).text


def lost(to: str, error: str, *, for_sure: bool) -> Notice:
    facts: Mapping[str, str | int | None] = {"kind": Kind.NOTE, "to": to, "error": error, "for_sure": int(for_sure)}
    return Notice(kind=Kind.UNDELIVERED, to="channel:C1", key="k", at=NOW, facts=facts)


def test_it_reads_who_is_not_asked_and_that_it_is_tried_again() -> None:
    question: Mapping[str, str | int | None] = {
        "kind": Kind.AUDIT_DM,
        "to": f"person:{GRETA.id}",
        "error": "fatal_error",
        "for_sure": 1,
    }
    notice = Notice(kind=Kind.UNDELIVERED, to="channel:C1", key="k", at=NOW, facts=question)
    text = render(notice, ASKED, POLICY, ENGLISH, NOW).text
    assert text.startswith("Not delivered to Greta Lindqvist: ")
    assert "Device Desk tries again every hour, when they are at work. It was about audit #5." in text
