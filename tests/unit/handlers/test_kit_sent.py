"""**Kit sent**: two people at the same desk do not send the same kit."""

from collections.abc import Mapping
from typing import cast

from handlers.forms import FORMS
from handlers.modals import open_form
from lifecycle.people import Person
from lifecycle.retrieval import Return
from lifecycle.returns.commands import MarkKitSent
from messages.ids import Action, Opened, Target
from messages.payload import View
from tests.unit.handlers.front import NoSlack
from tests.unit.handlers.returns_desk import Front, opened


def form(front: Front, by: Person, case: Return) -> View:
    client = NoSlack()
    open_form(front.reception, front.visit(by), FORMS[Action.KIT_SENT], Opened(Target(case.subject)), client)
    [(_, arguments)] = client.calls
    return cast(Mapping[str, View], arguments["json"])["view"]


def kits(front: Front) -> list[str]:
    case = front.open_return(front.company.worker)
    assert case
    return [kit.carrier for kit in case.kits]


def test_the_slower_one_is_told_that_it_was_sent(front: Front) -> None:
    company, case = front.company, opened(front)
    slower = form(front, company.ben, case)
    faster = MarkKitSent(return_id=case.id, carrier="DHL", tracking=None, expected_on=None, seen=0)
    company.perform(faster, company.ana)
    answer = front.send(company.ben, slower, carrier="UPS")
    assert answer["response_action"] == "update"
    assert "A kit was already sent by Ana IT" in str(answer)
    assert "press “Kit sent” on the card again" in str(answer)
    assert kits(front) == ["DHL"]
    assert front.send(company.ben, form(front, company.ben, case), carrier="UPS") == {}
    assert kits(front) == ["DHL", "UPS"]
