import pytest
from slack_sdk.errors import SlackApiError

from handlers.guard import Visitor
from handlers.incoming import Incoming
from handlers.modals import open_request_form
from handlers.reception import TooLate, Visit
from tests.support.company import NOW
from tests.unit.handlers.front import DANA, NoSlack, reception

INCOMING = Incoming(
    key="k", team_id="T1", user_id="U1", user_team_id="T1", homes=("T1",), place=("C1", "U1"), trigger_id="1.2"
)
VISIT = Visit(visitor=Visitor(person=DANA), incoming=INCOMING, now=NOW, today=NOW.date())


def test_a_form_opens_with_the_trigger_of_what_the_person_did() -> None:
    client = NoSlack()
    open_request_form(reception(), VISIT, client)
    [(method, arguments)] = client.calls
    assert method == "views.open"
    assert "1.2" in str(arguments)


@pytest.mark.parametrize("code", ["expired_trigger_id", "trigger_expired"])
def test_an_expired_trigger_is_too_late(code: str) -> None:
    with pytest.raises(TooLate):
        open_request_form(reception(), VISIT, NoSlack(code))


@pytest.mark.parametrize("code", ["exchanged_trigger_id", "trigger_exchanged"])
def test_a_trigger_that_opened_its_form_already_is_another_delivery(code: str) -> None:
    open_request_form(reception(), VISIT, NoSlack(code))


def test_anything_else_that_slack_refuses_is_an_error() -> None:
    with pytest.raises(SlackApiError, match=r"views\.open"):
        open_request_form(reception(), VISIT, NoSlack("invalid_arguments"))
