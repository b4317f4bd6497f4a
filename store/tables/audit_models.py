"""The tables of audits: what people are asked for, and campaigns that ask many."""

from pydantic import TypeAdapter
from sqlalchemy import CHAR, Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, Table, Text

from lifecycle.audit import AuditAnswer, AuditState, Whereabouts
from lifecycle.campaign import CampaignState, Scope
from store.tables.schema import Nudges, metadata, partial_index
from store.tables.types import Id, Json, Utc, Word

OPEN_AUDIT = "state = 'open'"
GOING_ON = "next_look_at IS NOT NULL"
"""Conditions of partial indexes: a query must use the very words to be served by them."""

campaign = Table(
    "campaign",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Word(CampaignState), nullable=False),
    Column("scope", Json(TypeAdapter(Scope)), nullable=False),
    Column("begun_by", Id, ForeignKey("person.id")),
    Column("begun_at", Utc, nullable=False),
    Column("channel", Text, nullable=False),
    Column("reached", Id, nullable=False),
    Column("reached_keeper", Text),
    Column("asked", Integer, nullable=False),
    Column("closed_at", Utc),
    Column("version", Integer, nullable=False),
    Column("log_hash", CHAR(64), nullable=False),
    Column("next_look_at", Utc),
    partial_index("ix_campaign_next_look_at", "next_look_at", where=GOING_ON),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("state", Word(AuditState), nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("channel", Text, nullable=False),
    Column("holder_id", Id, ForeignKey("person.id")),
    Column("keeper", Text),
    Column("keeper_words", Text),
    Column("location", Text),
    Column("campaign_id", Id, ForeignKey("campaign.id"), index=True),
    Column("is_with_it", Boolean, nullable=False),
    Column("nudges", Nudges, nullable=False),
    Column("closed_at", Utc),
    Column("version", Integer, nullable=False),
    Column("log_hash", CHAR(64), nullable=False),
    Column("next_look_at", Utc),
    partial_index("ix_audit_next_look_at", "next_look_at", where=GOING_ON),
    partial_index("uq_audit_holder_open", "holder_id", where=OPEN_AUDIT, unique=True),
    partial_index("uq_audit_keeper_words_open", "keeper_words", where=OPEN_AUDIT, unique=True),
)

audit_item = Table(
    "audit_item",
    metadata,
    Column("audit_id", Id, ForeignKey("audit.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("device_id", Id, ForeignKey("device.id"), nullable=False, index=True),
    Column("answer", Word(AuditAnswer)),
    Column("answered_by", Id, ForeignKey("person.id")),
    Column("answered_at", Utc),
    Column("whereabouts", Word(Whereabouts)),
    Column("note", Text),
    Column("settled_by", Id, ForeignKey("person.id")),
    Column("settled_at", Utc),
    Column("settlement", Text),
    PrimaryKeyConstraint("audit_id", "number"),
)
