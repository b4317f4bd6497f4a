"""A device comes into IT's hands again and again: each stay is proved by itself."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from lifecycle.device import DeviceState
from lifecycle.devices.commands import AssignDevice, MarkFound, ReportLost, RetireDevice
from lifecycle.errors import Reason, Refused
from lifecycle.retrieval import Condition
from lifecycle.sanitization import MediaType, Method, Verification, WipeResult
from lifecycle.wipes.commands import AcceptCertificate, BackToStock, RecordWipe
from tests.store.corrections import correct
from tests.support.company import NOW, Company

MINUTES = count(1)


def later() -> datetime:
    return NOW + timedelta(minutes=next(MINUTES))


def turns_up(company: Company, number: int) -> None:
    """Lost on the shelf and found again: a stay that no return begins."""
    company.perform(ReportLost(device_id=number, text="Not on the shelf."), company.ana, now=later())
    company.perform(MarkFound(device_id=number, condition=Condition.WORN), company.ana, now=later())


def is_said_to_be_back(company: Company, number: int) -> None:
    """By a correction, which begins such a stay as well."""
    correct(company, number, state=DeviceState.RETURNED, now=later())


def goes_to_stock(company: Company, number: int, method: Method, medium: str | None = None) -> None:
    wipe = RecordWipe(
        device_id=number,
        method=method,
        technique="overwrite",
        tool="EACS",
        tool_version="15.1",
        media_type=MediaType.FLASH,
        media_serial=medium,
        verification=Verification.COMPLETION_STATUS,
        result=WipeResult.PASS,
    )
    outcome = company.perform(wipe, company.ana, now=later())
    (recorded,) = [one.after.id for one in outcome.changes if one.after.subject.kind == "certificate"]
    for command in (AcceptCertificate(certificate_id=recorded), BackToStock(device_id=number, location="berlin")):
        company.perform(command, company.ana, now=later())


def sell(company: Company, number: int) -> DeviceState:
    donated = RetireDevice(device_id=number, end=DeviceState.DONATED, recipient="A school")
    outcome = company.perform(donated, company.ana, now=later())
    assert outcome.device
    return outcome.device.state


@pytest.mark.parametrize("medium", [None, "S6Z1"])
@pytest.mark.parametrize("comes_back", [turns_up, is_said_to_be_back])
def test_what_is_purged_in_a_later_stay_may_leave_whatever_was_cleared_in_an_earlier_one(
    company: Company, comes_back: object, medium: str | None
) -> None:
    assert callable(comes_back)
    (number,) = company.stock()
    comes_back(company, number)
    goes_to_stock(company, number, Method.CLEAR, medium)
    with pytest.raises(Refused) as refused:
        sell(company, number)
    assert refused.value.reason is Reason.CLEARED_ONLY
    comes_back(company, number)
    goes_to_stock(company, number, Method.PURGE, medium and "S6Z2")
    assert sell(company, number) is DeviceState.DONATED


def test_what_was_cleared_in_the_last_stay_does_not_leave_whatever_was_purged_before(company: Company) -> None:
    (number,) = company.stock()
    turns_up(company, number)
    goes_to_stock(company, number, Method.PURGE)
    turns_up(company, number)
    goes_to_stock(company, number, Method.CLEAR)
    company.perform(AssignDevice(device_id=number, holder_id=company.worker.id, enrolled=True), company.ana)
    turns_up(company, number)
    goes_to_stock(company, number, Method.CLEAR)
    with pytest.raises(Refused) as refused:
        sell(company, number)
    assert refused.value.reason is Reason.CLEARED_ONLY
