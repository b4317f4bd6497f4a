from datetime import timedelta

from sqlalchemy import func, select

from lifecycle.commands import CancelRequest, NewHire, TieHire
from lifecycle.desk import FORGET_AFTER
from lifecycle.facts import Contact
from lifecycle.people import HOOK
from store.inbox import AT_ONCE
from store.machinery import inbox, outbox, sweep_run
from store.models import contact
from store.outbox import Pace
from store.unit_of_work import SqlStore
from tests.support.company import NOW, SECRET, Company, account, open_store

DAY = timedelta(days=1)
NADIA = NewHire(name="Nadia New", email="nadia@home.example")


def private_subjects(store: SqlStore) -> list[str]:
    with store.database.reader() as connection:
        return list(connection.scalars(select(contact.c.subject).order_by(contact.c.subject)))


def test_keys_of_what_came_in_are_kept_for_a_week(store: SqlStore) -> None:
    with store.transaction() as work:
        for number in range(AT_ONCE + 5):
            work.claim(f"old-{number}", NOW)
        work.claim("new", NOW + DAY)
    store.inbox.forget(NOW + 7 * DAY)
    with store.database.reader() as connection:
        assert connection.scalar(select(func.count()).select_from(inbox)) == AT_ONCE + 6
    store.inbox.forget(NOW + 7 * DAY + timedelta(seconds=1))
    with store.database.reader() as connection:
        assert connection.scalars(select(inbox.c.key)).all() == ["new"]


def test_private_data_goes_a_month_after_its_request_has_ended(company: Company) -> None:
    request = company.submit(recipient=NADIA, address="1 Secret Street")
    subjects = [f"person:{request.recipient_id}", f"request:{request.id}"]
    company.store.inbox.forget(NOW + 365 * DAY)
    assert private_subjects(company.store) == subjects
    company.perform(CancelRequest(request_id=request.id, lines=(1,), reason="changed"), company.manager)
    company.store.inbox.forget(NOW + FORGET_AFTER - timedelta(seconds=1))
    assert private_subjects(company.store) == subjects
    company.store.inbox.forget(NOW + FORGET_AFTER)
    assert private_subjects(company.store) == []


def test_private_data_of_a_hire_goes_after_the_hire_has_joined(company: Company) -> None:
    request = company.submit(recipient=NADIA)
    nadia = company.store.people.record(account("U9", "Nadia"), NOW)
    company.perform(TieHire(request_id=request.id, person_id=nadia.id, matched_by="email"), HOOK)
    company.store.inbox.forget(NOW + FORGET_AFTER)
    assert private_subjects(company.store) == []


def test_facts_of_what_was_told_go_and_its_key_stays(company: Company) -> None:
    company.submit()
    pace = Pace(per_target=timedelta(0), dms=100, window=DAY)
    told = company.store.outbox.claim("me", NOW, lease=DAY, pace=pace)
    assert told
    company.store.outbox.sent(told, "me", channel="C1", ts="1.0", now=NOW)
    company.store.inbox.forget(NOW + 31 * DAY)
    with company.store.database.reader() as connection:
        rows = connection.execute(select(outbox).order_by(outbox.c.id)).all()
    assert [(row.key, row.facts is None, row.state) for row in rows] == [
        (told.notice.key, True, "sent"),
        (f"request:{told.notice.request_id}:receipt:v1", False, "pending"),
    ]
    with company.store.transaction() as work:
        work.tell([told.notice])
    assert company.store.outbox.counts() == {"sent": 1, "pending": 1}


def test_runs_of_sweeps_are_kept_for_a_quarter(store: SqlStore) -> None:
    for slot, days in (("old", 0), ("new", 50)):
        store.sweeps.start("requests", slot, "me", NOW + days * DAY, DAY)
    assert store.inbox.forget(NOW + 91 * DAY) == 1
    with store.database.reader() as connection:
        assert connection.scalars(select(sweep_run.c.slot)).all() == ["new"]


def test_a_new_key_takes_over_what_the_old_one_encrypted(company: Company) -> None:
    request = company.submit(recipient=NADIA, address="1 Secret Street")
    url = company.store.database.url
    with open_store(url, f"new,{SECRET}") as rotating:
        with rotating.reading() as reads:
            assert reads.hires_awaited("x", [NADIA.email]) == [(request.id, "email")]
        assert rotating.inbox.forget(NOW) == 2
        assert rotating.inbox.forget(NOW) == 0
    with open_store(url, "new") as rotated, rotated.reading() as reads:
        kept = reads.contact(f"request:{request.id}")
        assert kept == Contact(subject=f"request:{request.id}", address="1 Secret Street")
        assert reads.hires_awaited("x", [NADIA.email]) == [(request.id, "email")]
