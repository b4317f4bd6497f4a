"""A device and its successor, for which reasons a device is used on knowingly, and of what a swap was part.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

IN_USE = "state = 'in_use'"
DECIDED_ON = f"{IN_USE} AND (refresh_after IS NOT NULL OR successor_id IS NOT NULL OR acknowledged <> '[]')"


BOUGHT = "ix_device_in_use_purchased_on"
"""With the state in it, the index alone tells which devices are beyond their useful life."""


def index(name, columns, where):
    condition = sa.text(where)
    op.create_index(name, "device", columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("acknowledged", sa.Text, nullable=False, server_default="[]"))
        device.add_column(sa.Column("successor_id", Id))
        device.create_foreign_key("fk_device_successor_id", "request", ["successor_id"], ["id"])
    index("ix_device_decided_on", ["state", "refresh_after", "successor_id", "acknowledged"], DECIDED_ON)
    op.drop_index(BOUGHT, "device")
    index(BOUGHT, ["state", "category", "purchased_on"], IN_USE)
    with op.batch_alter_table("request") as request:
        request.add_column(sa.Column("replaces", Id))
    with op.batch_alter_table("device_return") as device_return:
        device_return.add_column(sa.Column("swapped", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("device_return") as device_return:
        device_return.drop_column("swapped")
    with op.batch_alter_table("request") as request:
        request.drop_column("replaces")
    op.drop_index(BOUGHT, "device")
    index(BOUGHT, ["category", "purchased_on"], IN_USE)
    op.drop_index("ix_device_decided_on", "device")
    with op.batch_alter_table("device") as device:
        device.drop_constraint("fk_device_successor_id", type_="foreignkey")
        device.drop_column("successor_id")
        device.drop_column("acknowledged")
