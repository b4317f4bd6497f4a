"""Names and words as they are compared, however they were typed."""

import unicodedata

_DOTLESS_I = "\N{LATIN SMALL LETTER DOTLESS I}"
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", _DOTLESS_I: "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""What Unicode does not take apart into a letter and its mark."""


def folded(text: str) -> str:
    """Text as it is compared: its words in small letters without accents, one space between them, nothing else."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(one for one in apart if not unicodedata.combining(one)).translate(_LETTERS)
    return " ".join("".join(one if one.isalnum() else " " for one in letters).split())
