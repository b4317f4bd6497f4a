"""The forms about one device: built within limits, read back as commands, wrong where they are wrong."""

from dataclasses import replace

import pytest

from messages.forms.again import with_alert
from messages.forms.base import FieldErrors
from messages.forms.devices import correct
from messages.ids import Callback, Field, Opened
from messages.reader import Reader
from sandbox.blockkit import Surface, check_view
from tests.support.device_forms import FORMS, GOOD, HELD, PARSERS, READER, THING, built
from tests.support.forms import inputs, offered, submitted
from tests.support.longest import FILLINGS
from tests.support.longest import device as longest_device
from tests.support.samples import CHIARA
from tests.unit.messages.forms.test_forms import labels
from tests.unit.messages.locales import EVERY_LOCALE


def test_the_words_of_the_contract() -> None:
    words = "Category · Manufacturer · Model · Serial number · Asset tag · Country · Purchase date · Price · Currency"
    assert " · ".join(labels(FORMS[Callback.ADD_DEVICE])).startswith(words)


def test_every_form_is_here_with_known_fields() -> None:
    assert set(FORMS) == set(PARSERS) == set(GOOD)
    for callback, view in FORMS.items():
        assert view["callback_id"] == callback
        assert {block["block_id"] for block in inputs(view)} <= set(Field)


@pytest.mark.parametrize("callback", GOOD)
def test_what_is_typed_becomes_the_command(callback: Callback) -> None:
    typed, expected = GOOD[callback]
    assert PARSERS[callback](submitted(FORMS[callback], **typed)) == expected


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_forms_are_within_limits(filling: str, locale: str) -> None:
    device = longest_device(1, filling, HELD.state)
    for view in built(device, Reader(locale, "Europe/Berlin")).values():
        assert check_view(view, Surface.MODAL) == []
        assert check_view(with_alert(submitted(view), "x" * 400), Surface.MODAL) == []


@pytest.mark.parametrize(
    ("callback", "typed", "field"),
    [
        (Callback.ADD_DEVICE, {"category": "boat"}, "category"),
        (Callback.ADD_DEVICE, {"manufacturer": "  "}, "manufacturer"),
        (Callback.ADD_DEVICE, {"asset_tag": None}, "asset_tag"),
        (Callback.ADD_DEVICE, {"country": "XX"}, "country"),
        (Callback.ADD_DEVICE, {"purchased_on": "2026-11-25"}, "purchased_on"),
        (Callback.ADD_DEVICE, {"purchased_on": "soon"}, "purchased_on"),
        (Callback.ADD_DEVICE, {"price": "a lot"}, "price"),
        (Callback.ADD_DEVICE, {"currency": "XXY"}, "currency"),
        (Callback.ADD_DEVICE, {"location": "moon"}, "location"),
        (Callback.ADD_DEVICE, {"holder_id": "U0ANA"}, "keeper"),
        (Callback.ADD_DEVICE, {"condition": "new"}, "condition"),
        (Callback.ADD_DEVICE, {"note": "x" * 501}, "note"),
        (Callback.ASSIGN, {"holder_id": None}, "holder_id"),
        (Callback.MOVE, {"location": "moon"}, "location"),
        (Callback.REPAIR, {"reason": " "}, "reason"),
        (Callback.REPAIRED, {"condition": None}, "condition"),
        (Callback.REPORT_LOST, {"text": ""}, "text"),
        (Callback.REPORT_LOST, {"last_seen_on": "2026-11-25"}, "last_seen_on"),
        (Callback.FOUND, {"condition": "gone"}, "condition"),
        (Callback.RETIRE, {"end": "eaten", "price": None}, "end"),
        (Callback.RETIRE, {"end": "donated"}, "price"),
        (Callback.CORRECT, {"reason": None}, "reason"),
        (Callback.CORRECT, {"state": "asleep"}, "state"),
        (Callback.CORRECT, {"category": "boat"}, "category"),
    ],
)
def test_what_is_wrong_is_told_on_its_field(callback: Callback, typed: dict[str, object], field: str) -> None:
    good, _ = GOOD[callback]
    with pytest.raises(FieldErrors) as wrong:
        PARSERS[callback](submitted(FORMS[callback], **{**good, **typed}))
    assert list(wrong.value.errors) == [field]


def test_a_correction_keeps_what_was_looked_at_and_what_is_not_asked_for() -> None:
    device = replace(HELD, attributes={"Team": "Blue"})
    view = submitted(FORMS[Callback.CORRECT], reason="read again", model="Air 15")
    opened = Opened.decode(str(view["private_metadata"]))
    assert opened.target
    assert opened.target.number == HELD.version
    found = PARSERS[Callback.CORRECT](view)
    command = correct.command(view, found, device, CHIARA.id, READER)  # type: ignore[arg-type]
    assert (command.version, command.state, command.model) == (HELD.version, None, "Air 15")
    assert command.attributes == {"Team": "Blue"}


def test_the_present_state_is_offered_with_those_it_can_be_corrected_to() -> None:
    assert offered(FORMS[Callback.CORRECT], "state") == ["in_use", "in_stock", "returned"]


def test_enrolment_is_asked_for_where_it_matters() -> None:
    assert "enrolled" in {block["block_id"] for block in inputs(FORMS[Callback.ASSIGN])}
    headset = built(replace(THING, category="headset"))[Callback.ASSIGN]
    assert "enrolled" not in {block["block_id"] for block in inputs(headset)}
