"""Correcting one thing about a device, and leaving everything else as it is on record."""

from dataclasses import replace
from datetime import datetime

from lifecycle.devices.commands import CorrectDevice
from tests.support.company import NOW, Company


def correct(company: Company, number: int, *, now: datetime = NOW, **changes: object) -> None:
    """Raises what the desk raises."""
    with company.store.reading() as reads:
        device = reads.device(number)
    assert device
    same = CorrectDevice(
        device_id=number,
        version=device.version,
        category=device.category,
        manufacturer=device.manufacturer,
        model=device.model,
        serial=device.serial,
        asset_tag=device.asset_tag or f"X-{number}",
        location=device.location,
        country=device.country,
        holder_id=device.holder_id,
        keeper=device.keeper,
        condition=device.condition,
        price=device.price,
        purchased_on=device.purchased_on,
        warranty_until=device.warranty_until,
        system=device.system,
        note=device.note,
        attributes=device.attributes,
        reason="It was wrong.",
    )
    company.perform(replace(same, **changes), company.ana, now=now)  # type: ignore[arg-type]
