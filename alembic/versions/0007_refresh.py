"""What a device runs, until when its replacement is put off, and the indexes by which it is found that it is due.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

IN_USE = "state = 'in_use'"


def index(name, columns, where):
    condition = sa.text(where)
    op.create_index(name, "device", columns, sqlite_where=condition, postgresql_where=condition)


INDEXES = {
    "ix_device_in_use_purchased_on": (["category", "purchased_on"], IN_USE),
    "ix_device_in_use_warranty_until": (["state", "warranty_until"], f"{IN_USE} AND warranty_until IS NOT NULL"),
    "ix_device_in_use_repairs": (["state", "repairs"], f"{IN_USE} AND repairs > 0"),
    "ix_device_in_use_condition": (["state", "condition"], f"{IN_USE} AND condition IS NOT NULL"),
    "ix_device_in_use_system": (["state", "system"], f"{IN_USE} AND system IS NOT NULL"),
}


def upgrade() -> None:
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("system", sa.Text))
        device.add_column(sa.Column("refresh_after", sa.Date))
    for name, (columns, where) in INDEXES.items():
        index(name, columns, where)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "device")
    with op.batch_alter_table("device") as device:
        device.drop_column("refresh_after")
        device.drop_column("system")
