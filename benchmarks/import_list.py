"""A list of devices as people have it, as CSV or a workbook: two thirds are in use by people who are not in Slack."""

import csv
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

HEADING = (
    *("Serial number", "Asset tag", "Category", "Manufacturer", "Model", "Status", "Assigned to", "Country"),
    *("Purchase date", "Price", "Currency", "Warranty until", "RAM", "Notes"),
)


def write_list(file: Path, rows: int) -> None:
    """Write the list to a file that ends with `.csv` or `.xlsx`."""
    if file.suffix == ".xlsx":
        _write_workbook(file, rows)
        return
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADING)
        writer.writerows(_row(number) for number in range(rows))


def _write_workbook(file: Path, rows: int) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Devices")
    sheet.append(HEADING)
    for number in range(rows):
        sheet.append(list(_row(number)))
    workbook.save(file)


def _row(number: int) -> Iterator[object]:
    is_used = number % 3 > 0
    yield from (f"PF{number:08}", f"AT-{number:07}", "Notebook", "Lenovo", f"ThinkPad T{14 + number % 4}")
    yield from ("Deployed" if is_used else "In stock", f"Person {number % 5000}" if is_used else "", "Germany")
    yield from (f"{1 + number % 28}/{1 + number % 12}/2024", "1,449.90", "EUR", "2027-03-31", "32 GB", "")
