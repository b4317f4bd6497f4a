"""The workspace in a browser: people at work, by what they see."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import Sandbox
from sandbox.company import ANA, BRUNO, CHIARA, GENERAL, IT_DEVICES
from tests.browser.workspace import PHONE, Office, fill_request, ready, write
from tests.unit.sandbox.apps import client_of
from tests.unit.sandbox.browser.letters import deliver

pytestmark = pytest.mark.browser


def test_somebody_writes_and_somebody_else_sees_it_at_once(office: Office, ana: Page) -> None:
    with office.screen(BRUNO) as bruno:
        write(ana, "Is the *monitor* here, @bruno?")
        line = bruno.get_by_role("article", name="Ana Torres")
        expect(line).to_contain_text("Is the monitor here, @bruno?")
        expect(line.locator("strong, b").filter(has_text="monitor")).to_have_count(1)
        write(bruno, "It is.")
        expect(ana.get_by_role("article", name="Bruno Keller")).to_contain_text("It is.")
    expect(ana.get_by_role("textbox", name="Message #general")).to_have_value("")


def test_a_command_is_completed_by_keyboard(ana: Page) -> None:
    area = ana.get_by_role("textbox", name="Message #general")
    area.press_sequentially("/dev")
    options = ana.get_by_role("option")
    expect(options).to_have_count(2)
    area.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    area.press("Enter")
    expect(area).to_have_value("/device request")
    expect(options).to_have_count(0)
    area.press("Enter")
    expect(ana.get_by_role("dialog", name="Request a device")).to_be_visible()


def test_a_person_is_completed_within_a_command(ana: Page) -> None:
    area = ana.get_by_role("textbox", name="Message #general")
    area.press_sequentially("/offb")
    area.press("Tab")
    expect(area).to_have_value("/device offboard @")
    area.press_sequentially("chi")
    area.press("Tab")
    expect(area).to_have_value("/device offboard @chiara ")
    area.press_sequentially("@")
    area.press("Escape")
    expect(ana.get_by_role("listbox")).to_be_hidden()


def test_a_thread_is_read_and_answered_beside_the_channel(office: Office, ana: Page) -> None:
    write(ana, "/device card")
    ana.get_by_role("button", name="Approve").click()
    ana.get_by_role("link", name="1 reply").click()
    thread = ana.get_by_role("region", name="Thread")
    expect(thread).to_contain_text("Approved by @bruno")
    ready(ana)
    reply = thread.get_by_role("textbox", name="Reply")
    reply.fill("Thank you")
    reply.press("Enter")
    expect(thread.get_by_text("Thank you")).to_be_visible()
    expect(ana.get_by_role("link", name="2 replies")).to_be_visible()
    reply.fill("/device help")
    reply.press("Enter")
    expect(ana.get_by_role("alert").filter(has_text="no slash commands in threads")).to_be_visible()
    expect(reply).to_have_value("/device help")
    ana.reload()
    expect(thread.get_by_text("Thank you")).to_be_visible()
    thread.get_by_role("link", name="Close the thread").click()
    expect(thread).to_have_count(0)


def test_another_person_sits_down_where_something_is_new(office: Office, ana: Page) -> None:
    with office.screen(CHIARA) as chiara:
        client_of(office.sandbox).chat_postMessage(channel=IT_DEVICES, text="A card for IT")
        chiara.get_by_role("button", name="switch person").click()
        chiara.get_by_role("link", name="Bruno Keller").click()
        expect(chiara).to_have_url(re.compile(f"/as/{BRUNO}/{IT_DEVICES}$"))
        expect(chiara.get_by_text("A card for IT")).to_be_visible()


def test_a_person_is_found_by_name(ana: Page) -> None:
    ana.get_by_role("button", name="switch person").click()
    find = ana.get_by_role("searchbox", name="Find somebody")
    expect(find).to_be_focused()
    find.fill("rossi")
    expect(ana.locator("#seats").get_by_role("link")).to_have_count(1)
    find.press("Enter")
    expect(ana).to_have_url(re.compile(f"/as/{CHIARA}/home$"))


def test_whoever_just_types_means_the_conversation(ana: Page) -> None:
    ana.keyboard.type("Hello")
    expect(ana.get_by_role("textbox", name="Message #general")).to_have_value("Hello")
    ana.reload()
    expect(ana.get_by_role("textbox", name="Message #general")).to_have_value("Hello")


def test_home_is_asked_for_and_its_buttons_work(office: Office, ana: Page) -> None:
    ana.get_by_role("link", name="Home").click()
    expect(ana.get_by_text("Your devices")).to_be_visible()
    ready(ana)
    with ana.expect_response("**/act"):
        ana.get_by_role("button", name="Request").click()
    assert office.app.pressed["action_id"] == "other"


def test_a_broken_link_is_told_and_mends_itself(chromium: Browser) -> None:
    page = chromium.new_page()
    banner = page.get_by_text("No connection to the sandbox: trying again…")
    with Sandbox() as before:
        page.goto(f"{before.url}/as/{ANA}/{GENERAL}")
        area = page.get_by_role("textbox", name="Message #general")
        area.fill("Are you there?")
        expect(banner).to_be_hidden()
    expect(banner).to_be_visible()
    area.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="The sandbox does not answer.")).to_be_visible()
    expect(area).to_have_value("Are you there?")
    with Sandbox(port=int(before.url.rpartition(":")[2])) as after:
        after.happenings.write(BRUNO, GENERAL, "Here again")
        expect(page.get_by_text("Here again")).to_be_visible()
        expect(banner).to_be_hidden()
        page.close()


def test_time_goes_on_and_what_happened_is_listed(office: Office, ana: Page) -> None:
    ana.get_by_role("button", name="Tue 24 Nov 2026, 10:00").click()
    ana.get_by_role("button", name="+1 hour").click()
    expect(ana.get_by_text("Chiara was reminded.")).to_be_visible()
    expect(ana.get_by_role("button", name="Tue 24 Nov 2026, 11:00")).to_be_visible()
    ana.get_by_label("Or until").fill("2026-11-26T09:30")
    ana.get_by_role("button", name="Go").click()
    expect(ana.get_by_role("heading", name="Until Thu 26 Nov 2026, 09:30")).to_be_visible()


def test_the_tour_ticks_folds_away_and_stays_so(office: Office, ana: Page) -> None:
    tour = ana.get_by_role("complementary", name="What to try")
    expect(tour.get_by_role("link", name="Go there as Chiara Rossi")).to_be_visible()
    office.stage.is_asked = True
    write(ana, "Done")
    expect(ana.get_by_role("button", name="Tour 1/2")).to_be_visible()
    tour.get_by_role("button", name="Hide the tour").click()
    expect(tour).to_be_hidden()
    ana.reload()
    expect(tour).to_be_hidden()
    ana.get_by_role("button", name="Tour 1/2").click()
    expect(tour).to_be_visible()


def test_a_letter_comes_and_its_link_opens_beside_the_page(office: Office, ana: Page) -> None:
    ana.get_by_role("link", name="Mail").click()
    deliver(office.sandbox, "lee@example.com", html=f"<p><a href='{office.sandbox.url}/as/{ANA}/people'>Your page</a>")
    ana.get_by_role("link", name="lee@example.com").filter(has_text="Your laptop").click()
    with ana.context.expect_page() as opened:
        ana.frame_locator("iframe").get_by_role("link", name="Your page").click()
    expect(opened.value.get_by_role("heading", name="People")).to_be_visible()


def test_a_file_is_attached_and_shown(office: Office, ana: Page) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    ana.get_by_label("Attach a file").set_input_files({"name": "dot.png", "mimeType": "image/png", "buffer": pixel})
    ana.get_by_role("button", name="Remove dot.png").wait_for()
    write(ana, "The label")
    expect(ana.get_by_role("article").get_by_role("img")).to_have_js_property("naturalWidth", 1)
    expect(ana.get_by_role("button", name="Remove dot.png")).to_have_count(0)


def test_long_conversations_keep_their_place(office: Office, ana: Page) -> None:
    for number in range(40):
        office.sandbox.happenings.write(BRUNO, GENERAL, f"Line {number}")
    expect(ana.get_by_text("Line 39")).to_be_in_viewport()
    ana.get_by_text("Line 2", exact=True).scroll_into_view_if_needed()
    office.sandbox.happenings.write(BRUNO, GENERAL, "The last line")
    ana.get_by_role("button", name="Newer messages").click()
    expect(ana.get_by_text("The last line")).to_be_in_viewport()
    expect(ana.get_by_role("button", name="Newer messages")).to_be_hidden()
    ana.get_by_text("Line 2", exact=True).scroll_into_view_if_needed()
    write(ana, "My own line")
    expect(ana.get_by_text("My own line")).to_be_in_viewport()


def test_on_a_phone_everything_is_a_touch_away(office: Office) -> None:
    with office.screen(ANA, size=PHONE) as phone:
        expect(phone.get_by_role("navigation", name="Places")).to_be_hidden()
        phone.get_by_role("button", name="Places").tap()
        phone.get_by_role("link", name="it-devices").tap()
        expect(phone.get_by_role("heading", name="it-devices")).to_be_visible()
        ready(phone)
        phone.get_by_role("button", name="0/2").tap()
        tour = phone.get_by_role("complementary", name="What to try")
        expect(tour).to_be_visible()
        tour.get_by_role("button", name="Hide the tour").tap()
        expect(tour).to_be_hidden()
        write(phone, "/device request")
        fill_request(phone)
        phone.get_by_role("dialog").get_by_role("button", name="Send").tap()
        expect(phone.get_by_role("dialog")).to_have_count(0)
