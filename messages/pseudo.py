"""A language that nobody speaks (en-XA): English, accented and 40 % longer, to see where translations would not fit."""

import re
from gettext import NullTranslations

LOCALE = "en-XA"
LONGER = 0.4

_ACCENTED = str.maketrans("aeiouyAEIOUYcnszCNSZ", "áéíóúýÁÉÍÓÚÝçñšžÇÑŠŽ")
_KEPT = re.compile(r"(%\(\w+\)[sd]|`[^`]*`|/device \w+)")


def stretched(words: str) -> str:
    """English words as the pseudo-language has them; placeholders, code and commands stay as they are."""
    parts = _KEPT.split(words)
    accented = "".join(part if index % 2 else part.translate(_ACCENTED) for index, part in enumerate(parts))
    visible = sum(len(part) for part in parts[::2])
    return accented + "·" * round(visible * LONGER)


class PseudoTranslations(NullTranslations):
    """Answers every message with its stretched English."""

    def gettext(self, message: str) -> str:
        """The message, stretched."""
        return stretched(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for `n`, stretched."""
        return stretched(msgid1 if n == 1 else msgid2)
