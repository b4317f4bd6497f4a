"""The event log: only ever added to, chained, and played back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from lifecycle.events import Happened
from lifecycle.people import HOOK
from lifecycle.requests.commands import ConfirmArrival, NewHire, TieHire
from store.crypto import Cipher
from store.engine.database import Sqlite
from store.log import log
from store.tables.models import event
from store.verify import Break, verify
from tests.support.company import SECRET, Company, account
from tests.support.subjects import a_request

TRIGGERS = {
    True: tuple(f"DROP TRIGGER event_never_{done}" for done in ("updated", "deleted", "replaced")),
    False: ("ALTER TABLE event DISABLE TRIGGER ALL",),
}


def breaks(company: Company, secret: str = SECRET) -> list[Break]:
    return list(verify(company.store.database, Cipher(secret)))


def arrived(company: Company) -> int:
    """The id of a request that went all the way."""
    company.stock()
    request = company.ship(company.approve(company.submit()))
    company.perform(ConfirmArrival(request_id=request.id, shipment=1), company.worker)
    return request.id


def tamper(company: Company, *statements: str) -> None:
    """Change the database behind the desk's back, past the triggers."""
    with company.store.writing() as connection:
        for statement in (*TRIGGERS[isinstance(company.store.database, Sqlite)], *statements):
            connection.execute(text(statement))


@pytest.mark.parametrize("statement", ["UPDATE event SET reason = 'another'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_events(company: Company, statement: str) -> None:
    company.submit()
    with pytest.raises(DBAPIError, match="events are never changed"), company.store.writing() as connection:
        connection.execute(text(statement))


COPY = """
    INTO event (id, subject, seq, at, name, actor_id, origin, parts, changes, facts, reason, key, prev_hash, hash)
    SELECT {id}, subject, seq, at, name, actor_id, origin, parts, changes, facts, 'another', key, prev_hash, hash
    FROM event WHERE true
"""
REPLACING = {
    True: f"INSERT OR REPLACE {COPY}",
    False: f"INSERT {COPY} ON CONFLICT (subject, seq) DO UPDATE SET reason = excluded.reason",
}


@pytest.mark.parametrize("new_id", ["id", "id + 1000"])
def test_the_database_itself_refuses_to_replace_events(company: Company, new_id: str) -> None:
    company.submit()
    replacing = REPLACING[isinstance(company.store.database, Sqlite)].format(id=new_id)
    with pytest.raises(DBAPIError, match="events are never changed"), company.store.writing() as connection:
        connection.execute(text(replacing))


def test_each_event_carries_the_hash_of_the_one_before(company: Company) -> None:
    request_id = arrived(company)
    with company.store.database.reader() as connection:
        rows = connection.execute(
            select(event).where(event.c.subject == f"request:{request_id}").order_by(event.c.seq)
        ).all()
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert [row.prev_hash for row in rows] == [log.BEGINNING, *(row.hash for row in rows[:-1])]
    assert [row.name for row in rows] == [
        Happened.REQUEST_SUBMITTED,
        Happened.REQUEST_APPROVED,
        Happened.LINE_READY,
        Happened.LINES_SHIPPED,
        Happened.LINES_ARRIVED,
    ]


def test_an_event_holds_what_changed_and_no_more(company: Company) -> None:
    company.stock()
    request = company.approve(company.submit())
    with company.store.database.reader() as connection:
        changes = connection.execute(
            select(event.c.changes).where(event.c.subject == f"request:{request.id}", event.c.seq == 2)
        ).scalar_one()
    assert set(changes) == {"state", "decided_by", "decided_at", "lines/0/state", "lines/0/device_id"}


def test_nothing_private_is_in_the_log(company: Company) -> None:
    company.submit(recipient=NewHire(name="Nadia New", email="nadia@home.example"), address="1 Secret Street")
    with company.store.database.reader() as connection:
        told = " ".join(str(row) for row in connection.execute(text("SELECT * FROM event")))
        kept = " ".join(str(row) for row in connection.execute(text("SELECT * FROM contact")))
    assert "home.example" not in told + kept
    assert "Secret Street" not in told + kept


def test_a_whole_story_verifies(company: Company) -> None:
    arrived(company)
    hired = company.submit(recipient=NewHire(name="Nadia New", email="nadia@home.example"))
    nadia = company.store.people.record(account("U9", "Nadia New"), hired.submitted_at)
    company.perform(TieHire(request_id=hired.id, person_id=nadia.id, matched_by="name"), HOOK)
    assert breaks(company) == []


TAMPERING: dict[str, tuple[tuple[str, ...], Callable[[int], list[Break]]]] = {
    "a changed row": (
        ("UPDATE request SET note = 'free of charge' WHERE id = {id}",),
        lambda one: [Break(a_request(one), None, "differs from the log in note")],
    ),
    "a changed part of a row": (
        ("UPDATE request_line SET price_amount = '1.00' WHERE request_id = {id}",),
        lambda one: [Break(a_request(one), None, "differs from the log in lines")],
    ),
    "a changed event": (
        ("UPDATE event SET actor_id = 1 WHERE subject = 'request:{id}' AND seq = 2",),
        lambda one: [Break(a_request(one), 2, "was changed")],
    ),
    "a removed event": (
        ("DELETE FROM event WHERE subject = 'request:{id}' AND seq = 3",),
        lambda one: [
            Break(a_request(one), 4, "does not follow the event before it"),
            Break(a_request(one), None, "stands at version 5, the log has 4 events"),
        ],
    ),
    "a removed end": (
        ("DELETE FROM event WHERE subject = 'request:{id}' AND seq = 5",),
        lambda one: [Break(a_request(one), None, "stands at version 5, the log has 4 events")],
    ),
    "a removed row": (
        (
            "DELETE FROM shipment WHERE request_id = {id}",
            "DELETE FROM request_line WHERE request_id = {id}",
            "UPDATE outbox SET subject = NULL",
            "DELETE FROM request WHERE id = {id}",
        ),
        lambda one: [Break(a_request(one), None, "has events but no row")],
    ),
    "a removed subject": (
        (
            "DELETE FROM event WHERE subject = 'request:{id}'",
            "DELETE FROM shipment WHERE request_id = {id}",
            "DELETE FROM request_line WHERE request_id = {id}",
            "UPDATE outbox SET subject = NULL",
            "DELETE FROM request WHERE id = {id}",
        ),
        lambda one: [Break(a_request(one), None, "is gone, and every event of it")],
    ),
    "a swapped pair": (
        (
            "UPDATE event SET seq = 99 WHERE subject = 'request:{id}' AND seq = 2",
            "UPDATE event SET seq = 2 WHERE subject = 'request:{id}' AND seq = 3",
            "UPDATE event SET seq = 3 WHERE subject = 'request:{id}' AND seq = 99",
        ),
        lambda one: [
            Break(a_request(one), 2, "was changed"),
            Break(a_request(one), 3, "was changed"),
            Break(a_request(one), 4, "does not follow the event before it"),
        ],
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_verify_finds(company: Company, name: str) -> None:
    statements, expected = TAMPERING[name]
    request_id = arrived(company)
    assert breaks(company) == []
    tamper(company, *(statement.format(id=request_id) for statement in statements))
    assert breaks(company) == expected(request_id)


def test_verify_finds_private_data_under_a_lost_key(company: Company) -> None:
    request = company.submit(address="1 Secret Street")
    assert breaks(company, "another") == [
        Break(a_request(request.id), None, "its private data cannot be read with SECRET_KEY")
    ]


def test_the_last_event_is_the_newest_that_people_did(company: Company) -> None:
    company.stock()
    request = company.approve(company.submit("laptop-14", "cable"))
    company.ship(request)
    with company.store.reading() as reads:
        by_line = [reads.last_event(a_request(request.id), line) for line in (None, 1, 2)]
    assert [one and one.name for one in by_line] == [
        Happened.LINES_SHIPPED,
        Happened.LINES_SHIPPED,
        Happened.REQUEST_APPROVED,
    ]
    assert by_line[0]
    assert (by_line[0].actor_id, by_line[0].parts) == (company.ana.id, (1,))
