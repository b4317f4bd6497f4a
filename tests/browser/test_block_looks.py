"""Blocks as they look in a browser: what belongs together stays together, however narrow it is."""

import pytest
from playwright.sync_api import Browser

from sandbox.company import ANA
from tests.browser.block_page import block_page
from tests.unit.sandbox.blockkit_parts import mrkdwn, section
from tests.unit.sandbox.browser.drawn import sight

pytestmark = pytest.mark.browser

LINES = """element => {
  const words = document.createRange();
  words.setStart(element.previousSibling, element.previousSibling.length - 1);
  words.setEnd(element.nextSibling, 1);
  const tops = [...words.getClientRects()].map(({ top }) => top).sort((one, other) => one - other);
  return 1 + tops.filter((top, place) => place && top - tops[place - 1] > 10).length;
}"""
"""On how many lines an element stands, with the characters just before and after it."""


def test_a_tag_is_not_broken_at_its_hyphen(chromium: Browser) -> None:
    words = "In stock: 3 fit, the first (`DD-00125`) in New York, with the monitor (`DD-00077`)."
    with block_page(chromium, [section(text=mrkdwn(words))], sight(ANA)) as shown:
        for width in range(180, 480, 12):
            shown.page.set_viewport_size({"width": width, "height": 600})
            assert [tag.evaluate(LINES) for tag in shown.page.locator("code").all()] == [1, 1], width
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_tag_that_is_longer_than_the_line_is_broken(chromium: Browser) -> None:
    with block_page(chromium, [section(text=mrkdwn(f"It is `{'DD-00125-' * 12}`."))], sight(ANA)) as shown:
        shown.page.set_viewport_size({"width": 320, "height": 600})
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= 320
