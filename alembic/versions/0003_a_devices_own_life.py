"""A device's own life: condition, warranty, keeper, note, own columns, repairs, and when it came back with data on it.

Revision ID: 0003
Revises: 0002
"""

import json
from datetime import UTC, date, datetime
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)

COLUMNS = ("condition", "warranty_until", "keeper", "note", "attributes", "returned_at", "repairs")

CAME_BACK = ("device_returned", "device_wiped_again")
"""With which events a device was back before that was a field of its own: as `store/log/replay.py` reads them."""

AT_A_TIME = 1_000
"""Devices that are written together."""

event = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("subject", sa.Text),
    sa.column("seq", sa.Integer),
    sa.column("at", Moment),
    sa.column("name", sa.Text),
    sa.column("changes", sa.Text),
)
device = sa.table(
    "device",
    sa.column("id", sa.Integer),
    sa.column("condition", sa.Text),
    sa.column("warranty_until", sa.Date),
    sa.column("keeper", sa.Text),
    sa.column("note", sa.Text),
    sa.column("attributes", sa.Text),
    sa.column("returned_at", Moment),
    sa.column("repairs", sa.Integer),
)

EMPTY = {**dict.fromkeys(COLUMNS), "attributes": "{}", "repairs": 0}
FILL = device.update().where(device.c.id == sa.bindparam("device_id")).values({n: sa.bindparam(n) for n in COLUMNS})


def same(value):
    return value


def moment(value):
    """As a moment in UTC, which SQLite keeps without its zone."""
    return None if value is None else datetime.fromisoformat(value).astimezone(UTC)


READ = {
    "warranty_until": lambda value: None if value is None else date.fromisoformat(value),
    "returned_at": moment,
}
"""How the values of columns stand in the log."""


def upgrade() -> None:
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("condition", sa.Text))
        device.add_column(sa.Column("warranty_until", sa.Date))
        device.add_column(sa.Column("keeper", sa.Text))
        device.add_column(sa.Column("note", sa.Text))
        device.add_column(sa.Column("attributes", sa.Text, nullable=False, server_default="{}"))
        device.add_column(sa.Column("returned_at", Moment))
        device.add_column(sa.Column("repairs", sa.Integer, nullable=False, server_default="0"))
    replay()


def replay() -> None:
    """Fill the columns as the log has them: a later release may have written them before it was taken back."""
    connection = op.get_bind()
    log = sa.select(event.c.subject, event.c.at, event.c.name, event.c.changes).where(event.c.subject.like("device:%"))
    rows = connection.execute(log.order_by(event.c.subject, event.c.seq), execution_options={"yield_per": AT_A_TIME})
    found = []
    for subject, events in groupby(rows, key=lambda one: one.subject):
        if state := played_back(events):
            found.append({"device_id": int(subject.partition(":")[2]), **EMPTY, **state})
        if len(found) == AT_A_TIME:
            connection.execute(FILL, found)
            found = []
    if found:
        connection.execute(FILL, found)


def played_back(events):
    """What the events of one device say of the columns; nothing where they say nothing."""
    state = {}
    for one in events:
        changes = json.loads(one.changes)
        if one.name in CAME_BACK:
            state["returned_at"] = one.at
        elif one.name == "device_sanitized":
            state["returned_at"] = None
        state |= {name: READ.get(name, same)(changes[name]) for name in COLUMNS if name in changes}
        own = {path.partition("/")[2]: value for path, value in changes.items() if path.startswith("attributes/")}
        if own:
            state["attributes"] = {**state.get("attributes", {}), **own}
    if "attributes" in state:
        state["attributes"] = json.dumps(state["attributes"])
    return state


def downgrade() -> None:
    with op.batch_alter_table("device") as device:
        for column in reversed(COLUMNS):
            device.drop_column(column)
