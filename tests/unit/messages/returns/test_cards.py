"""The cards of a return: what IT sees and can do, and what whoever gives devices back does."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pytest

from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Rung
from lifecycle.reads.facts import ReturnFacts
from lifecycle.request import Nudge
from lifecycle.retrieval import ItemOutcome
from messages.ids import Action
from messages.payload import Message
from tests.support.return_samples import (
    CLOSED,
    HELD,
    KIT_SENT,
    OPENED,
    PROBLEM,
    RECEIVED,
    SHIPPED,
    SWAP,
    TO_BE_ACCEPTED,
    UNREACHABLE,
    WIPED,
    WRITTEN_OFF,
    facts,
)
from tests.support.return_telling import LEAVER, MANAGER, notice
from tests.support.samples import NOW, TODAY
from tests.unit.messages.returns.reading import labels, said, shown


def test_the_buttons_of_it() -> None:
    assert labels(shown(notice(Kind.RETURN_CARD), OPENED)) == [
        Action.KIT_SENT,
        Action.RECEIVE,
        Action.REMIND_NOW,
        Action.NOT_RECOVERED,
        Action.LEGAL_HOLD,
        Action.CHANGE_RETURN,
        Action.CALL_OFF,
    ]
    assert labels(shown(notice(Kind.RETURN_CARD), SHIPPED)) == [
        Action.KIT_SENT,
        Action.RECEIVE,
        Action.NOT_RECOVERED,
        Action.LEGAL_HOLD,
        Action.CHANGE_RETURN,
        Action.CALL_OFF,
    ]
    assert Action.ACCEPT_CERTIFICATE in labels(shown(notice(Kind.RETURN_CARD), TO_BE_ACCEPTED))
    assert Action.BACK_TO_STOCK in labels(shown(notice(Kind.RETURN_CARD), WIPED))
    assert labels(shown(notice(Kind.RETURN_CARD), CLOSED)) == []
    assert labels(shown(notice(Kind.RETURN_CARD), WRITTEN_OFF)) == [Action.RECEIVE]
    assert Action.LEGAL_HOLD in labels(shown(notice(Kind.RETURN_CARD), HELD))


@pytest.mark.parametrize(
    ("of", "buttons"),
    [
        (OPENED, [Action.SENT_BACK, Action.NEED_HELP, Action.CHANGE_RETURN]),
        (KIT_SENT, [Action.KIT_ARRIVED, Action.SENT_BACK, Action.NEED_HELP, Action.CHANGE_RETURN]),
        (SHIPPED, [Action.NEED_HELP, Action.CHANGE_RETURN]),
        (CLOSED, []),
    ],
)
def test_the_buttons_of_whoever_gives_devices_back(of: ReturnFacts, buttons: list[Action]) -> None:
    assert labels(shown(notice(Kind.LEAVER_CARD, None, LEAVER), of)) == buttons
    assert labels(shown(notice(Kind.RETURN_NOTE, Happened.LEAVER_REMINDED, LEAVER), of)) == buttons
    assert labels(shown(notice(Kind.RETURN_NOTE, Happened.RETURN_OPENED, MANAGER), of)) == []


def test_it_sees_where_everything_is() -> None:
    card = said(notice(Kind.RETURN_CARD), RECEIVED)
    assert card.startswith(
        "Return #12: Greta Lindqvist gives back Tallwood Air 14 (LT-00201) and Ohm H2 (LT-00202)\n"
        "State: The box has come; 1 device is still out.\n"
        "Last day: Sun, Dec 6, 2026 (in 12 days)\n"
        "Manager: Karen Whitfield\n"
        "Private data: Private email known. Phone missing. Pick-up address missing.\n"
    )
    assert "\nReminders: 0 of at most 12\nNext: " in card
    assert "\n1. Tallwood Air 14 (LT-00201): received on Nov 24, 2026, condition: Good. To be wiped.\n" in card
    assert "\n2. Ohm H2 (LT-00202): with the person, to come back.\n" in card


def rows(message: Message) -> list[str]:
    """What stands about the devices that have buttons of their own: the title, then a line for where it stands."""
    found = (block for block in message.blocks if str(block["block_id"]).startswith("item:") and "text" in block)
    return [cast(Mapping[str, str], block["text"])["text"] for block in found]


@pytest.mark.parametrize("of", [RECEIVED, TO_BE_ACCEPTED, WIPED])
def test_what_stands_on_a_line_of_its_own_begins_like_a_sentence(of: ReturnFacts) -> None:
    found = rows(shown(notice(Kind.RETURN_CARD), of))
    assert found
    assert [row for row in found if row.partition("\n")[2][:1].islower()] == []


def test_it_sees_why_the_person_is_not_asked() -> None:
    shipped, unreachable = (said(notice(Kind.RETURN_CARD), of) for of in (SHIPPED, UNREACHABLE))
    assert "Next: The person is not reminded while the carrier has the box." in shipped
    assert "Next: The person cannot be reminded: nobody knows how to reach them." in unreachable
    often = Nudge(step=Rung.FRIENDLY, about=f"leaver:2:{TODAY}", count=12, last_at=NOW)
    assert "they have had as many messages as the policy allows" in said(
        notice(Kind.RETURN_CARD), facts(nudges=(often,))
    )


def test_a_leaver_hears_that_not_everything_was_in_the_box() -> None:
    words = said(notice(Kind.LEAVER_CARD, None, LEAVER), RECEIVED)
    assert words.startswith("Please give back your device by Sun, Dec 6, 2026 (return #12)")
    assert "The box has come, but not everything was in it. Still out: Ohm H2 (LT-00202)." in words


def test_it_sees_problems_wipes_holds_and_ends() -> None:
    problem = said(notice(Kind.RETURN_CARD), PROBLEM)
    assert "The person is not reminded while a problem is open." in problem
    assert "2 photos." in problem
    assert "1 wipe waits to be accepted, 0 accepted." in said(notice(Kind.RETURN_CARD), TO_BE_ACCEPTED)
    assert "Wiped (Purge), with proof. Its next life is to be decided." in said(notice(Kind.RETURN_CARD), WIPED)
    assert "Legal hold: neither to be wiped nor to be disposed of." in said(notice(Kind.RETURN_CARD), HELD)
    assert "2. Ohm H2 (LT-00202): still out, but not asked for: legal hold." in said(notice(Kind.RETURN_CARD), HELD)
    closed = said(notice(Kind.RETURN_CARD), CLOSED)
    assert "1. Tallwood Air 14 (LT-00201): sold to Second Life Ltd on Nov 24, 2026." in closed
    assert "2. Ohm H2 (LT-00202): bought by the person for €40.00." in closed


@pytest.mark.parametrize("state", DeviceState)
def test_a_device_in_any_state_has_its_words(state: DeviceState) -> None:
    for of in (OPENED, RECEIVED):
        devices = {number: replace(one, state=state) for number, one in of.devices.items()}
        assert said(notice(Kind.RETURN_CARD), replace(of, devices=devices))


def test_a_leaver_reads_what_to_do_and_what_becomes_of_private_data() -> None:
    words = said(notice(Kind.LEAVER_CARD, None, LEAVER), KIT_SENT)
    assert words.startswith("Please give back your devices by Sun, Dec 6, 2026 (return #12)\n")
    assert "• Tallwood Air 14 (LT-00201), serial number TW000201\n" in words
    assert "with DHL, tracking number JD0146. Expected on Nov 27, 2026." in words
    assert "Please copy your private files first." in words
    assert "deleted 30 days after it is closed" in words
    closed = said(notice(Kind.LEAVER_CARD, None, LEAVER), CLOSED)
    assert closed.startswith("Your return #12 is closed\n"), "something was not recovered"
    back = tuple(replace(one, outcome=ItemOutcome.RECOVERED) for one in CLOSED.case.items)
    every = said(notice(Kind.LEAVER_CARD, None, LEAVER), facts(CLOSED, items=back))
    assert every.startswith("Your return #12 is complete. Thank you!")
    assert "deleted on Dec 24, 2026" in closed
    assert "until then nobody reminds you" in said(notice(Kind.LEAVER_CARD, None, LEAVER), PROBLEM)


def test_a_manager_who_is_asked_to_help_can() -> None:
    def step(rung: Rung) -> Notice:
        return notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, MANAGER, step=rung, parts=())

    assert labels(shown(step(Rung.CALL), OPENED)) == [Action.TELL_IT, Action.CHANGE_RETURN]
    assert labels(shown(step(Rung.NO_EMAIL), OPENED)) == [Action.CHANGE_RETURN]
    assert labels(shown(notice(Kind.RETURN_NOTE, Happened.MAIL_REFUSED, MANAGER), OPENED)) == [Action.CHANGE_RETURN]
    assert labels(shown(step(Rung.CALL), CLOSED)) == []


def test_a_leaver_without_a_private_email_is_asked_for_one() -> None:
    card = notice(Kind.LEAVER_CARD, None, LEAVER)
    assert "We have no private email address of yours." in said(card, replace(OPENED, reach=frozenset()))
    assert "We have no private email" not in said(card, OPENED)
    assert "We have no private email" not in said(card, replace(SWAP, reach=frozenset()))
