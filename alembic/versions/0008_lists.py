"""Lists of devices that are being taken over, and until when a device is kept up to date.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)

NOT_DONE = "done_at IS NULL"
UPDATED = "state = 'in_use' AND supported_until IS NOT NULL"


def index(name, table, columns, where, unique=False):
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("supported_until", sa.Date))
    index("ix_device_in_use_supported_until", "device", ["state", "supported_until"], UPDATED)
    op.create_table(
        "dropped_list",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("slack_id", sa.Text, nullable=False),
        sa.Column("file_id", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("ts", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("owner", sa.Text),
        sa.Column("lease_until", Moment),
        sa.Column("done_at", Moment),
        sa.PrimaryKeyConstraint("key", name="pk_dropped_list"),
    )
    op.create_index("ix_dropped_list_done_at", "dropped_list", ["done_at"])
    index("uq_dropped_list_file_id", "dropped_list", ["file_id"], NOT_DONE, unique=True)


def downgrade() -> None:
    op.drop_table("dropped_list")
    op.drop_index("ix_device_in_use_supported_until", "device")
    with op.batch_alter_table("device") as device:
        device.drop_column("supported_until")
