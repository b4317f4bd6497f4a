"""A sandbox with a small app in it, and people at their screens in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, expect

from sandbox import Sandbox
from sandbox.company import GENERAL
from tests.unit.sandbox.apps import HandClock, over_http
from tests.unit.sandbox.browser.shell import PlayedStage
from tests.unit.sandbox.person.small_app import SmallApp

DESKTOP: ViewportSize = {"width": 1400, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass
class Office:
    """Where people sit; `troubles` is whatever a browser complained about."""

    sandbox: Sandbox
    app: SmallApp
    stage: PlayedStage
    browser: Browser
    troubles: list[str] = field(default_factory=list)

    @contextmanager
    def screen(
        self,
        user_id: str,
        place: str = GENERAL,
        *,
        size: ViewportSize = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
    ) -> Iterator[Page]:
        """Somebody's screen at a place."""
        is_phone = size == PHONE
        context = self.browser.new_context(viewport=size, color_scheme=scheme, is_mobile=is_phone, has_touch=is_phone)
        page = context.new_page()
        page.on("console", lambda said: self.troubles.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.goto(f"{self.sandbox.url}/as/{user_id}/{place}")
        yield page
        context.close()


@contextmanager
def open_office(browser: Browser) -> Iterator[Office]:
    """The office, in which in the end no browser may have complained."""
    clock, app = HandClock(), SmallApp()
    stage = PlayedStage(clock)
    with (
        Sandbox(clock=clock, stage=stage, has_mailroom=True, retry_scale=0) as sandbox,
        over_http(sandbox, app.register),
    ):
        office = Office(sandbox, app, stage, browser)
        yield office
        assert office.troubles == []


def ready(page: Page) -> None:
    """Wait until the script of the page works."""
    expect(page.locator("body[data-ready]")).to_have_count(1)


def write(page: Page, words: str) -> None:
    """Type into the conversation and send it."""
    area = page.get_by_role("textbox", name="Message", exact=False)
    area.fill(words)
    area.press("Enter")


def fill_request(page: Page) -> None:
    form = page.get_by_role("dialog")
    form.get_by_label("Who is it for?").select_option(label="Bruno Keller (@bruno)")
    form.get_by_label("Headset").check()
    form.get_by_label("Note").fill("For the new office")
