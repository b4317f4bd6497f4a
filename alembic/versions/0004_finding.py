"""Finding devices: people by the words of their names, devices by what they are, and those whom somebody manages.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from store.derived import called, name_words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Exact = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

AT_ONCE = 1_000
"""People or devices whose words are written in one statement."""

person = sa.table("person", sa.column("id"), sa.column("name"), sa.column("email"))
device = sa.table("device", sa.column("id"), sa.column("keeper"), sa.column("keeper_words"))
person_word = sa.table("person_word", sa.column("word"), sa.column("person_id"))


def upgrade() -> None:
    op.create_table(
        "person_word",
        sa.Column("word", Exact, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_word_person_id"),
        sa.PrimaryKeyConstraint("word", "person_id", name="pk_person_word"),
    )
    op.create_index("ix_person_word_person_id", "person_word", ["person_id"])
    managed = sa.text("manager_id IS NOT NULL")
    op.create_index("ix_person_manager_id", "person", ["manager_id"], sqlite_where=managed, postgresql_where=managed)
    op.create_index("ix_device_kind", "device", ["kind"])
    op.create_index("ix_request_requester_id_recipient_id", "request", ["requester_id", "recipient_id"])
    op.add_column("device", sa.Column("keeper_words", sa.Text))
    kept = sa.text("keeper_words IS NOT NULL")
    op.create_index("ix_device_keeper_words", "device", ["keeper_words"], sqlite_where=kept, postgresql_where=kept)
    write_words()
    write_keepers()


def downgrade() -> None:
    op.drop_index("ix_device_keeper_words", "device")
    op.drop_column("device", "keeper_words")
    op.drop_index("ix_request_requester_id_recipient_id", "request")
    op.drop_index("ix_device_kind", "device")
    op.drop_index("ix_person_manager_id", "person")
    op.drop_table("person_word")


def write_words() -> None:
    connection, last = op.get_bind(), 0
    following = sa.select(person.c.id, person.c.name, person.c.email).order_by(person.c.id).limit(AT_ONCE)
    while rows := connection.execute(following.where(person.c.id > last)).all():
        words = [{"word": word, "person_id": row.id} for row in rows for word in sorted(called(row.name, row.email))]
        if words:
            connection.execute(sa.insert(person_word), words)
        last = rows[-1].id


def write_keepers() -> None:
    connection, last = op.get_bind(), 0
    following = sa.select(device.c.id, device.c.keeper).where(device.c.keeper.is_not(None)).order_by(device.c.id)
    keep = sa.update(device).where(device.c.id == sa.bindparam("of_id")).values(keeper_words=sa.bindparam("words"))
    while rows := connection.execute(following.where(device.c.id > last).limit(AT_ONCE)).all():
        connection.execute(keep, [{"of_id": row.id, "words": name_words(row.keeper)} for row in rows])
        last = rows[-1].id
