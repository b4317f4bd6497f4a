"""Looking for devices and at one of them, by whoever may, in their words."""

import pytest

from lifecycle.people import COMMAND_LINE
from lifecycle.requests.commands import AddDevice
from sandbox.company import GRETA
from sandbox.person import Person
from tests.journeys.records import device, person, stock
from tests.journeys.steps import Cast, ask, card, click_for_form, make_ready, send, ship
from tests.support.desk import Office
from tests.support.policy import HEADSET, LAPTOP

NOT_SEEN = "IT sees all of them"


def held(company: Office, tag: str, slack_id: str) -> None:
    """A headset in somebody's hands."""
    company.person(slack_id).command("/device mine")
    command = AddDevice(
        category=HEADSET.category,
        manufacturer=HEADSET.manufacturer,
        model=HEADSET.model,
        country="GB",
        serial=f"SN-{tag}",
        asset_tag=tag,
        holder_id=person(company, slack_id).id,
    )
    company.bot.core.desk.perform(command, actor=COMMAND_LINE, key=f"held:{tag}", now=company.clock())


def answer(who: Person, line: str) -> str:
    """What a command is answered with, for that person alone."""
    before = len(who.messages())
    who.command(line)
    return who.messages()[before:][-1].text


def test_it_finds_by_words_turns_pages_and_opens_one(company: Office, cast: Cast) -> None:
    for number in range(1, 13):
        stock(company, LAPTOP, f"DD-{number:05}")
    cast.ana.command("/device find thinkpad london")
    page = cast.ana.ephemeral("12 devices fit")
    assert "1 to 10 of 12" in page.text
    assert "DD-00012" in page.text
    assert "DD-00002" not in page.text
    page.click("More")
    cast.ana.ephemeral("11 to 12 of 12")
    assert cast.ana.messages("1 to 10 of 12") == [], "the page was turned, not added"
    cast.ana.ephemeral("11 to 12 of 12").click("Show", "DD-00002")
    assert "put on record by Device Desk" in cast.ana.ephemeral("What happened").text
    cast.ana.ephemeral("11 to 12 of 12").click("Earlier")
    cast.ana.ephemeral("1 to 10 of 12")


@pytest.mark.parametrize(
    "words",
    [
        *("dd-00077", "DD-0007", "sn-dd-00077", "@greta", "greta", "Lindqvist", "lind", "greta@tallpine.example"),
        *("evolve2", "jabra", "headset", "headsets", "gb", "United Kingdom", "in use", "headsets of Greta in use"),
    ],
)
def test_a_device_is_found_by_whatever_is_known_of_it(company: Office, cast: Cast, words: str) -> None:
    held(company, "DD-00077", GRETA)
    stock(company, LAPTOP, "DD-10001", country="DE", location="berlin")
    found = answer(cast.ana, f"/device find {words}")
    assert "1 device fits" in found
    assert "DD-00077" in found


def test_one_finds_ones_own_and_a_manager_those_of_their_people(company: Office, cast: Cast) -> None:
    held(company, "DD-00077", GRETA)
    assert "DD-00077" in answer(cast.greta, "/device find headset")
    assert "DD-00077" in answer(cast.greta, "/device show dd-00077")
    for line in ("find headset", "find greta", "find DD-00077"):
        told = answer(cast.david, f"/device {line}")
        assert "Nothing was found" in told
        assert NOT_SEEN in told
    stock(company, LAPTOP, "DD-00001")
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    assert "DD-00077" in answer(cast.david, "/device find greta")
    assert "DD-00077" in answer(cast.david, "/device show DD-00077"), "whoever asks for somebody manages them"
    nothing = answer(cast.chiara, "/device find greta")
    assert "Nothing was found" in nothing
    assert " of 0" not in nothing


def test_what_only_it_may_know_is_told_to_it_alone(company: Office, cast: Cast) -> None:
    held(company, "DD-00077", GRETA)
    assert "put on record" in answer(cast.ana, "/device show DD-00077")
    assert "put on record" not in answer(cast.greta, "/device show DD-00077")


def test_a_device_tells_its_whole_way(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    make_ready(cast.ana, LAPTOP.name)
    ship(cast.ana, LAPTOP.name)
    cast.greta.dm("on its way to you").click("It has arrived")
    card(cast.ana).wait_for("Fulfilled.")
    cast.bruno.command("/device show sn-dd-00007")
    told = cast.bruno.ephemeral("What happened").text
    for words in ("arrived with", "shipped by", "made ready by", "for request #1", "put on record by"):
        assert words in told
    assert told.index("arrived with") < told.index("put on record by"), "newest first"


def test_what_can_be_done_with_a_device_is_done_from_its_card(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00007")
    cast.ana.command("/device show DD-00007")
    form = click_for_form(cast.ana.ephemeral("What happened"), cast.ana, "Move")
    send(form, {"Location": "Berlin"})
    assert device(company, "DD-00007").location == "berlin"
    assert "moved to Berlin by" in answer(cast.ana, "/device show DD-00007")
    held(company, "DD-00077", GRETA)
    cast.greta.command("/device show DD-00077")
    card_of_own = cast.greta.ephemeral("DD-00077")
    assert "Report lost" in card_of_own.buttons
    assert "Correct" not in card_of_own.buttons


def test_a_wrong_tag_is_answered_with_what_is_near(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00123")
    cast.ana.command("/device show DD-0012")
    near = cast.ana.ephemeral("There is no device")
    near.click("Show", "DD-00123")
    cast.ana.ephemeral("What happened")
    assert "There is no device" in answer(cast.ana, "/device show nonsense")
    assert NOT_SEEN in answer(cast.david, "/device show DD-00123")
    assert "DD-00123" not in answer(cast.david, "/device show DD-0012").partition("\n")[2]


def test_two_devices_with_the_same_label_are_a_choice(company: Office, cast: Cast) -> None:
    stock(company, LAPTOP, "DD-00001")
    stock(company, HEADSET, "SN-DD-00001")
    cast.ana.command("/device show sn-dd-00001")
    both = cast.ana.ephemeral("Two devices have")
    both.click("Show", HEADSET.model)
    assert HEADSET.model in cast.ana.ephemeral("What happened").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("find", "Which devices?"),
        ("find %", "nothing to look for in “%”"),
        ("find _", "nothing to look for"),
        ("find '", "nothing to look for"),
        ("find 100%", "Nothing was found for “100%”"),
        ("find o'neil\"", "Nothing was found for “o'neil\"”"),
        ("find *bold* <!channel> _x_", "Nothing was found"),
        ("find " + "word " * 100, "too much to look for"),
        ("find " + "x" * 3_000, "too much to look for"),
        ("show", "Which device?"),
        ("show %", "There is no device"),
        ("show " + "x" * 3_000, "There is no device"),
        ("show '; drop table device; --", "There is no device"),
    ],
)
def test_whatever_is_typed_gets_a_clear_answer(company: Office, cast: Cast, typed: str, told: str) -> None:
    stock(company, LAPTOP, "DD-00001")
    assert told in answer(cast.ana, f"/device {typed}")
