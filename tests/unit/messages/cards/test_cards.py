"""What each reader is shown: the facts, the state and the next step, and nothing private."""

from dataclasses import replace
from typing import cast

import pytest

from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import Source
from messages.notices import render
from messages.payload import Block, Message
from messages.reader import Reader
from tests.support.samples import (
    APPROVED,
    AT_THE_HUB,
    CANCELLED,
    CHIARA,
    DECLINED,
    FROM_A_HUB,
    FULFILLED,
    GIVEN_UP,
    GRETA,
    IN_STOCK,
    KAREN,
    LATE,
    LIMIT_APPROVED,
    NOBODY_FOR_LIMIT,
    NOW,
    ONES_OWN,
    ORDERED,
    OVER_LIMIT,
    PART_CANCELLED,
    POLICY,
    PROBLEM,
    SAMPLES,
    SENT_AGAIN,
    SHIPPED,
    SUBMITTED,
    TAKEN_MEANWHILE,
    facts,
    line,
)
from tests.support.subjects import a_request

READER = Reader("en-US", "Europe/Berlin")


def card(kind: Kind, base: RequestFacts, reader_id: int = 1, shipment: int = 1) -> Message:
    notice = Notice(
        kind=kind, to=f"person:{reader_id}", key="k", at=NOW, subject=a_request(17), facts={"shipment": shipment}
    )
    return render(notice, base, POLICY, READER, NOW)


def labels(blocks: list[Block]) -> list[str]:
    rows = [cast(list[dict[str, dict[str, str]]], block["elements"]) for block in blocks if block["type"] == "actions"]
    return [button["text"]["text"] for row in rows for button in row]


def test_the_card_of_a_new_request() -> None:
    assert card(Kind.REQUEST_CARD, SUBMITTED).text.splitlines() == [
        "Request #17: Chiara Rossi asks for Laptop 14, Headset, and USB cable for Nina Weber",
        "Waiting for IT’s decision.",
        "Needed by Mon, Dec 14, 2026 (Germany), catalogue value €1,548.90. "
        "Asked: Nov 24, 2026 at 9:30\N{NARROW NO-BREAK SPACE}AM CET.",
        "Note: Please add a German keyboard.",
        "1. Laptop 14: In stock (Germany): 3 fit, first LT-00012, Berlin.",
        "2. Headset: To be bought: none in stock.",
        "3. USB cable: From IT’s shelf.",
        "Next: Approve, Decline, Other source, and Cancel request.",
    ]


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (FROM_A_HUB, "From a hub: LT-00130, Rotterdam."),
        (TAKEN_MEANWHILE, "1. Laptop 14: None left in stock: to be bought."),
        (APPROVED, "1. Laptop 14: In IT’s hands, to be set up: LT-00012, serial number TW000012."),
        (ORDERED, "Ordered from Tönnies &amp; Söhne for €84.50, expected on Nov 30, 2026. Order number PO_2026_114."),
        (LATE, "Late: it was expected on Nov 21, 2026."),
        (LATE, "At risk: needed by Nov 25, 2026, not to be expected before Nov 27, 2026."),
        (SHIPPED, "LT-00012 shipped with DHL, Nov 24, 2026 at 10:30\N{NARROW NO-BREAK SPACE}AM CET."),
        (PROBLEM, "Problem: It is damaged."),
        (GIVEN_UP, "Cancelled on its way. Mark LT-00012 received if it comes back: it goes into stock."),
        (PART_CANCELLED, "Cancelled; what was ordered from Tönnies &amp; Söhne will come into stock."),
        (OVER_LIMIT, "Waiting for the second approver: Karen Whitfield (over €3,000.00)."),
        (OVER_LIMIT, "The second approver decides first, then IT."),
        (LIMIT_APPROVED, "Over the limit of €3,000.00. Karen Whitfield has approved it as second approver."),
        (NOBODY_FOR_LIMIT, "there is no second approver who may decide: IT has to add one to APPROVER_USERS."),
        (NOBODY_FOR_LIMIT, "Over the limit of €3,000.00."),
        (DECLINED, "Declined by Ana Torres, Nov 24, 2026 at 11:25\N{NARROW NO-BREAK SPACE}AM CET."),
        (CANCELLED, "Cancelled by Chiara Rossi, Nov 24, 2026 at 11:25\N{NARROW NO-BREAK SPACE}AM CET."),
        (FULFILLED, "LT-00012 arrived, Nov 24, 2026 at 11:30\N{NARROW NO-BREAK SPACE}AM CET."),
        (DECLINED, "Reason: Nina gets the laptop of the person whom she follows."),
    ],
)
def test_what_it_is_told(base: RequestFacts, words: str) -> None:
    assert words in card(Kind.REQUEST_CARD, base).text


def test_a_hire_who_is_not_in_slack_is_named_and_said_not_to_be_there() -> None:
    fields = str(card(Kind.REQUEST_CARD, SUBMITTED).blocks[1]["fields"])
    assert "Nina Weber (not in Slack yet)" in fields
    assert "not in Slack" not in str(card(Kind.REQUEST_CARD, ONES_OWN).blocks)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_card_shows_private_data(name: str) -> None:
    base = SAMPLES[name]
    people = {number: replace(one, email="private@weber.example") for number, one in base.people.items()}
    for kind in (Kind.REQUEST_CARD, Kind.LIMIT_CARD, Kind.RECEIPT_CARD):
        assert "private@" not in str(card(kind, replace(base, people=people)))


def test_two_lines_do_not_count_on_the_same_device() -> None:
    lines = (line(1, "laptop-14", source=Source.STOCK), line(2, "laptop-14", source=Source.STOCK))
    base = replace(facts(lines=lines), stock={1: IN_STOCK, 2: IN_STOCK})
    text = card(Kind.REQUEST_CARD, base).text
    assert "1. Laptop 14: In stock (Germany): 3 fit, first LT-00012, Berlin." in text
    assert "2. Laptop 14: In stock (Germany): 2 fit, first LT-00013, Berlin." in text


def test_what_is_to_be_bought_and_what_else_would_fit() -> None:
    unplaced = replace(IN_STOCK[0], id=131, asset_tag="LT-00131", location=None)
    base = replace(facts(lines=(line(1, "laptop-14"),)), stock={1: (*IN_STOCK, AT_THE_HUB, unplaced)})
    words = "To be bought locally. 3 in Berlin, 1 in Germany, and 1 in Rotterdam (hub) would fit too."
    assert words in card(Kind.REQUEST_CARD, base).text


def test_the_limit_becomes_small_print_once_it_is_decided() -> None:
    for base, kind in ((OVER_LIMIT, "section"), (NOBODY_FOR_LIMIT, "section"), (LIMIT_APPROVED, "context")):
        blocks = card(Kind.REQUEST_CARD, base).blocks
        assert [block["type"] for block in blocks if block["block_id"] == "limit"] == [kind]


def test_a_request_that_ended_shows_no_buttons() -> None:
    for base in (FULFILLED, DECLINED):
        assert labels(card(Kind.REQUEST_CARD, base).blocks) == []
        assert "Next:" not in card(Kind.REQUEST_CARD, base).text


def test_the_second_approver_is_told_why_and_afterwards_what_came_of_it() -> None:
    asked = card(Kind.LIMIT_CARD, OVER_LIMIT)
    assert "The catalogue value of €4,350.00 is over the limit of €3,000.00: your approval is needed" in asked.text
    assert "Needed by Mon, Dec 14, 2026 (Germany)" in asked.text
    shown = str(asked.blocks)
    assert all(
        one in shown for one in ("*Country*\\nGermany", "*Asked by*\\n<@U0CHIARA>, <!date^", "Mon, Dec 14, 2026")
    )
    assert labels(asked.blocks) == ["Approve", "Decline"]
    done = card(Kind.LIMIT_CARD, LIMIT_APPROVED)
    assert "Karen Whitfield has approved it as second approver." in done.text
    assert labels(done.blocks) == []


@pytest.mark.parametrize(
    ("base", "outcome"),
    [(APPROVED, "Approved by Ana Torres"), (DECLINED, "Declined by Ana Torres"), (CANCELLED, "Cancelled by Chiara")],
)
def test_the_second_approver_sees_how_it_ended(base: RequestFacts, outcome: str) -> None:
    over = facts(base, over_limit=True, limit_approvers=(KAREN.id,), limit_approved_by=KAREN.id)
    message = card(Kind.LIMIT_CARD, over, reader_id=KAREN.id)
    assert outcome in message.text
    assert labels(message.blocks) == []


def test_a_limit_that_the_policy_has_no_longer() -> None:
    policy = replace(POLICY, approval_limit=None)
    notice = Notice(kind=Kind.LIMIT_CARD, to="person:3", key="k", at=NOW)
    assert "is over the limit: your approval" in render(notice, OVER_LIMIT, policy, READER, NOW).text


def test_the_requester_sees_how_far_it_is_and_may_cancel() -> None:
    receipt = card(Kind.RECEIPT_CARD, SHIPPED)
    assert "• Laptop 14: on its way with DHL, expected on Nov 26, 2026" in receipt.text
    assert labels(receipt.blocks) == ["Cancel request"]
    assert labels(card(Kind.RECEIPT_CARD, FULFILLED).blocks) == []


@pytest.mark.parametrize("base", [SUBMITTED, OVER_LIMIT, DECLINED, CANCELLED, FULFILLED])
def test_a_receipt_does_not_repeat_itself(base: RequestFacts) -> None:
    assert "•" not in str(card(Kind.RECEIPT_CARD, base))


def test_a_receipt_says_once_how_far_everything_is() -> None:
    receipt = card(Kind.RECEIPT_CARD, facts(APPROVED, lines=SUBMITTED.request.lines))
    assert "\nEverything: to be ordered\n" in receipt.text
    assert "•" not in receipt.text


def test_a_receipt_names_what_its_headline_only_counts() -> None:
    lines = tuple(line(number, "headset", name=f"Thing {number}") for number in range(1, 6))
    receipt = card(Kind.RECEIPT_CARD, facts(lines=lines))
    assert receipt.text.startswith("Your request #17: Thing 1, Thing 2, Thing 3, and 2 more for Nina Weber")
    assert "• Thing 4\n• Thing 5" in receipt.text


def test_a_receipt_tells_that_something_is_wrong() -> None:
    assert "• Laptop 14: something is wrong with it, and IT knows" in card(Kind.RECEIPT_CARD, PROBLEM).text


def test_a_parcel_for_oneself_and_for_a_hire() -> None:
    theirs = card(Kind.PARCEL_CARD, facts(SHIPPED, recipient_id=GRETA.id), reader_id=GRETA.id)
    assert theirs.text.splitlines()[:4] == [
        "A parcel is on its way to you (request #17)",
        "Chiara Rossi asked for this for you; IT has sent it.",
        "• Laptop 14, LT-00012",
        "• USB cable",
    ]
    ones_own = card(Kind.PARCEL_CARD, facts(SHIPPED, recipient_id=CHIARA.id))
    assert "asked for this" not in ones_own.text
    assert labels(theirs.blocks) == ["It has arrived", "Something is wrong"]
    for_a_hire = card(Kind.PARCEL_CARD, SHIPPED, reader_id=CHIARA.id)
    assert for_a_hire.text.startswith("A parcel is on its way to Nina Weber (request #17)")
    assert "Nina Weber is not in Slack yet: please ask, and answer here in their place." in for_a_hire.text


def test_the_requester_is_not_asked_any_more_once_the_hire_is_in_slack() -> None:
    joined = facts(SHIPPED, recipient_id=GRETA.id)
    old, new = (card(Kind.PARCEL_CARD, joined, reader_id=one.id) for one in (CHIARA, GRETA))
    assert "Greta Lindqvist is in Slack now and answers there; you will hear of it." in old.text
    assert labels(old.blocks) == []
    assert labels(new.blocks) == ["It has arrived", "Something is wrong"]


def test_a_parcel_after_the_answer() -> None:
    arrived = card(Kind.PARCEL_CARD, FULFILLED, reader_id=GRETA.id)
    assert arrived.text.startswith("Your parcel has arrived (request #17)")
    assert "Arrival confirmed" in arrived.text
    assert labels(arrived.blocks) == []
    wrong = card(Kind.PARCEL_CARD, PROBLEM)
    assert "Reported to IT: It is damaged. IT will get in touch." in wrong.text
    assert labels(wrong.blocks) == ["It has arrived", "Something is wrong"]


def test_a_parcel_that_was_sent_again() -> None:
    old, new = (card(Kind.PARCEL_CARD, SENT_AGAIN, shipment=number) for number in (1, 2))
    assert old.text.startswith("This parcel was sent again: see the newer message (request #17)")
    assert labels(old.blocks) == []
    assert labels(new.blocks) == ["It has arrived", "Something is wrong"]
