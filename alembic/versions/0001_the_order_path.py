"""The order path: people, requests, devices, the event log, and the machinery that delivers.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Exact = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Moment = sa.DateTime(timezone=True)

TABLES = (
    "contact",
    "counter",
    "gate",
    "inbox",
    "living",
    "person",
    "role_member",
    "sweep_lease",
    "sweep_run",
    "event",
    "request",
    "device",
    "outbox",
    "shipment",
    "request_line",
)

APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER event_never_updated BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
        """,
        """
        CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
        """,
        # INSERT OR REPLACE deletes what it replaces without a word to the trigger above
        """
        CREATE TRIGGER event_never_replaced BEFORE INSERT ON event
        WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR (subject = NEW.subject AND seq = NEW.seq))
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'events are never changed'; END $$
        """,
        """
        CREATE TRIGGER event_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """,
    ),
}


def partial_index(name, table, columns, where, unique=False):
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    create_contact()
    create_counter()
    create_gate()
    create_inbox()
    create_living()
    create_person()
    create_role_member()
    create_sweep_lease()
    create_sweep_run()
    create_event()
    create_request()
    create_device()
    create_outbox()
    create_shipment()
    create_request_line()
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
    op.execute("INSERT INTO gate (name) VALUES ('outbox')")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def create_contact() -> None:
    op.create_table(
        "contact",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("email_index", sa.CHAR(64)),
        sa.Column("key_id", sa.CHAR(16), nullable=False),
        sa.Column("forget_at", Moment),
        sa.PrimaryKeyConstraint("subject", name="pk_contact"),
    )
    op.create_index("ix_contact_email_index", "contact", ["email_index"])
    partial_index("ix_contact_forget_at", "contact", ["forget_at"], "forget_at IS NOT NULL")


def create_counter() -> None:
    op.create_table(
        "counter",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_counter"),
    )


def create_gate() -> None:
    op.create_table(
        "gate",
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_gate"),
    )


def create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_inbox"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])


def create_living() -> None:
    op.create_table(
        "living",
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("ts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("slot", name="pk_living"),
    )


def create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("team_id", sa.Text),
        sa.Column("slack_id", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("country", sa.CHAR(2)),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("is_guest", sa.Boolean, nullable=False),
        sa.Column("is_bot", sa.Boolean, nullable=False),
        sa.Column("is_deactivated", sa.Boolean, nullable=False),
        sa.Column("tied_to", Id),
        sa.Column("hire_name", sa.Text),
        sa.Column("updated", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("recorded_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("team_id", "slack_id", name="uq_person_team_id_slack_id"),
        sa.ForeignKeyConstraint(["tied_to"], ["person.id"], name="fk_person_tied_to"),
    )
    partial_index("ix_person_hire_name", "person", ["hire_name"], "hire_name IS NOT NULL")
    partial_index("ix_person_recorded_at", "person", ["recorded_at"], "slack_id IS NOT NULL")
    op.create_index("ix_person_tied_to", "person", ["tied_to"])


def create_role_member() -> None:
    op.create_table(
        "role_member",
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("slack_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("role", "slack_id", name="pk_role_member"),
    )


def create_sweep_lease() -> None:
    op.create_table(
        "sweep_lease",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sweep_lease"),
    )


def create_sweep_run() -> None:
    op.create_table(
        "sweep_run",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("finished_at", Moment),
        sa.PrimaryKeyConstraint("name", "slot", name="pk_sweep_run"),
    )
    op.create_index("ix_sweep_run_name_finished_at", "sweep_run", ["name", "finished_at"])
    op.create_index("ix_sweep_run_started_at", "sweep_run", ["started_at"])


def create_event() -> None:
    op.create_table(
        "event",
        sa.Column("id", Id, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("actor_id", Id),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.CHAR(64), nullable=False),
        sa.Column("hash", sa.CHAR(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.UniqueConstraint("subject", "seq", name="uq_event_subject_seq"),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_event_actor_id"),
    )


def create_request() -> None:
    op.create_table(
        "request",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("requester_id", Id, nullable=False),
        sa.Column("recipient_id", Id, nullable=False),
        sa.Column("country", sa.CHAR(2), nullable=False),
        sa.Column("needed_by", sa.Date, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("submitted_at", Moment, nullable=False),
        sa.Column("over_limit", sa.Boolean, nullable=False),
        sa.Column("limit_approvers", sa.Text, nullable=False),
        sa.Column("limit_approved_by", Id),
        sa.Column("limit_approved_at", Moment),
        sa.Column("decided_by", Id),
        sa.Column("decided_at", Moment),
        sa.Column("decline_reason", sa.Text),
        sa.Column("nudges", sa.Text, nullable=False),
        sa.Column("next_look_at", Moment),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("log_hash", sa.CHAR(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_request_decided_by"),
        sa.ForeignKeyConstraint(["limit_approved_by"], ["person.id"], name="fk_request_limit_approved_by"),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name="fk_request_recipient_id"),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name="fk_request_requester_id"),
    )
    partial_index("ix_request_next_look_at", "request", ["next_look_at"], "next_look_at IS NOT NULL")
    op.create_index("ix_request_recipient_id_id", "request", ["recipient_id", "id"])
    partial_index("ix_request_requester_open", "request", ["requester_id", "id"], "is_open")


def create_device() -> None:
    op.create_table(
        "device",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("manufacturer", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("country", sa.CHAR(2), nullable=False),
        sa.Column("serial", Exact),
        sa.Column("asset_tag", Exact),
        sa.Column("tag_prefix", sa.Text),
        sa.Column("tag_number", sa.BigInteger),
        sa.Column("location", sa.Text),
        sa.Column("holder_id", Id),
        sa.Column("request_id", Id),
        sa.Column("enrolled", sa.Boolean, nullable=False),
        sa.Column("price_amount", sa.Text),
        sa.Column("price_currency", sa.CHAR(3)),
        sa.Column("purchased_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("log_hash", sa.CHAR(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_device"),
        sa.UniqueConstraint("asset_tag", name="uq_device_asset_tag"),
        sa.UniqueConstraint("serial", name="uq_device_serial"),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name="fk_device_holder_id"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_device_request_id"),
    )
    partial_index(
        "ix_device_free", "device", ["kind", "country", "location", "id"], "state = 'in_stock' AND request_id IS NULL"
    )
    op.create_index("ix_device_holder_id_id", "device", ["holder_id", "id"])
    op.create_index("ix_device_request_id", "device", ["request_id"])
    op.create_index("ix_device_state_country", "device", ["state", "country"])
    op.create_index("ix_device_tag_prefix_tag_number", "device", ["tag_prefix", "tag_number"])


def create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("slot", sa.Text),
        sa.Column("thread", sa.Text),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("event", sa.Text),
        sa.Column("actor_id", Id),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("facts", sa.Text),
        sa.Column("direct", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("available_at", Moment, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("owner", sa.Text),
        sa.Column("lease_until", Moment),
        sa.Column("first_try_at", Moment),
        sa.Column("posted_at", Moment),
        sa.Column("settled_at", Moment),
        sa.Column("channel", sa.Text),
        sa.Column("ts", sa.Text),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_outbox_actor_id"),
    )
    partial_index("ix_outbox_direct_posts", "outbox", ["posted_at"], "posted_at IS NOT NULL AND direct")
    partial_index("ix_outbox_lease_until", "outbox", ["lease_until"], "state = 'sending'")
    partial_index("ix_outbox_open", "outbox", ["lane", "id"], "state IN ('pending', 'sending')")
    partial_index(
        "ix_outbox_pending_channel", "outbox", ["to", "available_at", "id"], "state = 'pending' AND NOT direct"
    )
    partial_index("ix_outbox_pending_dm", "outbox", ["available_at", "id"], "state = 'pending' AND direct")
    partial_index("ix_outbox_posts", "outbox", ["to", "posted_at"], "posted_at IS NOT NULL")
    partial_index("ix_outbox_settled_at", "outbox", ["settled_at"], "settled_at IS NOT NULL AND facts IS NOT NULL")
    partial_index("uq_outbox_pending_slot", "outbox", ["slot"], "state = 'pending' AND slot IS NOT NULL", unique=True)


def create_shipment() -> None:
    op.create_table(
        "shipment",
        sa.Column("request_id", Id, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("tracking", sa.Text),
        sa.Column("expected_on", sa.Date),
        sa.Column("shipped_at", Moment, nullable=False),
        sa.Column("arrived_at", Moment),
        sa.PrimaryKeyConstraint("request_id", "number", name="pk_shipment"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_shipment_request_id"),
    )


def create_request_line() -> None:
    op.create_table(
        "request_line",
        sa.Column("request_id", Id, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("manufacturer", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("price_amount", sa.Text, nullable=False),
        sa.Column("price_currency", sa.CHAR(3), nullable=False),
        sa.Column("tracked", sa.Boolean, nullable=False),
        sa.Column("enrolment", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("device_id", Id),
        sa.Column("vendor", sa.Text),
        sa.Column("order_number", sa.Text),
        sa.Column("paid_amount", sa.Text),
        sa.Column("paid_currency", sa.CHAR(3)),
        sa.Column("expected_on", sa.Date),
        sa.Column("shipment", sa.Integer),
        sa.Column("problem", sa.Text),
        sa.PrimaryKeyConstraint("request_id", "number", name="pk_request_line"),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_request_line_device_id"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_request_line_request_id"),
    )
    op.create_index("ix_request_line_device_id", "request_line", ["device_id"])
