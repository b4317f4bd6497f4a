"""How many devices do we have? Asked in Slack, by whoever may."""

from datetime import timedelta

import pytest

from sandbox.person import Person
from tests.journeys.returns.steps import lend
from tests.journeys.steps import Cast, ask, card
from tests.support.desk import Office, Transport
from tests.support.policy import LAPTOP


def answer(who: Person, line: str) -> str:
    """What the asker alone is shown."""
    who.command(line)
    return who.ephemeral().notification


@pytest.mark.parametrize("transport", Transport)
def test_it_asks_and_gets_figures_and_a_picture(company: Office, cast: Cast) -> None:
    lend(company, cast.greta.id, cast.david.id)
    lend(company, cast.chiara.id, None, (LAPTOP,), first=200)
    told = answer(cast.ana, "/device fleet")
    assert told.startswith("The company has 3 devices.\nIn use: 3\n")
    assert "By category: Laptops 2 and Headsets 1." in told
    cast.ana.dm("The company has 3 devices.")
    cast.ana.dm("The fleet as of Nov 24, 2026")
    assert [one.name for one in company.sandbox.workspace.files.by_id.values()] == ["fleet.png"]
    assert answer(cast.karen, "/device fleet headset uk").startswith(
        "The company has 1 device. Counted are: Headsets and United Kingdom."
    )
    assert answer(cast.ana, "/device fleet") == told, "the same question gets the same answer"


def test_a_manager_asks_for_their_people_and_a_colleague_for_nobody(company: Office, cast: Cast) -> None:
    lend(company, cast.greta.id, cast.david.id)
    lend(company, cast.chiara.id, None, (LAPTOP,), first=200)
    assert answer(cast.david, "/device fleet").startswith("Your people have 2 devices of the company.")
    assert answer(cast.david, "/device fleet in stock").startswith("There is no device on record that is meant by")
    assert answer(cast.chiara, "/device fleet").startswith("The fleet in figures is for IT")


@pytest.mark.parametrize("words", ["%", "'", "laptop <!channel>", "\N{PILE OF POO}" * 40])
def test_words_that_mean_nothing_are_named_and_do_nothing(company: Office, cast: Cast, words: str) -> None:
    before = company.rows()
    told = answer(cast.ana, f"/device fleet {words}")
    assert told.startswith("I do not know what is meant by")
    assert "<!channel>" not in told
    assert company.rows() == before


def test_what_is_out_after_the_last_day_is_told(company: Office, cast: Cast) -> None:
    lend(company, cast.greta.id, cast.david.id)
    cast.ana.command("/device offboard @greta")
    cast.ana.form.fill({"Last day": company.clock().date() + timedelta(days=2)})
    cast.ana.form.submit()
    assert "Coming back: 2\n" in answer(cast.ana, "/device fleet")
    company.clock.walk_to(company.clock() + timedelta(days=4))
    assert "Coming back: 2. 2 of them are out after the last day." in answer(cast.ana, "/device fleet")
    company.clock.walk_to(company.clock() + timedelta(days=50))
    assert "2 are overdue: more than 45 days." in answer(cast.ana, "/device fleet")


def test_the_report_comes_by_direct_message(company: Office, cast: Cast) -> None:
    lend(company, cast.greta.id, cast.david.id)
    assert "in your messages with Device Desk" in answer(cast.ana, "/device report fleet")
    assert "In use: 2" in cast.ana.dm("The company has 2 devices.").notification


def test_the_home_of_it_leads_through_the_queue(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    home = cast.ana.home()
    assert "IT’s queue" in home.text
    assert "Nothing waits" not in home.text
    home.click("To approve: 1")
    home.wait_for("Request #1")
    home.click("Approve")
    home.wait_for("There is nothing here now.")
    company.settle()
    assert card(cast.ana).contains("Approved")
    home.click("Back to the overview")
    home.wait_for("To order: 1")


def test_a_manager_reads_on_the_home_who_has_what(company: Office, cast: Cast) -> None:
    lend(company, cast.greta.id, cast.david.id)
    home = cast.david.home()
    assert "IT’s queue" not in home.text
    home.click("Their devices: 2")
    home.wait_for("DD-00100")
    assert "greta" in home.text.casefold()
    assert "Your people" not in cast.chiara.home().text
