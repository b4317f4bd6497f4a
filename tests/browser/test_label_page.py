"""The page behind a label, on the phone that has scanned it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from bot.web.label_page import LabelPage, slack_link
from bot.web.server import WebServer
from lifecycle.policy import Found
from tests.browser.conftest import PHONE
from tests.browser.test_page import overflow
from tests.support.company import POLICY

pytestmark = pytest.mark.browser

FOUND = Found(
    company="Tall Pine Gesellschaft für Gerätewirtschaft mbH",
    phone="+49 30 901820",
    email="a.rather.long.address.for.lost.devices@tallpine.example",
    address="Reception\nLindenweg 4\n10115 Berlin",
)


@pytest.fixture
def address() -> Iterator[str]:
    page = LabelPage(replace(POLICY, found=FOUND), slack_link("T1", "U1"))
    web = WebServer(Starlette(routes=page.routes()), "127.0.0.1", 0)
    web.start()
    yield f"{web.url}/a/DD-00042"
    web.stop()


def test_out_of_the_box_it_names_the_workspace_and_fits_a_phone(phone: Page) -> None:
    page = LabelPage(POLICY, slack_link("T1", "U1"), "Tall Pine Gesellschaft für Gerätewirtschaft mbH")
    web = WebServer(Starlette(routes=page.routes()), "127.0.0.1", 0)
    web.start()
    for tag in ("DD-00042", "W" * 80, "%3Cscript%3E"):
        phone.goto(f"{web.url}/a/{tag}")
        expect(phone.get_by_role("heading", name="This device belongs to Tall Pine")).to_be_visible()
        expect(phone.get_by_text("Please give it to the IT team of Tall Pine")).to_be_visible()
        assert overflow(phone) <= 0
    web.stop()


def test_whoever_finds_a_device_can_call(address: str, phone: Page) -> None:
    phone.goto(address)
    expect(phone.get_by_role("link", name="+49 30 901820")).to_be_visible()
    button = phone.get_by_role("link", name="Open in Slack").bounding_box()
    assert button
    assert button["width"] > 300
    assert button["height"] >= 44
    assert overflow(phone) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(address: str, chromium: Browser, scheme: Literal["light", "dark"]) -> None:
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()
