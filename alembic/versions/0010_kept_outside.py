"""Audits of those who are not in Slack and known by name, and their turns.

Revision ID: 0010
Revises: 0009
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""What they have is looked at once, which plans their turn."""


def upgrade() -> None:
    with op.batch_alter_table("audit") as audit:
        audit.add_column(sa.Column("keeper", sa.Text))
        audit.add_column(sa.Column("keeper_words", sa.Text))
    with op.batch_alter_table("campaign") as campaign:
        campaign.add_column(sa.Column("reached_keeper", sa.Text))
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_audit_keeper_words_open",
        "audit",
        ["keeper_words"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    device = sa.table(
        "device",
        sa.column("state", sa.Text),
        sa.column("keeper_words", sa.Text),
        sa.column("next_look_at", sa.DateTime(timezone=True)),
    )
    kept = device.c.keeper_words.is_not(None)
    op.execute(device.update().where(kept, device.c.state == "in_use").values(next_look_at=LONG_AGO))


def downgrade() -> None:
    op.drop_index("uq_audit_keeper_words_open", "audit")
    with op.batch_alter_table("campaign") as campaign:
        campaign.drop_column("reached_keeper")
    with op.batch_alter_table("audit") as audit:
        audit.drop_column("keeper_words")
        audit.drop_column("keeper")
