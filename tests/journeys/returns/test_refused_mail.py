"""A private address that takes no mail."""

from datetime import timedelta

import pytest

from lifecycle.ladder import reminders
from sandbox.company import IT_DEVICES
from tests.journeys.records import happened
from tests.journeys.returns.steps import PRIVATE, Leaving, offboard
from tests.support.smtp import MailServer, Manner

NEW_YORK_BEGINS = timedelta(hours=5)


@pytest.fixture
def refused(by_mail: Leaving, post: MailServer) -> Leaving:
    """Greta has left, and the address that she gave does not exist."""
    post.manner = Manner.NO_SUCH_MAILBOX
    offboard(by_mail.cast.ana, answers=PRIVATE)
    by_mail.leave_slack()
    return by_mail


def test_it_is_told_in_the_cards_thread_and_the_manager_is_asked(refused: Leaving) -> None:
    refused.cast.ana.message("takes no mail (550 5.1.1: there is no such mailbox)", IT_DEVICES)
    refused.card.wait_for("Private email takes no mail.")
    assert not refused.cast.ana.messages("could not be delivered")
    refused.office.clock.walk(NEW_YORK_BEGINS)
    refused.office.settle()
    refused.cast.david.dm("The private email address of @greta takes no mail")


def test_nobody_is_written_to_there_until_there_is_another_address(refused: Leaving, post: MailServer) -> None:
    refused.office.clock.walk(timedelta(days=25))
    refused.office.sweep()
    refused.office.settle()
    assert (post.connections, reminders(refused.case())) == (1, 0)
    refused.card.wait_for("Press “Change”")
    post.manner = Manner.ACCEPT
    refused.press("Change", {"Personal email": "greta@other.example"})
    refused.card.wait_for("Private email known.")
    refused.office.clock.walk(timedelta(days=3))
    refused.office.sweep()
    refused.office.settle()
    assert post.recipients[-1] == "greta@other.example"
    assert happened(refused.office, "return:1").count("mail_refused") == 1
    assert reminders(refused.case()) == 1
