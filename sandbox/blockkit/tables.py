"""The two blocks that show rows of cells."""

from collections.abc import Iterator, Mapping

from sandbox.blockkit.richtext import RICH_TEXT
from sandbox.blockkit.rules import (
    Check,
    Flaw,
    Rule,
    Shape,
    any_string,
    broken,
    by_type,
    choice,
    flag,
    integer,
    items,
    join,
    nullable,
    size,
    string,
    whole,
    within,
)
from sandbox.blockkit.text import texts_within


def _number(value: object, where: str) -> Iterator[Flaw]:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        yield broken("shape.integer", where)


_RAW_TEXT = Shape("raw_text", {"text": string("table.cell")})
_RAW_NUMBER = Shape("raw_number", {"value": _number}, {"text": any_string})


def _rows(cell: Check, rows: str, columns: str) -> Check:
    """Accept a list of rows of cells, all of the same length."""
    grid = items(items(cell, columns), rows)

    def check(value: object, where: str) -> Iterator[Flaw]:
        yield from grid(value, where)
        if isinstance(value, list):
            lengths = {len(row) for row in value if isinstance(row, list)}
            if len(lengths) > 1:
                yield broken("table.even", where, f"rows have {sorted(lengths)} cells")

    return check


def _text_sum(limit: str) -> Rule:
    """Hold the text of all cells together within `limit`."""

    def rule(block: Mapping[str, object], where: str) -> Iterator[Flaw]:
        yield from within(limit, sum(size(text) for text in texts_within(block["rows"])), join(where, "rows"))

    return rule


def _plain_header(block: Mapping[str, object], where: str) -> Iterator[Flaw]:
    """Demand that the first row, the names of the columns, holds plain text."""
    rows = block["rows"]
    header = rows[0] if isinstance(rows, list) else []
    for index, cell in enumerate(header):
        if cell["type"] != "raw_text":
            yield broken("data_table.header", f"{join(where, 'rows')}[0][{index}]")


TABLE = Shape(
    "table",
    {"rows": _rows(by_type([_RAW_TEXT, RICH_TEXT]), "table.rows", "table.columns")},
    {
        "block_id": string("block.id"),
        "column_settings": items(
            nullable(Shape("", {}, {"align": choice("left", "center", "right"), "is_wrapped": flag})),
            "table.column_settings",
        ),
    },
    [_text_sum("table.text_sum")],
)

DATA_TABLE = Shape(
    "data_table",
    {
        "rows": _rows(by_type([_RAW_TEXT, _RAW_NUMBER, RICH_TEXT]), "data_table.rows", "data_table.columns"),
        "caption": any_string,
    },
    {
        "block_id": string("block.id"),
        "page_size": whole("data_table.page_size"),
        "row_header_column_index": integer,
    },
    [_text_sum("data_table.text_sum"), _plain_header],
)
