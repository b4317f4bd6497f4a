"""The tables of the way back: returns with their items, kits and problems, and certificates of sanitization."""

from sqlalchemy import (
    CHAR,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from lifecycle.retrieval import Condition, ItemOutcome, ProblemKind, Remedy, ReturnCause, ReturnState
from lifecycle.sanitization import CertificateState, MediaType, Method, Verification, WipeResult
from store.tables.schema import Nudges, Numbers, Texts, metadata, partial_index
from store.tables.types import Amount, Id, Utc, Word

OPEN_RETURN = "is_open"
"""The condition of partial indexes: a query must use the very words to be served by them."""

device_return = Table(
    "device_return",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Word(ReturnState), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("cause", Word(ReturnCause), nullable=False),
    Column("holder_id", Id, ForeignKey("person.id"), nullable=False),
    Column("manager_id", Id, ForeignKey("person.id")),
    Column("opened_by", Id, ForeignKey("person.id")),
    Column("opened_at", Utc, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("channel", Text, nullable=False),
    Column("carrier", Text),
    Column("tracking", Text),
    Column("shipped_at", Utc),
    Column("answered_at", Utc),
    Column("handed_over_at", Utc),
    Column("swapped", Integer, nullable=False, server_default="0"),
    Column("nudges", Nudges, nullable=False),
    Column("closed_at", Utc),
    Column("closed_by", Id, ForeignKey("person.id")),
    Column("next_look_at", Utc),
    Column("next_step", Text),
    Column("version", Integer, nullable=False),
    Column("log_hash", CHAR(64), nullable=False),
    partial_index("ix_device_return_next_look_at", "next_look_at", where="next_look_at IS NOT NULL"),
    partial_index("uq_device_return_holder_open", "holder_id", where=OPEN_RETURN, unique=True),
    partial_index("ix_device_return_manager_open", "manager_id", "id", where=OPEN_RETURN),
)

return_item = Table(
    "return_item",
    metadata,
    Column("return_id", Id, ForeignKey("device_return.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("device_id", Id, ForeignKey("device.id"), nullable=False, index=True),
    Column("outcome", Word(ItemOutcome)),
    Column("settled_at", Utc),
    Column("condition", Word(Condition)),
    Column("note", Text),
    Column("reason", Text),
    Column("amount_amount", Amount),
    Column("amount_currency", CHAR(3)),
    PrimaryKeyConstraint("return_id", "number"),
)

return_kit = Table(
    "return_kit",
    metadata,
    Column("return_id", Id, ForeignKey("device_return.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("tracking", Text),
    Column("expected_on", Date),
    Column("sent_at", Utc, nullable=False),
    Column("delivered_at", Utc),
    PrimaryKeyConstraint("return_id", "number"),
)

return_problem = Table(
    "return_problem",
    metadata,
    Column("return_id", Id, ForeignKey("device_return.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Word(ProblemKind), nullable=False),
    Column("text", Text),
    Column("items", Numbers, nullable=False),
    Column("files", Texts, nullable=False),
    Column("reported_by", Id, ForeignKey("person.id")),
    Column("reported_at", Utc, nullable=False),
    Column("remedy", Word(Remedy)),
    Column("closed_by", Id, ForeignKey("person.id")),
    Column("closed_at", Utc),
    PrimaryKeyConstraint("return_id", "number"),
)

certificate = Table(
    "certificate",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Word(CertificateState), nullable=False),
    Column("device_id", Id, ForeignKey("device.id"), nullable=False),
    Column("return_id", Id, ForeignKey("device_return.id")),
    Column("method", Word(Method), nullable=False),
    Column("technique", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("tool_version", Text, nullable=False),
    Column("media_type", Word(MediaType), nullable=False),
    Column("media_serial", Text),
    Column("verification", Word(Verification), nullable=False),
    Column("result", Word(WipeResult), nullable=False),
    Column("operator_id", Id, ForeignKey("person.id")),
    Column("recorded_at", Utc, nullable=False),
    Column("revision", Text, nullable=False),
    Column("validator_id", Id, ForeignKey("person.id")),
    Column("validated_at", Utc),
    Column("reject_reason", Text),
    Column("version", Integer, nullable=False),
    Column("log_hash", CHAR(64), nullable=False),
    Index(None, "device_id", "id"),
)
