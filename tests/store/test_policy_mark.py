from datetime import timedelta

from lifecycle.commands import DeclineRequest
from lifecycle.subject import SubjectKind
from store.unit_of_work import SqlStore
from tests.support.company import NOW, Company
from tests.support.returns import open_case
from tests.support.subjects import a_request


def test_a_changed_policy_reaches_every_open_request_once(company: Company) -> None:
    waiting, done = company.submit(), company.submit()
    company.perform(DeclineRequest(request_id=done.id, reason="Not needed"), company.ana)
    later = NOW + timedelta(hours=1)
    mark = company.store.policy_mark
    assert mark.heed(1, later)
    with company.store.reading() as reads:
        assert [one.id for one in reads.due(SubjectKind.REQUEST, later, 10)] == [waiting.id]
    with company.store.transaction() as work:
        work.reschedule(a_request(waiting.id), None)
    assert not mark.heed(1, later)
    with company.store.reading() as reads:
        assert reads.due(SubjectKind.REQUEST, later, 10) == []


def test_a_changed_policy_reaches_every_open_return(company: Company) -> None:
    case = open_case(company.store, company.worker)
    assert company.store.policy_mark.heed(1, NOW)
    with company.store.reading() as reads:
        assert [one.id for one in reads.due(SubjectKind.RETURN, NOW, 10)] == [case.id]


def test_a_policy_that_comes_back_counts_as_changed(store: SqlStore) -> None:
    assert [store.policy_mark.heed(one, NOW) for one in (1, 2, 2, 1)] == [True, True, False, True]
