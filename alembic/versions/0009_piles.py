"""The index by which the devices are found that came back and wait for IT.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME = "ix_device_back_with_it"


def upgrade() -> None:
    condition = sa.text("state IN ('returned', 'sanitized') AND NOT legal_hold")
    op.create_index(NAME, "device", ["state", "id"], sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    op.drop_index(NAME, "device")
