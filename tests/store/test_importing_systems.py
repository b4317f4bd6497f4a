"""Other systems' exports taken over twice: first exactly as much as they hold, then nothing."""

from pathlib import Path

import pytest

from bot.fleet.file.choices import Order
from bot.fleet.file.options import Options
from bot.fleet.file.planning import opened
from bot.fleet.file.reporting import Report
from bot.fleet.importing import FleetImporter, typed
from lifecycle.people import COMMAND_LINE
from tests.store.test_log import breaks
from tests.support.company import NOW, POLICY, Company
from tests.support.fleet_files import DATA

OPTIONS = Options(currency="EUR", country="GB", category="laptop", manufacturer="Nobody", dates=Order.DAY_FIRST)

HELD = {
    "glpi-fr": (4, 2),
    "google-admin": (3, 2),
    "intune": (4, 2),
    "jamf": (2, 0),
    "plain-de": (3, 2),
    "shelf": (4, 0),
    "shelf-import": (2, 0),
    "snipe-it-export": (5, 3),
    "snipe-it-import": (4, 1),
    "snipe-it-report": (3, 1),
}
"""How many devices each file holds that can be taken, and how many rows that cannot."""


def taken(company: Company, file: Path, key: str) -> tuple[int, ...]:
    report, importer = Report(typed(POLICY)), FleetImporter(desk=company.desk, people=company.store.people)
    with opened(file, OPTIONS) as found:
        importer.carry_out(found, report.add, actor=COMMAND_LINE, key=key, now=NOW)
    return tuple(report.tally.counts.values())


def test_every_sample_is_here() -> None:
    assert HELD.keys() == {file.stem for file in DATA.glob("*.csv")}


@pytest.mark.parametrize("name", HELD)
def test_a_list_twice(company: Company, name: str) -> None:
    file, (good, bad) = DATA / f"{name}.csv", HELD[name]
    assert taken(company, file, "first") == (good, 0, 0, bad)
    assert taken(company, file, "second") == (0, 0, good, bad)
    assert breaks(company) == []
