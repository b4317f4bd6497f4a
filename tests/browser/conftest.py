"""A browser on this machine: the system's Chromium, as on a phone."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sandbox.company import ANA
from tests.browser.workspace import Office, open_office

PHONE = {"width": 390, "height": 844}
PROGRAMS = ("chromium", "chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("Chromium is not installed here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--no-proxy-server"])
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone's screen, in a browser that runs no scripts."""
    context = chromium.new_context(viewport=PHONE, is_mobile=True, has_touch=True, java_script_enabled=False)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture
def office(chromium: Browser) -> Iterator[Office]:
    """A sandbox with a small app in it, and a browser in which people look at it."""
    with open_office(chromium) as office:
        yield office


@pytest.fixture
def ana(office: Office) -> Iterator[Page]:
    """Ana's screen, at #general."""
    with office.screen(ANA) as page:
        yield page
