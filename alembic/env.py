"""Runs migrations: one process at a time, each migration in its own transaction, on SQLite too."""

import os
import warnings

from alembic import context
from sqlalchemy.exc import SAWarning
from sqlalchemy.types import TypeDecorator

from store.engine.migrations import DEFAULT_URL, migrating
from store.tables import (
    audit_models,  # noqa: F401  (their tables are in the same metadata)
    machinery,  # noqa: F401  (their tables are in the same metadata)
    return_models,  # noqa: F401  (their tables are in the same metadata)
)
from store.tables.models import metadata

URL = context.config.get_main_option("sqlalchemy.url") or os.environ.get("DATABASE_URL", DEFAULT_URL)


def plain_types(kind: str, item: object, _: object) -> str | bool:
    """Write our own column types as what the database sees: an old migration must not change when they do."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


with migrating(URL) as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=plain_types,
        transactional_ddl=True,
        transaction_per_migration=True,
        compare_server_default=True,
    )
    with context.begin_transaction(), warnings.catch_warnings():
        # SQLite cannot tell of an index over an expression, so that Alembic compares none there, and says so twice
        warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression-based index", SAWarning)
        warnings.filterwarnings("ignore", "autogenerate skipping metadata-specified expression-based", UserWarning)
        context.run_migrations()
