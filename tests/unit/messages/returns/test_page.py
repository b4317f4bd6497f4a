"""The leaver's page: three forms that work without a script, each input with its label."""

from html.parser import HTMLParser

import pytest

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import ProblemKind
from messages.labels import HELP_KINDS
from messages.page import dead_link, return_page
from messages.page.help import help_form, help_kinds
from messages.reader import Reader
from tests.support.return_samples import CLOSED, EMPTY, HANDED_OVER, OPENED, PROBLEM, RECEIVED, RETURNS, SHIPPED
from tests.support.samples import NOW
from tests.unit.messages.locales import LOCALES

ENGLISH = Reader("en-US", "Europe/London")
URL = "abc"
ACTION = "abc?at=1"
VOID = {"input", "meta", "br"}


class Page(HTMLParser):
    """What a browser makes of a page, as far as it matters here."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, list[dict[str, str | None]]]] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.open: list[str] = []
        self.links: list[str | None] = []
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
        if tag == "a":
            self.links.append(given["href"])
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
    return return_page(of, ENGLISH, NOW, url=URL, **more)  # type: ignore[arg-type]


def help_page(kind: ProblemKind, of: ReturnFacts = HANDED_OVER, **more: object) -> str:
    return help_form(of, ENGLISH, kind, url=URL, **more)  # type: ignore[arg-type]


def check(html: str) -> Page:
    """The page is whole, and each of its inputs has its label."""
    assert html.startswith("<!doctype html>")
    read = Page(html)
    assert read.open == []
    assert len(set(read.ids)) == len(read.ids)
    assert read.language == "en"
    for form in read.forms:
        hidden = [one for one in form["input"] if one["type"] == "hidden"]
        inputs = [one for one in (*form["input"], *form.get("textarea", [])) if one not in hidden]
        assert {one["id"] for one in inputs} <= set(read.labelled)
        assert len(form["button"]) == 1
    assert "<script" not in html
    assert "http" not in html
    return read


@pytest.mark.parametrize("name", RETURNS)
def test_a_page_is_whole_and_every_input_has_its_label(name: str) -> None:
    read = check(page(RETURNS[name], said="Thank you.", errors={"tracking": "Too long."}))
    for form in read.forms:
        hidden = form["input"][0]
        to_help = {"method": "get", "action": URL}
        assert form["form"] == [to_help if hidden["name"] == "help" else {"method": "post", "action": ACTION}]


@pytest.mark.parametrize(
    ("of", "actions"),
    [
        (OPENED, ["sent_back", "kinds"]),
        (HANDED_OVER, ["kit_arrived", "sent_back", "kinds"]),
        (SHIPPED, ["kinds"]),
        (CLOSED, []),
        (EMPTY, []),
    ],
)
def test_the_page_offers_what_makes_sense(of: ReturnFacts, actions: list[str]) -> None:
    assert Page(page(of)).actions() == actions


def test_the_fields_have_the_names_that_come_back() -> None:
    assert Page(page(HANDED_OVER)).names() == {"action", "carrier", "tracking", "help"}


def test_help_begins_with_a_choice_of_its_kind() -> None:
    read = check(help_kinds(ENGLISH, url=URL))
    assert read.links == [*(f"{URL}?help={kind}" for kind in HELP_KINDS), URL]
    assert read.forms == []


OWN_INPUTS = {
    ProblemKind.KIT_MISSING: {"address", "text"},
    ProblemKind.BOX_LOST: {"text"},
    ProblemKind.MOVED: {"address", "text"},
    ProblemKind.WANTS_TO_BUY: {"offer", "text", "item-1", "item-2"},
    ProblemKind.REFUSES: {"text", "item-1", "item-2"},
    ProblemKind.LOST_OR_STOLEN: {"last_seen_on", "last_seen_at", "police_report", "text", "item-1", "item-2"},
    ProblemKind.PRIVATE_DATA: {"text", "copied_by", "item-1", "item-2"},
    ProblemKind.OTHER: {"text", "item-1", "item-2"},
}


@pytest.mark.parametrize("kind", ProblemKind)
def test_each_kind_has_a_form_of_its_own(kind: ProblemKind) -> None:
    read = check(help_page(kind))
    [form] = read.forms
    assert form["form"] == [{"method": "post", "action": ACTION}]
    assert [(one["name"], one["value"]) for one in form["input"][:2]] == [("action", "need_help"), ("kind", kind)]
    assert read.names() == {"action", "kind", *OWN_INPUTS[kind]}
    assert read.links == [f"{URL}?help=kinds", URL]


@pytest.mark.parametrize("kind", ProblemKind)
def test_where_one_device_is_out_there_is_nothing_to_choose(kind: ProblemKind) -> None:
    assert "item-" not in help_page(kind, RECEIVED)


def test_what_was_typed_stands_there_again() -> None:
    typed = {"item-2": "yes", "police_report": "ST/12", "text": "On the <train>"}
    html = help_page(ProblemKind.LOST_OR_STOLEN, typed=typed, errors={"items": "Please choose at least one."})
    assert 'value="ST/12"' in html
    assert 'name="item-2" value="yes" checked' in html
    assert 'name="item-1" value="yes" checked' not in html
    assert "On the &lt;train&gt;</textarea>" in html
    assert '<p class="wrong" id="items-wrong">Please choose at least one.</p>' in html


def test_what_came_of_it_and_what_was_wrong_is_said() -> None:
    html = page(HANDED_OVER, said="Thank you.", errors={"tracking": "Too long."})
    assert '<p class="said" role="status">Thank you.</p>' in html
    assert '<p class="wrong" id="tracking-wrong">Too long.</p>' in html
    assert 'aria-invalid="true" aria-describedby="tracking-wrong"' in html
    assert "Please look at what is marked" in html
    assert "Please look at what is marked" not in page(HANDED_OVER)


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
