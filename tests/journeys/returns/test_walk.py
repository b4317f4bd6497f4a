"""The whole story, day by day, from twenty days before the last one to sixty after it, for all kinds of people."""

from dataclasses import replace
from datetime import date, timedelta

from lifecycle.device import DeviceState
from lifecycle.policy import Audience
from lifecycle.retrieval import ItemOutcome, ReturnState
from sandbox.company import DAVID, EMIKO, GRETA
from tests.journeys.returns.steps import LAST_DAY, PRIVATE, Leaving, lend, offboard
from tests.journeys.returns.walk import check_manners, days, said, walk
from tests.journeys.steps import send
from tests.support.smtp import MailServer

END = LAST_DAY + timedelta(days=61)
LEAVER, MANAGER, IT = Audience.LEAVER, Audience.MANAGER, Audience.IT


def on(day: int) -> date:
    """A day, counted from the last one."""
    return LAST_DAY + timedelta(days=day)


def send_kit(leaving: Leaving) -> None:
    leaving.press("Kit sent", {"Carrier": "DHL", "Tracking number": "JD0777"})


def send_box(leaving: Leaving) -> None:
    leaving.cast.greta.dm("DD-00100").click("I have sent it")
    send(leaving.cast.greta.form, {})


def take_in(leaving: Leaving) -> None:
    leaving.receive(0)
    leaving.receive(1)


def test_a_good_leaver_hears_little(leaving: Leaving) -> None:
    offboard(leaving.cast.david, answers=PRIVATE)
    walk(
        leaving,
        END,
        {
            on(-11): lambda: send_kit(leaving),
            on(-7): lambda: leaving.cast.greta.dm("JD0777").click("Kit arrived"),
            on(-5): lambda: send_box(leaving),
            on(1): lambda: take_in(leaving),
        },
    )
    assert said(leaving) == []
    assert leaving.case().state is ReturnState.CLOSED
    assert {item.outcome for item in leaving.case().items} == {ItemOutcome.RECOVERED}
    leaving.cast.greta.dm("receipt")


def test_a_silent_leaver_is_asked_until_the_decision(leaving: Leaving) -> None:
    offboard(leaving.cast.david)
    walk(leaving, END, {on(-6): lambda: send_kit(leaving)})
    assert days(leaving, LEAVER) == [
        (-14, "address_asked"),
        (-3, "last_day_near"),
        (0, "last_day"),
        (2, "friendly"),
        (7, "friendly_again"),
        (15, "formal_notice"),
    ]
    assert days(leaving, MANAGER) == [(-5, "no_email"), (8, "call")]
    assert days(leaving, IT) == [(-10, "kit_due"), (-7, "kit_due"), (-5, "no_email"), (10, "lock"), (45, "decision")]
    check_manners(leaving, GRETA, DAVID)
    greta = leaving.cast.greta
    assert {"I have sent it", "I need help"} <= set(greta.dm("DD-00100").buttons)
    leaving.card.reply("write")
    assert leaving.case().is_open
    leaving.press("Cannot recover", {"How does it end?": "It is written off", "Reason": "no answer", "Amount": "900"})
    leaving.office.settle()
    assert leaving.case().state is ReturnState.CLOSED


def test_one_whose_slack_ends_is_written_to(by_mail: Leaving, post: MailServer) -> None:
    leaving = by_mail
    offboard(leaving.cast.david, answers=PRIVATE)
    walk(leaving, END, {on(-11): lambda: send_kit(leaving), on(1): leaving.leave_slack})
    assert days(leaving, LEAVER) == [
        (-3, "last_day_near"),
        (0, "last_day"),
        (2, "friendly"),
        (7, "friendly_again"),
        (15, "formal_notice"),
    ]
    check_manners(leaving, GRETA, DAVID)
    assert set(post.recipients) == {PRIVATE["Personal email"]}
    assert len(post.letters) == 4
    assert all("https://desk.tallpine.example/r/" in letter.as_string().replace("=\n", "") for letter in post.letters)
    subjects = [letter["Message-ID"] for letter in post.letters]
    assert len(subjects) == len(set(subjects))


def test_one_who_refuses_is_left_alone_until_it_has_spoken_to_them(leaving: Leaving) -> None:
    offboard(leaving.cast.david, answers=PRIVATE)

    def refuse() -> None:
        leaving.cast.greta.dm("DD-00100").click("I need help")
        send(leaving.cast.greta.form, {"What do you need?": "I do not want to return it"})

    def settle() -> None:
        leaving.press("Close problem", {"What was done?": "We have spoken"})

    walk(leaving, END, {on(-9): lambda: send_kit(leaving), on(-4): refuse, on(9): settle})
    assert days(leaving, LEAVER) == [(10, "friendly_again"), (15, "formal_notice")]
    assert (10, "lock") in days(leaving, IT)
    check_manners(leaving, GRETA, DAVID)


def test_one_who_moved_gets_another_kit(leaving: Leaving) -> None:
    offboard(leaving.cast.david, answers=PRIVATE)

    def moved() -> None:
        leaving.cast.greta.dm("DD-00100").click("I need help")
        send(leaving.cast.greta.form, {"What do you need?": "I have moved", "Your new address": "7 Elm Row\nLeeds 4"})

    def another() -> None:
        leaving.press("Close problem", {"What was done?": "Another kit is sent"})
        send_kit(leaving)

    doing = {
        on(-11): lambda: send_kit(leaving),
        on(-6): moved,
        on(-4): another,
        on(-1): lambda: leaving.cast.greta.dm("JD0777").click("Kit arrived"),
        on(3): lambda: send_box(leaving),
        on(8): lambda: take_in(leaving),
    }
    walk(leaving, END, doing)
    assert days(leaving, LEAVER) == [(-3, "last_day_near"), (0, "last_day"), (2, "friendly")]
    assert leaving.case().state is ReturnState.CLOSED
    assert len(leaving.case().kits) == 2
    check_manners(leaving, GRETA, DAVID)


def test_one_in_another_zone_over_holidays_is_told_in_their_hours(leaving: Leaving) -> None:
    tags = lend(leaving.office, EMIKO, None, first=200)
    there = replace(leaving, devices=tags)
    last_day = date(2026, 12, 30)
    offboard(leaving.cast.ana, "@emiko", last_day=last_day)
    walk(there, last_day + timedelta(days=61))
    assert days(there, LEAVER)[:5] == [
        (-14, "address_asked"),
        (-5, "last_day_near"),
        (0, "last_day"),
        (5, "friendly_again"),
        (14, "formal_notice"),
    ]
    check_manners(there, EMIKO)


def test_a_same_day_exit_has_its_plan_in_short(leaving: Leaving) -> None:
    today = leaving.office.clock().date()
    offboard(leaving.cast.david, last_day=today)
    walk(leaving, today + timedelta(days=61))
    assert days(leaving, LEAVER) == [
        (0, "address_asked"),
        (1, "last_day"),
        (2, "friendly"),
        (6, "friendly_again"),
        (14, "formal_notice"),
    ]
    assert days(leaving, IT)[0] == (0, "kit_due")
    check_manners(leaving, GRETA, DAVID)


def test_the_clocks_go_back_in_between(leaving: Leaving) -> None:
    leaving.office.clock.walk_to(leaving.office.clock() + timedelta(days=110))
    last_day = date(2027, 3, 31)
    offboard(leaving.cast.david, last_day=last_day)
    walk(leaving, last_day + timedelta(days=16))
    check_manners(leaving, GRETA, DAVID)
    assert (2, "friendly") in days(leaving, LEAVER)
    assert [leaving.device(place).state for place in range(2)] == [DeviceState.RETURN_DUE] * 2
