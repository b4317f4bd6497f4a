"""The tasks of the tour, done one after the other as people do them: each is ticked once it has really happened."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lifecycle.calendar import local_day
from sandbox.browser.stage import Task
from sandbox.company import ANA, BRUNO, CHIARA, IT_DEVICES
from sandbox.larger_company import LARISSA, MARTA, larger_company
from sandbox.person import Person, SeenMessage
from tests.journeys.steps import send
from tests.support.once import copied
from tests.support.play import Ground, resumed

MARTAS = "@marta gives back"


@pytest.fixture(scope="module")
def town(tuesday: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The larger company, which stays as it is."""
    with resumed(f"sqlite:///{copied(tuesday, tmp_path_factory.mktemp('town'))}") as ready:
        yield ready


@pytest.fixture
def ground(tuesday: Path, tmp_path: Path) -> Iterator[Ground]:
    with resumed(f"sqlite:///{copied(tuesday, tmp_path)}") as ready:
        yield ready
        assert ready.breaks() == []


def ticked(ground: Ground) -> list[int]:
    """The numbers of the tasks that are done."""
    return [number for number, task in enumerate(ground.stage.tasks(), start=1) if task.is_done]


def card(who: Person, words: str) -> SeenMessage:
    """IT's card with these words, not a reply below one."""
    return next(one for one in reversed(who.messages(words, IT_DEVICES)) if not one.seen.is_reply)


def ask_in_brazil(ground: Ground) -> None:
    chiara = ground.person(CHIARA)
    chiara.command("/device request")
    form = chiara.form
    assert {"Full name", "Personal email", "Country", "Device"} <= form.fields.keys()
    new_hire = {"Full name": "Davi Moreira", "Personal email": "davi@correio.example", "Country": "Brazil"}
    send(form, {**new_hire, "Device": ['Laptop 14"']})
    ground.settle()


def approve(ground: Ground) -> None:
    ana = ground.person(ANA)
    it_card = ana.message("Davi Moreira", IT_DEVICES)
    it_card.click("Approve")
    it_card.wait_for("Approved by")


def confirm(ground: Ground) -> None:
    parcel = ground.person(LARISSA).dm("A parcel is on its way to you")
    parcel.click("It has arrived")
    parcel.wait_for("Your parcel has arrived")


def answer(ground: Ground) -> None:
    message = ground.person(MARTA).dm("Please give back your devices")
    message.click("Kit arrived")
    message.wait_for("I have sent it")


def leave(ground: Ground) -> None:
    """Her last day goes by, and her account ends with it."""
    marta = ground.sandbox.workspace.user(MARTA)
    today = local_day(ground.clock(), marta.tz)
    words = ground.stage.tasks()[4].how
    while f"{today:%A}, {today.day} {today:%B} {today.year}" not in words:
        ground.stage.walk(ground.stage.next_morning())
        assert (local_day(ground.clock(), marta.tz) - today).days < 12, "her last day never comes"
        today = local_day(ground.clock(), marta.tz)
    assert 5 not in ticked(ground)
    ground.sandbox.happenings.change(replace(marta, deleted=True))
    ground.settle()


def take_in(ground: Ground) -> None:
    ana, serial = ground.person(ANA), ground.stage.tasks()[5].how.rpartition(" ")[2].rstrip(".")
    with ground.bot.core.desk.reading() as reads:
        laptop = reads.device_by_serial(serial)
    assert laptop
    it_card = card(ana, MARTAS)
    it_card.click("Mark received")
    words = f"1. {laptop.manufacturer} {laptop.model} ({laptop.asset_tag})"
    send(ana.form, {"Device": words, "Serial number": serial, "Condition": "Good"})
    it_card.wait_for("Record wipe")


def wipe(ground: Ground) -> None:
    bruno = ground.person(BRUNO)
    it_card = card(bruno, MARTAS)
    it_card.click("Record wipe")
    answers = {"Method": "Purge", "Technique": "Cryptographic erase", "Tool": "nvme-cli", "Tool version": "2.11"}
    more = {"Media type": "Flash (SSD, phone)", "Verification": "Completion status of the tool", "Result": "Pass"}
    send(bruno.form, {**answers, **more})
    it_card.wait_for("Accept certificate")
    it_card.click("Accept certificate")
    send(bruno.form, {})
    it_card.wait_for("Back to stock")


def give_next_life(ground: Ground) -> None:
    ana = ground.person(ANA)
    card(ana, MARTAS).click("Back to stock")
    send(ana.form, {"Location": "Berlin"})


DONE = (ask_in_brazil, approve, confirm, answer, leave, take_in, wipe, give_next_life)


def test_each_task_is_ticked_once_it_has_happened(ground: Ground) -> None:
    for number, do in enumerate(DONE, start=1):
        assert number not in ticked(ground), f"{do.__name__} is not done yet"
        do(ground)
        assert ticked(ground) == list(range(1, number + 1))


def test_a_task_names_whom_to_be_and_what_to_press(town: Ground) -> None:
    names = {user.id: user.real_name.split()[0] for user in larger_company().people} | {LARISSA: "Larissa"}
    tasks: list[Task] = list(town.stage.tasks())
    assert [task.user_id for task in tasks] == [CHIARA, ANA, LARISSA, MARTA, None, ANA, BRUNO, ANA]
    assert all(f"As {names[task.user_id]}," in task.how for task in tasks if task.user_id)
    assert town.stage.begin_as in town.stage.roles
    assert all("{" not in task.how for task in tasks)


CARDS = {3: "A parcel is on its way to you", 4: "Please give back your devices", 6: MARTAS, 7: MARTAS, 8: MARTAS}


def test_a_task_leads_to_the_card_that_it_is_about(town: Ground) -> None:
    tasks = town.stage.tasks()
    assert [tasks[0].place, tasks[1].place, tasks[4].place] == ["home", None, "people"]
    for number, words in CARDS.items():
        task = tasks[number - 1]
        found = town.sandbox.workspace.conversations.find(task.place or "", task.thread or "")
        assert found in [one.seen for one in town.person(task.user_id or "").messages(words)], number


def test_the_device_that_went_on_stays_ticked(ground: Ground) -> None:
    """What has its next life may be on its way to somebody else before the visitor looks again."""
    for do in (leave, take_in, wipe, give_next_life):
        do(ground)
    assert {5, 6, 7, 8} <= {*ticked(ground)}
    assert 4 in ticked(ground), "what has come back needs no answer any more"
