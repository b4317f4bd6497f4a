"""People are found by their address, however its letters are written.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_person_lower_email", "person", [sa.text("lower(email)")])


def downgrade() -> None:
    op.drop_index("ix_person_lower_email", "person")
