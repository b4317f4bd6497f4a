"""Whatever people type about a return shows nowhere as markup, in Slack, in a letter or on a page."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lifecycle.notices import Kind
from lifecycle.reads.facts import ReturnFacts
from messages.mail import letter
from messages.notices import render
from messages.page import return_page
from tests.support.return_samples import PROBLEM, RETURNS
from tests.support.return_telling import letters, notices
from tests.support.samples import NOW, POLICY
from tests.unit.messages.test_injection import EVIL, HARMLESS, READER, is_harmless, texts

EVIL_HTML = "<script>evil()</script> \"><b onclick='evil'> & {{ 7 * 7 }}"


def typed_in(base: ReturnFacts, words: str) -> ReturnFacts:
    """The facts with `words` wherever somebody may have typed."""
    case = base.case
    return replace(
        base,
        case=replace(
            case,
            carrier=words if case.carrier else None,
            tracking=words if case.tracking else None,
            kits=tuple(replace(one, carrier=words, tracking=words) for one in case.kits),
            problems=tuple(replace(one, text=words, files=(words,)) for one in case.problems),
            items=tuple(replace(one, note=words, reason=words) for one in case.items),
        ),
        people={number: replace(one, name=words) for number, one in base.people.items()},
        devices={
            number: replace(
                one,
                serial=words,
                asset_tag=words,
                manufacturer=words,
                model=words,
                disposition=replace(one.disposition, recipient=words) if one.disposition else None,
            )
            for number, one in base.devices.items()
        },
        certificates={
            number: tuple(replace(one, technique=words, tool=words, tool_version=words) for one in some)
            for number, some in base.certificates.items()
        },
    )


@pytest.mark.parametrize("name", RETURNS)
def test_nothing_typed_shows_as_markup_in_a_message(name: str) -> None:
    evil, harmless = typed_in(RETURNS[name], EVIL), typed_in(RETURNS[name], HARMLESS)
    for one, same in zip(notices(EVIL), notices(HARMLESS), strict=True):
        if one.kind not in {Kind.RETURN_CARD, Kind.LEAVER_CARD, Kind.RETURN_STEP} and not evil.case.kits:
            continue
        given = {"recipient": EVIL, "tracking": EVIL, "carrier": EVIL}
        bad = render(replace(one, facts={**one.facts, **given}), evil, POLICY, READER, NOW)
        good = render(same, harmless, POLICY, READER, NOW)
        is_harmless("mrkdwn", bad.text)
        for kind, words in texts(bad.blocks):
            is_harmless(kind, words)
        assert bad.text.count("\n") == good.text.count("\n")


class _Reading(HTMLParser):
    """Collects the elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def read(html: str) -> _Reading:
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return reading


def test_nothing_typed_works_in_a_letter_or_on_a_page() -> None:
    evil = typed_in(PROBLEM, EVIL_HTML)
    pages = [return_page(evil, READER, NOW, url="/r/t", said=EVIL_HTML, errors={"text": EVIL_HTML})]
    for one in letters(EVIL_HTML):
        written = letter(one, evil, POLICY, READER, NOW, 'https://desk.example/r/"><script>')
        pages.append(written.html)
        assert "\n" not in written.subject
        assert "&lt;" not in written.text
    for page in map(read, pages):
        assert not {"script", "b"} & set(page.elements)
        assert "onclick" not in page.attributes
        assert "49" not in page.words
    assert "<script>evil()</script>" in read(pages[0]).words
