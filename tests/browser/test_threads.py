"""Threads beside a conversation: who opens one, closes it and goes back is where they were."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from sandbox.company import ANA, BRUNO, GENERAL
from tests.browser.workspace import DESKTOP, PHONE, Office, ready, write

pytestmark = pytest.mark.browser

SQUEEZED: ViewportSize = {"width": 1280, "height": 800}
MESSAGES = 80


def say_much(office: Office) -> None:
    for number in range(MESSAGES):
        office.sandbox.happenings.write(BRUNO, GENERAL, f"Line {number} of many")


@pytest.fixture(params=[DESKTOP, SQUEEZED, PHONE], ids=["wide", "squeezed", "phone"])
def page(request: pytest.FixtureRequest, office: Office) -> Iterator[Page]:
    """Ana's screen at a conversation of which she sees the latest."""
    say_much(office)
    with office.screen(ANA, size=request.param) as page:
        ready(page)
        yield page


def place_of(page: Page, words: str) -> float:
    """How far below the top of its log a message is."""
    log = page.get_by_role("log", name="Messages in #general").bounding_box()
    line = page.get_by_role("log", name="Messages in #general").get_by_text(words, exact=True).bounding_box()
    assert log
    assert line
    return line["y"] - log["y"]


def test_earlier_messages_come_above_what_is_read(page: Page) -> None:
    log = page.get_by_role("log", name="Messages in #general")
    page.get_by_role("link", name="30 earlier").scroll_into_view_if_needed()
    before = place_of(page, "Line 31 of many")
    page.get_by_role("link", name="30 earlier").click()
    expect(log.get_by_text("Line 0 of many", exact=True)).to_have_count(1)
    assert abs(place_of(page, "Line 31 of many") - before) < 2


def test_who_opens_a_thread_stays_where_they_were(page: Page) -> None:
    log = page.get_by_role("log", name="Messages in #general")
    page.get_by_role("link", name="30 earlier").click()
    line = log.get_by_role("article").filter(has_text="Line 5 of many")
    line.scroll_into_view_if_needed()
    before = place_of(page, "Line 5 of many")
    line.hover()
    line.get_by_role("link", name="Reply in thread").click()
    thread = page.get_by_role("region", name="Thread")
    expect(thread.get_by_text("Line 5 of many")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?show=150&thread=[\d.]+$"))
    expect(thread.get_by_role("log")).to_be_focused()
    thread.get_by_role("link", name="Close the thread").click()
    expect(thread).to_have_count(0)
    assert abs(place_of(page, "Line 5 of many") - before) < 2
    page.go_back()
    expect(thread.get_by_text("Line 5 of many")).to_be_visible()
    page.reload()
    expect(thread.get_by_text("Line 5 of many")).to_be_visible()
    expect(page.locator("#log").get_by_text("Line 0 of many", exact=True)).to_have_count(1)


def test_nothing_is_squeezed_beside_a_thread(page: Page) -> None:
    page.get_by_role("article").last.hover()
    page.get_by_role("link", name="Reply in thread").last.click()
    thread = page.get_by_role("region", name="Thread")
    expect(thread).to_be_visible()
    parts = [thread, page.get_by_role("main")]
    widths = [box["width"] for part in parts if part.is_visible() and (box := part.bounding_box())]
    screen = page.viewport_size
    assert screen
    assert min(widths) >= min(380, screen["width"])


def test_what_is_written_in_a_conversation_stays_while_a_thread_opens(office: Office, ana: Page) -> None:
    say_much(office)
    ready(ana)
    area = ana.get_by_role("textbox", name="Message #general")
    area.fill("Not sent yet")
    line = ana.get_by_role("article").filter(has_text="Line 79")
    line.hover()
    line.get_by_role("link", name="Reply in thread").click()
    expect(ana.get_by_role("region", name="Thread")).to_be_visible()
    expect(area).to_have_value("Not sent yet")


def test_what_a_page_has_drawn_already_is_not_drawn_again(office: Office, ana: Page) -> None:
    ready(ana)
    drawn: list[str] = []
    ana.on("request", lambda asked: drawn.append(asked.url) if asked.url.endswith(f"/{GENERAL}") else None)
    ana.evaluate(
        """() => {
          const { user, turn, place } = document.body.dataset;
          const source = new EventSource(`/as/${user}/live?turn=${turn}&place=${place}`);
          window.told = new Promise((heard) => source.addEventListener("changed", () => { source.close(); heard(); }));
        }"""
    )
    write(ana, "Mine")
    ana.evaluate("told")
    office.sandbox.happenings.write(BRUNO, GENERAL, "Over here")
    expect(ana.get_by_role("log").get_by_text("Over here")).to_be_visible()
    assert len(drawn) == 2
