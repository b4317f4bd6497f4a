"""What follows from HR's file: planned as a whole, carried out once, told line by line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.faults import Faulty
from bot.people.command import Importer
from lifecycle.device import DeviceState
from lifecycle.people import COMMAND_LINE
from lifecycle.retrieval import Return, ReturnCause
from lifecycle.returns.commands import CallOffReturn
from sandbox import Sandbox
from sandbox.company import BRUNO, CHIARA, TEAM
from store.engine import migrations
from tests.support.company import NOW, Company, account, open_company, open_store
from tests.support.returns import change_device, open_case
from tests.unit.bot.shell import Shell

HEADINGS = "email,name,country,manager_email,first_day,last_day,private_email"
LAST_DAY = date(2026, 12, 31)


@dataclass
class Hr:
    """Somebody in HR with a file, and a company that it is about."""

    company: Company
    file: Path

    def imports(self, *lines: str, dry_run: bool = False, days_later: int = 0) -> list[str]:
        store, told = self.company.store, list[str]()
        self.file.write_text("\n".join((HEADINGS, *lines)), encoding="utf-8")
        now = NOW + timedelta(days=days_later)
        assert Importer(self.company.desk, store.people, Settings()).run(
            self.file, now, dry_run=dry_run, tell=told.append
        )
        return told

    def faults(self, *lines: str) -> list[str]:
        with pytest.raises(Faulty) as caught:
            self.imports(*lines)
        return [str(one) for one in caught.value.faults]

    def give(self, number: int = 1) -> list[int]:
        """Devices that Will has."""
        ids = self.company.stock(number)
        for one in ids:
            change_device(self.company.store, one, holder_id=self.company.worker.id, state=DeviceState.IN_USE)
        return ids

    def case(self) -> Return | None:
        """Will's open return."""
        with self.company.store.reading() as reads:
            return reads.open_return_of(self.company.worker.id)

    def private_email(self) -> str | None:
        case = self.case()
        with self.company.store.reading() as reads:
            contact = reads.contact(case.subject) if case else None
        return contact.email if contact else None


@pytest.fixture
def hr(sqlite_url: str, tmp_path: Path) -> Iterator[Hr]:
    with open_company(sqlite_url) as company:
        people = company.store.people
        people.record(account("U0", "Mia Manager", email="Mia@example.com", updated=1), NOW)
        people.record(account("U1", "Will Worker", email="will@example.com", updated=1), NOW)
        people.record(account("U7", "Gone", email="gone@example.com", is_deactivated=True), NOW)
        people.record(account("U8", "Gus Guest", email="guest@example.com", country="FR", is_guest=True), NOW)
        people.record(account("U9", "Robot", email="robot@example.com", is_bot=True), NOW)
        yield Hr(company, tmp_path / "people.csv")


def test_a_leaver_gets_a_return_once(hr: Hr) -> None:
    hr.give(2)
    line = "WILL@example.com,Will,DE,mia@example.com,,2026-12-31,will@home.example"
    does = (
        "line 2, WILL@example.com: the manager is Mia Manager; the country is DE; "
        "a return of 2 devices is opened, last day 2026-12-31, with the private email"
    )
    dry = hr.imports(line, dry_run=True)
    assert dry == ["Nothing is changed: this is what would be.", does, "1 person: 1 would change, 0 as before."]
    assert hr.case() is None
    told = hr.imports(line)
    case = hr.case()
    assert case is not None
    assert told == [f"{does}, number {case.id}", "1 person: 1 changed, 0 as before."]
    assert (case.cause, case.last_day, case.opened_by) == (ReturnCause.LEAVING, LAST_DAY, None)
    assert case.manager_id == hr.company.manager.id
    assert hr.private_email() == "will@home.example"
    with hr.company.store.reading() as reads:
        will = reads.person(hr.company.worker.id)
    assert will is not None
    assert (will.manager_id, will.country) == (hr.company.manager.id, "DE")
    again = ["line 2, WILL@example.com: nothing: everything is on record already", "1 person, nothing to do."]
    assert hr.imports(line) == again
    assert hr.imports(line, days_later=30) == again


def test_the_email_is_told_neither_on_screen_nor_in_the_log(hr: Hr) -> None:
    hr.give()
    told = hr.imports("will@example.com,,,,,2026-12-31,will@home.example")
    assert "will@home.example" not in "\n".join(told)


def test_what_changes_about_an_open_return(hr: Hr) -> None:
    hr.give()
    hr.imports("will@example.com,,,,,2026-12-31,")
    case = hr.case()
    assert case is not None
    told = hr.imports("will@example.com,,,mia@example.com,,2027-01-31,will@home.example")
    assert told[0] == (
        f"line 2, will@example.com: the manager is Mia Manager; return {case.id} is changed: "
        "last day 2027-01-31 in the place of 2026-12-31, manager Mia Manager, another private email"
    )
    after = hr.case()
    assert after is not None
    assert (after.id, after.last_day, after.manager_id) == (case.id, date(2027, 1, 31), hr.company.manager.id)
    assert hr.private_email() == "will@home.example"
    back = hr.imports("will@example.com,,,,,2026-12-31,")
    assert "last day 2026-12-31 in the place of 2027-01-31" in back[0]
    assert hr.private_email() == "will@home.example"


def test_who_has_no_devices_or_no_last_day_has_nothing_to_return(hr: Hr) -> None:
    told = hr.imports("will@example.com,,,,,2026-11-01,", "mia@example.com,,,,,,", "guest@example.com,,DE,,,,")
    assert told == [
        "line 2, will@example.com: nothing: there are no devices to come back",
        "line 3, mia@example.com: nothing: everything is on record already",
        "line 4, guest@example.com: nothing: everything is on record already",
        "3 people, nothing to do.",
    ]


def test_a_return_that_was_called_off_stays_so(hr: Hr) -> None:
    hr.give()
    line = "will@example.com,,,,,2026-12-31,"
    hr.imports(line)
    case = hr.case()
    assert case is not None
    hr.company.perform(CallOffReturn(return_id=case.id, reason="He stays."), COMMAND_LINE)
    assert hr.imports(line)[0] == "line 2, will@example.com: nothing: the return for 2026-12-31 was called off"
    hr.give()
    assert "a return of 1 device is opened" in hr.imports(line)[0]
    assert hr.case() is not None


@pytest.mark.parametrize("cause", [ReturnCause.SWAP, ReturnCause.DEACTIVATED])
def test_what_was_a_swap_or_undecided_becomes_the_return_of_everything(hr: Hr, cause: ReturnCause) -> None:
    case = open_case(hr.company.store, hr.company.worker, *hr.give(), cause=cause)
    (told, _) = hr.imports("will@example.com,,DE,,,2027-01-31,")
    assert f"return {case.id} is changed: it is of everything from now on, because the person leaves" in told
    changed = hr.case()
    assert changed is not None
    assert changed.cause is ReturnCause.LEAVING


def test_a_line_of_somebody_who_has_left_keeps_no_other_from_being_imported(hr: Hr) -> None:
    told = hr.imports("gone@example.com,,,,,2026-12-31,", "will@example.com,,,gone@example.com,,,")
    assert told[0] == "line 2, gone@example.com: nothing: there are no devices to come back"
    assert "the Slack account of gone@example.com has ended, so nobody is named as manager" in told[1]


def test_nothing_is_imported_when_a_line_is_faulty(hr: Hr) -> None:
    hr.give()
    before = hr.company.store.people.with_emails(["will@example.com"])
    found = hr.faults(
        "will@example.com,,DE,mia@example.com,,2026-12-31,",
        "nobody@example.com,,,,,,",
        "mia@example.com,,,boss@example.com,,2126-12-31,",
        "gone@example.com,,,,,2026-12-31,",
        "robot@example.com,,,,,31/12/2026,",
        "guest@example.com,,,guest2@example.com,,,",
    )
    assert found == [
        "line 3, email: nobody in Slack on record has the address nobody@example.com",
        "line 4, manager's email: nobody in Slack on record has the address boss@example.com",
        "line 6, last day: '31/12/2026' is not a date like 2026-12-31",
        "line 6, email: robot@example.com is a guest or a bot in Slack",
        "line 7, manager's email: nobody in Slack on record has the address guest2@example.com",
    ]
    assert hr.case() is None
    assert hr.company.store.people.with_emails(["will@example.com"]) == before


@pytest.mark.parametrize("day", ["2024-01-01", "2029-01-01"])
def test_a_last_day_that_nobody_can_mean(hr: Hr, day: str) -> None:
    assert hr.faults(f"will@example.com,,,,,{day},") == [f"line 2, last day: {day} is more than two years away"]


def test_a_manager_who_cannot_be_asked(hr: Hr) -> None:
    assert hr.faults("will@example.com,,,guest@example.com,,,") == [
        "line 2, manager's email: guest@example.com is a guest or a bot in Slack"
    ]


def test_the_active_account_counts_where_two_had_the_address(hr: Hr) -> None:
    hr.company.store.people.record(account("U17", "Back", email="GONE@example.com"), NOW)
    assert hr.imports("gone@example.com,,SE,,,,")[0] == "line 2, gone@example.com: the country is SE"


def test_a_file_that_is_not_there(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    told = shell.bot("people", "nowhere.csv")
    assert told.returncode == 1
    assert told.stderr == "nowhere.csv: 1 fault\n  the file: cannot be read: No such file or directory\n"


def test_people_whom_the_desk_has_not_met_are_looked_up_in_slack(shell: Shell, sandbox: Sandbox) -> None:
    migrations.upgrade(shell.database_url)
    shell.work_in(sandbox)
    chiara, bruno = (sandbox.workspace.user(one) for one in (CHIARA, BRUNO))
    gone = replace(chiara, id="U0GONE", email="gone@tallpine.example", deleted=True)
    with sandbox.workspace.changing():
        sandbox.workspace.directory.put(gone)
    file = shell.directory / "hr.csv"
    file.write_text(f"{HEADINGS}\n{chiara.email},,,{bruno.email},,2026-12-31,\n", encoding="utf-8")
    told = shell.bot("people", "hr.csv", "--dry-run")
    assert (told.returncode, told.stderr) == (0, "")
    assert f"line 2, {chiara.email}: the manager is {bruno.real_name}; there are no devices" in told.stdout
    told = shell.bot("people", "hr.csv")
    assert told.stdout.endswith("1 person: 1 changed, 0 as before.\n")
    with open_store(shell.database_url) as store, store.reading() as reads:
        found = reads.person_in_slack(TEAM.id, CHIARA)
        assert found is not None
        assert found.manager_id is not None
    file.write_text(f"{HEADINGS}\n{gone.email},,,,,soon,\nwho@tallpine.example,,,,,,\n", encoding="utf-8")
    told = shell.bot("people", "hr.csv")
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "hr.csv: 2 faults",
        "  line 2, last day: 'soon' is not a date like 2026-12-31",
        "  line 3, email: nobody in Slack on record has the address who@tallpine.example",
    ]
