"""**I need help**: what the person tells, what IT sees of it, and what a manager may tell."""

from datetime import date, timedelta

import pytest

from lifecycle.errors import Reason, Refused
from lifecycle.people import Actor
from lifecycle.retrieval import ProblemKind
from lifecycle.returns.commands import AskForHelp
from sandbox.company import IT_DEVICES
from sandbox.person import After, BlockedByClient, SeenMessage, Upload
from tests.journeys.records import person
from tests.journeys.returns.steps import Leaving, ask
from tests.journeys.steps import send


def test_what_helps_must_be_told(leaving: Leaving, greta: SeenMessage) -> None:
    greta.click("I need help")
    form = leaving.cast.greta.form
    form.fill({"What do you need?": "I have moved", "Your new address": "somewhere"})
    assert form.submit() is not After.CLOSED
    assert set(form.errors) == {"Your new address"}


def test_the_form_follows_what_is_chosen_and_keeps_what_was_typed(leaving: Leaving, greta: SeenMessage) -> None:
    greta.click("I need help")
    form = leaving.cast.greta.form
    assert list(form.fields) == ["What do you need?"]
    form.fill({"What do you need?": "It is lost or stolen", "What happened?": "It was in my bag."})
    assert list(form.fields) == [
        "What do you need?",
        "Devices",
        "When was it last seen?",
        "Where was it last seen?",
        "Police report number",
        "What happened?",
        "Photos",
    ]
    form.fill({"What do you need?": "Something else"})
    assert form.fields["What happened?"] == "It was in my bag."
    assert "Police report number" not in form.fields
    assert form.submit() is After.CLOSED, form.text
    leaving.card.wait_for("It was in my bag.")


def test_what_was_answered_reaches_it(leaving: Leaving, greta: SeenMessage) -> None:
    answers = {"When was it last seen?": date(2026, 11, 23), "Where was it last seen?": "Tram 7"}
    ask(leaving, greta, "It is lost or stolen", {"Devices": [leaving.words(1)], **answers})
    leaving.card.wait_for("Last seen on: Nov 23, 2026. Last seen: Tram 7.")
    leaving.card.reply("Last seen on: Nov 23, 2026. Last seen: Tram 7.")


def test_it_sees_the_photos(leaving: Leaving, greta: SeenMessage) -> None:
    photos = [Upload("bag.png", b"\x89PNG"), Upload("report.jpg", b"\xff\xd8")]
    ask(leaving, greta, "Something else", {"What happened?": "please look", "Photos": photos})
    name = leaving.cast.greta.user.real_name
    leaving.card.wait_for(f"[image: Photo 1 of 2, sent by {name}] [image: Photo 2 of 2, sent by {name}]")
    with pytest.raises(BlockedByClient, match="is none of jpg, jpeg, png, gif"):
        ask(leaving, greta, "Something else", {"What happened?": "look", "Photos": [Upload("x.heic", b"x")]})


def test_a_form_about_a_return_that_has_ended_says_so(leaving: Leaving, greta: SeenMessage) -> None:
    greta.click("I need help")
    form = leaving.cast.greta.form
    leaving.press("Call off", {"Reason": "she stays"})
    form.fill({"What do you need?": "Something else"})
    assert "@ana" in form.text or "Ana" in form.text
    assert "What happened?" not in form.fields


def test_a_manager_tells_it_what_they_agreed_on(leaving: Leaving, greta: SeenMessage) -> None:
    leaving.office.clock.walk(timedelta(days=35, hours=6))  # in the morning of New York
    for _ in range(4):
        leaving.office.sweep()
        leaving.office.settle()
        leaving.office.clock.walk(timedelta(days=1))
    leaving.cast.david.dm("Please call @greta").click("Tell IT what is in the way")
    words = "We spoke: it will be picked up on Friday."
    send(leaving.cast.david.form, {"What is it?": "Something else", "What happened?": words})
    leaving.cast.ana.message("it will be picked up on Friday", IT_DEVICES)
    leaving.card.wait_for("The person is not reminded while a problem is open.")


def test_a_manager_does_not_move_the_box_elsewhere(leaving: Leaving, greta: SeenMessage) -> None:
    david, case = person(leaving.office, leaving.cast.david.id), leaving.case()
    command = AskForHelp(return_id=case.id, kind=ProblemKind.MOVED, address="1 Other Street")
    with pytest.raises(Refused) as refused:
        leaving.office.bot.core.desk.perform(
            command, actor=Actor(person_id=david.id), key="moved", now=leaving.office.clock()
        )
    assert refused.value.reason is Reason.ON_RECORD
    assert leaving.case() == case
