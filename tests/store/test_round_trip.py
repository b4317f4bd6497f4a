"""What `export` writes is imported again: devices of every state, and those that are only ordered."""

import csv
from pathlib import Path

import pytest

from bot.fleet.export import export
from bot.fleet.file.choices import Kind
from bot.fleet.file.options import Options
from bot.fleet.file.planning import Row, opened
from bot.fleet.importing import FleetImporter
from lifecycle.device import Device, DeviceState
from lifecycle.importing import Verdict
from lifecycle.list_flaws import Why
from lifecycle.people import COMMAND_LINE
from tests.store.test_log import breaks
from tests.support.company import NOW, POLICY, Company
from tests.support.returns import change_device

NUMBER = "Device Desk number"


@pytest.fixture
def ordered(company: Company) -> Device:
    """What is on order, without a serial number and an asset tag, beside a device in stock."""
    company.stock()
    (number,) = company.stock()
    return change_device(company.store, number, state=DeviceState.EXPECTED, serial=None, asset_tag=None)


def written(company: Company, file: Path) -> Path:
    export(company.store, POLICY, Kind.DEVICES, file)
    return file


def taken(company: Company, file: Path) -> list[Row]:
    rows: list[Row] = []
    importer = FleetImporter(desk=company.desk, people=company.store.people)
    with opened(file, Options()) as found:
        importer.carry_out(found, rows.append, actor=COMMAND_LINE, key=file.name, now=NOW)
    return rows


def edited(file: Path, **changes: str) -> Path:
    """The file with these cells in its last row, and that row once more below it."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = list(csv.reader(stream))
    for name, text in changes.items():
        rows[-1][heading.index(name)] = text
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heading, *rows, rows[-1]])
    return file


def on_record(company: Company, number: int) -> Device:
    with company.store.reading() as reads:
        device = reads.device(number)
    assert device
    return device


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_only_ordered_stays_as_it_is(company: Company, ordered: Device, tmp_path: Path, suffix: str) -> None:
    rows = taken(company, written(company, tmp_path / f"fleet{suffix}"))
    assert [one.verdict for one in rows] == [Verdict.LEFT, Verdict.LEFT]
    assert on_record(company, ordered.id) == ordered


def test_what_is_only_ordered_is_corrected_once(company: Company, ordered: Device, tmp_path: Path) -> None:
    rows = taken(company, edited(written(company, tmp_path / "fleet.csv"), Note="for Lisbon"))
    assert [(one.verdict, one.judgement.why) for one in rows] == [
        (Verdict.LEFT, None),
        (Verdict.CHANGED, None),
        (Verdict.REFUSED, Why.NO_KEY),
    ]
    assert on_record(company, ordered.id).note == "for Lisbon"
    assert breaks(company) == []


@pytest.mark.parametrize("number", ["1", "999", "0", "-2", "2.5", "9" * 30, "two"])
def test_a_number_of_nothing_on_order_is_no_number(
    company: Company, ordered: Device, tmp_path: Path, number: str
) -> None:
    rows = taken(company, edited(written(company, tmp_path / "fleet.csv"), **{NUMBER: number, "Note": "another"}))
    assert [one.judgement.why for one in rows[1:]] == [Why.NO_KEY, Why.NO_KEY]
    assert [on_record(company, one).note for one in (1, ordered.id)] == [None, None]


@pytest.mark.parametrize("state", DeviceState)
def test_a_device_stays_as_it_is_wherever_it_stands(company: Company, tmp_path: Path, state: DeviceState) -> None:
    (number,) = company.stock()
    before = change_device(company.store, number, state=state, holder_id=company.worker.id)
    (row,) = taken(company, written(company, tmp_path / "fleet.csv"))
    verdict = Verdict.REFUSED if state is DeviceState.IN_STOCK else Verdict.LEFT  # nobody has what is in stock
    assert (row.verdict, on_record(company, number)) == (verdict, before)
