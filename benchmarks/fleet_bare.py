"""What the answers cost at the least: SQL written by hand for the same figures, straight through the driver."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from benchmarks.fleet_rows import NOW, TODAY
from bot.config.policy import load_policy
from lifecycle.reads.fleet import YEARS, years_before
from lifecycle.refresh import months_later
from sandbox.company import IT_DEVICES

Run = Callable[[str], Sequence[Any]]

OLDER = ", ".join(f"sum(CASE WHEN purchased_on <= '{years_before(TODAY, years)}' THEN 1 ELSE 0 END)" for years in YEARS)
FLEET = f"""
    SELECT state, country, category, price_currency, count(*), sum(price_units), count(purchased_on), {OLDER}
    FROM {{devices}} GROUP BY state, country, category, price_currency
"""
AWAITED = """
    SELECT r.last_day, p.zone, count(*) FROM device_return r JOIN {devices} d ON d.return_id = r.id
    JOIN person p ON p.id = r.holder_id
    WHERE r.is_open AND d.return_id IS NOT NULL AND d.state IN ('return_due', 'returning') AND NOT d.legal_hold {where}
    GROUP BY r.last_day, p.zone
"""
ONE = "category = 'laptop' AND country = 'DE' AND state = 'in_use'"
ONE_THERE = "d.category = 'laptop' AND d.country = 'DE' AND d.state = 'in_use'"
BACK = "state IN ('returned', 'sanitized') AND NOT legal_hold"
TEAM = "holder_id IN (SELECT id FROM person WHERE manager_id = 1)"
THEIRS = f"WITH theirs AS MATERIALIZED (SELECT * FROM device WHERE {TEAM})"
SENT, BOUGHT, HUB = (TODAY + timedelta(days=days) for days in (3, 13, 10))
LINES = "SELECT count(*) FROM request r WHERE is_open AND state = 'approved' AND EXISTS (SELECT 1 FROM request_line l "
AT_RISK = f"""
    {LINES} WHERE l.request_id = r.id AND (
        (l.state = 'waiting' AND l.source = 'purchase' AND r.needed_by < '{BOUGHT}')
        OR (l.state = 'waiting' AND l.source = 'hub' AND r.needed_by < '{HUB}')
        OR (l.state IN ('ordered', 'received', 'ready') AND r.needed_by < '{SENT}')
        OR (l.state = 'waiting' AND l.source = 'stock' AND r.needed_by < '{SENT}')
        OR (l.state = 'shipped' AND r.needed_by < '{TODAY}')))
"""
DUE = f"SELECT id FROM device WHERE state = 'in_use' AND (refresh_after IS NULL OR refresh_after <= '{TODAY}')"
TOO_OLD = " UNION ALL ".join(
    f"{DUE} AND category = '{one.id}' AND purchased_on < '{months_later(TODAY, -one.useful_life_months)}'"
    for one in load_policy(Path("policy.toml"), IT_DEVICES).categories
)
REFRESH = f"""
    SELECT count(*) FROM (SELECT DISTINCT id FROM (
        SELECT * FROM (SELECT * FROM ({TOO_OLD}) o LIMIT 1001) old
        UNION ALL SELECT * FROM ({DUE} AND warranty_until < '{TODAY}' LIMIT 1001) warranty
        UNION ALL SELECT * FROM ({DUE} AND repairs > 0 AND repairs >= 3 LIMIT 1001) repaired
        UNION ALL SELECT * FROM ({DUE} AND condition IN ('damaged', 'dead') LIMIT 1001) worn
    ) every LIMIT 1001) counted
"""
HOME = (
    "SELECT state, count(*) FROM device GROUP BY state",
    "SELECT count(*) FROM request WHERE is_open AND state = 'submitted'",
    f"{LINES} WHERE l.request_id = r.id AND l.state = 'waiting' AND l.source <> 'stock')",
    f"{LINES} WHERE l.request_id = r.id AND (l.state IN ('received', 'ready')"
    " OR (l.state = 'waiting' AND l.source = 'stock')))",
    AT_RISK,
    "SELECT count(*) FROM device_return WHERE is_open",
    f"SELECT count(*) FROM device WHERE state = 'returned' AND {BACK}",
    f"SELECT count(*) FROM device WHERE state = 'sanitized' AND {BACK}",
    "SELECT count(*) FROM audit WHERE state = 'open' AND is_with_it",
    REFRESH,
    "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')",
    f"SELECT count(*) FROM outbox WHERE state IN ('failed', 'unknown') AND settled_at >= '{NOW - timedelta(days=7)}'",
    "SELECT count(*) FROM person WHERE manager_id = 1",
    f"SELECT count(*) FROM device WHERE {TEAM}",
    f"SELECT count(*) FROM request WHERE is_open AND {TEAM.replace('holder_id', 'recipient_id')}",
    f"SELECT count(*) FROM device_return WHERE is_open AND {TEAM}",
    "SELECT * FROM device WHERE holder_id = 1 ORDER BY id DESC LIMIT 10",
    "SELECT count(*) FROM device WHERE holder_id = 1",
    "SELECT * FROM request WHERE is_open AND (requester_id = 1 OR recipient_id = 1) ORDER BY id DESC LIMIT 10",
    "SELECT count(*) FROM request WHERE is_open AND (requester_id = 1 OR recipient_id = 1)",
)
PREFIX = "asset_tag >= 'DD-00421' AND asset_tag < 'DD-00422'"
QUESTIONS: Mapping[str, Sequence[str]] = {
    "the fleet": (FLEET.format(devices="device"), AWAITED.format(devices="device", where="")),
    "one count": (
        FLEET.format(devices=f"device WHERE {ONE}"),
        AWAITED.format(devices="device", where=f"AND {ONE_THERE}"),
    ),
    "a manager's people": (
        THEIRS + FLEET.format(devices="theirs"),
        THEIRS + AWAITED.format(devices="theirs", where=""),
    ),
    "Home of IT": HOME,
    "search by prefix": (
        f"SELECT * FROM device WHERE {PREFIX} ORDER BY id DESC LIMIT 10",
        f"SELECT count(*) FROM (SELECT 1 FROM device WHERE {PREFIX} LIMIT 1001) d",
    ),
    "one, with its story": (
        "SELECT * FROM device WHERE asset_tag = 'DD-0042123'",
        "SELECT * FROM event WHERE subject = 'device:42123' ORDER BY seq DESC LIMIT 11",
    ),
    "an audit's sweep": (
        f"SELECT id, version, next_look_at FROM device WHERE next_look_at <= '{NOW:%Y-%m-%d %H:%M:%S.%f}'"
        " ORDER BY next_look_at, id LIMIT 5000",
    ),
    "a page of a pile": (
        f"SELECT * FROM device WHERE state = 'returned' AND {BACK} ORDER BY id LIMIT 9",
        f"SELECT count(*) FROM device WHERE state = 'returned' AND {BACK}",
    ),
}


@contextmanager
def driver(url: str) -> Iterator[Run]:
    """Runs statements on a connection of the driver's own, and fetches all that they find."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(parsed.database))) as sqlite:
            yield lambda statement: sqlite.execute(statement).fetchall()
        return
    conninfo = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        yield lambda statement: connection.execute(statement.encode()).fetchall()
