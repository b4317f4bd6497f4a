"""The Home by role: IT's queue, a manager's people, pages of lists; within Slack's limits for any number."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lifecycle.device import DeviceState
from lifecycle.people import Actor, Role
from lifecycle.reads.facts import DeviceFacts, Facts, RequestFacts
from lifecycle.reads.fleet import OWNED, Standing
from lifecycle.reads.worklist import KINDS, MOST_DUE, PAGE, PILES, TEAM, Deliveries, Listing, Sheet, Work
from lifecycle.subject import SubjectKind
from messages import home, home_list
from messages.labels import LISTINGS
from messages.payload import View
from messages.places import HOME_BUTTON, Place
from messages.reader import Reader
from sandbox.blockkit import Surface, check_view
from tests.support import audit_samples, longest, longest_returns
from tests.support.return_samples import BACK, OPENED
from tests.support.samples import (
    ANA,
    APPROVED,
    CHIARA,
    EMPTY_MINE,
    IN_STOCK,
    NOW,
    ORDERED,
    POLICY,
    SHIPPED,
    SUBMITTED,
)
from tests.unit.messages.locales import EVERY_LOCALE

ENGLISH = Reader("en-US", "UTC")
BUSY = Work(
    piles={pile: 3 * number for number, pile in enumerate(PILES)},
    team={Listing.TEAM_DEVICES: 4, Listing.TEAM_REQUESTS: 1, Listing.TEAM_RETURNS: 0},
    standings={Standing.IN_USE: 1200, Standing.LOST: 1, Standing.GONE: 50},
    deliveries=Deliveries(waiting=2, failed=1),
)
HUGE = Work(
    piles=dict.fromkeys(PILES, 10**9),
    team=dict.fromkeys(TEAM, 10**9),
    standings=dict.fromkeys(Standing, 10**9),
    deliveries=Deliveries(waiting=10**9, failed=10**9),
)
IT = Actor(person_id=ANA.id, roles=frozenset({Role.IT}))
FILLING = "名&<@U1>"


def overview(work: Work, reader: Reader = ENGLISH) -> View:
    return home.build(ANA, EMPTY_MINE, POLICY, reader, NOW, None, work)


def buttons(view: View) -> dict[str, str]:
    """The value of each button, by its words."""
    blocks = view["blocks"]
    assert isinstance(blocks, Sequence)
    return {
        one["text"]["text"]: one.get("value", "")
        for block in blocks
        for one in block.get("elements", ())
        if one["type"] == "button"
    }


def numbered(kind: SubjectKind, number: int) -> Facts:
    """One of the largest things of a kind, under a number of its own."""
    if kind is SubjectKind.REQUEST:
        requests = list(longest.largest(FILLING).values())
        asked = requests[number % len(requests)]
        return replace(asked, request=replace(asked.request, id=number))
    if kind is SubjectKind.RETURN:
        cases = list(longest_returns.largest(FILLING).values())
        returned = cases[number % len(cases)]
        return replace(returned, case=replace(returned.case, id=number))
    if kind is SubjectKind.AUDIT:
        audits = audit_samples.largest(FILLING)
        audited = audits[number % len(audits)]
        return replace(audited, audit=replace(audited.audit, id=number))
    return DeviceFacts(device=longest.device(number, FILLING, DeviceState.RETURNED))


def full(listing: Listing) -> Sheet:
    """A full page of the largest things, each with a number of its own."""
    found = tuple(numbered(KINDS[listing], number) for number in range(1, PAGE + 1))
    return Sheet(listing=listing, facts=found, total=10**9, following=10**18)


def test_every_listing_has_its_name() -> None:
    assert LISTINGS.keys() == set(Listing)


def test_it_sees_what_waits_with_the_way_there() -> None:
    view = overview(BUSY)
    assert buttons(view) == {
        "Request a device": "",
        "Their devices: 4": "team_devices",
        "Their requests: 1": "team_requests",
        "Their returns: 0": "team_returns",
        "To order: 3": "to_order",
        "To ship: 6": "to_ship",
        "At risk: 9": "at_risk",
        "Returns out: 12": "returns_out",
        "To wipe: 15": "to_wipe",
        "Next life: 18": "next_life",
        "Audits to look into: 21": "audits",
        "Due for replacement: 24": "refresh_due",
    }
    shown = json.dumps(view, ensure_ascii=False)
    assert "The fleet: *1,201* devices. In use 1,200 and Lost 1" in shown
    assert "2 wait to be delivered. *1* could not be delivered in the last 7 days." in shown


def test_a_quiet_day_is_said_to_be_one() -> None:
    quiet = Work(piles=dict.fromkeys(PILES, 0), standings=dict.fromkeys(OWNED, 0), deliveries=Deliveries())
    shown = json.dumps(overview(quiet), ensure_ascii=False)
    assert "Nothing waits for IT." in shown
    assert "The fleet: *0* devices." in shown
    assert "Messages: none waits, none failed in the last 7 days." in shown


def test_of_many_that_are_due_for_replacement_no_more_than_that_is_told() -> None:
    sheet = Sheet(listing=Listing.REFRESH_DUE, total=MOST_DUE + 1)
    page = home_list.build(sheet, Place(Listing.REFRESH_DUE), POLICY, ENGLISH, NOW)
    assert "Due for replacement: over 1,000" in buttons(overview(Work(piles={Listing.REFRESH_DUE: MOST_DUE + 1})))
    assert "Due for replacement: 1,000" in buttons(overview(Work(piles={Listing.REFRESH_DUE: MOST_DUE})))
    assert "More than 1,000 in all." in json.dumps(page)


def test_whoever_works_alone_sees_neither() -> None:
    assert buttons(overview(Work())) == {"Request a device": ""}


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("listing", Listing)
def test_every_page_is_within_the_limits(listing: Listing, locale: str) -> None:
    reader = Reader(locale, "Europe/Berlin")
    for sheet in (full(listing), Sheet(listing=listing)):
        view = home_list.build(sheet, Place(listing, 17), longest.policy(FILLING), reader, NOW)
        assert check_view(view, Surface.HOME) == []
    assert check_view(overview(HUGE, reader), Surface.HOME) == []


def test_a_page_has_the_way_on_and_back() -> None:
    sheet = Sheet(listing=Listing.MY_DEVICES, facts=(DeviceFacts(device=IN_STOCK[0]),), total=30, following=9)
    view = home_list.build(sheet, Place(Listing.MY_DEVICES, 17), POLICY, ENGLISH, NOW)
    assert buttons(view) == {
        "Back to the overview": "",
        "From the beginning": "my_devices",
        "More": "my_devices/9",
    }
    assert "'value': 'my_devices/17@112'" in str(view), "a device is shown from the page that it is on"
    assert view["private_metadata"] == "my_devices/17"
    last = home_list.build(Sheet(listing=Listing.MY_DEVICES), Place(Listing.MY_DEVICES), POLICY, ENGLISH, NOW)
    assert buttons(last) == {"Back to the overview": ""}
    assert "There is nothing here now." in str(last)


@pytest.mark.parametrize(
    ("listing", "facts", "expected"),
    [
        (Listing.TO_APPROVE, SUBMITTED, {"Approve": "request:17", "Decline": "request:17"}),
        (Listing.TO_ORDER, APPROVED, {"Mark ordered": "request:17/2"}),
        (Listing.MY_REQUESTS, SUBMITTED, {}),
        (Listing.RETURNS_OUT, OPENED, {"Kit sent": str(OPENED.case.subject)}),
        (Listing.TEAM_RETURNS, OPENED, {}),
        (Listing.TO_WIPE, DeviceFacts(device=BACK), {"Record wipe": str(BACK.subject)}),
    ],
)
def test_its_lists_have_the_buttons_of_the_card(listing: Listing, facts: Facts, expected: dict[str, str]) -> None:
    sheet = Sheet(listing=listing, facts=(facts,), total=1)
    shown = buttons(home_list.build(sheet, Place(listing), POLICY, ENGLISH, NOW))
    assert expected.items() <= shown.items()
    if not expected:
        assert set(shown) == {"Back to the overview"}


def test_a_manager_reads_who_has_what() -> None:
    device = longest.device(5, "T14", IN_STOCK[0].state, holder_id=CHIARA.id)
    sheet = Sheet(
        listing=Listing.TEAM_DEVICES, facts=(DeviceFacts(device=device, people={CHIARA.id: CHIARA}),), total=1
    )
    assert "<@U0CHIARA>" in str(home_list.build(sheet, Place(Listing.TEAM_DEVICES), POLICY, ENGLISH, NOW))


@pytest.mark.parametrize(
    "place",
    [
        Place(),
        Place(Listing.TO_WIPE),
        Place(Listing.TO_WIPE, 0),
        Place(Listing.AT_RISK, 12),
        Place(device=4),
        Place(Listing.TO_WIPE, 3, 4),
    ],
)
def test_a_place_is_read_as_it_was_written(place: Place) -> None:
    assert Place.decode(place.encode()) == place
    assert place.action_id.startswith(HOME_BUTTON)


@pytest.mark.parametrize(
    "text", ["nowhere", "/3", "to_wipe/", "to_wipe/x", "to_wipe/-1", f"to_wipe/{'9' * 30}", "@", "to_wipe@x", "@3/4"]
)
def test_no_other_place_is_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"no place|not a valid"):
        Place.decode(text)


def test_what_is_ordered_is_shown_with_its_state() -> None:
    assert "PO_2026_114" in at_risk(ORDERED, NOW.date() + timedelta(days=1))[0]


def at_risk(facts: RequestFacts, needed_by: date) -> tuple[str, list[str]]:
    """What stands on the list of what is at risk, and its buttons."""
    facts = replace(facts, request=replace(facts.request, needed_by=needed_by))
    sheet = Sheet(listing=Listing.AT_RISK, facts=(facts,), total=1)
    view = home_list.build(sheet, Place(Listing.AT_RISK), POLICY, ENGLISH, NOW)
    assert check_view(view, Surface.HOME) == []
    return json.dumps(view, ensure_ascii=False), list(buttons(view))


def test_a_parcel_that_is_late_is_said_to_be_and_not_sent_again() -> None:
    shown, offered = at_risk(SHIPPED, NOW.date() - timedelta(days=1))
    assert "*At risk:* needed by" in shown
    assert "ask the carrier" in shown
    assert offered[:2] == ["It has arrived", "Something is wrong"]
    assert "Mark shipped" not in offered


def test_only_the_lines_that_are_at_risk_are_on_its_list() -> None:
    shown, offered = at_risk(SHIPPED, NOW.date() + timedelta(days=90))
    assert "At risk:" not in shown
    assert offered == ["Back to the overview"]
