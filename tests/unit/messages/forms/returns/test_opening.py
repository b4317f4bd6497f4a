"""Beginning and changing a return: who, when, and how the person is reached."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from lifecycle.reads.facts import Contact
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import ChangeReturn, OpenReturn, Reach
from lifecycle.returns.offboarding import LONGEST_AGO
from messages.forms.again import WARNED, WarnFirst, is_warned, with_alert
from messages.forms.base import FieldErrors
from messages.forms.returns import (
    change,
    opening,
)
from messages.ids import Callback
from sandbox.blockkit import Surface, check_view
from tests.support.forms import element, inputs, offered, submitted
from tests.support.return_forms import ADDRESS, ANYBODY, FORMS, LEAVING, PARSERS, READER, SWAP, WHOLE
from tests.support.return_samples import (
    LAST_DAY,
    OPENED,
    facts,
)
from tests.support.samples import GRETA, KAREN, TODAY
from tests.support.subjects import a_return
from tests.unit.messages.forms.test_forms import labels


def test_who_leaves_is_picked_or_was_named() -> None:
    assert opening.whom(submitted(FORMS[Callback.OFFBOARD]), READER) == GRETA.id
    view = opening.build(ANYBODY, READER)
    assert opening.whom(submitted(view, holder_id="U1"), READER) == "U1"
    assert opening.whom(submitted(view), READER) is None
    with pytest.raises(FieldErrors) as wrong:
        opening.parse(submitted(view, last_day=str(LAST_DAY)), READER, "GB", TODAY)
    assert list(wrong.value.errors) == ["holder_id"]


def test_everything_that_a_leaver_has_is_listed_and_nothing_can_be_left_out() -> None:
    view = FORMS[Callback.OFFBOARD]
    assert "LT-00201" in str(view)
    assert "LT-00202" in str(view)
    assert "Devices" not in labels(view)


def test_a_swap_is_about_the_devices_that_were_chosen() -> None:
    view = opening.build(SWAP, READER)
    assert offered(view, "device_ids") == ["201", "202"]
    found = opening.parse(submitted(view, device_ids=["202"], last_day=str(LAST_DAY)), READER, "GB", TODAY)
    command = found.command(GRETA.id, KAREN.id)
    assert (command.cause, command.device_ids, command.manager_id) == (ReturnCause.SWAP, (202,), KAREN.id)
    with pytest.raises(FieldErrors) as wrong:
        opening.parse(submitted(view, last_day=str(LAST_DAY)), READER, "GB", TODAY)
    assert list(wrong.value.errors) == ["device_ids"]


def test_only_it_may_insist_on_a_case_without_devices() -> None:
    view = opening.build(replace(LEAVING, devices=()), READER)
    found = opening.parse(submitted(view, empty_too=["yes"], last_day=str(LAST_DAY)), READER, "GB", TODAY)
    assert found.empty_too
    assert "empty_too" not in [block["block_id"] for block in inputs(opening.build(ANYBODY, READER))]


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY - LONGEST_AGO])
def test_a_last_day_that_has_passed_is_taken_once_somebody_was_warned(day: date) -> None:
    view = submitted(FORMS[Callback.OFFBOARD], last_day=str(day))
    with pytest.raises(WarnFirst, match="has passed"):
        PARSERS[Callback.OFFBOARD](view)
    warned = with_alert(view, "The last day has passed.", WARNED)
    assert is_warned(warned)
    assert cast(list[Mapping[str, object]], warned["blocks"])[0]["level"] == "warning"
    again = submitted(warned, last_day=str(day))
    assert cast(OpenReturn, PARSERS[Callback.OFFBOARD](again)).last_day == day


def test_today_and_what_was_known_already_are_no_reason_for_a_warning() -> None:
    view = submitted(FORMS[Callback.OFFBOARD], last_day=str(TODAY))
    assert cast(OpenReturn, PARSERS[Callback.OFFBOARD](view)).last_day == TODAY
    long_gone = TODAY - timedelta(days=30)
    late = change.build(facts(last_day=long_gone), None, READER, WHOLE)
    changed = change.parse(submitted(late, pick_up=ADDRESS), READER, "GB", TODAY, long_gone)
    assert changed.reach == Reach(address=ADDRESS)
    with pytest.raises(WarnFirst):
        change.parse(submitted(late), READER, "GB", TODAY, LAST_DAY)


def test_private_data_on_record_is_not_shown_and_stays_as_it_is() -> None:
    view = FORMS[Callback.CHANGE_RETURN]
    hints = {str(block["block_id"]): str(block.get("hint")) for block in inputs(view)}
    assert "On record" in hints["email"]
    assert "On record" not in hints["phone"]
    assert cast(ChangeReturn, PARSERS[Callback.CHANGE_RETURN](submitted(view))).reach == Reach()


def test_whoever_may_see_private_data_changes_what_they_touch_and_nothing_else() -> None:
    known = Contact(subject=a_return(12), email="greta@home.example", phone="+44 20 7946 0958", address=ADDRESS)
    view = change.build(OPENED, known, READER, WHOLE)

    def told(**typed: object) -> Reach:
        return change.parse(submitted(view, **typed), READER, "GB", TODAY, LAST_DAY).reach

    assert told() == Reach()
    assert told(pick_up=ADDRESS.replace("\n", " \r\n")) == Reach()
    assert told(pick_up="", phone=None) == Reach(removed=frozenset({"phone", "address"}))
    assert told(email="Greta@new.example") == Reach(email="Greta@new.example")
    lost = change.build(OPENED, Contact(subject=a_return(12), unreadable=True), READER, WHOLE)
    assert change.parse(submitted(lost), READER, "GB", TODAY, LAST_DAY).reach == Reach()


def test_the_longest_private_data_is_shown_whole() -> None:
    known = Contact(subject=a_return(12), email="x" * 64 + "@" + "y" * 185 + ".org", phone="1" * 80, address="a" * 500)
    view = change.build(OPENED, known, READER, WHOLE)
    assert check_view(view, Surface.MODAL) == []
    for field, value in (("email", known.email), ("phone", known.phone), ("pick_up", known.address)):
        assert element(view, field)["initial_value"] == value


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("030 1234567", "DE", "+49 30 1234567"),
        ("612 345 678", "ES", "+34 612 34 56 78"),
        ("+44 (0)20 7946 0958", "DE", "+44 20 7946 0958"),
        ("0049 30 1234567", "GB", "+49 30 1234567"),
    ],
)
def test_a_phone_number_is_read_as_in_the_persons_country(typed: str, country: str, kept: str) -> None:
    view = submitted(FORMS[Callback.OFFBOARD], last_day=str(LAST_DAY), phone=typed)
    assert opening.parse(view, READER, country, TODAY).reach.phone == kept
