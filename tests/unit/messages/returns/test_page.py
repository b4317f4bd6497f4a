"""The leaver's page: three forms that work without a script, each input with its label."""

from html.parser import HTMLParser

import pytest

from lifecycle.facts import ReturnFacts
from messages.labels import HELP_KINDS
from messages.page import dead_link, return_page
from messages.reader import Reader
from tests.support.return_samples import CLOSED, EMPTY, HANDED_OVER, OPENED, PROBLEM, RETURNS, SHIPPED
from tests.support.samples import NOW
from tests.unit.messages.locales import LOCALES

ENGLISH = Reader("en-US", "Europe/London")
URL = "/r/abc?x=1&y=2"
VOID = {"input", "meta", "br"}


class Page(HTMLParser):
    """What a browser makes of a page, as far as it matters here."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, list[dict[str, str | None]]]] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.open: list[str] = []
        self.language: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [name for name in (given.get("id"),) if name]
        if tag == "html":
            self.language = given["lang"]
        if tag == "form":
            self.forms.append({"form": [given]})
        if tag == "label":
            self.labelled.append(str(given["for"]))
        if tag in {"input", "textarea", "button"}:
            self.forms[-1].setdefault(tag, []).append(given)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def actions(self) -> list[str | None]:
        return [form["input"][0]["value"] for form in self.forms]

    def names(self) -> set[str | None]:
        fields = (one for form in self.forms for tag in ("input", "textarea") for one in form.get(tag, []))
        return {one["name"] for one in fields}


def page(of: ReturnFacts, **more: object) -> str:
    return return_page(of, ENGLISH, NOW, action_url=URL, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", RETURNS)
def test_a_page_is_whole_and_every_input_has_its_label(name: str) -> None:
    html = page(RETURNS[name], said="Thank you.", errors={"tracking": "Too long.", "kind": "Please choose."})
    assert html.startswith("<!doctype html>")
    read = Page(html)
    assert read.open == []
    assert len(set(read.ids)) == len(read.ids)
    assert read.language == "en"
    for form in read.forms:
        assert form["form"] == [{"method": "post", "action": URL}]
        hidden, *inputs = form["input"]
        assert (hidden["type"], hidden["name"]) == ("hidden", "action")
        assert {one["id"] for one in (*inputs, *form.get("textarea", []))} <= set(read.labelled)
        assert len(form["button"]) == 1
    assert "<script" not in html
    assert "http" not in html


@pytest.mark.parametrize(
    ("of", "actions"),
    [
        (OPENED, ["sent_back", "need_help"]),
        (HANDED_OVER, ["kit_arrived", "sent_back", "need_help"]),
        (SHIPPED, ["need_help"]),
        (CLOSED, []),
        (EMPTY, []),
    ],
)
def test_the_page_offers_what_makes_sense(of: ReturnFacts, actions: list[str]) -> None:
    assert Page(page(of)).actions() == actions


def test_the_fields_have_the_names_that_come_back() -> None:
    read = Page(page(HANDED_OVER))
    answers = {"last_seen_on", "last_seen_at", "police_report", "offer", "copied_by"}
    assert read.names() == {"action", "carrier", "tracking", "kind", "text", "address", *answers}
    kinds = [one["value"] for one in read.forms[2]["input"] if one["type"] == "radio"]
    assert kinds == list(HELP_KINDS)


def test_what_came_of_it_and_what_was_wrong_is_said() -> None:
    html = page(HANDED_OVER, said="Thank you.", errors={"tracking": "Too long."})
    assert '<p class="said" role="status">Thank you.</p>' in html
    assert '<p class="wrong" id="tracking-wrong">Too long.</p>' in html
    assert 'aria-invalid="true" aria-describedby="tracking-wrong"' in html
    assert "Please look at what is marked" in html
    assert "Please look at what is marked" not in page(HANDED_OVER)


def test_what_only_some_have_to_tell_is_folded_away_until_it_is_told() -> None:
    assert page(HANDED_OVER).count("<details>") == 3
    told = page(HANDED_OVER, typed={"police_report": "ST/12", "offer": ""}, errors={"copied_by": "It has passed."})
    assert told.count("<details open>") == 2
    assert 'value="ST/12"' in told


def test_the_page_says_what_the_message_in_slack_says() -> None:
    html = page(PROBLEM)
    assert "Please give back your device by Sun, Dec 6, 2026 (return #12)" in html
    assert "<li>Tallwood Air 14 (LT-00201), serial number TW000201</li>" in html
    assert "until then nobody reminds you" in html
    assert "deleted 30 days after it is closed" in html


@pytest.mark.parametrize("locale", LOCALES)
def test_a_dead_link_says_what_to_do(locale: str) -> None:
    read = Page(dead_link(Reader(locale, "UTC")))
    assert read.language == locale
    assert read.forms == []
    assert "This link does not work any more" in dead_link(ENGLISH)
