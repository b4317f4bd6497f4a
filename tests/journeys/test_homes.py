"""Homes follow what happens, whoever does it."""

import re
from dataclasses import replace
from urllib.parse import urljoin

import httpx

from bot.slack.accounts import account_of
from lifecycle.people import COMMAND_LINE
from lifecycle.requests.commands import AddDevice
from sandbox.company import GRETA, IT_DEVICES
from tests.journeys.records import device, happened, person
from tests.journeys.returns.steps import Leaving, lend, offboard
from tests.journeys.steps import Cast, ask, card, send
from tests.support.desk import Office
from tests.support.policy import LAPTOP


def with_greta_leaving(company: Office, cast: Cast) -> Leaving:
    leaving = Leaving(company, cast, lend(company, cast.greta.id, cast.david.id, (LAPTOP,)))
    offboard(cast.ana)
    company.settle()
    return leaving


def test_somebody_elses_queue_changes_after_a_click(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    homes = [one.home() for one in (cast.ana, cast.bruno)]
    for home in homes:
        home.wait_for("To approve: 1")
    card(cast.ana).click("Approve")
    for home in homes:
        home.wait_for("To order: 1")
        assert "To approve" not in home.text


def test_whoever_pages_stays_where_they_are_while_others_act(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    home = cast.bruno.home()
    home.click("To approve: 1")
    home.wait_for("Request #1")
    ask(cast.david, [LAPTOP.name])
    home.wait_for("Request #2")
    card(cast.ana).click("Approve")
    home.wait_for("1 in all.")
    assert "Request #1" not in home.text
    again = cast.bruno.home()
    again.wait_for("Request #2")
    assert "Back to the overview" in again.text, "opening it again keeps the page"


def test_what_is_sent_from_the_leavers_page_is_on_the_managers_home(company: Office, cast: Cast) -> None:
    leaving = with_greta_leaving(company, cast)
    home = cast.david.home()
    home.click("Their returns: 1")
    home.wait_for("Return #1")
    press_on_the_page(company, "sent_back")
    home.wait_for("The carrier has the box")
    leaving.receive()
    home.wait_for("There is nothing here now.")


def test_what_the_command_line_adds_is_on_the_home_of_it(company: Office, cast: Cast) -> None:
    home = cast.ana.home()
    home.wait_for("0 devices")
    command = AddDevice(
        category="laptop", manufacturer="Lenovo", model="T14", country="DE", serial="PF9", asset_tag="DD-00009"
    )
    other = company.bot.core.desk
    other.perform(command, actor=COMMAND_LINE, key="cli", now=company.clock())
    home.wait_for("1 device")


def test_what_a_sweep_does_is_on_the_homes_of_whom_it_concerns(company: Office, cast: Cast) -> None:
    lend(company, cast.greta.id, cast.david.id, (LAPTOP,))
    homes = [one.home() for one in (cast.ana, cast.david)]
    gone = replace(cast.greta.user, deleted=True).as_json(company.clock(), with_email=True, with_locale=True)
    company.bot.core.store.people.record(account_of(gone), company.clock())
    company.sweep()
    for home, words in zip(homes, ("Returns out: 1", "Their returns: 1"), strict=True):
        home.wait_for(words)


def test_a_manager_reports_lost_what_one_of_their_people_had_and_asks_for_another(company: Office, cast: Cast) -> None:
    (tag,) = lend(company, cast.greta.id, cast.david.id, (LAPTOP,))
    home = cast.david.home()
    home.click("Their devices: 1")
    home.wait_for(tag)
    home.click("Show")
    home.wait_for("Serial number")
    home.click("Report lost")
    send(cast.david.form, {"What happened?": "Left on a train."})
    home.wait_for("Lost")
    assert "Report lost" not in home.buttons, "it is said already"
    assert (device(company, tag).state, happened(company, f"device:{device(company, tag).id}")[-1]) == (
        "lost",
        "device_lost",
    )
    cast.ana.message("Security notice:", IT_DEVICES)
    home.click("Request a device")
    assert cast.david.form.fields["Who is it for?"] == "@greta"
    home.click("Back to the list")
    home.wait_for("1 in all.")
    assert f"{tag}: @greta, Lost" in home.text
    own = cast.greta.home()
    own.wait_for(f"{tag}, Lost")


def test_so_does_whoever_is_their_manager_because_they_asked_for_them(company: Office, cast: Cast) -> None:
    """No list of HR's has named anybody."""
    (tag,) = lend(company, cast.greta.id, None, (LAPTOP,))
    ask(cast.david, [LAPTOP.name])
    home = cast.david.home()
    assert "Their devices" not in home.text, "nobody has agreed to it yet"
    card(cast.ana).click("Approve")
    home.click("Their devices: 1")
    home.click("Show")
    home.click("Report lost")
    send(cast.david.form, {"What happened?": "Left on a train."})
    home.wait_for("Lost")
    assert (device(company, tag).state, device(company, tag).holder_id) == ("lost", person(company, GRETA).id)
    home.click("Request a device")
    assert cast.david.form.fields["Who is it for?"] == "@greta"


def press_on_the_page(company: Office, button: str) -> None:
    """What a browser does on the page of the leaver's link."""
    token = company.bot.core.links.issue(1, company.clock())
    with httpx.Client(base_url=company.bot.web.url, trust_env=False) as browser:
        page = browser.get(f"/r/{token}")
        (to,) = set(re.findall(r'<form method="post" action="([^"]+)"', page.text))
        answer = browser.post(urljoin(f"/r/{token}", to), data={"action": button})
    assert answer.status_code == 303, answer.text
