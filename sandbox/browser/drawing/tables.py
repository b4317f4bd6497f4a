"""Tables: the first row names the columns."""

from collections.abc import Sequence

from markupsafe import Markup

from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.rich_text import draw_rich_text
from sandbox.browser.drawing.sight import Sight
from sandbox.payload import Payload, text


def draw_table(block: Payload, sight: Sight) -> Markup:
    """A table as the column settings ask for it."""
    return _table(block, sight, "Table", None)


def draw_data_table(block: Payload, sight: Sight) -> Markup:
    """A table with a caption, whose rows may have a heading of their own."""
    caption, column = text(block, "caption"), block.get("row_header_column_index")
    return _table(block, sight, caption, column if isinstance(column, int) else None)


def _table(block: Payload, sight: Sight, name: str, header_column: int | None) -> Markup:
    first, *others = _rows(block) or [[]]
    looks = _looks(block, len(first))
    names = (tag("th", _cell(cell, sight), scope="col", class_=look) for cell, look in zip(first, looks, strict=True))
    rows = (_row(cells, looks, header_column, sight) for cells in others)
    caption = [tag("caption", name)] if block.get("type") == "data_table" else []
    table = tag("table", *caption, tag("thead", tag("tr", *names)), tag("tbody", *rows))
    return tag("div", table, class_="sheet", role="region", tabindex="0", aria_label=name)


def _row(cells: Sequence[Payload], looks: Sequence[str | None], header_column: int | None, sight: Sight) -> Markup:
    drawn = []
    for place, cell in enumerate(cells):
        look = "right" if cell.get("type") == "raw_number" else looks[place] if place < len(looks) else None
        is_header = place == header_column
        drawn.append(
            tag("th" if is_header else "td", _cell(cell, sight), scope="row" if is_header else None, class_=look)
        )
    return tag("tr", *drawn)


def _cell(cell: Payload, sight: Sight) -> Markup:
    if cell.get("type") == "rich_text":
        return draw_rich_text(cell, sight)
    return joined(text(cell, "text") or str(cell.get("value", "")))


def _rows(block: Payload) -> list[list[Payload]]:
    rows = block.get("rows")
    listed = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return [[cell for cell in row if isinstance(cell, dict)] for row in listed]


def _looks(block: Payload, columns: int) -> list[str | None]:
    """A class for each column: where its text stands, and whether it may be broken into lines."""
    given = block.get("column_settings")
    settings = [one if isinstance(one, dict) else {} for one in given] if isinstance(given, list) else []
    looks = [
        " ".join(filter(None, [text(one, "align"), "wrapped" if one.get("is_wrapped") is True else ""])) or None
        for one in settings[:columns]
    ]
    return [*looks, *[None] * (columns - len(looks))]
