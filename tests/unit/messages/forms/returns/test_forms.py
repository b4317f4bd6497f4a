"""The forms of the way back, the wipe and the next life: built within limits, and read back as commands."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from lifecycle.device import DeviceState
from lifecycle.errors import Refused
from lifecycle.reads.facts import CertificateFacts, Contact
from lifecycle.returns.commands import LiftHold, PlaceHold
from lifecycle.returns.offboarding import LONGEST_AGO
from messages.forms.again import with_alert
from messages.forms.base import FieldErrors
from messages.forms.returns import (
    accept,
    change,
    give_help,
    kit_sent,
    legal_hold,
    need_help,
    next_life,
    not_recovered,
    opening,
    receive,
    sent_back,
)
from messages.ids import Callback, Field, Opened
from messages.reader import Reader
from sandbox.blockkit import Surface, check_view
from tests.support.audit_forms import FORMS as AUDIT_FORMS
from tests.support.device_forms import FORMS as DEVICE_FORMS
from tests.support.forms import element, inputs, offered, submitted
from tests.support.longest import FILLINGS, filled
from tests.support.longest import device as longest_device
from tests.support.longest_returns import largest
from tests.support.return_forms import (
    ANYBODY,
    DEVICE,
    FORMS,
    GOOD,
    PARSERS,
    READER,
    SANITIZED,
    SECOND_PROBLEM,
    SWAP,
    WHOLE,
    WIPED,
    built,
)
from tests.support.return_samples import (
    HEADSET,
    HELD,
    KIT_SENT,
    OPENED,
    RECEIVED,
    WIPE,
    facts,
    with_devices,
)
from tests.support.samples import CHIARA, GRETA, POLICY, TODAY
from tests.support.subjects import a_return
from tests.unit.messages.forms.test_forms import FORMS as REQUEST_FORMS
from tests.unit.messages.forms.test_forms import labels
from tests.unit.messages.locales import EVERY_LOCALE

REFRESHING = {
    Callback.REPLACE_DEVICE,
    Callback.PUT_OFF_REFRESH,
    Callback.ACKNOWLEDGE_REFRESH,
    Callback.RESUME_REFRESH,
}
"""Tested with what is due for replacement."""


def test_every_form_is_here_and_knows_itself_and_where_it_came_from() -> None:
    others = set(REQUEST_FORMS) | set(DEVICE_FORMS) | set(AUDIT_FORMS) | REFRESHING
    assert set(FORMS) | others == set(Callback)
    assert set(FORMS) == set(PARSERS) == set(GOOD)
    for callback, view in FORMS.items():
        assert view["callback_id"] == callback
        assert {block["block_id"] for block in inputs(view)} <= set(Field)
    assert Opened.decode(str(FORMS[Callback.WIPE]["private_metadata"])) == DEVICE


def test_the_words_of_the_contract() -> None:
    contract = {
        Callback.KIT_SENT: "Carrier · Tracking number · Expected on",
        Callback.RECEIVE: "Device · Serial number · Condition · Note",
        Callback.WIPE: "Method · Technique · Tool · Tool version · Media type · Media serial · Verification · Result",
    }
    for callback, words in contract.items():
        assert " · ".join(labels(FORMS[callback])) == words
    offboard = "Who is leaving? · Last day · Manager · Personal email · Phone · Pick-up address"
    assert " · ".join(labels(opening.build(ANYBODY, READER))) == offboard


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_forms_are_within_limits(filling: str, locale: str) -> None:
    reader = Reader(locale, "Europe/Berlin")
    cases = largest(filling)
    for case in (cases["out"], cases["shipped"]):
        for view in built(case, reader, cases["out"]).values():
            assert check_view(view, Surface.MODAL) == []
            assert check_view(with_alert(submitted(view), "x" * 400), Surface.MODAL) == []
        everything = replace(SWAP, devices=tuple(case.devices.values()))
        assert check_view(opening.build(everything, reader), Surface.MODAL) == []


@pytest.mark.parametrize("callback", GOOD)
def test_what_was_typed_comes_back_as_the_command(callback: Callback) -> None:
    typed, command = GOOD[callback]
    assert PARSERS[callback](submitted(FORMS[callback], **typed)) == command


@pytest.mark.parametrize(
    ("callback", "typed", "field"),
    [
        (Callback.OFFBOARD, {"last_day": None}, "last_day"),
        (Callback.OFFBOARD, {"last_day": "soon"}, "last_day"),
        (Callback.OFFBOARD, {"last_day": str(TODAY - LONGEST_AGO - timedelta(days=1))}, "last_day"),
        (Callback.OFFBOARD, {"last_day": "9999-12-31"}, "last_day"),
        (Callback.OFFBOARD, {"email": "greta@home"}, "email"),
        (Callback.OFFBOARD, {"email": "x" * 255}, "email"),
        (Callback.OFFBOARD, {"phone": "call me"}, "phone"),
        (Callback.OFFBOARD, {"phone": "12345"}, "phone"),
        (Callback.OFFBOARD, {"pick_up": "London 1"}, "pick_up"),
        (Callback.OFFBOARD, {"pick_up": "at my mother’s house"}, "pick_up"),
        (Callback.OFFBOARD, {"pick_up": "1" * 501}, "pick_up"),
        (Callback.CHANGE_RETURN, {"last_day": "9999-12-31"}, "last_day"),
        (Callback.CHANGE_RETURN, {"phone": "0"}, "phone"),
        (Callback.KIT_SENT, {"carrier": " "}, "carrier"),
        (Callback.KIT_SENT, {"expected_on": str(TODAY - timedelta(days=1))}, "expected_on"),
        (Callback.SENT_BACK, {"carrier": "x" * 81}, "carrier"),
        (Callback.NEED_HELP, {"kind": None}, "kind"),
        (Callback.NEED_HELP, {"kind": "bored"}, "kind"),
        (Callback.NEED_HELP, {"items": []}, "items"),
        (Callback.NEED_HELP, {"last_seen_on": str(TODAY + timedelta(days=1))}, "last_seen_on"),
        (Callback.NEED_HELP, {"last_seen_at": "x" * 81}, "last_seen_at"),
        (Callback.GIVE_HELP, {"remedy": None}, "remedy"),
        (Callback.RECEIVE, {"item": None}, "item"),
        (Callback.RECEIVE, {"item": "²"}, "item"),
        (Callback.RECEIVE, {"serial": "\u200b"}, "serial"),
        (Callback.RECEIVE, {"condition": "shiny"}, "condition"),
        (Callback.NOT_RECOVERED, {"items": []}, "items"),
        (Callback.NOT_RECOVERED, {"outcome": "recovered"}, "outcome"),
        (Callback.NOT_RECOVERED, {"reason": ""}, "reason"),
        (Callback.NOT_RECOVERED, {"amount": "a lot"}, "amount"),
        (Callback.NOT_RECOVERED, {"currency": "QQQ"}, "currency"),
        (Callback.LEGAL_HOLD, {"items": []}, "items"),
        (Callback.LEGAL_HOLD, {"reason": " "}, "reason"),
        (Callback.CALL_OFF, {"reason": " "}, "reason"),
        *((Callback.WIPE, {name: None}, name) for name in WIPED),
        (Callback.WIPE, {"method": "hammer"}, "method"),
        (Callback.REJECT_CERTIFICATE, {"reason": None}, "reason"),
        (Callback.BACK_TO_STOCK, {"location": None}, "location"),
        (Callback.RESELL, {"recipient_name": " "}, "recipient_name"),
        (Callback.RESELL, {"price": "-3"}, "price"),
        (Callback.RESELL, {"currency": "euro"}, "currency"),
        (Callback.DONATE, {"recipient_name": None}, "recipient_name"),
        (Callback.RECYCLE, {"proof": "x" * 81}, "proof"),
        (Callback.DESTROY, {"recipient_name": None}, "recipient_name"),
    ],
)
def test_what_is_wrong_stands_at_its_field(callback: Callback, typed: dict[str, object], field: str) -> None:
    good, _ = GOOD[callback]
    with pytest.raises(FieldErrors) as wrong:
        PARSERS[callback](submitted(FORMS[callback], **{**good, **typed}))
    assert list(wrong.value.errors) == [field]


def test_whoever_accepts_a_certificate_has_all_of_it_before_them() -> None:
    view = FORMS[Callback.ACCEPT_CERTIFICATE]
    shown = str(view["blocks"])
    for words in ("LT-00201", "TW000201", "Purge", "cryptographic erase", "EACS", "15.1", "Flash (SSD, phone)", "Pass"):
        assert words in shown
    assert "Completion status of the tool" in shown
    assert "<@U0GRETA>, <!date" in shown.replace(str(GRETA.slack_id), "U0GRETA")
    assert "NIST SP 800-88 Rev. 2" in shown
    assert cast(dict[str, str], view["submit"])["text"] == "Accept certificate"
    assert inputs(view) == []


def test_the_largest_certificate_is_within_limits() -> None:
    for filling in FILLINGS.values():
        certificate = replace(
            WIPE, technique=filled(filling, 80), tool=filled(filling, 80), media_serial=filled(filling, 80)
        )
        facts_of_it = CertificateFacts(certificate=certificate, device=longest_device(1, filling, DeviceState.RETURNED))
        for locale in EVERY_LOCALE:
            view = accept.build(facts_of_it, None, Reader(locale, "UTC"), WHOLE)
            assert check_view(view, Surface.MODAL) == []


def test_it_sees_where_the_kit_goes_or_why_that_is_not_known() -> None:
    assert "12 Ash Lane" in str(FORMS[Callback.KIT_SENT])
    assert "No pick-up address is on record" in str(kit_sent.build(OPENED, None, READER, WHOLE))
    lost = Contact(subject=a_return(12), unreadable=True)
    assert "cannot be read" in str(kit_sent.build(OPENED, lost, READER, WHOLE))


def test_what_is_back_is_not_offered_again() -> None:
    assert offered(receive.build(RECEIVED, READER, WHOLE), "item") == ["2"]
    assert offered(not_recovered.build(RECEIVED, POLICY, READER, WHOLE), "items") == ["2"]


def test_a_device_without_a_known_serial_number_is_received_without_one() -> None:
    view = receive.build(with_devices(OPENED, replace(HEADSET, serial=None)), READER, WHOLE)
    command = receive.parse(submitted(view, item="2", condition="good"), READER)
    assert (command.item, command.serial) == (2, "")


def test_an_amount_is_filled_in_for_one_device_and_never_for_several() -> None:
    several = not_recovered.build(OPENED, POLICY, READER, WHOLE)
    assert "initial_value" not in element(several, "amount")
    one = not_recovered.build(facts(items=OPENED.case.items[:1]), POLICY, READER, WHOLE)
    assert element(one, "amount")["initial_value"] == "1450.00"


def test_without_an_amount_nothing_was_paid() -> None:
    typed = submitted(FORMS[Callback.NOT_RECOVERED], outcome="written_off", reason="Never answers.")
    assert not_recovered.parse(typed, READER).amount is None


def test_a_hold_is_placed_or_lifted_by_what_was_chosen() -> None:
    view = legal_hold.build(HELD, READER, WHOLE)
    lifted = legal_hold.parse(submitted(view, reason="It is over."), READER)
    assert lifted == LiftHold(return_id=12, items=(1, 2), reason="It is over.")
    placed = legal_hold.parse(submitted(view, reason="Once more.", hold="place", items=["1"]), READER)
    assert placed == PlaceHold(return_id=12, items=(1,), reason="Once more.")


@pytest.mark.parametrize("by_holder", [True, False])
def test_a_form_is_about_whose_return_it_is(*, by_holder: bool) -> None:
    forms = (
        change.build(OPENED, None, READER, WHOLE, by_holder=by_holder),
        sent_back.build(OPENED, READER, WHOLE, by_holder=by_holder),
        need_help.build(OPENED, READER, WHOLE, by_holder=by_holder),
    )
    for form in map(str, forms):
        assert ("Your return #12: Tallwood Air 14" in form) is by_holder
        assert (f"<@{GRETA.slack_id}> gives back" in form) is not by_holder


def test_a_form_about_no_problem_of_the_return_is_refused() -> None:
    with pytest.raises(Refused):
        give_help.build(KIT_SENT, None, READER, SECOND_PROBLEM)


def test_the_person_named_is_the_person_shown() -> None:
    assert GRETA.name in str(FORMS[Callback.OFFBOARD])
    assert CHIARA.name not in str(FORMS[Callback.OFFBOARD])
    assert "LT-00201" in str(next_life.build(Callback.RESELL, SANITIZED, POLICY, READER, DEVICE))
