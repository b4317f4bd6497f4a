"""Time walks: what is late is said, once a working day, never off hours, and never more often than the policy says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lifecycle.policy import Step
from tests.journeys.records import happened, request
from tests.journeys.steps import Cast, ask, card, order
from tests.support.desk import Office
from tests.support.policy import HEADSET, LAPTOP, STUDIO

LONDON = ZoneInfo("Europe/London")
STEP = timedelta(hours=3)


def walk(company: Office, days: int) -> Iterator[datetime]:
    """Sweep every few hours, weekends and nights too; the moments at which something was said."""
    end = company.clock() + timedelta(days=days)
    while company.clock() < end:
        before = happened(company).count("request_nudged")
        company.sweep()
        if happened(company).count("request_nudged") > before:
            yield company.clock().astimezone(LONDON)
        company.clock.walk(STEP)


def test_an_undecided_request_is_said_once_a_working_day_up_to_the_cap(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    card(cast.ana)
    moments = list(walk(company, 12))
    assert [moment.date() for moment in moments] == [date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)]
    assert all(time(9) <= moment.time() < time(18) for moment in moments)
    company.settle()
    nudges = [reply for reply in card(cast.ana).thread() if "waiting for IT’s decision" in reply.text]
    assert len(nudges) == 3
    [history] = request(company).nudges
    assert (history.step, history.count) == (Step.UNDECIDED, 3)


def test_a_decision_ends_the_reminders(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **{"Needed by": date(2027, 2, 1)})
    card(cast.ana).click("Approve")
    card(cast.ana).wait_for("Approved by")
    assert list(walk(company, 6)) == []


def test_who_must_agree_first_is_named(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name, LAPTOP.name], Device=["Studio laptop"])
    card(cast.ana)
    next(walk(company, 3))
    reply = card(cast.ana).reply("waiting for your approval")
    reply.wait_for("@karen")


def test_it_is_told_when_nobody_may_decide_above_the_limit(company: Office, cast: Cast) -> None:
    ask(cast.karen, [STUDIO.name])
    it_card = card(cast.ana)
    it_card.wait_for("there is no second approver who may decide: IT has to add one to APPROVER_USERS")
    assert not {"Approve", "Decline"} & set(it_card.buttons)
    next(walk(company, 3))
    it_card.reply("IT, please add one to APPROVER_USERS")


def test_a_late_order_is_flagged_and_said(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    card(cast.ana).click("Approve")
    order(cast.ana, LAPTOP.name, expected_on=date(2026, 11, 26))
    moments = list(walk(company, 10))
    assert [moment.date() for moment in moments] == [date(2026, 11, 27), date(2026, 11, 30)]
    company.settle()
    card(cast.ana).wait_for("it was expected on Nov 26, 2026")
    assert len([reply for reply in card(cast.ana).thread() if "Late:" in reply.text]) == 2


def test_what_will_miss_its_day_is_flagged_and_said_once(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name], **{"Needed by": date(2026, 12, 9)})
    card(cast.ana).click("Approve")
    card(cast.ana).wait_for("Approved by")
    moments = list(walk(company, 10))
    assert [moment.date() for moment in moments] == [date(2026, 11, 27)]
    company.settle()
    card(cast.ana).wait_for("At risk:")
    card(cast.ana).reply("find a faster way")


def test_all_that_will_miss_its_day_is_named_in_one_message(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name, HEADSET.name], **{"Needed by": date(2026, 11, 25)})
    card(cast.ana).click("Approve")
    card(cast.ana).wait_for("Approved by")
    assert len(list(walk(company, 5))) == 1
    company.settle()
    card(cast.ana).reply(f"At risk: {LAPTOP.name} and {HEADSET.name} of request #1")
    assert sorted(one.about for one in request(company).nudges) == ["1:2026-11-25", "2:2026-11-25"]


def test_nothing_is_left_due(company: Office, cast: Cast) -> None:
    ask(cast.david, [LAPTOP.name])
    list(walk(company, 8))
    due = request(company).next_look_at
    assert due is None or due > company.clock()
    company.clock.walk_to(datetime(2027, 6, 1, tzinfo=UTC))
    company.sweep()
    assert happened(company).count("request_nudged") == 3
