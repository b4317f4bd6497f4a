"""The life of one device beside requests and returns: added, handed out, repaired, lost, found, corrected."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from lifecycle.device import DeviceState
from lifecycle.people import Actor, Role
from sandbox.company import IT_DEVICES
from sandbox.person import After, Form, Person
from tests.journeys.records import device, happened, person
from tests.journeys.steps import Cast, send
from tests.store.any_device_command import correction
from tests.support.desk import Office, Transport

NEW: Mapping[str, object] = {
    "Category": "Laptops",
    "Manufacturer": "Lenovo",
    "Model": "ThinkPad T14",
    "Serial number": "pf77",
    "Asset tag": "DD-00777",
    "Country": "United Kingdom",
    "Purchase date": "2024-03-01",
    "Price": "1200",
    "Location": "London",
}
TAG = "DD-00777"
ENROLLED = {"Enrolled in device management": ["Yes"]}


def add(who: Person, **more: object) -> Form:
    """Fill in the form that puts a device on record."""
    who.command("/device add")
    form = who.form
    form.fill({**NEW, **more})
    return form


def step(who: Person, button: str, answers: Mapping[str, object]) -> None:
    """Press one of the buttons that came with the newest answer about the device, and send its form."""
    who.ephemeral("is on record: ").click(button)
    send(who.form, answers)


@pytest.mark.parametrize("transport", list(Transport))
def test_a_device_is_added_handed_out_lost_and_found(company: Office, cast: Cast) -> None:
    ana, greta = cast.ana, cast.greta
    greta.command("/device mine")
    assert add(ana).submit() is After.CLOSED, ana.screen()
    company.settle()
    kept = device(company, TAG)
    assert (kept.state, kept.serial, kept.location) == (DeviceState.IN_STOCK, "PF77", "london")
    step(ana, "Assign", {"Holder": "@greta", **ENROLLED})
    company.settle()
    assert device(company, TAG).state is DeviceState.IN_USE
    told = greta.dm(TAG)
    for words in ("is yours now: @ana", "PF77", "If that is not so, please tell IT"):
        assert words in told.text
    step(ana, "Send to repair", {"What is wrong with it?": "The screen is dark."})
    company.settle()
    assert (device(company, TAG).state, device(company, TAG).repairs) == (DeviceState.IN_REPAIR, 1)
    greta.dm("to repair. You get it back.")
    step(ana, "Back from repair", {"Condition": "Worn"})
    step(ana, "Report lost", {"What happened?": "Left on a train."})
    company.settle()
    alarm = cast.bruno.message("Security notice:", IT_DEVICES)
    for words in (TAG, "says @ana", "@greta had it last", "Left on a train.", "72 hours are left"):
        assert words in alarm.text
    alarm.click("It has turned up")
    send(cast.bruno.form, {"Condition": "Damaged"})
    company.settle()
    found = device(company, TAG)
    assert (found.state, found.holder_id) == (DeviceState.RETURNED, None)
    assert found.returned_at is not None
    greta.dm("which you had, has turned up")
    assert happened(company, f"device:{found.id}") == [
        "device_added",
        "device_assigned",
        "device_sent_to_repair",
        "device_repaired",
        "device_lost",
        "device_found",
    ]


def test_what_is_wrong_is_told_where_it_was_typed_and_nothing_is_kept(company: Office, cast: Cast) -> None:
    assert add(cast.ana).submit() is After.CLOSED
    company.settle()
    again = add(cast.bruno, **{"Serial number": "PF77", "Asset tag": "DD-00778"})
    assert again.submit() is After.ERRORS
    assert "This serial number is on record already: it belongs to DD-00777" in str(again.errors)
    again.fill({"Serial number": "PF78", "Asset tag": " dd-00777 "})
    assert again.submit() is After.ERRORS
    assert "This asset tag is on record already" in str(again.errors)
    again.fill({"Asset tag": "DD-00778"})
    assert again.submit() is After.CLOSED


def test_only_it_adds(cast: Cast) -> None:
    cast.greta.command("/device add")
    cast.greta.ephemeral("Only IT puts devices on record.")


def test_the_second_of_two_who_correct_hears_of_the_first(company: Office, cast: Cast) -> None:
    assert add(cast.ana).submit() is After.CLOSED
    company.settle()
    cast.ana.ephemeral("is on record: ").click("Correct")
    form = cast.ana.form
    form.fill({"Model": "ThinkPad X1", "Reason": "Read off the device."})
    bruno = Actor(person_id=person(company, cast.bruno.id).id, roles=frozenset({Role.IT}))
    faster = correction(device(company, TAG), {"note": "dented"}, late=False)
    company.bot.core.desk.perform(faster, actor=bruno, key="faster", now=company.clock())
    assert form.submit() is After.UPDATED
    assert "Corrected meanwhile by Bruno" in form.text
    company.settle()
    kept = device(company, TAG)
    assert (kept.model, kept.note) == ("ThinkPad T14", "dented")


def test_a_correction_changes_what_was_wrong_and_no_more(company: Office, cast: Cast) -> None:
    assert add(cast.ana, **{"Warranty until": "2027-03-01"}).submit() is After.CLOSED
    company.settle()
    before = device(company, TAG)
    step(cast.ana, "Correct", {"Model": "ThinkPad X1", "Reason": "Read off the device."})
    company.settle()
    assert device(company, TAG) == replace(before, model="ThinkPad X1", version=2)


def test_whoever_has_a_device_hears_that_it_is_not_theirs_any_more(company: Office, cast: Cast) -> None:
    cast.greta.command("/device mine")
    assert add(cast.ana, Holder="@greta").submit() is After.CLOSED
    company.settle()
    cast.greta.dm("is on record with you: @ana has added it")
    step(cast.ana, "Correct", {"Holder": "@chiara", "Reason": "He took it over."})
    company.settle()
    cast.greta.dm("is not on record with you any more")
    cast.chiara.dm("is on record with you from now on")
