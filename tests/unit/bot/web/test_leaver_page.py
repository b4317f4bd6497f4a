"""The page of whoever gives devices back, as a browser and as machines ask for it."""

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urljoin

import pytest

from bot.links import VALID_FOR, Links
from bot.web.leaver_page import LARGEST_FORM
from lifecycle.device import DeviceState
from lifecycle.people import Origin
from lifecycle.retrieval import Item, ProblemKind, ReturnState
from lifecycle.returns.commands import ConfirmKit, MarkKitSent
from tests.support.company import NOW
from tests.support.returns import change_case
from tests.support.site import LINKS, Site, return_site

TRACKING = "JD014600003"
NEW_ADDRESS = "Lindenweg 4\r\n12345 Musterstadt"


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    with return_site(sqlite_url) as running:
        yield running


def send_kit(site: Site) -> None:
    kit = MarkKitSent(return_id=site.case_id, carrier="DHL", tracking=None, expected_on=None)
    site.company.perform(kit, site.company.ana)


def test_the_page_shows_and_changes_nothing(site: Site) -> None:
    before = site.case
    for _ in range(3):
        assert site.get().status_code == 200
        assert site.client.head(site.path).status_code == 200
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert site.client.request(method, site.path).status_code == 405
    assert site.case == before


def test_what_browsers_and_machines_are_told_about_it(site: Site) -> None:
    page = site.get()
    (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert page.headers["content-security-policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    for answer in (page, site.get("/r/nothing"), site.press("sent_back"), site.client.post(site.path)):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r'<script| on\w+="| style="|https?://', page.text)


def test_sending_it_back(site: Site) -> None:
    answer = site.press("sent_back", {"carrier": " DHL ", "tracking": TRACKING})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{site.token}?said=sent_back")
    case = site.case
    assert (case.state, case.carrier, case.tracking) == (ReturnState.SHIPPED, "DHL", TRACKING)
    with site.company.store.reading() as reads:
        last = reads.last_event(case.subject, None)
        device = reads.device(case.items[0].device_id)
    assert last
    assert device
    assert last.actor_id == site.company.worker.id
    assert device.state is DeviceState.RETURNING
    assert site.origins()[-1] == Origin.PAGE
    shown = site.get(urljoin(site.path, answer.headers["location"]))
    assert "It is on record that you have sent it." in shown.text
    assert 'value="sent_back"' not in shown.text


def test_the_kit_is_there(site: Site) -> None:
    send_kit(site)
    assert site.press("kit_arrived").status_code == 303
    assert site.case.state is ReturnState.KIT_DELIVERED


def test_asking_for_help_keeps_the_address_apart(site: Site) -> None:
    answer = site.press("need_help", {"kind": "moved", "text": "I live elsewhere", "address": NEW_ADDRESS})
    assert answer.status_code == 303
    (problem,) = site.case.problems
    assert (problem.kind, problem.text) == (ProblemKind.MOVED, "I live elsewhere")
    with site.company.store.reading() as reads:
        contact = reads.contact(site.case.subject)
    assert contact
    assert contact.address == "Lindenweg 4\n12345 Musterstadt"
    assert "Lindenweg" not in site.get().text


def test_what_is_told_about_a_loss_reaches_it(site: Site) -> None:
    told = {"kind": "lost_or_stolen", "text": "On my way home", "last_seen_on": "2026-11-20", "last_seen_at": "Tram 7"}
    assert site.press("need_help", told).status_code == 303
    (problem,) = site.case.problems
    assert problem.text == "Last seen on: Nov 20, 2026.\nLast seen: Tram 7.\nOn my way home"
    answer = site.press("need_help", {**told, "last_seen_on": "2030-01-01"})
    assert answer.status_code == 422
    assert 'id="last_seen_on-wrong"' in answer.text


def test_help_is_a_step_of_its_own_and_closed_once_it_is_asked_for(site: Site) -> None:
    before = site.case
    kinds = site.get(f"{site.path}?help=kinds")
    assert f'<a href="{site.token}?help=moved">' in kinds.text
    form = site.get(f"{site.path}?help=moved")
    assert "Your new address" in form.text
    assert "Police report" not in form.text
    assert site.get(f"{site.path}?help=nothing").text == kinds.text
    assert site.case == before
    answer = site.press("need_help", {"kind": "moved", "address": NEW_ADDRESS}, page=form)
    after = site.get(urljoin(site.path, answer.headers["location"])).text
    assert "IT has your message, and will get in touch." in after
    assert "You told us: “I have moved”" in after
    assert "<textarea" not in after


def test_the_devices_that_were_chosen_are_told(site: Site) -> None:
    (more,) = site.company.stock()
    both = (*site.case.items, Item(number=2, device_id=more))
    change_case(site.company.store, site.case, items=both)
    form = site.get(f"{site.path}?help=lost_or_stolen")
    told = {"kind": "lost_or_stolen", "text": "Stolen."}
    answer = site.press("need_help", told, page=form)
    assert answer.status_code == 422
    assert 'id="items-wrong"' in answer.text
    assert site.press("need_help", {**told, "item-9": "yes"}, page=form).status_code == 409
    assert list(site.case.problems) == []
    assert site.press("need_help", {**told, "item-2": "yes"}, page=form).status_code == 303
    assert site.press("need_help", {"kind": "refuses"}).status_code == 303
    first, second = site.case.problems
    assert (first.items, second.items) == ((2,), (1, 2))


def test_nobody_is_asked_for_help_with_what_is_closed(site: Site) -> None:
    change_case(site.company.store, site.case, state=ReturnState.CLOSED, closed_at=site.clock())
    for step in ("kinds", "moved"):
        assert "<form" not in site.get(f"{site.path}?help={step}").text


def test_a_form_that_is_sent_twice_counts_once_and_a_new_question_is_another(site: Site) -> None:
    page = site.get()
    for _ in range(2):
        assert site.press("need_help", {"kind": "other", "text": "Hello?"}, page=page).status_code == 303
    assert len(site.case.problems) == 1
    assert site.press("need_help", {"kind": "other", "text": "Hello?"}).status_code == 303
    assert len(site.case.problems) == 2


def test_a_page_that_stood_open_still_works(site: Site) -> None:
    page = site.get()
    send_kit(site)
    assert site.press("sent_back", page=page).status_code == 303
    assert site.case.state is ReturnState.SHIPPED


def test_what_the_rules_do_not_allow_is_said_in_words(site: Site) -> None:
    send_kit(site)
    page = site.get()
    site.company.perform(ConfirmKit(return_id=site.case_id), site.company.ana)
    answer = site.press("kit_arrived", page=page)
    assert answer.status_code == 409
    assert re.search(r'class="said" role="status">[^<]*Ana IT', answer.text)
    assert site.case.state is ReturnState.KIT_DELIVERED


def test_what_is_wrong_is_said_where_it_stands_and_nothing_typed_is_lost(site: Site) -> None:
    typed = {"kind": "moved", "text": '</textarea><script>alert("1")</script>', "address": "Nowhere"}
    answer = site.press("need_help", typed)
    assert answer.status_code == 422
    assert 'id="address-wrong"' in answer.text
    assert "Nowhere</textarea>" in answer.text
    assert 'name="kind" value="moved"' in answer.text
    assert "<script" not in answer.text
    assert site.press("need_help", {"text": "no kind"}).status_code == 422
    assert site.press("sent_back", {"tracking": '"' * 81}).status_code == 422
    assert site.case.problems == ()


@pytest.mark.parametrize("action", ["", "receive", "NEED_HELP", "call_off", "sent_back\n"])
def test_a_button_that_is_not_there(site: Site, action: str) -> None:
    before = site.case
    assert site.press(action).status_code == 400
    assert site.case == before


@pytest.mark.parametrize("at", ["", "99", "-1", "x", "1" * 30, "\N{SUPERSCRIPT TWO}"])
def test_a_version_that_nobody_has_seen(site: Site, at: str) -> None:
    answer = site.client.post(site.path, params={"at": at}, data={"action": "sent_back"}, follow_redirects=False)
    assert answer.status_code == 400
    assert site.case.state is ReturnState.OPEN


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"x" * (LARGEST_FORM + 1), "application/x-www-form-urlencoded", 413),
        (b"action=sent_back", "text/plain", 400),
        (b'{"action": "sent_back"}', "application/json", 400),
        (b"--x", "multipart/form-data; boundary=x", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"action=%ff", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 90, "application/x-www-form-urlencoded", 400),
        (b"", "", 400),
    ],
)
def test_what_no_page_of_ours_sends(site: Site, content: bytes, kind: str, status: int) -> None:
    to = f"{site.path}?at={site.case.version}"
    answer = site.client.post(to, content=content, headers={"Content-Type": kind}, follow_redirects=False)
    assert answer.status_code == status
    assert site.case.state is ReturnState.OPEN


def test_whatever_cannot_be_opened_looks_the_same(site: Site) -> None:
    forged = Links("f" * 40).issue(site.case_id, NOW)
    old = LINKS.issue(site.case_id, NOW - VALID_FOR - timedelta(days=1))
    nobody = LINKS.issue(404, NOW)
    asked = [site.get(f"/r/{token}") for token in ("x", "%00", "a" * 5_000, forged, old, nobody)]
    asked += [
        site.client.post(f"/r/{token}?at=0", data={"action": "sent_back"}) for token in ("x", forged, old, nobody)
    ]
    seen = {(one.status_code, one.text, *(pair for pair in one.headers.items() if pair[0] != "date")) for one in asked}
    assert len(seen) == 1
    assert asked[0].status_code == 404
    assert site.case.state is ReturnState.OPEN


def test_a_closed_return_is_shown_for_a_while(site: Site) -> None:
    change_case(site.company.store, site.case, state=ReturnState.CLOSED, closed_at=site.clock())
    assert site.get().status_code == 200
    assert "<form" not in site.get().text
    site.clock.walk(timedelta(days=31))
    assert site.get().status_code == 404


def test_a_link_ends(site: Site) -> None:
    site.clock.walk(VALID_FOR + timedelta(days=1))
    assert site.get().status_code == 404
    assert site.client.post(f"{site.path}?at=1", data={"action": "sent_back"}).status_code == 404
    assert site.case.state is ReturnState.OPEN
