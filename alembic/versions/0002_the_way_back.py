"""The way back: returns with their items, kits and problems, certificates, and what a device's end leaves on record.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)

TABLES = ("device_return", "return_item", "return_kit", "return_problem", "certificate")
DEVICE_COLUMNS = ("return_id", "legal_hold", "sanitized_by", "disposition")


def partial_index(name, table, columns, where, unique=False):
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    create_device_return()
    create_return_item()
    create_return_kit()
    create_return_problem()
    create_certificate()
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("manager_id", Id))
        person.create_foreign_key("fk_person_manager_id", "person", ["manager_id"], ["id"])
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("return_id", Id))
        device.add_column(sa.Column("legal_hold", sa.Boolean, nullable=False, server_default=sa.false()))
        device.add_column(sa.Column("sanitized_by", sa.Text))
        device.add_column(sa.Column("disposition", sa.Text))
        device.create_foreign_key("fk_device_return_id", "device_return", ["return_id"], ["id"])
    op.create_index("ix_device_return_id", "device", ["return_id"])


def downgrade() -> None:
    op.drop_index("ix_device_return_id", "device")
    with op.batch_alter_table("device") as device:
        device.drop_constraint("fk_device_return_id", type_="foreignkey")
        for column in reversed(DEVICE_COLUMNS):
            device.drop_column(column)
    with op.batch_alter_table("person") as person:
        person.drop_constraint("fk_person_manager_id", type_="foreignkey")
        person.drop_column("manager_id")
    for table in reversed(TABLES):
        op.drop_table(table)


def create_device_return() -> None:
    op.create_table(
        "device_return",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("holder_id", Id, nullable=False),
        sa.Column("manager_id", Id),
        sa.Column("opened_by", Id),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("carrier", sa.Text),
        sa.Column("tracking", sa.Text),
        sa.Column("shipped_at", Moment),
        sa.Column("answered_at", Moment),
        sa.Column("handed_over_at", Moment),
        sa.Column("nudges", sa.Text, nullable=False),
        sa.Column("closed_at", Moment),
        sa.Column("closed_by", Id),
        sa.Column("next_look_at", Moment),
        sa.Column("next_step", sa.Text()),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("log_hash", sa.CHAR(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_device_return"),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name="fk_device_return_closed_by"),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name="fk_device_return_holder_id"),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name="fk_device_return_manager_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name="fk_device_return_opened_by"),
    )
    partial_index("ix_device_return_manager_open", "device_return", ["manager_id", "id"], "is_open")
    partial_index("ix_device_return_next_look_at", "device_return", ["next_look_at"], "next_look_at IS NOT NULL")
    partial_index("uq_device_return_holder_open", "device_return", ["holder_id"], "is_open", unique=True)


def create_return_item() -> None:
    op.create_table(
        "return_item",
        sa.Column("return_id", Id, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("device_id", Id, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("settled_at", Moment),
        sa.Column("condition", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("amount_amount", sa.Text),
        sa.Column("amount_currency", sa.CHAR(3)),
        sa.PrimaryKeyConstraint("return_id", "number", name="pk_return_item"),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_return_item_device_id"),
        sa.ForeignKeyConstraint(["return_id"], ["device_return.id"], name="fk_return_item_return_id"),
    )
    op.create_index("ix_return_item_device_id", "return_item", ["device_id"])


def create_return_kit() -> None:
    op.create_table(
        "return_kit",
        sa.Column("return_id", Id, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("tracking", sa.Text),
        sa.Column("expected_on", sa.Date),
        sa.Column("sent_at", Moment, nullable=False),
        sa.Column("delivered_at", Moment),
        sa.PrimaryKeyConstraint("return_id", "number", name="pk_return_kit"),
        sa.ForeignKeyConstraint(["return_id"], ["device_return.id"], name="fk_return_kit_return_id"),
    )


def create_return_problem() -> None:
    op.create_table(
        "return_problem",
        sa.Column("return_id", Id, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("items", sa.Text, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("reported_by", Id),
        sa.Column("reported_at", Moment, nullable=False),
        sa.Column("remedy", sa.Text),
        sa.Column("closed_by", Id),
        sa.Column("closed_at", Moment),
        sa.PrimaryKeyConstraint("return_id", "number", name="pk_return_problem"),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name="fk_return_problem_closed_by"),
        sa.ForeignKeyConstraint(["reported_by"], ["person.id"], name="fk_return_problem_reported_by"),
        sa.ForeignKeyConstraint(["return_id"], ["device_return.id"], name="fk_return_problem_return_id"),
    )


def create_certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("device_id", Id, nullable=False),
        sa.Column("return_id", Id),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("technique", sa.Text, nullable=False),
        sa.Column("tool", sa.Text, nullable=False),
        sa.Column("tool_version", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("media_serial", sa.Text),
        sa.Column("verification", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("operator_id", Id),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("validator_id", Id),
        sa.Column("validated_at", Moment),
        sa.Column("reject_reason", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("log_hash", sa.CHAR(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_certificate_device_id"),
        sa.ForeignKeyConstraint(["operator_id"], ["person.id"], name="fk_certificate_operator_id"),
        sa.ForeignKeyConstraint(["return_id"], ["device_return.id"], name="fk_certificate_return_id"),
        sa.ForeignKeyConstraint(["validator_id"], ["person.id"], name="fk_certificate_validator_id"),
    )
    op.create_index("ix_certificate_device_id_id", "certificate", ["device_id", "id"])
