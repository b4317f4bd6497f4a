"""What begins by night is told in the morning, in one message that says how things stand by then."""

from datetime import datetime, timedelta

from lifecycle.retrieval import ReturnState
from tests.journeys.returns.steps import LAST_DAY, PRIVATE, Leaving, at, offboard


def fall_asleep(leaving: Leaving) -> datetime:
    """It is night in London; returns the next morning's first working moment."""
    today = leaving.office.clock().date()
    leaving.office.clock.walk_to(at(today, 22))
    return at(today + timedelta(days=1), 9)


def send_kit(leaving: Leaving, tracking: str) -> None:
    leaving.press("Kit sent", {"Carrier": "DHL", "Tracking number": tracking})
    leaving.office.settle()


def wake_up(leaving: Leaving, morning: datetime) -> None:
    leaving.office.clock.walk_to(morning + timedelta(minutes=1))
    leaving.office.sweep()
    leaving.office.settle()


def test_the_first_card_comes_alone_and_says_how_things_stand(leaving: Leaving) -> None:
    morning = fall_asleep(leaving)
    offboard(leaving.cast.ana, last_day=morning.date(), answers=PRIVATE)
    send_kit(leaving, "JD0001")
    send_kit(leaving, "JD0002")
    leaving.card.click("Remind now")
    leaving.cast.ana.ephemeral("This person has not had their first message yet")
    assert leaving.cast.greta.messages("DD-00100") == []
    wake_up(leaving, morning)
    [only] = leaving.cast.greta.messages("DD-00100")
    assert "JD0002" in only.text
    leaving.office.clock.walk(timedelta(hours=1))
    leaving.office.sweep()
    leaving.office.settle()
    assert len(leaving.cast.greta.messages("DD-00100")) == 1


def test_nobody_hears_of_a_return_that_was_called_off_before_they_were_told(leaving: Leaving) -> None:
    morning = fall_asleep(leaving)
    offboard(leaving.cast.ana, last_day=LAST_DAY, answers=PRIVATE)
    leaving.press("Call off", {"Reason": "a mistake"})
    leaving.office.settle()
    assert leaving.case().state is ReturnState.CLOSED
    wake_up(leaving, morning)
    assert leaving.cast.greta.messages("#1") == []
    leaving.office.clock.walk(timedelta(hours=6))  # New York works by then
    leaving.office.settle()
    assert leaving.cast.greta.messages("#1") == []
