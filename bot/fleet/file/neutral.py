"""Text that a spreadsheet would take for a formula, made harmless, and back again [OWASP: CSV injection]."""

import re

MARK = "'"
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001
"""What a cell begins with that a spreadsheet works on; wide signs count, too."""

LOST = ("\t", "\r", "\n", MARK, " ", "\u00a0")
"""What would be lost on the way back, or lead to a formula behind it."""

STARTS = (*FORMULAS, *LOST)
SPACES = " \u00a0"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def quoted(text: str) -> str:
    """The text as a cell that stays text: with a ' in front of what a spreadsheet would work on."""
    return MARK + text if _is_delicate(text) else text


def kept(text: str) -> str:
    """The text as a cell that is known to be text, as in a workbook: with a ' only where something would be lost."""
    text = _CONTROL.sub("", text)
    return quoted(text) if text.startswith(LOST) or text.endswith((" ", "\u00a0")) else text


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would work on the text if it were typed in."""
    return text.startswith(FORMULAS)


def unquoted(text: str) -> str:
    """The text of such a cell."""
    return text[1:] if text.startswith(MARK) and _is_delicate(text[1:]) else text


def tidy(cell: str) -> str:
    """A cell as it is read: without the spaces around it and what no screen shows; as it stands behind a '."""
    cell = _CONTROL.sub("", cell.replace("\r\n", "\n"))
    return cell if cell.startswith(MARK) else cell.strip(SPACES)


def _is_delicate(text: str) -> bool:
    return text.startswith(STARTS) or text.endswith((" ", "\u00a0"))
