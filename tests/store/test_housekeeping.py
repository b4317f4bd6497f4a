from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lifecycle.desk import FORGET_AFTER
from lifecycle.people import HOOK
from lifecycle.reads.facts import Contact
from lifecycle.requests.commands import CancelRequest, NewHire, TieHire
from lifecycle.subject import Subject
from store import contacts
from store.contacts import ROTATED_AT_ONCE
from store.crypto import Cipher
from store.housekeeping import AT_ONCE
from store.outbox.outbox import Pace
from store.tables.machinery import inbox, outbox, sweep_run
from store.tables.models import contact
from store.unit_of_work import SqlStore
from tests.support.company import NOW, SECRET, Company, account, open_store
from tests.support.subjects import a_person, a_request

DAY = timedelta(days=1)
NADIA = NewHire(name="Nadia New", email="nadia@home.example")


def private_subjects(store: SqlStore) -> list[Subject]:
    with store.database.reader() as connection:
        return list(connection.scalars(select(contact.c.subject).order_by(contact.c.subject)))


def test_keys_of_what_came_in_are_kept_for_a_week(store: SqlStore) -> None:
    with store.transaction() as work:
        for number in range(AT_ONCE + 5):
            work.claim(f"old-{number}", NOW)
        work.claim("new", NOW + DAY)
    store.housekeeping.forget(NOW + 7 * DAY)
    with store.database.reader() as connection:
        assert connection.scalar(select(func.count()).select_from(inbox)) == AT_ONCE + 6
    store.housekeeping.forget(NOW + 7 * DAY + timedelta(seconds=1))
    with store.database.reader() as connection:
        assert connection.scalars(select(inbox.c.key)).all() == ["new"]


def test_private_data_goes_a_month_after_its_request_has_ended(company: Company) -> None:
    request = company.submit(recipient=NADIA, address="1 Secret Street")
    subjects = [a_person(request.recipient_id), request.subject]
    company.store.housekeeping.forget(NOW + 365 * DAY)
    assert private_subjects(company.store) == subjects
    company.perform(CancelRequest(request_id=request.id, lines=(1,), reason="changed"), company.manager)
    company.store.housekeeping.forget(NOW + FORGET_AFTER - timedelta(seconds=1))
    assert private_subjects(company.store) == subjects
    company.store.housekeeping.forget(NOW + FORGET_AFTER)
    assert private_subjects(company.store) == []


def test_private_data_of_a_hire_goes_after_the_hire_has_joined(company: Company) -> None:
    request = company.submit(recipient=NADIA)
    nadia = company.store.people.record(account("U9", "Nadia"), NOW)
    company.perform(TieHire(request_id=request.id, person_id=nadia.id, matched_by="email"), HOOK)
    company.store.housekeeping.forget(NOW + FORGET_AFTER)
    assert private_subjects(company.store) == []


def test_facts_of_what_was_told_go_and_its_key_stays(company: Company) -> None:
    company.submit()
    pace = Pace(per_target=timedelta(0), dms=100, window=DAY)
    told = company.store.outbox.claim("me", NOW, lease=DAY, pace=pace)
    assert told
    company.store.outbox.sent(told, "me", channel="C1", ts="1.0", now=NOW)
    company.store.housekeeping.forget(NOW + 31 * DAY)
    with company.store.database.reader() as connection:
        rows = connection.execute(select(outbox).order_by(outbox.c.id)).all()
    assert [(row.key, row.facts is None, row.state) for row in rows] == [
        (told.notice.key, True, "sent"),
        (f"{told.notice.subject}:receipt:v1", False, "pending"),
    ]
    with company.store.transaction() as work:
        work.tell([told.notice])
    assert company.store.outbox.counts() == {"sent": 1, "pending": 1}


def test_runs_of_sweeps_are_kept_for_a_quarter(store: SqlStore) -> None:
    for slot, days in (("old", 0), ("new", 50)):
        store.sweeps.start("requests", slot, "me", NOW + days * DAY, DAY)
    assert store.housekeeping.forget(NOW + 91 * DAY) == 1
    with store.database.reader() as connection:
        assert connection.scalars(select(sweep_run.c.slot)).all() == ["new"]


def test_a_new_key_takes_over_what_the_old_one_encrypted(company: Company) -> None:
    request = company.submit(recipient=NADIA, address="1 Secret Street")
    url = company.store.database.url
    with open_store(url, f"new,{SECRET}") as rotating:
        with rotating.reading() as reads:
            assert reads.hires_awaited("x", [NADIA.email]) == [(request.id, "email")]
        assert rotating.housekeeping.forget(NOW) == 2
        assert rotating.housekeeping.forget(NOW) == 0
    with open_store(url, "new") as rotated, rotated.reading() as reads:
        kept = reads.contact(a_request(request.id))
        assert kept == Contact(subject=a_request(request.id), address="1 Secret Street")
        assert reads.hires_awaited("x", [NADIA.email]) == [(request.id, "email")]


def test_private_data_that_no_key_opens_is_told_and_keeps_nothing_else_from_the_new_key(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    url = company.store.database.url
    lost = company.submit(address="1 Lost Street")
    with open_store(url, "old") as store, store.transaction() as work:
        work.keep_contact(Contact(subject=a_request(9), address="9 Kept Street"))
    with open_store(url, "new,old") as rotating:
        assert rotating.housekeeping.forget(NOW) == 1
        assert "private data of 1 subjects cannot be read" in caplog.text
        with rotating.reading() as reads:
            assert reads.contact(a_request(lost.id)) == Contact(subject=a_request(lost.id), unreadable=True)
    with open_store(url, "new") as rotated, rotated.reading() as reads:
        assert reads.contact(a_request(9)) == Contact(subject=a_request(9), address="9 Kept Street")


def test_a_rotation_of_many_reaches_every_page(company: Company) -> None:
    url = company.store.database.url
    with company.store.transaction() as work:
        for number in range(ROTATED_AT_ONCE + 3):
            work.keep_contact(Contact(subject=a_request(number), address="1 Secret Street"))
    with open_store(url, f"new,{SECRET}") as rotating:
        assert rotating.housekeeping.forget(NOW) == ROTATED_AT_ONCE + 3


def test_a_new_key_does_not_bring_back_what_was_deleted_or_changed_meanwhile(company: Company) -> None:
    with company.store.transaction() as work:
        for subject in (a_request(1), a_request(2)):
            work.keep_contact(Contact(subject=subject, address="1 Secret Street"))
    cipher = Cipher(f"new,{SECRET}")
    with company.store.database.reader() as connection:
        read = contacts.under_other_keys(connection, cipher)
    with company.store.writing() as connection:
        connection.execute(contact.delete().where(contact.c.subject == a_request(1)))
    with company.store.transaction() as work:
        work.keep_contact(Contact(subject=a_request(2), address="2 Newer Street"))
    with company.store.writing() as connection:
        assert [contacts.rotate(connection, cipher, one) for one in read] == [False, False]
    assert private_subjects(company.store) == [a_request(2)]
    with company.store.reading() as reads:
        assert reads.contact(a_request(2)) == Contact(subject=a_request(2), address="2 Newer Street")
