"""A list of devices, dropped into the conversation with the desk: looked at, taken over, told."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest

from lifecycle.money import Money
from sandbox.faults import Fault, LostBefore, RateLimited, ServerError
from sandbox.person import Person
from sandbox.person.uploads import Upload
from tests.journeys.records import device, happened, person
from tests.journeys.steps import Cast
from tests.support.desk import Office, Transport

HEADING = "Serial,Asset Tag,Category,Manufacturer,Model,Assigned to,Country,Purchase date,Price,Currency,RAM\n"
GOOD = (
    "PF1,TP-1,Notebook,Lenovo,T14,greta@tallpine.example,GB,2024-03-25,1400.00,EUR,32 GB\n"
    "PF2,TP-2,Notebook,Lenovo,T14,Olaf Old,DE,2024-03-25,1400.00,EUR,\n"
    "PF3,,Notebook,Lenovo,T14,,Germany,2024-03-25,1400.00,EUR,16 GB\n"
)
BAD = "1.2E+10,TP-4,Notebook,Lenovo,T14,,GB,2024-03-25,1400.00,EUR,\n"


def drop(who: Person, text: str, words: str = "", name: str = "fleet.csv") -> None:
    who.write(words, Upload(name, text.encode()))


def report(company: Office) -> list[dict[str, str]]:
    """The newest file that the desk has sent, as rows."""
    with company.sandbox.workspace.changing():
        files = [one for one in company.sandbox.workspace.files.by_id.values() if one.name == "import.csv"]
    text = (files[-1].content or b"").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("transport", Transport)
def test_a_list_is_looked_at_and_then_taken_over(company: Office, cast: Cast) -> None:
    drop(cast.ana, HEADING + GOOD + BAD)
    answer = cast.ana.dm("fleet.csv: 3 new, 0 would change, 0 as they are, 1 refused")
    cast.ana.ephemeral("nothing is changed yet")
    assert answer.contains("Row 5: A spreadsheet has made 1.2E+10 of the number in Serial, and digits are lost.")
    assert company.rows()["device"] == 0
    cast.ana.dm("import.csv")
    assert [row["Result"] for row in report(company)] == ["made", "made", "made", "refused"]
    answer.click("Import")
    cast.ana.dm("fleet.csv is taken over: 3 new, 0 changed, 0 as they were, 1 refused")
    assert device(company, "TP-1").holder_id == person(company, cast.greta.id).id
    assert device(company, "TP-2").keeper == "Olaf Old"
    third = device(company, "DD-00001")
    assert (third.serial, third.state, third.country, third.attributes) == ("PF3", "in_stock", "DE", {"RAM": "16 GB"})
    assert happened(company, f"device:{third.id}") == ["device_added"]


def test_what_helps_against_a_refusal_is_written_along_with_the_list(company: Office, cast: Cast) -> None:
    text = "Serial,Category,Manufacturer,Model,Status\nPF1,Laptop,Lenovo,T14,Reserved\nPF2,Laptop,Lenovo,T14,in stock\n"
    drop(cast.ana, text)
    answer = cast.ana.dm("0 new, 0 would change, 0 as they are, 2 refused")
    assert answer.contains("Row 2: “Reserved” in Status is no state that is known here.")
    assert answer.contains('write what it means with it, like "Reserved"=in_stock.')
    assert answer.contains("Row 3: It is new here, and nothing tells its country.")
    assert answer.contains("send the list again and write country=GB with it")
    cast.ana.dm("import.csv")
    assert "write country=" in report(company)[1]["What helps"]
    drop(cast.ana, text, "thanks: country=DE “Reserved”=in_stock")
    cast.ana.dm("2 new, 0 would change, 0 as they are, 0 refused")


def test_what_is_written_with_a_list_and_means_nothing_is_told(company: Office, cast: Cast) -> None:
    drop(cast.ana, HEADING + GOOD, "country=Atlantis")
    answer = cast.ana.dm("“country=Atlantis” was written with it, and that is not understood.")
    assert answer.contains("Write its code, like")
    assert company.rows()["device"] == 0


def test_one_cell_of_ten_megabytes_stops_none_of_the_others(company: Office, cast: Cast) -> None:
    drop(cast.ana, HEADING + GOOD + f"PF4,{'x' * 10_000_000},Notebook,Lenovo,T14,,GB,,,,\n")
    answer = cast.ana.dm("3 new, 0 would change, 0 as they are, 1 refused")
    assert answer.contains("Row 5: A cell has more than 131,072 characters")


def test_the_same_list_twice_changes_nothing(company: Office, cast: Cast) -> None:
    for said in ("3 new, 0 would change, 0 as they are", "0 new, 0 would change, 3 as they are"):
        drop(cast.ana, HEADING + GOOD)
        answer = cast.ana.dm(said)
        if "3 new" in said:
            answer.click("Import")
            cast.ana.dm("is taken over: 3 new")
    cast.ana.dm("There is nothing to take over")
    assert company.rows()["event"] == 3


def test_cancel_takes_the_buttons_away(company: Office, cast: Cast) -> None:
    drop(cast.ana, HEADING + GOOD)
    cast.ana.dm("3 new").click("Cancel")
    cast.ana.dm("Nothing was taken over from this list.")
    assert company.rows()["device"] == 0


def test_others_than_it_are_told_to_ask_it(company: Office, cast: Cast) -> None:
    drop(cast.greta, HEADING + GOOD)
    cast.greta.ephemeral("Lists of devices are for IT.")
    assert company.rows()["device"] == 0


def test_whoever_is_of_it_no_more_takes_nothing_over(company: Office, cast: Cast) -> None:
    drop(cast.bruno, HEADING + GOOD)
    answer = cast.bruno.dm("3 new")
    company.bot.core.store.people.set_members("it", [cast.ana.id])  # type: ignore[arg-type]
    answer.click("Import")
    cast.bruno.ephemeral("Lists of devices are for IT.")
    assert company.rows()["device"] == 0


def test_a_list_that_can_be_read_in_two_ways_is_asked_about(company: Office, cast: Cast) -> None:
    text = "Serial,Category,Manufacturer,Model,Country,Purchase date,Price\nPF1,Laptop,Lenovo,T14,GB,03/05/2024,1.400\n"
    drop(cast.ana, text)
    asked = cast.ana.dm("fleet.csv can be read in more than one way")
    for words in ("03/05/2024", "day-first or month-first", "decimal-point or decimal-comma", "name no currency"):
        assert asked.contains(words)
    drop(cast.ana, text, "day-first decimal-comma EUR please")
    cast.ana.dm("fleet.csv: 1 new").click("Import")
    cast.ana.dm("is taken over: 1 new")
    found = device(company, "DD-00001")
    assert (str(found.purchased_on), found.price) == ("2024-05-03", Money(Decimal(1400), "EUR"))


def test_what_is_no_list_is_answered_with_the_reason(company: Office, cast: Cast) -> None:
    drop(cast.ana, "a,b\n1,2\n")
    cast.ana.dm("No column is a serial number or an asset tag")
    drop(cast.ana, "%PDF-1.7 …", name="fleet.pdf")
    cast.ana.dm("It is a PDF")


def test_whoever_just_writes_is_told_what_can_be_said(company: Office, cast: Cast) -> None:
    cast.greta.write("hello?")
    cast.greta.ephemeral("/device request")


def test_somebody_elses_file_is_not_read(company: Office, cast: Cast) -> None:
    drop(cast.ana, HEADING + GOOD)
    cast.ana.dm("3 new")
    workspace = company.sandbox.workspace
    with workspace.changing():
        (file,) = (one.id for one in workspace.files.by_id.values() if one.name == "fleet.csv")
        place = workspace.open_dm((cast.bruno.id, company.sandbox.app.bot_user))
    company.sandbox.happenings.write(cast.bruno.id, place.id, "", files=(file,))
    cast.bruno.dm("That file is not there any more, or is not yours.")


TROUBLE = pytest.mark.parametrize(
    ("method", "fault"),
    [("files.info", RateLimited()), ("download", ServerError(503)), ("download", LostBefore())],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
"""What passes at Slack's: the list is there all the same."""


@TROUBLE
def test_whoever_drops_a_list_while_slack_has_trouble_is_told(
    company: Office, cast: Cast, method: str, fault: Fault
) -> None:
    company.sandbox.faults.order(method, fault)
    drop(cast.ana, HEADING + GOOD)
    cast.ana.dm("Something went wrong on our side, and nothing was kept.")
    drop(cast.ana, HEADING + GOOD)
    cast.ana.dm("3 new")


@TROUBLE
def test_a_list_is_taken_over_once_slack_has_no_trouble_any_more(
    company: Office, cast: Cast, method: str, fault: Fault
) -> None:
    drop(cast.ana, HEADING + GOOD)
    answer = cast.ana.dm("3 new")
    company.sandbox.faults.order(method, fault)
    answer.click("Import")
    drop(cast.ana, "a,b\n1,2\n")
    cast.ana.dm("No column is a serial number")  # lists go one after the other: the first try is over
    assert company.rows()["device"] == 0
    company.clock.walk(timedelta(minutes=2))
    company.sweep()
    cast.ana.dm("fleet.csv is taken over: 3 new")
    assert company.rows()["device"] == 3
