"""The tables of what is on record.

A subject's row stands for its last event: `version` counts them, `log_hash` is the last one's hash.
"""

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.people import Origin, Role
from lifecycle.request import LineState, RequestState, Source
from lifecycle.retrieval import Condition
from lifecycle.sanitization import Method
from store.tables.schema import Attributes, Changes, Disposed, Facts, Nudges, Numbers, Reasons, metadata, partial_index
from store.tables.types import About, Amount, Exact, Id, Utc, Word

OPEN_REQUEST = "is_open"
IN_USE = "state = 'in_use'"
REPAIRED = "repairs > 0"
UNDER_WARRANTY = f"{IN_USE} AND warranty_until IS NOT NULL"
UPDATED = f"{IN_USE} AND supported_until IS NOT NULL"
FREE_DEVICE = "state = 'in_stock' AND request_id IS NULL"
DECIDED_ON = f"{IN_USE} AND (refresh_after IS NOT NULL OR successor_id IS NOT NULL OR acknowledged <> '[]')"
KEPT_OUTSIDE = "keeper_words IS NOT NULL"
BACK_WITH_IT = "state IN ('returned', 'sanitized') AND NOT legal_hold"
"""Conditions of partial indexes: a query must use the very words to be served by them.

An index is worked on whenever a column of its condition is set; so `is_open`, which changes once, is a column.
"""

person = Table(
    "person",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("team_id", Text),
    Column("slack_id", Text),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("country", CHAR(2)),
    Column("zone", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("is_guest", Boolean, nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("is_deactivated", Boolean, nullable=False),
    Column("tied_to", Id, ForeignKey("person.id"), index=True),
    Column("manager_id", Id, ForeignKey("person.id")),
    Column("hire_name", Text),
    Column("updated", BigInteger, nullable=False, server_default="0"),
    Column("recorded_at", Utc),
    UniqueConstraint("team_id", "slack_id"),
    partial_index("ix_person_hire_name", "hire_name", where="hire_name IS NOT NULL"),
    partial_index("ix_person_recorded_at", "recorded_at", where="slack_id IS NOT NULL"),
    partial_index("ix_person_manager_id", "manager_id", where="manager_id IS NOT NULL"),
    Index("ix_person_lower_email", text("lower(email)")),
)

person_word = Table(
    "person_word",
    metadata,
    Column("word", Exact, nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    PrimaryKeyConstraint("word", "person_id"),
)
"""What people are found by: every word of a name or of an address before the @, and the address, without accents."""

role_member = Table(
    "role_member",
    metadata,
    Column("role", Word(Role), nullable=False),
    Column("slack_id", Text, nullable=False),
    PrimaryKeyConstraint("role", "slack_id"),
)

request = Table(
    "request",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Word(RequestState), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("requester_id", Id, ForeignKey("person.id"), nullable=False),
    Column("recipient_id", Id, ForeignKey("person.id"), nullable=False),
    Column("country", CHAR(2), nullable=False),
    Column("needed_by", Date, nullable=False),
    Column("note", Text),
    Column("channel", Text, nullable=False),
    Column("submitted_at", Utc, nullable=False),
    Column("over_limit", Boolean, nullable=False),
    Column("limit_approvers", Numbers, nullable=False),
    Column("limit_approved_by", Id, ForeignKey("person.id")),
    Column("limit_approved_at", Utc),
    Column("decided_by", Id, ForeignKey("person.id")),
    Column("decided_at", Utc),
    Column("decline_reason", Text),
    Column("replaces", Id),  # no foreign key: that of a device to its requests is one already
    Column("nudges", Nudges, nullable=False),
    Column("next_look_at", Utc),
    Column("version", Integer, nullable=False),
    Column("log_hash", CHAR(64), nullable=False),
    partial_index("ix_request_next_look_at", "next_look_at", where="next_look_at IS NOT NULL"),
    partial_index("ix_request_requester_open", "requester_id", "id", where=OPEN_REQUEST),
    partial_index("ix_request_open_state", "state", "id", where=OPEN_REQUEST),
    Index(None, "requester_id", "recipient_id"),
    Index(None, "recipient_id", "id"),
)

device = Table(
    "device",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Word(DeviceState), nullable=False),
    Column("category", Text, nullable=False),
    Column("manufacturer", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", CHAR(2), nullable=False),
    Column("serial", Exact),
    Column("asset_tag", Exact),
    Column("tag_prefix", Text),
    Column("tag_number", BigInteger),
    Column("location", Text),
    Column("holder_id", Id, ForeignKey("person.id")),
    Column("request_id", Id, ForeignKey("request.id"), index=True),
    Column("enrolled", Boolean, nullable=False),
    Column("price_amount", Amount),
    Column("price_currency", CHAR(3)),
    Column("price_units", BigInteger),
    Column("purchased_on", Date),
    Column("return_id", Id, ForeignKey("device_return.id"), index=True),
    Column("legal_hold", Boolean, nullable=False, server_default=false()),
    Column("sanitized_by", Word(Method)),
    Column("disposition", Disposed),
    Column("system", Text),
    Column("supported_until", Date),
    Column("refresh_after", Date),
    Column("acknowledged", Reasons, nullable=False, server_default="[]"),
    Column("successor_id", Id, ForeignKey("request.id")),
    Column("audited_at", Utc),
    Column("next_look_at", Utc),
    Column("condition", Word(Condition)),
    Column("warranty_until", Date),
    Column("keeper", Text),
    Column("note", Text),
    Column("attributes", Attributes, nullable=False, server_default="{}"),
    Column("returned_at", Utc),
    Column("repairs", Integer, nullable=False, server_default="0"),
    Column("keeper_words", Text),
    Column("version", Integer, nullable=False),
    Column("log_hash", CHAR(64), nullable=False),
    UniqueConstraint("serial"),
    UniqueConstraint("asset_tag"),
    Index(None, "state", "country"),
    Index("ix_device_fleet", "state", "country", "category", "price_currency", "price_units", "purchased_on"),
    Index(None, "holder_id", "id"),
    Index(None, "kind"),
    Index(None, "tag_prefix", "tag_number"),
    partial_index("ix_device_next_look_at", "next_look_at", where="next_look_at IS NOT NULL"),
    partial_index("ix_device_in_use_purchased_on", "state", "category", "purchased_on", where=IN_USE),
    partial_index("ix_device_in_use_warranty_until", "state", "warranty_until", where=UNDER_WARRANTY),
    partial_index("ix_device_in_use_supported_until", "state", "supported_until", where=UPDATED),
    partial_index("ix_device_in_use_repairs", "state", "repairs", where=f"{IN_USE} AND {REPAIRED}"),
    partial_index("ix_device_in_use_condition", "state", "condition", where=f"{IN_USE} AND condition IS NOT NULL"),
    partial_index("ix_device_in_use_system", "state", "system", where=f"{IN_USE} AND system IS NOT NULL"),
    partial_index("ix_device_decided_on", "state", "refresh_after", "successor_id", "acknowledged", where=DECIDED_ON),
    partial_index("ix_device_keeper_words", "keeper_words", where=KEPT_OUTSIDE),
    partial_index("ix_device_back_with_it", "state", "id", where=BACK_WITH_IT),
    partial_index("ix_device_free", "kind", "country", "location", "id", where=FREE_DEVICE),
)

request_line = Table(
    "request_line",
    metadata,
    Column("request_id", Id, ForeignKey("request.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("profile", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("manufacturer", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("price_amount", Amount, nullable=False),
    Column("price_currency", CHAR(3), nullable=False),
    Column("tracked", Boolean, nullable=False),
    Column("enrolment", Boolean, nullable=False),
    Column("state", Word(LineState), nullable=False),
    Column("source", Word(Source), nullable=False),
    Column("device_id", Id, ForeignKey("device.id"), index=True),
    Column("vendor", Text),
    Column("order_number", Text),
    Column("paid_amount", Amount),
    Column("paid_currency", CHAR(3)),
    Column("expected_on", Date),
    Column("shipment", Integer),
    Column("problem", Text),
    PrimaryKeyConstraint("request_id", "number"),
)

shipment = Table(
    "shipment",
    metadata,
    Column("request_id", Id, ForeignKey("request.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("tracking", Text),
    Column("expected_on", Date),
    Column("shipped_at", Utc, nullable=False),
    Column("arrived_at", Utc),
    PrimaryKeyConstraint("request_id", "number"),
)

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject", About, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("name", Word(Happened), nullable=False),
    Column("actor_id", Id, ForeignKey("person.id")),
    Column("origin", Word(Origin), nullable=False),
    Column("parts", Numbers, nullable=False),
    Column("changes", Changes, nullable=False),
    Column("facts", Facts, nullable=False),
    Column("reason", Text),
    Column("key", Text, nullable=False),
    Column("prev_hash", CHAR(64), nullable=False),
    Column("hash", CHAR(64), nullable=False),
    UniqueConstraint("subject", "seq"),
)

contact = Table(
    "contact",
    metadata,
    Column("subject", About, primary_key=True),
    Column("secret", Text, nullable=False),
    Column("email_index", CHAR(64), index=True),
    Column("key_id", CHAR(16), nullable=False),
    Column("forget_at", Utc),
    partial_index("ix_contact_forget_at", "forget_at", where="forget_at IS NOT NULL"),
)

counter = Table(
    "counter",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
