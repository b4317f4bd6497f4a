"""What leaves in a table: everything that is asked for, nothing that a spreadsheet works on, nothing private."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.faults import Faulty
from bot.fleet.export import export
from bot.fleet.file.choices import Kind
from lifecycle.requests.commands import AddDevice, NewHire
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn, Reach
from tests.support.company import NOW, POLICY, Company

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def busy(company: Company) -> Company:
    """A request for somebody who is not in Slack yet, and a return, both with private data."""
    company.stock()
    company.submit(recipient=NewHire(name="Noor Aziz", email="noor@home.example"), address="1 Secret Street")
    command = AddDevice(
        category="laptop",
        manufacturer="Lenovo",
        model=FORMULA,
        country="DE",
        serial="PF1",
        asset_tag="T-1",
        holder_id=company.worker.id,
        attributes={FORMULA: "+1"},
    )
    company.perform(command, company.ana)
    reach = Reach(email="will@home.example", phone="+4915112345678", address="2 Secret Street")
    leaving = ReturnCause.LEAVING
    opened = OpenReturn(holder_id=company.worker.id, cause=leaving, last_day=NOW.date(), reach=reach)
    company.perform(opened, company.ana)
    return company


def table(company: Company, kind: Kind, folder: Path) -> list[list[str]]:
    file = folder / f"{kind}.csv"
    export(company.store, POLICY, kind, file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(("kind", "rows"), [(Kind.DEVICES, 2), (Kind.REQUESTS, 1), (Kind.RETURNS, 1)])
def test_a_row_for_each(busy: Company, tmp_path: Path, kind: Kind, rows: int) -> None:
    heading, *found = table(busy, kind, tmp_path)
    assert len(found) == rows
    assert {len(row) for row in found} == {len(heading)}
    assert len(heading) == len(set(heading))


def test_every_event(busy: Company, tmp_path: Path) -> None:
    heading, *found = table(busy, Kind.EVENTS, tmp_path)
    assert [row[heading.index("What")] for row in found][:2] == ["device_added", "request_submitted"]
    with busy.store.listing() as listing:
        assert len(found) == sum(1 for _ in listing.events())


@pytest.mark.parametrize("kind", Kind)
def test_nothing_private_and_nothing_to_be_worked_on(busy: Company, tmp_path: Path, kind: Kind) -> None:
    cells = [cell for row in table(busy, kind, tmp_path) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in cells if "home.example" in cell or "Secret" in cell or "15112345678" in cell]
    file = tmp_path / f"{kind}.xlsx"
    export(busy.store, POLICY, kind, file)
    sheet = load_workbook(file).active
    assert sheet is not None
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_a_file_that_cannot_be_written_leaves_none(busy: Company, tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"must end with \.csv or \.xlsx"):
        export(busy.store, POLICY, Kind.DEVICES, tmp_path / "fleet.txt")
    folder = tmp_path / "fleet.csv"
    folder.mkdir()
    with pytest.raises(Faulty, match="cannot be written"):
        export(busy.store, POLICY, Kind.DEVICES, folder)
    assert [one for one in tmp_path.iterdir() if "fleet" in one.name] == [folder]
