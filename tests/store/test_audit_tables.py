"""The tables for an auditor: who did what to which device, when, and with what proof."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.fleet.export import export
from bot.fleet.file.choices import Kind
from lifecycle.device import DeviceState
from lifecycle.people import Person
from lifecycle.retrieval import Condition, ItemOutcome
from lifecycle.sanitization import REVISION, CertificateState
from store.people import SlackAccount
from tests.support.company import NOW, POLICY, TEAM, Company
from tests.support.returns import change_case, change_device, open_case, record_wipe


def rows(company: Company, kind: Kind, folder: Path) -> list[Mapping[str, str]]:
    file = folder / f"{kind}.csv"
    export(company.store, POLICY, kind, file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def told(row: Mapping[str, str], *names: str) -> list[str]:
    return [row[name] for name in names]


def with_email(company: Company, person: Person, email: str) -> None:
    account = SlackAccount(team_id=TEAM, slack_id=str(person.slack_id), name=person.name, email=email, updated=1)
    company.store.people.record(account, NOW)


def test_an_event_names_its_device_what_it_came_to_and_who_did_it(company: Company, tmp_path: Path) -> None:
    company.stock(2)
    with_email(company, company.ana, "ana@tallpine.example")
    company.ship(company.approve(company.submit("laptop-14")))
    found = rows(company, Kind.EVENTS, tmp_path)
    added = found[1]
    names = ("About", "Asset tag", "Serial number", "What", "State", "By", "Origin")
    assert told(added, *names) == ["device:2", "DD-00002", "PF000002", "device_added", "in_stock", "", "cli"]
    approved = next(one for one in found if one["What"] == "request_approved")
    assert told(approved, "About", "Asset tag", "State", "By", "By email", "At") == [
        *("request:1", "", "approved", "Ana IT", "ana@tallpine.example", "2026-11-24T10:00:00+00:00"),
    ]
    assert [int(one["Number"]) for one in found] == sorted(int(one["Number"]) for one in found)
    assert len({one["Hash"] for one in found}) == len(found)


def test_a_request_names_its_people_by_address_and_its_parcel(company: Company, tmp_path: Path) -> None:
    company.stock()
    with_email(company, company.manager, "mia@tallpine.example")
    company.ship(company.approve(company.submit("laptop-14")))
    company.submit("monitor-27")
    shipped, waiting = rows(company, Kind.REQUESTS, tmp_path)
    assert told(shipped, "Asked by", "Asked by email", "For") == ["Mia Manager", "mia@tallpine.example", "Will Worker"]
    assert told(shipped, "Decided by", "Decided at") == ["Ana IT", "2026-11-24T10:00:00+00:00"]
    assert told(shipped, "Asset tag", "Serial number", "Line state") == ["DD-00000", "PF000000", "shipped"]
    assert told(shipped, "Carrier", "Shipped at") == ["DHL", "2026-11-24T10:00:00+00:00"]
    assert told(waiting, "Decided by", "Asset tag", "Carrier", "Shipped at") == ["", "", "", ""]


def test_a_return_tells_what_became_of_each_device_and_why(company: Company, tmp_path: Path) -> None:
    back, lost = company.stock(2)
    for number in (back, lost):
        change_device(company.store, number, state=DeviceState.RETURN_DUE, holder_id=company.worker.id)
    with_email(company, company.worker, "will@tallpine.example")
    case = open_case(company.store, company.worker, back, lost)
    at = NOW + timedelta(days=3)
    first = replace(case.items[0], outcome=ItemOutcome.RECOVERED, settled_at=at, condition=Condition.WORN, note="bent")
    second = replace(case.items[1], outcome=ItemOutcome.WRITTEN_OFF, settled_at=at, reason="stolen, police report 7")
    change_case(company.store, case, items=(first, second), carrier="DHL", tracking="JD01")
    one, other = rows(company, Kind.RETURNS, tmp_path)
    assert told(one, "Holder email", "Asset tag", "Outcome", "Condition", "Note", "Carrier", "Tracking number") == [
        *("will@tallpine.example", "DD-00000", "recovered", "worn", "bent", "DHL", "JD01"),
    ]
    assert told(other, "Serial number", "Outcome", "Reason", "Settled at") == [
        *("PF000002", "written_off", "stolen, police report 7", "2026-11-27T10:00:00+00:00"),
    ]


def test_a_certificate_is_the_proof_of_a_wipe(company: Company, tmp_path: Path) -> None:
    (number,) = company.stock()
    ana = company.ana
    accepted = {"state": CertificateState.ACCEPTED, "validator_id": ana.id, "validated_at": NOW}
    wipe = record_wipe(company.store, number, operator_id=company.worker.id, media_serial="=S1", **accepted)
    (one,) = rows(company, Kind.CERTIFICATES, tmp_path)
    names = ("State", "Asset tag", "Serial number", "Method", "Technique", "Media serial", "Wiped by", "Validated by")
    assert told(one, *names) == [
        *("accepted", "DD-00000", "PF000000", wipe.method.value, wipe.technique, "'=S1", "Will Worker", "Ana IT"),
    ]
    assert told(one, "Guideline", "Validated at") == [REVISION, "2026-11-24T10:00:00+00:00"]
