"""The tour from beginning to end, by what stands on the screen: on a desktop and on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.workspace import DESKTOP, PHONE, ready
from tests.support.once import copied
from tests.support.play import Ground, played, resumed

pytestmark = pytest.mark.browser

HER_RETURN = "@marta gives back"

LOOKED_AT = frozenset({2, 8})
"""After which steps the screen is looked over: a card in its thread, the end of the tour."""

PATIENCE = 15_000
"""Milliseconds for whatever is looked for."""

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    """Of the screen."""
    chosen: ViewportSize = request.param
    return chosen


@pytest.fixture
def ground(size: ViewportSize, sqlite_url: str, tuesday: Path, tmp_path: Path) -> Iterator[Ground]:
    """The company with a past: as it was just played on a desktop, as it goes on after another start on a phone."""
    again = f"sqlite:///{copied(tuesday, tmp_path)}"
    with played(sqlite_url) if size is DESKTOP else resumed(again) as company:
        yield company
        assert company.breaks() == []


@pytest.fixture
def screen(size: ViewportSize, chromium: Browser, ground: Ground) -> Iterator[Page]:
    """One screen, at which one person after the other sits down; nothing may be complained about."""
    context = chromium.new_context(
        base_url=ground.sandbox.url, viewport=size, is_mobile=size is PHONE, has_touch=size is PHONE
    )
    context.set_default_timeout(PATIENCE)
    page, troubles = context.new_page(), []
    page.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert troubles == []


def follow(page: Page) -> None:
    """The tour's own link leads to where the next task is done, as whoever does it."""
    tour = page.get_by_role("complementary", name="What to try")
    if not tour.is_visible():
        page.get_by_role("button").filter(has_text="/8").click()
    tour.get_by_role("link", name=re.compile("^(Open the card|Go there)")).click()
    page.wait_for_load_state()
    ready(page)


def card(page: Page, words: str) -> Locator:
    """The card that the link led to: it is on the screen, and so are its buttons, in the thread beside."""
    found = page.get_by_role("region", name="Thread").get_by_role("article").filter(has_text=words).first
    expect(found).to_be_in_viewport()
    return found


def choose(form: Locator, label: str, words: str) -> None:
    """The first option with these words, in a list or among radio buttons."""
    menu = form.get_by_role("combobox", name=label, exact=True)
    if menu.count():
        menu.select_option(menu.locator("option", has_text=words).first.get_attribute("value"))
    else:
        form.get_by_role("group", name=label).get_by_role("radio", name=words).check()


def send(page: Page, button: str) -> None:
    """The form is sent, and goes."""
    form = page.get_by_role("dialog")
    form.get_by_role("button", name=button, exact=True).click()
    expect(form).to_have_count(0)


def ticked(page: Page, number: int) -> None:
    """So many tasks of the tour are done, as the page has heard by itself."""
    expect(page.get_by_role("button").filter(has_text=f"{number}/8")).to_be_visible()


def is_accessible(page: Page) -> None:
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()


def ask_for_a_laptop(page: Page) -> None:
    page.get_by_role("button", name="Request a device").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Full name").fill("Joana Prado")
    form.get_by_label("Personal email").fill("joana@home.example")
    choose(form, "Country", "Brazil")
    form.get_by_role("checkbox", name=re.compile("^New hire: laptop")).uncheck()
    form.get_by_role("checkbox", name=re.compile(r'^Laptop 14"(?! \(US)')).check()
    is_accessible(page)
    send(page, "Send")


def approve_it(page: Page) -> None:
    card(page, "Joana Prado").get_by_role("button", name="Approve").click()


def be_the_new_hire(page: Page) -> None:
    card(page, "A parcel is on its way").get_by_role("button", name="It has arrived").click()


def be_the_leaver(page: Page) -> None:
    card(page, "Please give back").get_by_role("button", name="I have sent it").click()
    send(page, "Send")


def let_her_last_day_go_by(page: Page) -> None:
    """Time goes on, what happened on the way is told, and her account ends."""
    page.locator("[popovertarget=clock]").click()
    page.get_by_label("Or until").fill("2026-12-02T12:00")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Until")).to_be_visible(timeout=30_000)
    is_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Deactivate Marta Iglesias").click()


def take_the_box_in(page: Page, serial: str) -> None:
    card(page, HER_RETURN).get_by_role("button", name="Mark received").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Serial number").fill(serial)
    choose(form, "Device", "ThinkPad")
    choose(form, "Condition", "Good")
    send(page, "Save")


def wipe_it(page: Page) -> None:
    returned = card(page, HER_RETURN)
    returned.get_by_role("button", name="Record wipe").first.click()
    form = page.get_by_role("dialog")
    choose(form, "Method", "Purge")
    form.get_by_label("Technique").fill("cryptographic erase")
    form.get_by_label("Tool", exact=True).fill("nvme-cli")
    form.get_by_label("Tool version").fill("2.11")
    choose(form, "Verification", "status")
    choose(form, "Result", "Pass")
    send(page, "Save")
    returned.get_by_role("button", name="Accept certificate").first.click()
    send(page, "Accept certificate")


def give_it_its_next_life(page: Page) -> None:
    card(page, HER_RETURN).get_by_role("button", name="Back to stock").first.click()
    choose(page.get_by_role("dialog"), "Location", "Madrid")
    send(page, "Save")


def test_the_whole_tour(ground: Ground, screen: Page) -> None:
    words = next(task.how for task in ground.stage.tasks() if task.title == "Take the box in")
    serial = re.search(r"number that stands on it is (\S+)\.", words)
    assert serial
    steps = (
        ask_for_a_laptop,
        approve_it,
        be_the_new_hire,
        be_the_leaver,
        let_her_last_day_go_by,
        lambda page: take_the_box_in(page, serial[1]),
        wipe_it,
        give_it_its_next_life,
    )
    screen.goto("/")
    ready(screen)
    for number, step in enumerate(steps, start=1):
        follow(screen)
        step(screen)
        ticked(screen, number)
        if number in LOOKED_AT:
            is_accessible(screen)
    if not screen.get_by_text("That was the whole tour").is_visible():
        screen.get_by_role("button").filter(has_text="8/8").click()
    expect(screen.get_by_text("That was the whole tour")).to_be_visible()
