"""Letters: the same words as in Slack, as plain text and as HTML."""

import re

import pytest

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Rung
from lifecycle.reads.facts import ReturnFacts
from messages.mail import Letter, letter
from messages.reader import Reader
from tests.support.return_samples import CLOSED, HANDED_OVER, HELD, SHIPPED
from tests.support.return_telling import MAIL, letters, notice
from tests.support.samples import NOW, POLICY
from tests.unit.messages.locales import LOCALES

ENGLISH = Reader("en-US", "Europe/London")
LINK = "https://desk.example/r/abc"


def written(one: Notice, of: ReturnFacts = HANDED_OVER, link: str | None = LINK) -> Letter:
    return letter(one, of, POLICY, ENGLISH, NOW, link)


def a_step(rung: Rung) -> Notice:
    return notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, MAIL, step=rung, parts=())


@pytest.mark.parametrize(
    ("event", "of", "title"),
    [
        (Happened.RETURN_HANDED_OVER, HANDED_OVER, "How to send back your devices (return #12)"),
        (Happened.RETURN_OPENED, HANDED_OVER, "Please send back your devices (return #12)"),
        (Happened.RETURN_HANDED_OVER, SHIPPED, "Your box is on its way to us (return #12)"),
        (Happened.RETURN_OPENED, SHIPPED, "Your box is on its way to us (return #12)"),
        (Happened.RETURN_HANDED_OVER, HELD, "About your devices (return #12)"),
        (Happened.NOT_RECOVERED, CLOSED, "About your devices (return #12)"),
        (Happened.HOLD_PLACED, HELD, "Please keep your devices as they are (return #12)"),
    ],
)
def test_the_subject_says_what_is_asked_as_things_stand(event: Happened, of: ReturnFacts, title: str) -> None:
    assert written(notice(Kind.RETURN_NOTE, event, MAIL), of).subject == title


def test_a_reminder_as_plain_text() -> None:
    one = written(a_step(Rung.FRIENDLY))
    assert one.subject == "Please send back your devices (return #12)"
    assert one.text == (
        "Hello Greta Lindqvist,\n\n"
        "A friendly reminder of what is still with you: Tallwood Air 14 (LT-00201) and Ohm H2 (LT-00202). "
        "Have you sent it? Then please tell us, with the tracking number if you have one. "
        "Is anything in the way? Tell us what, and we will see to it.\n\n"
        "On your return page you tell us that the box has come, that you have sent it, or what is in the way:\n\n"
        "https://desk.example/r/abc\n\n"
        "Kind regards, IT\n\n"
        "-- \n"
        "You get this email because you have devices of the company, or had them (return #12), and because this "
        "address was left for their return. It is stored encrypted, used for nothing else, and deleted together with "
        "your phone number and address 30 days after the return is closed.\n"
    )


def test_a_formal_notice_lists_the_devices() -> None:
    one = written(a_step(Rung.FORMAL_NOTICE))
    assert one.subject == "Formal notice: devices of the company (return #12)"
    assert "\n\n• Tallwood Air 14 (LT-00201), serial number TW000201, €1,450.00\n• Ohm H2 (LT-00202)" in one.text
    assert "<li>Tallwood Air 14 (LT-00201), serial number TW000201, €1,450.00</li>" in one.html


def test_the_page_is_a_button_in_html() -> None:
    one = written(a_step(Rung.FRIENDLY_AGAIN))
    assert '<html lang="en">' in one.html
    assert re.search(r'<a href="https://desk\.example/r/abc" style="[^"]+">Open my return page</a>', one.html)
    assert "<script" not in one.html
    assert "src=" not in one.html


def test_without_a_page_they_are_sent_to_it() -> None:
    one = written(a_step(Rung.FRIENDLY), link=None)
    assert "return page" not in one.text
    assert "<a " not in one.html
    assert "please get in touch with IT" in one.text


def test_a_closed_return_has_no_page_any_more() -> None:
    one = written(notice(Kind.RETURN_NOTE, Happened.DEVICES_RECEIVED, MAIL, reason="Scratched."), CLOSED)
    assert one.subject == "Your receipt (return #12)"
    assert LINK not in one.text
    assert "Scratched" not in one.text
    assert "get in touch" not in one.text


def test_what_somebody_wrote_is_in_the_letter() -> None:
    one = written(notice(Kind.RETURN_NOTE, Happened.HELP_GIVEN, MAIL, reason="It comes on Monday & <soon>."))
    assert "\n\nNote: It comes on Monday & <soon>.\n\n" in one.text
    assert "Note: It comes on Monday &amp; &lt;soon&gt;." in one.html


@pytest.mark.parametrize("locale", LOCALES)
def test_a_letter_names_its_language(locale: str) -> None:
    for one in letters():
        html = letter(one, HANDED_OVER, POLICY, Reader(locale, "UTC"), NOW, LINK).html
        assert f'<html lang="{locale}">' in html
