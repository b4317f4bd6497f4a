from datetime import timedelta

from lifecycle.commands import DeclineRequest
from lifecycle.subject import SubjectKind
from store.unit_of_work import SqlStore
from tests.support.company import NOW, Company
from tests.support.subjects import a_request


def test_a_changed_policy_reaches_every_open_request_once(company: Company) -> None:
    waiting, done = company.submit(), company.submit()
    company.perform(DeclineRequest(request_id=done.id, reason="Not needed"), company.ana)
    later = NOW + timedelta(hours=1)
    mark = company.store.policy_mark
    assert mark.heed(1, later)
    with company.store.reading() as reads:
        assert [request.id for request in reads.due(SubjectKind.REQUEST, later, 10)] == [waiting.id]
    with company.store.transaction() as work:
        work.reschedule(a_request(waiting.id), None)
    assert not mark.heed(1, later)
    with company.store.reading() as reads:
        assert reads.due(SubjectKind.REQUEST, later, 10) == []


def test_a_policy_that_comes_back_counts_as_changed(store: SqlStore) -> None:
    assert [store.policy_mark.heed(one, NOW) for one in (1, 2, 2, 1)] == [True, True, False, True]
