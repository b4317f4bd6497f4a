"""The bot is killed and started again while people have its workspace open."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox.company import ANA
from sandbox.larger_company import LARISSA
from tests.browser.workspace import DESKTOP, ready, write
from tests.support.desk import SECRET
from tests.support.once import copied
from tests.support.running import ports_in_a_row, running

pytestmark = pytest.mark.browser

SOON = 60_000
"""Milliseconds until a bot that starts anew is there."""

NOOR = "Noor Haddad"


@contextmanager
def screen(chromium: Browser, page_url: str, user_id: str) -> Iterator[Page]:
    """Somebody's screen, at what the bot has written to them."""
    context = chromium.new_context(base_url=page_url, viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"/as/{user_id}/home")
    page.goto(page.get_by_role("link", name="Messages", exact=True).last.get_attribute("href") or "")
    ready(page)
    yield page
    context.close()


def lost(page: Page) -> Locator:
    """What is said while there is no connection."""
    return page.get_by_text("No connection to the sandbox")


def join(ana: Page) -> None:
    """Somebody joins through the page."""
    ana.get_by_role("link", name="People").click()
    ready(ana)
    ana.get_by_label("Full name").fill(NOOR)
    ana.get_by_label("Email").fill("noor@tallpine.example")
    ana.get_by_role("button", name="Add to the workspace").click()
    expect(ana.get_by_role("button", name=f"Deactivate {NOOR}")).to_be_visible()


def test_pages_that_are_open_go_on_when_the_bot_was_killed_and_started_again(
    chromium: Browser, today: Path, tmp_path: Path
) -> None:
    with ExitStack() as taken:
        port = ports_in_a_row(taken, 2)
    database = copied(today, tmp_path)
    settings = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": SECRET}
    with ExitStack() as stack:
        with running(tmp_path, **settings) as first:
            ana = stack.enter_context(screen(chromium, first.page, ANA))
            join(ana)
            (noor_id,) = [user_id for user_id, name in first.people().items() if name == NOOR]
            noor, larissa = [stack.enter_context(screen(chromium, first.page, one)) for one in (noor_id, LARISSA)]
            before = larissa.get_by_role("article").last.get_attribute("data-ts") or ""
            write(noor, "/device mine")
            expect(noor.get_by_text("You have no devices")).to_be_visible()
            draft = noor.get_by_role("textbox", name="Message", exact=False)
            draft.fill("Half a sentence")
            first.kill()
            for page in (ana, noor, larissa):
                expect(lost(page)).to_be_visible()
        with running(tmp_path, **settings):
            for page in (ana, noor, larissa):
                expect(lost(page)).to_be_hidden(timeout=SOON)
            expect(ana.get_by_role("button", name=f"Deactivate {NOOR}")).to_be_visible()
            expect(larissa.locator(f"article[data-ts='{before}']")).to_have_count(0)
            expect(larissa.locator(".side-link .badge"), "nothing is new that was there before").to_have_count(0)
            larissa.get_by_role("button", name="It has arrived").last.click()
            expect(larissa.get_by_role("button", name="It has arrived")).to_have_count(0)
            expect(larissa.get_by_text("Your parcel has arrived (request #7)")).to_be_visible()
            expect(draft).to_have_value("Half a sentence")
            write(noor, "/device mine")
            expect(noor.get_by_text("You have no devices")).to_be_visible()
