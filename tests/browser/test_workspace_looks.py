"""The workspace as everybody can use it: by WCAG's rules, in both colours, on any screen."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from sandbox.company import ANA, BRUNO, GENERAL, IT_DEVICES, JONAS
from tests.browser.workspace import DESKTOP, PHONE, Office, open_office, write
from tests.unit.sandbox.browser.letters import deliver

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SMALL: ViewportSize = {"width": 360, "height": 640}
MIDDLE: ViewportSize = {"width": 1024, "height": 768}


@pytest.fixture(scope="module")
def office(chromium: Browser) -> Iterator[Office]:
    """One for all, since nobody changes anything in it but by looking."""
    with open_office(chromium) as office, office.screen(ANA) as page:
        office.sandbox.happenings.write(BRUNO, GENERAL, "Hello, everybody")
        write(page, "/device card")
        page.get_by_role("button", name="Approve").click()
        page.get_by_text("1 reply").wait_for()
        write(page, "/device nonsense")
        page.get_by_text("Only visible to you").wait_for()
        write(page, "/device card")
        page.get_by_role("button", name="Approve").wait_for()
        page.goto(f"{office.sandbox.url}/as/{ANA}/home")
        page.get_by_text("Your devices").wait_for()
        deliver(office.sandbox, "lee@example.com", html="<p>Hello</p>")
        office.sandbox.interactions.command(BRUNO, "/device everything", GENERAL)
        yield office


def problems(page: Page) -> list[str]:
    """What breaks a rule, and where."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['html'][:150]} {node['failureSummary']}" for one in found for node in one["nodes"]]


def root_of(office: Office) -> str:
    (found,) = (one for one in office.sandbox.workspace.messages_for(ANA) if "approved" in one.text)
    return found.ts


PLACES = [GENERAL, IT_DEVICES, "home", "people", "mail", "mail?letter=1"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_every_place_can_be_used_by_everybody(office: Office, place: str, scheme: Literal["light", "dark"]) -> None:
    with office.screen(ANA, place, scheme=scheme) as page:
        assert problems(page) == []
        page.get_by_role("button", name="switch person").click()
        assert problems(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_so_can_a_thread_and_what_opens(office: Office, scheme: Literal["light", "dark"]) -> None:
    with office.screen(ANA, f"{GENERAL}?thread={root_of(office)}", scheme=scheme) as page:
        page.get_by_role("textbox", name="Message #general").fill("/")
        expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
        assert problems(page) == []
        page.get_by_role("button", name="Cancel").last.click()
        expect(page.get_by_role("dialog", name="Sure?")).to_be_visible()
        assert problems(page) == []
        page.keyboard.press("Escape")
        page.locator("button[popovertarget=clock]").click()
        assert problems(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_so_can_a_form(office: Office, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    with office.screen(BRUNO, size=size, scheme=scheme) as page:
        form = page.get_by_role("dialog")
        expect(form).to_be_visible()
        assert problems(page) == []
        form.get_by_role("button", name="Send").click()
        expect(form.get_by_text("Please complete this required field.").first).to_be_visible()
        assert problems(page) == []


def test_so_can_what_is_left_for_a_leaver(office: Office) -> None:
    with office.screen(JONAS, "home", size=PHONE) as page:
        assert problems(page) == []


@pytest.mark.parametrize("size", [SMALL, PHONE, MIDDLE])
@pytest.mark.parametrize("place", [*PLACES, "thread"])
def test_nothing_is_wider_than_the_screen(office: Office, place: str, size: ViewportSize) -> None:
    asked = f"{GENERAL}?thread={root_of(office)}" if place == "thread" else place
    with office.screen(ANA, asked, size=size) as page:
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        area = page.get_by_role("textbox").last
        if place in (GENERAL, "thread"):
            expect(area).to_be_in_viewport(ratio=1)


def test_the_keyboard_reaches_what_is_said_first(office: Office) -> None:
    with office.screen(ANA) as page:
        page.locator("body").press("Tab")
        skip = page.get_by_role("link", name="Skip to general")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_meant_to_be_pressed_is_green(office: Office, scheme: Literal["light", "dark"]) -> None:
    with office.screen(BRUNO, scheme=scheme) as page:
        send = page.get_by_role("dialog").get_by_role("button", name="Send")
        drawn = send.evaluate("element => getComputedStyle(element).backgroundColor")
        red, green, blue = (int(part) for part in re.findall(r"\d+", drawn))
        assert green > red + blue / 2
