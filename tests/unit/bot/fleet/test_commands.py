"""`python -m bot import` and `export`, as they are typed."""

import csv
from pathlib import Path

from sandbox import Sandbox
from store.engine import migrations
from tests.support.fleet_files import DATA
from tests.unit.bot.shell import Shell

GERMAN = str(DATA / "plain-de.csv")


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_list_first_foreseen_then_taken_then_left(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    result = shell.directory / "result.csv"
    foreseen = shell.bot("import", GERMAN, "--dry-run", "--report", str(result))
    assert (foreseen.returncode, foreseen.stderr) == (0, "")
    assert "5 rows: 3 would be made, 0 would be changed, 0 would be left, 2 would be refused." in foreseen.stdout
    assert "Nothing is changed: this is what would be." in foreseen.stdout
    assert "The file is no UTF-8: it was read as Windows-1252." in foreseen.stdout
    assert [row["Result"] for row in rows_of(result)] == ["made", "made", "refused", "refused", "made"]
    taken = shell.bot("import", GERMAN)
    assert (taken.returncode, taken.stdout.splitlines()[-1]) == (0, "5 rows: 3 made, 0 changed, 0 left, 2 refused.")
    assert (
        "4    1,2E+10        TP-3003    refused  A spreadsheet has made 1,2E+10 of the number in Seri" in taken.stdout
    )
    again = shell.bot("import", GERMAN)
    assert again.stdout.splitlines()[-1] == "5 rows: 0 made, 0 changed, 3 left, 2 refused."
    assert shell.bot("verify").stdout == "The record is whole.\n"


def test_what_helps_is_told_below_the_table_and_in_the_file(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    result = shell.directory / "result.csv"
    told = shell.bot("import", str(DATA / "intune.csv"), "--dry-run", "--report", str(result)).stdout
    assert "What helps:\n" in told
    assert "  Rows 2, 3, 4, and 7: It is new here, and nothing tells its country." in told
    assert "If it is the same for all such rows, say --country DE. Or fill in a column for it.\n" in told
    third = rows_of(result)[1]
    assert (third["Row"], third["What"]) == ("3", "It is new here, and nothing tells its country.")
    assert "say --country DE" in third["What helps"]
    assert "2 would be refused" in shell.bot("import", str(DATA / "intune.csv"), "--dry-run", "--country", "DE").stdout


def test_everything_that_is_exported(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    shell.bot("import", GERMAN)
    for what, rows in (("devices", 3), ("events", 3), ("requests", 0), ("returns", 0)):
        for suffix in (".csv", ".xlsx"):
            file = shell.directory / f"{what}{suffix}"
            told = shell.bot("export", str(file), "--what", what)
            assert (told.returncode, told.stdout) == (0, f"{rows} row{'' if rows == 1 else 's'} in {file}.\n")
    assert len(rows_of(shell.directory / "events.csv")) == 3
    back = shell.bot("import", str(shell.directory / "devices.xlsx"))
    assert back.stdout.splitlines()[-1] == "3 rows: 0 made, 0 changed, 3 left, 0 refused."


def test_what_cannot_be_read_or_written(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    asked = shell.bot("import", str(DATA / "jamf.csv"))
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "the file: The amounts in “Purchase Price” ($2,199.00) name no currency: --currency USD, " in asked.stderr
    missing = shell.bot("import", "nothing.csv")
    assert missing.returncode == 1
    assert "the file: It cannot be read: No such file or directory." in missing.stderr
    currency = shell.bot("import", GERMAN, "--currency", "EURO")
    assert currency.returncode == 1
    assert "--currency: “EURO” in --currency is no currency. Write its code, like EUR." in currency.stderr
    wrong = shell.bot("export", "fleet.ods")
    assert (wrong.returncode, "must end with .csv or .xlsx" in wrong.stderr) == (1, True)
    nowhere = shell.bot("export", "no/where/fleet.csv")
    assert (nowhere.returncode, "cannot be written: No such file or directory" in nowhere.stderr) == (1, True)


def test_how_far_a_long_list_is(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    file = shell.directory / "long.csv"
    file.write_text("Serial\n" + "".join(f"PF{number}\n" for number in range(5_001)), encoding="utf-8")
    told = shell.bot("import", str(file), "--dry-run")
    assert told.stderr == "5,000 of 5,001 rows\n"
    assert "… and 4,961 more: --report FILE.csv has every row" in told.stdout


def test_only_bad_rows_end_with_1(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    file = shell.directory / "bad.csv"
    file.write_text("Serial,Model\n1.2E+10,T14\n", encoding="utf-8")
    told = shell.bot("import", str(file))
    assert (told.returncode, told.stdout.splitlines()[-1]) == (1, "1 row: 0 made, 0 changed, 0 left, 1 refused.")


def test_holders_are_looked_up_in_slack(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    file = shell.directory / "list.csv"
    text = "Serial,Category,Manufacturer,Model,User\nPF1,Laptop,Lenovo,T14,greta@tallpine.example\n"
    file.write_text(text, encoding="utf-8")
    with Sandbox() as sandbox:
        shell.work_in(sandbox)
        told = shell.bot("import", str(file))
    assert (told.returncode, told.stderr) == (0, "")
    shell.bot("export", "fleet.csv")
    (row,) = rows_of(shell.directory / "fleet.csv")
    assert (row["Holder"], row["Holder email"]) == ("Greta Lindqvist", "greta@tallpine.example")
    assert (row["Country"], row["State"]) == ("GB", "in_use")
