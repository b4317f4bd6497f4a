"""The tables of the desk's machinery: what came in, what goes out, what runs when."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from lifecycle.events import Happened
from lifecycle.notices import Kind
from store.tables.schema import Facts, Numbers, metadata, partial_index
from store.tables.types import About, Id, Utc, Word

PENDING = "state = 'pending'"
PENDING_DM = "state = 'pending' AND direct"
SENDING = "state = 'sending'"
OPEN = "state IN ('pending', 'sending')"
NOT_DONE = "done_at IS NULL"
UNDELIVERED = "state IN ('failed', 'unknown')"
"""Conditions of partial indexes: a query must use the very words to be served by them."""

inbox = Table(
    "inbox",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False),
    Column("kind", Word(Kind), nullable=False),
    Column("to", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("subject", About),
    Column("slot", Text),
    Column("thread", Text),
    Column("lane", Text, nullable=False),
    Column("event", Word(Happened)),
    Column("actor_id", Id, ForeignKey("person.id")),
    Column("parts", Numbers, nullable=False),
    Column("reason", Text),
    Column("facts", Facts),
    Column("direct", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("available_at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("owner", Text),
    Column("lease_until", Utc),
    Column("first_try_at", Utc),
    Column("posted_at", Utc),
    Column("settled_at", Utc),
    Column("channel", Text),
    Column("ts", Text),
    Column("error", Text),
    UniqueConstraint("key"),
    partial_index("ix_outbox_pending_dm", "available_at", "id", where=PENDING_DM),
    partial_index("ix_outbox_lease_until", "lease_until", where=SENDING),
    partial_index("ix_outbox_pending_channel", "to", "available_at", "id", where=f"{PENDING} AND NOT direct"),
    partial_index("ix_outbox_open", "lane", "id", where=OPEN),
    partial_index("ix_outbox_undelivered", "settled_at", where=UNDELIVERED),
    partial_index("uq_outbox_pending_slot", "slot", where=f"{PENDING} AND slot IS NOT NULL", unique=True),
    partial_index("ix_outbox_posts", "to", "posted_at", where="posted_at IS NOT NULL"),
    partial_index("ix_outbox_direct_posts", "posted_at", where="posted_at IS NOT NULL AND direct"),
    partial_index("ix_outbox_settled_at", "settled_at", where="settled_at IS NOT NULL AND facts IS NOT NULL"),
)

living = Table(
    "living",
    metadata,
    Column("slot", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("ts", Text, nullable=False),
)

dropped_list = Table(
    "dropped_list",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("team_id", Text, nullable=False),
    Column("slack_id", Text, nullable=False),
    Column("file_id", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("ts", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("owner", Text),
    Column("lease_until", Utc),
    Column("done_at", Utc, index=True),
    partial_index("uq_dropped_list_file_id", "file_id", where=NOT_DONE, unique=True),
)

gate = Table("gate", metadata, Column("name", Text, primary_key=True))

sweep_lease = Table(
    "sweep_lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", Utc, nullable=False),
)

sweep_run = Table(
    "sweep_run",
    metadata,
    Column("name", Text, nullable=False),
    Column("slot", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("finished_at", Utc),
    PrimaryKeyConstraint("name", "slot"),
    Index(None, "name", "finished_at"),
    Index(None, "started_at"),
)
