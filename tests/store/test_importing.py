"""Lists on both databases: one commit for a part of a list, done once, in a log that is whole."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faults import Faulty
from bot.fleet.export import export
from bot.fleet.file.choices import Kind
from bot.fleet.file.options import Options
from bot.fleet.file.planning import Row, opened
from bot.fleet.file.reporting import Report
from bot.fleet.importing import FleetImporter, ImportCommand, typed
from lifecycle.desk import Desk, Outcome
from lifecycle.device import Device, DeviceState
from lifecycle.devices.commands import BackFromRepair
from lifecycle.devices.listing import ImportDevices
from lifecycle.errors import Reason, Refused
from lifecycle.importing import Listed, Verdict
from lifecycle.people import COMMAND_LINE, Actor
from lifecycle.retrieval import Condition, ReturnCause
from lifecycle.returns.commands import OpenReturn
from tests.store.test_log import breaks
from tests.support.company import NOW, POLICY, Company

ROWS = tuple(
    Listed(row=number, serial=f"S{number}", category="laptop", manufacturer="Lenovo", model="T14", country="DE")
    for number in range(2, 12)
)


def take(company: Company, *rows: Listed, key: str = "list", actor: Actor = COMMAND_LINE) -> Outcome:
    return company.desk.perform(ImportDevices(rows=rows or ROWS), actor=actor, key=key, now=NOW)


def verdicts(outcome: Outcome) -> list[Verdict]:
    return [one.verdict for one in outcome.judgements]


def devices(company: Company) -> Sequence[Device]:
    with company.store.listing() as listing:
        return list(listing.devices())


def test_a_part_of_a_list_is_made_and_then_left(company: Company) -> None:
    assert verdicts(take(company)) == [Verdict.MADE] * 10
    assert take(company).duplicate
    assert verdicts(take(company, key="again")) == [Verdict.LEFT] * 10
    assert [one.asset_tag for one in devices(company)] == [f"DD-{number:05}" for number in range(1, 11)]
    assert breaks(company) == []


def test_what_is_known_is_changed_beside_what_is_new(company: Company) -> None:
    company.stock(2)
    known = devices(company)
    rows = [replace(ROWS[0], serial=one.serial, note=f"note {one.id}", row=20 + one.id) for one in known]
    assert verdicts(take(company, *rows, *ROWS)) == [*([Verdict.CHANGED] * 2), *([Verdict.MADE] * 10)]
    assert [(one.note, one.version) for one in devices(company)[:2]] == [("note 1", 2), ("note 2", 2)]
    assert devices(company)[2].id == 3
    assert breaks(company) == []


def test_what_a_list_brings_into_use_has_its_turn_to_be_audited(company: Company) -> None:
    take(company, replace(ROWS[0], holder_id=company.worker.id), ROWS[1])
    held, stocked = devices(company)
    assert held.next_look_at is not None
    assert held.next_look_at > NOW
    assert stocked.next_look_at is None


def test_what_a_list_has_at_repair_and_with_nobody_is_to_be_wiped(company: Company) -> None:
    take(company, replace(ROWS[0], state=DeviceState.IN_REPAIR))
    (device,) = devices(company)
    assert device.returned_at == NOW
    company.perform(BackFromRepair(device_id=device.id, condition=Condition.GOOD), company.ana)
    assert devices(company)[0].state is DeviceState.RETURNED
    assert breaks(company) == []


def test_only_it_imports(company: Company) -> None:
    with pytest.raises(Refused):
        take(company, actor=company.actor(company.worker))
    assert devices(company) == []
    assert verdicts(take(company, actor=company.actor(company.ana))) == [Verdict.MADE] * 10


def test_what_somebody_has_who_is_leaving_comes_back_with_the_rest(company: Company) -> None:
    take(company, replace(ROWS[0], holder_id=company.worker.id), key="first")
    command = OpenReturn(holder_id=company.worker.id, cause=ReturnCause.LEAVING, last_day=NOW.date())
    company.perform(command, company.ana)
    take(company, replace(ROWS[1], holder_id=company.worker.id, state=DeviceState.IN_USE), key="second")
    assert {one.state for one in devices(company)} == {DeviceState.RETURN_DUE}
    with company.store.reading() as reads:
        case = reads.open_return_of(company.worker.id)
    assert case is not None
    assert len(case.items) == 2
    assert breaks(company) == []


def run(company: Company, file: Path, key: str) -> Report:
    report, importer = Report(typed(POLICY)), FleetImporter(desk=company.desk, people=company.store.people)
    with opened(file, Options()) as found:
        importer.carry_out(found, report.add, actor=COMMAND_LINE, key=key, now=NOW)
    return report


def foreseen(company: Company, file: Path) -> list[Row]:
    rows: list[Row] = []
    with opened(file, Options()) as found:
        FleetImporter(desk=company.desk, people=company.store.people).foresee(found, rows.append)
    return rows


def test_more_rows_than_one_commit_takes(company: Company, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    lines = [f"S{number},Laptop,Lenovo,T14,DE" for number in range(1_234)]
    file.write_text("\n".join(["Serial,Category,Manufacturer,Model,Country", *lines]), encoding="utf-8")
    told = [row.verdict for row in foreseen(company, file)]
    assert told == [Verdict.MADE] * 1_234
    assert devices(company) == []
    assert run(company, file, "one").tally.counts[Verdict.MADE] == 1_234
    assert run(company, file, "two").tally.counts[Verdict.LEFT] == 1_234
    assert len({one.asset_tag for one in devices(company)}) == 1_234
    assert breaks(company) == []


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), min_size=1, max_size=20)
"""Anything that a cell can hold, formulas and all."""

NAMES = TEXT.map(str.strip).filter(bool)


@st.composite
def listed(draw: st.DrawFn, number: int) -> Listed:
    keeper = draw(st.none() | NAMES.map(lambda name: f"x {name}"))
    return Listed(
        row=number,
        serial=f"S{number}",
        asset_tag=draw(st.none() | st.just(f"=T-{number}")),
        category=draw(st.sampled_from(["laptop", "monitor", "Beamer"])),
        manufacturer=draw(NAMES),
        model=draw(NAMES),
        country=draw(st.sampled_from(["DE", "GB", "NA"])),
        keeper=keeper,
        note=draw(st.none() | TEXT),
        attributes=draw(st.dictionaries(st.sampled_from(["RAM", "=x", "Email", "a/b", "Serial"]), TEXT, max_size=3)),
    )


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_exported_is_imported_without_a_difference(
    company: Company, tmp_path: Path, suffix: str, data: st.DataObject
) -> None:
    start = len(devices(company))
    rows = [data.draw(listed(start + place + 1)) for place in range(3)]
    take(company, *rows, key=f"made {start}")
    file = tmp_path / f"fleet{suffix}"
    assert export(company.store, POLICY, Kind.DEVICES, file) == len(devices(company))
    before = devices(company)
    told = run(company, file, f"back {start}").tally.counts
    assert told == {Verdict.MADE: 0, Verdict.CHANGED: 0, Verdict.LEFT: len(before), Verdict.REFUSED: 0}
    assert devices(company) == before


def _silent(_: str) -> None:
    pass


class Unwilling:
    """A desk whose rules take nothing more."""

    def __init__(self, company: Company) -> None:
        self.policy, self.reading = company.desk.policy, company.desk.reading

    def perform(self, command: object, **_: object) -> Outcome:
        raise Refused(Reason.BUSY)


def test_a_desk_that_is_busy_says_how_to_go_on(company: Company, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Serial,Category,Manufacturer,Model,Country\nPF1,Laptop,Lenovo,T14,DE\n", encoding="utf-8")
    desk = cast(Desk, Unwilling(company))
    importer = FleetImporter(desk=desk, people=company.store.people)
    command = ImportCommand(importer=importer, actor=COMMAND_LINE, key="k", now=NOW, tell=_silent, progress=_silent)
    with pytest.raises(Faulty, match=r"the desk: took no more rows \(busy\): import the same file again"):
        command.run(file, Options(), None, dry_run=False)
