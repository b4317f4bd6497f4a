"""A company with very many devices, put on record in bulk: the same rows in either database.

Rows are made by arithmetic alone, so that every run measures the same company: 20 countries, 12 categories, a device in
seven in stock, one in 250 to be wiped, 4 events in the log of a device on average beside its first.
"""

import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import make_url

from lifecycle.device import DeviceState
from store.engine import migrations

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = NOW.date()
COUNTRIES = ("DE", "GB", "US", "FR", "ES", "IT", "NL", "PL", "BR", "IN", "JP", "CA", "AU", "SE", "CH", "AT", "BE", "DK")
CATEGORIES = ("laptop", "phone", "monitor", "headset", "tablet", "dock", "keyboard", "desktop", "server", "printer")
CURRENCIES = ("EUR", "GBP", "USD")
STATES = (
    *(DeviceState.IN_USE,) * 200,
    *(DeviceState.IN_STOCK,) * 36,
    *(DeviceState.SOLD,) * 5,
    *(DeviceState.IN_TRANSIT,) * 3,
    *(DeviceState.LOST,) * 2,
    *(DeviceState.RETURN_DUE, DeviceState.RETURNED, DeviceState.EXPECTED, DeviceState.SANITIZED),
)
HELD = frozenset({DeviceState.IN_USE, DeviceState.RETURN_DUE, DeviceState.LOST})
EVENTS_EACH = 5
DEVICES_EACH, TEAM_OF = 20, 10
PER_REQUEST, PER_RETURN = 200, 1000
"""One open request for so many devices, one open return for so many."""

ASKED_NOW = 200
"""A sweep finds one device in so many due, of those in use: 4,000 of a million."""

AT_ONCE = 20_000

Row = tuple[Any, ...]
Copy = Callable[[str, Sequence[str], Iterable[Row]], None]

PEOPLE_COLUMNS = ("id", "team_id", "slack_id", "name", "zone", "locale", "is_guest", "is_bot", "is_deactivated")
DEVICE_COLUMNS = (
    *("id", "state", "category", "manufacturer", "model", "kind", "country", "serial", "asset_tag", "tag_prefix"),
    *("tag_number", "holder_id", "return_id", "enrolled", "price_amount", "price_currency", "price_units"),
    *("purchased_on", "next_look_at", "version", "log_hash"),
)
EVENT_COLUMNS = ("subject", "seq", "at", "name", "origin", "parts", "changes", "facts", "key", "prev_hash", "hash")
REQUEST_COLUMNS = (
    *("id", "state", "is_open", "requester_id", "recipient_id", "country", "needed_by", "channel", "submitted_at"),
    *("over_limit", "limit_approvers", "nudges", "version", "log_hash"),
)
LINE_COLUMNS = (
    *("request_id", "number", "profile", "name", "category", "manufacturer", "model", "price_amount"),
    *("price_currency", "tracked", "enrolment", "state", "source"),
)
RETURN_COLUMNS = (
    *("id", "state", "is_open", "cause", "holder_id", "opened_at", "last_day", "channel", "nudges", "version"),
    "log_hash",
)


def build(url: str, devices: int) -> None:
    """Migrate the empty database at `url` and fill it."""
    migrations.upgrade(url)
    if make_url(url).get_backend_name() == "sqlite":
        _on_sqlite(str(make_url(url).database), devices)
    else:
        _on_postgresql(url, devices)


def _fill(copy: Copy, devices: int) -> None:
    people, returns, requests = devices // DEVICES_EACH + TEAM_OF, devices // PER_RETURN, devices // PER_REQUEST
    copy("person", (*PEOPLE_COLUMNS, "manager_id"), _people(people))
    copy("role_member", ("role", "slack_id"), [("it", "U1")])
    copy("device_return", RETURN_COLUMNS, map(_return, range(1, returns + 1)))
    copy("request", REQUEST_COLUMNS, map(_request, range(1, requests + 1)))
    copy("request_line", LINE_COLUMNS, map(_line, range(1, requests + 1)))
    copy("device", DEVICE_COLUMNS, (_device(one, people, returns) for one in range(1, devices + 1)))
    copy("event", EVENT_COLUMNS, (_event(one, seq) for one in range(1, devices + 1) for seq in range(EVENTS_EACH)))


def _people(number: int) -> Iterator[Row]:
    for one in range(1, number + 1):
        manager = None if one % TEAM_OF == 1 else (one - 1) // TEAM_OF * TEAM_OF + 1
        yield one, "T1", f"U{one}", f"Person {one}", "Europe/Berlin", "en-US", False, False, False, manager


def _device(one: int, people: int, returns: int) -> Row:
    state = STATES[one * 7 % len(STATES)]
    category = CATEGORIES[one * 31 % len(CATEGORIES)]
    price = 200 + one * 37 % 2000
    bought = (TODAY - timedelta(days=one * 13 % 2500)).isoformat()
    holder = 1 + one % people if state in HELD else None
    case = 1 + one // len(STATES) % returns if returns and state is DeviceState.RETURN_DUE else None
    country = COUNTRIES[one * 11 % len(COUNTRIES)]
    return (
        *(one, state.value, category, "Lenovo", f"T{one % 40}", f"{category} t{one % 40}", country),
        *(f"C02{one:09}", f"DD-{one:07}", "DD-", one, holder, case, True, f"{price}.00"),
        *(CURRENCIES[one % len(CURRENCIES)], price * 10_000, bought, _look(one, state), EVENTS_EACH, ""),
    )


def _look(one: int, state: DeviceState) -> str | None:
    """When its holder is asked whether they still have it: of one in `ASKED_NOW` now, of all others later."""
    if state is not DeviceState.IN_USE:
        return None
    days = 0 if one % ASKED_NOW == 0 else 1 + one % 364
    return (NOW + timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S.%f")


def _event(device: int, seq: int) -> Row:
    name = "device_added" if seq == 0 else "device_reassigned"
    at = (NOW - timedelta(days=900 - 100 * seq, seconds=device % 80_000)).strftime("%Y-%m-%d %H:%M:%S.%f+00:00")
    return f"device:{device}", seq + 1, at, name, "cli", "[]", "{}", "{}", f"bench:{device}:{seq}", "", ""


def _request(one: int) -> Row:
    state = "submitted" if one % 5 == 0 else "approved"
    needed_by = (TODAY + timedelta(days=one % 60 - 10)).isoformat()
    return one, state, True, 1 + one % 50, 51 + one % 50, "DE", needed_by, "C1", str(NOW), False, "[]", "[]", 1, ""


def _line(one: int) -> Row:
    state = ("waiting", "ordered", "received", "ready", "shipped")[one % 5] if one % 5 else "waiting"
    source = ("purchase", "stock", "hub")[one % 3]
    return one, 1, "p", "Laptop 14", "laptop", "Lenovo", "T14", "1450.00", "EUR", True, True, state, source


def _return(one: int) -> Row:
    last_day: date = TODAY - timedelta(days=one % 90 - 20)
    return one, "open", True, "leaving", 100 + one, str(NOW), last_day.isoformat(), "C1", "[]", 1, ""


def _on_sqlite(path: str, devices: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-200000")

        def copy(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
            marks = ", ".join("?" * len(columns))
            connection.execute("BEGIN")
            connection.executemany(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', rows)
            connection.execute("COMMIT")

        _fill(copy, devices)
        connection.execute("ANALYZE")


def _on_postgresql(url: str, devices: int) -> None:
    conninfo = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:

        def copy(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
            statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            remaining = iter(rows)
            with connection.cursor() as cursor, cursor.copy(statement.encode()) as into:
                while some := list(islice(remaining, AT_ONCE)):
                    into.write(_as_text(some))

        _fill(copy, devices)
        connection.execute("VACUUM ANALYZE")


def _as_text(rows: Sequence[Row]) -> str:
    written = io.StringIO()
    for row in rows:
        written.write("\t".join("\\N" if one is None else str(one) for one in row) + "\n")
    return written.getvalue()
