"""Text that is safe to show: what people typed never works as markup, and is cut before it is escaped."""

import re
import unicodedata
from collections.abc import Mapping


class Mrkdwn(str):
    """Text that is Slack's markup already and is not escaped again: mentions, dates, what a filter has built."""

    __slots__ = ()


ELLIPSIS = "…"
LONGEST_ENTITY = len("&amp;")
"""Units that one character takes at most once it is escaped."""

NOTHING = "–"
"""Shown for a text without a single visible character."""

_NEVER_SHOWN = re.compile(
    r"""
    [\x00-\x08\x0b-\x1f\x7f-\x9f]                          # control characters, but for tabs and line ends
    | [\ud800-\udfff]                                      # halves of characters
    | [\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]  # what turns the direction
    """,
    re.VERBOSE,
)
"""Dropped from whatever was typed."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me", "Mc"})
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by their category that are blank: the fillers of Hangul, Braille without a dot."""

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_ISOLATION = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")

_HARMLESS = re.compile(r"[A-Za-z0-9](?: ?[A-Za-z0-9.,()/+'-])*")
"""Most names and numbers, which need none of the care that is taken here."""

_MARKUP = re.compile(
    r"""
    (?<![^\W_])[*_~] | [*_~](?![^\W_])    # a mark that is not inside a word
    | `                                   # code
    | :(?=[\w+'-]+:)                      # an emoji's name
    | @(?=(?:here|channel|everyone)\b)    # a call to everybody
    | ^>                                  # a quotation
    """,
    re.VERBOSE,
)
_LOOK_ALIKES: Mapping[str, str] = {
    "*": "\N{ASTERISK OPERATOR}",
    "_": "\N{FULLWIDTH LOW LINE}",
    "~": "\N{TILDE OPERATOR}",
    "`": "\N{MODIFIER LETTER GRAVE ACCENT}",
    ":": "\N{MODIFIER LETTER COLON}",
    "@": "\N{FULLWIDTH COMMERCIAL AT}",
    ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
}
"""Slack's markup has no escape for these: each is shown by a character that looks like it and means nothing."""


def size(text: str) -> int:
    """The length that limits are counted in: UTF-16 units, never fewer than code points (facts/slack.md, 1.3)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """`text` with the three characters escaped that begin an entity, a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What `escape` was given."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def clip(text: str, most: int) -> str:
    """`text`, cut so that it has `most` units at most once it is escaped; an ellipsis tells that it was cut."""
    if len(text) <= most and size(escape(text)) <= most:
        return text
    room = max(most - size(ELLIPSIS), 0)
    kept = min(room, len(text))
    while (excess := size(escape(text[:kept])) - room) > 0:
        kept -= max(excess // LONGEST_ENTITY, 1)
    return text[:kept].rstrip() + ELLIPSIS


def clean(text: str) -> str:
    """What was typed, without control and direction characters and halves of characters; without a mark, nothing."""
    cleaned = _NEVER_SHOWN.sub("", text).strip()
    return cleaned if any(map(_leaves_a_mark, cleaned)) else ""


def beginning(words: Mrkdwn) -> Mrkdwn:
    """Words that follow a colon elsewhere, where they begin a line of their own."""
    return Mrkdwn(f"{words[:1].upper()}{words[1:]}")


def one_line(text: str) -> str:
    """What was typed, cleaned, on one line."""
    return " ".join(clean(text.replace("\r", "\n")).split())


def inline(text: str, most: int) -> Mrkdwn:
    """What was typed, to stand within a sentence of mrkdwn: on one line, cut, without any effect as markup.

    Text from right to left is isolated, so that the sentence around it keeps its order.
    """
    if len(text) <= most and _HARMLESS.fullmatch(text):
        return Mrkdwn(text)
    line = one_line(text)
    before, after = _ISOLATION if _is_from_right_to_left(line) else ("", "")
    words = clip(line, most - size(before + after)) or NOTHING
    return Mrkdwn(before + escape(_MARKUP.sub(lambda found: _LOOK_ALIKES[found[0]], words)) + after)


def code(text: str, most: int) -> Mrkdwn:
    """A number to copy (a tag, a serial, an order): verbatim in a code span, in which nothing works as markup."""
    words = clip(one_line(text), most) or NOTHING
    return Mrkdwn(f"`{escape(words.replace('`', _LOOK_ALIKES['`']))}`")


def _leaves_a_mark(character: str) -> bool:
    """Whether it shows on its own: no space, no accent without its letter, nothing that only steers the others."""
    return character not in _BLANKS and unicodedata.category(character) not in _UNSEEN


def _is_from_right_to_left(text: str) -> bool:
    return not text.isascii() and not _RIGHT_TO_LEFT.isdisjoint(map(unicodedata.bidirectional, text))
