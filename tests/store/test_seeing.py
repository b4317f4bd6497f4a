"""Devices that change hands, on record: when each was last seen."""

from datetime import datetime, timedelta

from lifecycle.audit import AuditAnswer
from lifecycle.audits.commands import AnswerAudit, BeginCampaign, LookAtCampaign
from lifecycle.campaign import Scope
from lifecycle.device import Device
from lifecycle.devices.commands import AssignDevice
from lifecycle.devices.listing import ImportDevices
from lifecycle.importing import Listed
from lifecycle.people import COMMAND_LINE, SCHEDULER
from lifecycle.requests.commands import ConfirmArrival
from tests.store.any_device_command import correction
from tests.support.audits import audits, lend, look
from tests.support.company import NOW, Company

LATER = NOW + timedelta(days=30)


def device(company: Company, number: int) -> Device:
    with company.store.reading() as reads:
        found = reads.device(number)
    assert found is not None
    return found


def seen(company: Company, number: int) -> datetime | None:
    return device(company, number).audited_at


def answer(company: Company) -> None:
    """Everybody who has something, and IT for what is on the shelf, say that it is there."""
    for number, scope in enumerate((Scope(), Scope(location="berlin")), start=1):
        company.perform(BeginCampaign(scope=scope), company.ana)
        company.perform(LookAtCampaign(campaign_id=number), SCHEDULER)
    for one in audits(company):
        company.perform(AnswerAudit(audit_id=one.id, answer=AuditAnswer.HAS_IT), company.ana)


def test_what_arrived_is_seen_when_its_recipient_says_so(company: Company) -> None:
    (laptop,) = company.stock()
    request = company.ship(company.approve(company.submit()))
    assert seen(company, laptop) is None
    company.perform(ConfirmArrival(request_id=request.id, shipment=1), company.worker, now=LATER)
    assert seen(company, laptop) == LATER
    assert device(company, laptop).holder_id == company.worker.id


def test_what_is_given_to_somebody_on_record_was_seen_by_nobody_there(company: Company) -> None:
    lent = lend(company, 1, holder_id=company.manager.id).id
    handed, listed = company.stock(2)
    answer(company)
    assert [seen(company, one) for one in (lent, handed, listed)] == [NOW, NOW, NOW]
    company.perform(AssignDevice(device_id=handed, holder_id=company.worker.id, enrolled=True), company.ana)
    company.perform(correction(device(company, lent), {"holder_id": company.worker.id}, late=False), company.ana)
    row = Listed(row=1, asset_tag=device(company, listed).asset_tag, holder_id=company.worker.id)
    company.perform(ImportDevices(rows=(row,)), COMMAND_LINE)
    assert [seen(company, one) for one in (lent, handed, listed)] == [None, None, None]
    for days in range(366):
        look(company, NOW + timedelta(days=days))
    asked = [item.device_id for one in audits(company) if one.holder_id == company.worker.id for item in one.items]
    assert sorted(asked) == sorted([lent, handed, listed]), "on the day of whoever has them now, all at once"
