"""Counting the fleet and IT's queue: prices as whole numbers, and the indexes that answer.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FLEET = ["state", "country", "category", "price_currency", "price_units", "purchased_on"]
UNITS = {
    "sqlite": "UPDATE device SET price_units = CAST(round(CAST(price_amount AS REAL) * 10000) AS INTEGER)",
    "postgresql": "UPDATE device SET price_units = CAST(round(CAST(price_amount AS numeric) * 10000) AS bigint)",
}


def partial_index(name, table, columns, where):
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.add_column("device", sa.Column("price_units", sa.BigInteger))
    op.execute(UNITS[op.get_context().dialect.name])
    op.create_index("ix_device_fleet", "device", FLEET)
    partial_index("ix_request_open_state", "request", ["state", "id"], "is_open")
    partial_index("ix_outbox_undelivered", "outbox", ["settled_at"], "state IN ('failed', 'unknown')")


def downgrade() -> None:
    op.drop_index("ix_outbox_undelivered", "outbox")
    op.drop_index("ix_request_open_state", "request")
    op.drop_index("ix_device_fleet", "device")
    with op.batch_alter_table("device") as device:
        device.drop_column("price_units")
