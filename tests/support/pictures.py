"""Draws the README's pictures: the real page of the sandbox, with the company that has a past, in Chromium.

`make pictures` writes them to `docs/pictures/`.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from sandbox.company import ANA, CHIARA, IT_DEVICES
from sandbox.larger_company import MARTA
from store.engine import migrations
from tests.support.browser import chromium_program
from tests.support.play import played

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SCREEN: ViewportSize = {"width": 1200, "height": 760}
TALL: ViewportSize = {"width": 1200, "height": 1200}
PHONE: ViewportSize = {"width": 390, "height": 844}
SHARPNESS = 1.5
COLOURS = 96


def request_form(page: Page) -> Page:
    """Chiara asks for a laptop."""
    go(page, CHIARA, "Messages")
    write(page, "/device request")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def it_card(page: Page) -> Locator:
    """IT's card of a return that is half way through: two devices are back, the third one was not in the box."""
    page.set_viewport_size(TALL)
    page.goto(f"/as/{ANA}/{IT_DEVICES}?show=1000")
    return page.get_by_role("article").filter(has_text="@haruto gives back").first


def leaver(page: Page) -> Page:
    """What the leaver is asked for, on a phone."""
    page.set_viewport_size(PHONE)
    go(page, MARTA, "Messages")
    card = page.get_by_role("article").filter(has_text="Please give back").first
    card.evaluate("element => element.scrollIntoView({block: 'start'})")
    return page


def home(page: Page) -> Page:
    """The Home tab of somebody who leads a team."""
    go(page, CHIARA, "Home")
    return page


def figures(page: Page) -> Page:
    """How many devices come back."""
    page.set_viewport_size(TALL)
    go(page, ANA, "Messages")
    page.get_by_role("button", name="Hide the tour").click()
    write(page, "/device report returns")
    picture = page.get_by_role("img", name="returns", exact=False).last
    expect(picture).to_be_visible(timeout=30_000)
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    picture.evaluate("element => element.closest('.log').scrollTo(0, element.closest('.log').scrollHeight)")
    return page


def fleet(page: Page) -> Page:
    """How many devices there are, and where."""
    page.set_viewport_size(TALL)
    go(page, ANA, "Messages")
    page.get_by_role("button", name="Hide the tour").click()
    write(page, "/device report fleet")
    picture = page.get_by_role("img", name="fleet", exact=False).last
    expect(picture).to_be_visible(timeout=30_000)
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    picture.evaluate("element => element.closest('.log').scrollTo(0, element.closest('.log').scrollHeight)")
    return page


SHOTS: Mapping[str, Callable[[Page], Page | Locator]] = {
    "home": home,
    "it-card": it_card,
    "leaver": leaver,
    "figures": figures,
    "fleet": fleet,
    "request-form": request_form,
}
"""The pictures, by the names of their files."""


def go(page: Page, user_id: str, place: str) -> None:
    """Somebody opens one of the bot's places."""
    page.goto(f"/as/{user_id}/home")
    expect(page.locator("body[data-ready]")).to_have_count(1)
    address = page.locator("nav#side a", has_text=place).get_attribute("href")
    page.goto(address or "")
    expect(page.locator("body[data-ready]")).to_have_count(1)


def write(page: Page, words: str) -> None:
    """They type a line and send it."""
    area = page.get_by_role("textbox", name="Message", exact=False)
    area.fill(words)
    area.press("Enter")


def keep(picture: bytes, path: Path) -> None:
    """A picture of a page has few colours: kept so, it is a quarter of the size."""
    with Image.open(BytesIO(picture)) as drawn:
        drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium; ends the program in a sentence where there is none."""
    program = chromium_program()
    if program is None:
        sys.exit("The pictures need Chromium, and there is none on this machine.")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--no-proxy-server"])
        yield found
        found.close()


def main() -> None:
    """Write every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        url = f"sqlite:///{folder}/pictures.db"
        migrations.upgrade(url)
        with played(url) as ground:
            for name, draw in SHOTS.items():
                context = chromium.new_context(
                    base_url=ground.sandbox.url, viewport=SCREEN, device_scale_factor=SHARPNESS, reduced_motion="reduce"
                )
                drawn = draw(context.new_page()).screenshot()
                context.close()
                keep(drawn, PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
