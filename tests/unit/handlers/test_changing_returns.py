"""**Change**, and a command for somebody whose return is open: another last day, private data added and removed."""

from datetime import timedelta

import pytest

from lifecycle.errors import Reason, Refused
from lifecycle.people import Person
from lifecycle.retrieval import Return
from lifecycle.returns.commands import ChangeReturn, Reach
from messages.ids import Callback
from tests.support.company import NOW
from tests.unit.handlers.returns_desk import LAST_DAY, Front, mention, opened


@pytest.mark.parametrize("words", ["offboard", "return"])
def test_whose_return_is_open_already_is_asked_for_changes(front: Front, words: str) -> None:
    company = front.company
    case = opened(front)
    view = front.command(company.manager, words, mention(company.worker))
    assert view["callback_id"] == Callback.CHANGE_RETURN
    later = LAST_DAY + timedelta(days=7)
    typed = {"last_day": str(later), "manager_id": company.ben.slack_id, "email": "will@home.example.org"}
    assert front.send(company.manager, view, **typed) == {}
    with company.store.reading() as reads:
        after = reads.the_return(case.id)
        reach = reads.reach_of(case.subject)
    assert after is not None
    assert (after.last_day, after.manager_id, set(reach)) == (later, company.ben.id, {"email"})


ADDRESS = "Lindenweg 4, 12345 Musterstadt"


def reachable(front: Front) -> Return:
    case = opened(front)
    reach = Reach(email="will@home.example.org", phone="+49 30 1234567", address=ADDRESS)
    front.company.perform(ChangeReturn(return_id=case.id, reach=reach), front.company.ana)
    return case


def private(front: Front, case: Return) -> tuple[str | None, str | None, str | None]:
    with front.company.store.reading() as reads:
        found = reads.contact(case.subject)
    assert found
    return found.email, found.phone, found.address


@pytest.mark.parametrize("who", ["ana", "worker"])
def test_whoever_empties_a_field_has_it_removed(front: Front, who: str) -> None:
    company, case = front.company, reachable(front)
    by: Person = getattr(company, who)
    view = front.command(by, "offboard", mention(company.worker))
    assert "will@home.example.org" in str(view)
    assert "Empty the field to have it removed." in str(view)
    assert front.send(by, view, email=None, phone=" ") == {}
    assert private(front, case) == (None, None, ADDRESS)
    with company.store.reading() as reads:
        assert reads.reach_of(case.subject) == {"address"}
        after = reads.the_return(case.id)
    assert after
    assert after.version == case.version + 2
    again = front.command(by, "offboard", mention(company.worker))
    assert front.send(by, again) == {}
    assert private(front, case) == (None, None, ADDRESS)
    assert version_of(front, case) == after.version, "what is untouched is no change"


def version_of(front: Front, case: Return) -> int:
    with front.company.store.reading() as reads:
        found = reads.the_return(case.id)
    assert found
    return found.version


def test_another_value_takes_the_place_of_the_one_on_record(front: Front) -> None:
    company, case = front.company, reachable(front)
    view = front.command(company.worker, "offboard", mention(company.worker))
    assert front.send(company.worker, view, phone="030 7654321") == {}
    assert private(front, case) == ("will@home.example.org", "+49 30 7654321", ADDRESS)


def test_a_manager_sees_no_private_data_and_takes_none_away(front: Front) -> None:
    company, case = front.company, reachable(front)
    view = front.command(company.manager, "offboard", mention(company.worker))
    for words in ("will@home.example.org", "1234567", "Lindenweg", "Empty the field"):
        assert words not in str(view)
    assert front.send(company.manager, view) == {}
    for name, field in (("email", "email"), ("address", "pick_up")):
        removal = ChangeReturn(return_id=case.id, reach=Reach(removed=frozenset({name})))
        with pytest.raises(Refused) as no:
            company.perform(removal, company.manager)
        assert (no.value.reason, no.value.field) == (Reason.ON_RECORD, field)
    assert private(front, case) == ("will@home.example.org", "+49 30 1234567", ADDRESS)


def test_what_is_not_there_is_not_removed(front: Front) -> None:
    company, case = front.company, opened(front)
    company.perform(ChangeReturn(return_id=case.id, reach=Reach(removed=frozenset({"phone"}))), company.ana)
    assert version_of(front, case) == case.version


def test_a_last_day_that_was_known_is_not_asked_about_again(front: Front) -> None:
    company = front.company
    opened(front, NOW.date() - timedelta(days=3))
    view = front.command(company.worker, "offboard", mention(company.worker))
    assert front.send(company.worker, view, pick_up="Lindenweg 4, 12345 Musterstadt") == {}
