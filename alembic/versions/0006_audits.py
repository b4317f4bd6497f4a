"""Audits: what people are asked for, campaigns that ask many, and when each device was last seen.

Revision ID: 0006
Revises: 0005
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Devices in use are looked at once, which plans their turn."""


def partial_index(name, table, columns, where, unique=False):
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    create_campaign()
    create_audit()
    create_audit_item()
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("audited_at", Moment))
        device.add_column(sa.Column("next_look_at", Moment))
    partial_index("ix_device_next_look_at", "device", ["next_look_at"], "next_look_at IS NOT NULL")
    device = sa.table("device", sa.column("state", sa.Text), sa.column("next_look_at", Moment))
    op.execute(device.update().where(device.c.state == "in_use").values(next_look_at=LONG_AGO))


def downgrade() -> None:
    op.drop_index("ix_device_next_look_at", "device")
    with op.batch_alter_table("device") as device:
        device.drop_column("next_look_at")
        device.drop_column("audited_at")
    for table in ("audit_item", "audit", "campaign"):
        op.drop_table(table)


def create_campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("begun_by", Id),
        sa.Column("begun_at", Moment, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("reached", Id, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("closed_at", Moment),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("log_hash", sa.CHAR(64), nullable=False),
        sa.Column("next_look_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sa.ForeignKeyConstraint(["begun_by"], ["person.id"], name="fk_campaign_begun_by"),
    )
    partial_index("ix_campaign_next_look_at", "campaign", ["next_look_at"], "next_look_at IS NOT NULL")


def create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("holder_id", Id),
        sa.Column("location", sa.Text),
        sa.Column("campaign_id", Id),
        sa.Column("is_with_it", sa.Boolean, nullable=False),
        sa.Column("nudges", sa.Text, nullable=False),
        sa.Column("closed_at", Moment),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("log_hash", sa.CHAR(64), nullable=False),
        sa.Column("next_look_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name="fk_audit_holder_id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_audit_campaign_id"),
    )
    op.create_index("ix_audit_campaign_id", "audit", ["campaign_id"])
    partial_index("ix_audit_next_look_at", "audit", ["next_look_at"], "next_look_at IS NOT NULL")
    partial_index("uq_audit_holder_open", "audit", ["holder_id"], "state = 'open'", unique=True)


def create_audit_item() -> None:
    op.create_table(
        "audit_item",
        sa.Column("audit_id", Id, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("device_id", Id, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_by", Id),
        sa.Column("answered_at", Moment),
        sa.Column("whereabouts", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("settled_by", Id),
        sa.Column("settled_at", Moment),
        sa.Column("settlement", sa.Text),
        sa.PrimaryKeyConstraint("audit_id", "number", name="pk_audit_item"),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_audit_item_audit_id"),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_audit_item_device_id"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_audit_item_answered_by"),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name="fk_audit_item_settled_by"),
    )
    op.create_index("ix_audit_item_device_id", "audit_item", ["device_id"])
