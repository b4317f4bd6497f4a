"""A campaign that was begun by mistake is stopped: nobody else is asked, and nothing reported is lost."""

from datetime import timedelta

from lifecycle.audit import AuditState
from lifecycle.campaign import CampaignState
from lifecycle.events import Happened
from lifecycle.subject import Subject, SubjectKind
from sandbox.company import CHIARA, DAVID, IT_DEVICES
from sandbox.person import SeenMessage
from tests.journeys.audits.conftest import Asking
from tests.journeys.audits.steps import begin, go_on
from tests.journeys.records import happened
from tests.journeys.returns.steps import lend
from tests.journeys.steps import click_for_form, send
from tests.support.policy import LAPTOP


def state(asking: Asking) -> CampaignState:
    with asking.office.bot.core.desk.reading() as reads:
        found = reads.the_campaign(1)
    assert found
    return found.state


def begun(asking: Asking) -> SeenMessage:
    """A campaign that has asked Chiara, David and Greta, of whom Greta has said that her headset is not with her."""
    for first, who in ((200, CHIARA), (300, DAVID)):
        lend(asking.office, who, None, (LAPTOP,), first=first)
    card = begin(asking.office, asking.cast.ana)
    asking.cast.greta.dm("Do you still have these devices?").click("Not with me", near="DD-00101")
    send(asking.cast.greta.form, {"Where is it?": "Somebody else has it"})
    asking.office.settle()
    return card


def test_who_has_not_answered_is_asked_no_more_and_what_it_knows_stays(asking: Asking) -> None:
    card = begun(asking)
    send(click_for_form(card, asking.cast.ana, "Stop the campaign"), {"Reason": "Not everybody was meant."})
    asking.office.settle()
    card.wait_for("It was stopped: 3 were asked")
    assert "Stop the campaign" not in card.buttons
    for _ in range(3):
        go_on(asking.office, timedelta(minutes=1))
    assert state(asking) is CampaignState.CLOSED
    with asking.office.bot.core.desk.reading() as reads:
        audits = [reads.item(Subject(SubjectKind.AUDIT, number)) for number in (1, 2, 3)]
    assert [one.state for one in audits if one] == [AuditState.OPEN, AuditState.CLOSED, AuditState.CLOSED]
    card.wait_for("It is over: 3 were asked; who has not answered is not asked any more.")
    card.wait_for("1 device to find out about")
    asking.cast.chiara.dm("You need not answer any more whether you still have this device.")
    assert Happened.CAMPAIGN_STOPPED in happened(asking.office, "campaign:1")
    go_on(asking.office, timedelta(days=8))
    assert asking.cast.chiara.messages("Please tell us") == []


def test_the_second_who_stops_it_hears_who_was_first_and_nobody_else_may(asking: Asking) -> None:
    card = begun(asking)
    form = click_for_form(card, asking.cast.ana, "Stop the campaign")
    asking.office.sandbox.happenings.enter(asking.cast.chiara.id, IT_DEVICES)
    asking.cast.chiara.message("Audit campaign #1", IT_DEVICES).click("Stop the campaign")
    asking.cast.chiara.ephemeral("not yours to do")
    theirs = click_for_form(
        asking.cast.bruno.message("Audit campaign #1", IT_DEVICES), asking.cast.bruno, "Stop the campaign"
    )
    send(form, {"Reason": "Not everybody was meant."})
    theirs.fill({"Reason": "Too many."})
    theirs.submit()
    assert "Ana Torres stopped the campaign" in theirs.text
    assert happened(asking.office, "campaign:1").count(Happened.CAMPAIGN_STOPPED) == 1


def test_what_was_reported_meanwhile_is_not_dropped_with_the_rest(asking: Asking) -> None:
    begin(asking.office, asking.cast.ana)
    go_on(asking.office, timedelta(days=20))
    form = click_for_form(asking.cast.ana.message("Audit #1: 2 devices of", IT_DEVICES), asking.cast.ana, "Stop asking")
    asking.cast.greta.dm("Do you still have these devices?").click("Not with me", near="DD-00101")
    send(asking.cast.greta.form, {"Where is it?": "It is lost or stolen"})
    form.fill({"Reason": "She is away."})
    form.submit()
    assert "Already answered by Greta Lindqvist" in form.text
    assert asking.audit().state is AuditState.OPEN
