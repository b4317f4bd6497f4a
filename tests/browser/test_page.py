"""The page of whoever gives devices back, on a phone without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from lifecycle.retrieval import ProblemKind, ReturnState
from tests.support.site import Site, return_site

pytestmark = pytest.mark.browser


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    with return_site(sqlite_url) as running:
        yield running


def overflow(page: Page) -> float:
    """By how many pixels the widest thing on the page is wider than the screen."""
    screen = page.viewport_size
    assert screen
    boxes = (one.bounding_box() for one in page.locator("h1, p, li, a, form, input, textarea, button, label").all())
    return max(box["x"] + box["width"] for box in boxes if box) - screen["width"]


def test_sending_it_back_on_a_phone(site: Site, phone: Page) -> None:
    phone.goto(site.link)
    expect(phone.get_by_role("button", name="I have sent it")).to_be_visible()
    assert overflow(phone) <= 0
    assert site.case.state is ReturnState.OPEN
    phone.get_by_label("Tracking number").fill("JD014600003")
    phone.get_by_role("button", name="I have sent it").tap()
    expect(phone.get_by_role("status")).to_contain_text("on record that you have sent it")
    expect(phone.get_by_role("button", name="I have sent it")).to_have_count(0)
    assert (site.case.state, site.case.tracking) == (ReturnState.SHIPPED, "JD014600003")
    phone.reload()
    phone.go_back()
    assert [site.case.state, len(site.case.problems)] == [ReturnState.SHIPPED, 0]


def test_asking_for_help_on_a_phone(site: Site, phone: Page) -> None:
    phone.goto(site.link)
    phone.get_by_role("button", name="I need help").tap()
    expect(phone.get_by_role("link", name="It is lost or stolen")).to_be_visible()
    assert overflow(phone) <= 0
    phone.get_by_role("link", name="It is lost or stolen").tap()
    phone.get_by_label("What happened?").fill("On the train.")
    assert overflow(phone) <= 0
    phone.get_by_role("button", name="Tell IT").tap()
    expect(phone.get_by_role("status")).to_be_visible()
    expect(phone.get_by_role("textbox", name="What happened?")).to_have_count(0)
    (problem,) = site.case.problems
    assert (problem.kind, problem.text) == (ProblemKind.LOST_OR_STOLEN, "On the train.")


def test_the_page_is_styled_and_nothing_in_it_is_blocked(site: Site, phone: Page) -> None:
    blocked: list[str] = []
    phone.on("console", lambda message: blocked.append(message.text))
    phone.on("requestfailed", lambda request: blocked.append(request.url))
    phone.goto(site.link)
    button = phone.get_by_role("button", name="I have sent it").bounding_box()
    assert button
    assert button["width"] > 300
    assert button["height"] >= 44
    assert [one for one in blocked if "favicon" not in one] == []


def test_a_mail_scanner_that_opens_everything_changes_nothing(site: Site) -> None:
    before, waiting = site.case, [site.path]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        site.client.head(path)
        found = re.findall(r'(?:href|action|src)="([^"]+)"', site.client.get(path).text)
        waiting += {str(site.client.base_url.join(f"/r/{one}").raw_path, "ascii") for one in found} - seen
        waiting += {f"{site.path}?said=sent_back&action=sent_back", f"{site.path}?action=need_help&kind=other"} - seen
    assert len(seen) >= 4
    assert site.case == before
