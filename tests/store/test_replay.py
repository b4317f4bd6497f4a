"""The log of an earlier release, which did not write down yet when a device came back, plays back to today's row."""

import pytest
from sqlalchemy import text

from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.sanitization import Method
from store.verify import Break
from tests.store.test_log import breaks
from tests.support.company import Company
from tests.support.returns import change_device
from tests.support.subjects import a_device

FILLED = "UPDATE device SET returned_at = (SELECT max(at) FROM event WHERE subject = 'device:{id}')"


def came_back(company: Company) -> int:
    (device_id,) = company.stock()
    change_device(company.store, device_id, event=Happened.DEVICE_RETURNED, state=DeviceState.RETURNED)
    return device_id


def test_the_moment_follows_from_the_event(company: Company) -> None:
    device_id = came_back(company)
    assert breaks(company) == [Break(a_device(device_id), None, "differs from the log in returned_at")]
    with company.store.writing() as connection:
        connection.execute(text(FILLED.format(id=device_id)))
    assert breaks(company) == []


@pytest.mark.parametrize("again", [False, True])
def test_it_ends_with_the_wipe_and_begins_again_with_another(company: Company, again: bool) -> None:
    device_id = came_back(company)
    sanitized = Happened.DEVICE_SANITIZED
    change_device(company.store, device_id, event=sanitized, state=DeviceState.SANITIZED, sanitized_by=Method.CLEAR)
    if again:
        again_wiped = Happened.DEVICE_WIPED_AGAIN
        change_device(company.store, device_id, event=again_wiped, state=DeviceState.RETURNED, sanitized_by=None)
        with company.store.writing() as connection:
            connection.execute(text(FILLED.format(id=device_id)))
    assert breaks(company) == []
