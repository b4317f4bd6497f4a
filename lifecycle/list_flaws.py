"""What can be wrong with a list of devices: with all of it, with how it may be read, and with one row."""

from collections.abc import Mapping
from enum import StrEnum

from lifecycle.errors import Fact


class Unfit(StrEnum):
    """Why a file is no list of devices that can be read."""

    NOT_OPENED = "not_opened"
    NO_TABLE = "no_table"
    OLD_WORKBOOK = "old_workbook"
    PDF = "pdf"
    COMPRESSED = "compressed"
    DAMAGED = "damaged"
    LARGE_FILE = "large_file"
    TOO_LARGE = "too_large"
    NO_ROWS = "no_rows"
    BAD_HEADING = "bad_heading"
    SEVERAL_SHEETS = "several_sheets"
    NO_SUCH_SHEET = "no_such_sheet"
    TOO_MANY_COLUMNS = "too_many_columns"
    UNKNOWN_COLUMNS = "unknown_columns"
    NO_KEY_COLUMN = "no_key_column"
    TWO_COLUMNS = "two_columns"
    LONG_HEADING = "long_heading"
    BAD_WORDS = "bad_words"


class Doubt(StrEnum):
    """What a list does not tell by itself: which of two ways a column is meant."""

    DATES = "dates"
    DECIMALS = "decimals"
    CURRENCY = "currency"


class Why(StrEnum):
    """Why a row is refused: by what its cells hold, or by what is on record."""

    OPEN_QUOTE = "open_quote"
    STRAY_QUOTE = "stray_quote"
    HUGE_CELL = "huge_cell"
    TOO_WIDE = "too_wide"
    LONG_CELL = "long_cell"
    FORMULA = "formula"
    MANGLED = "mangled"
    NO_KEY = "no_key"
    TWICE = "twice"
    BAD_COUNTRY = "bad_country"
    NO_CURRENCY = "no_currency"
    BAD_CURRENCY = "bad_currency"
    BAD_AMOUNT = "bad_amount"
    BAD_DATE = "bad_date"
    DATE_NUMBER = "date_number"
    BAD_STATE = "bad_state"
    BAD_CONDITION = "bad_condition"
    MISSING = "missing"
    NAMES_TWO = "names_two"
    OTHER_SERIAL = "other_serial"
    NOBODY = "nobody"
    STOCK_YET_HELD = "stock_yet_held"
    NO_BEGINNING = "no_beginning"
    OTHER_STATE = "other_state"
    OTHER_HOLDER = "other_holder"
    RESERVED = "reserved"
    GONE = "gone"
    GONE_THERE = "gone_there"
    NOT_OURS = "not_ours"


class NotTaken(Exception):
    """A row that is refused; `facts` are for its reason: `column` and `value` where a cell is at fault."""

    def __init__(self, why: Why, **facts: Fact) -> None:
        super().__init__(why.value)
        self.why = why
        self.facts: Mapping[str, Fact] = facts
