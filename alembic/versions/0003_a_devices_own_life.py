"""A device's own life: condition, warranty, keeper, note, own columns, repairs, and when it came back with data on it.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)

COLUMNS = ("condition", "warranty_until", "keeper", "note", "attributes", "returned_at", "repairs")

# what the log says of a device that is back, as `store/replay.py` reads it
CAME_BACK = """
    UPDATE device SET returned_at = (
        SELECT max(event.at) FROM event
        WHERE event.subject = 'device:' || CAST(device.id AS TEXT)
        AND event.name IN ('device_returned', 'device_wiped_again')
    )
    WHERE state = 'returned'
"""


def upgrade() -> None:
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("condition", sa.Text))
        device.add_column(sa.Column("warranty_until", sa.Date))
        device.add_column(sa.Column("keeper", sa.Text))
        device.add_column(sa.Column("note", sa.Text))
        device.add_column(sa.Column("attributes", sa.Text, nullable=False, server_default="{}"))
        device.add_column(sa.Column("returned_at", Moment))
        device.add_column(sa.Column("repairs", sa.Integer, nullable=False, server_default="0"))
    op.execute(CAME_BACK)


def downgrade() -> None:
    with op.batch_alter_table("device") as device:
        for column in reversed(COLUMNS):
            device.drop_column(column)
