"""Reckoning with days where a column says from which day on: the two databases do it each in their way."""

from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class DaysAfter(GenericFunction[Any]):
    """The date so many days after the date of a column (of a moment: its date in UTC)."""

    type = Date()
    inherit_cache = True
    name = "days_after"


@compiles(DaysAfter, "sqlite")
def _on_sqlite(element: DaysAfter, compiler: SQLCompiler, **more: Any) -> str:
    since, days = (compiler.process(one, **more) for one in element.clauses)
    return f"date({since}, '+' || {days} || ' days')"


@compiles(DaysAfter, "postgresql")
def _on_postgresql(element: DaysAfter, compiler: SQLCompiler, **more: Any) -> str:
    since, days = (compiler.process(one, **more) for one in element.clauses)
    return f"(CAST({since} AS date) + CAST({days} AS integer))"
