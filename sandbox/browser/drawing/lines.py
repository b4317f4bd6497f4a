"""Lines of a text, sorted by what they are: words, a quote, an item of a list, preformatted text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from sandbox.markup import Fence, Node, Words

_QUOTE, _BULLETS = ">", ("• ", "◦ ", "▪ ")


class Kind(StrEnum):
    """What a line is."""

    WORDS = "words"
    QUOTE = "quote"
    ITEM = "item"
    FENCE = "fence"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the mark that made it a quote or an item."""

    kind: Kind
    parts: tuple[Node, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return all(part == Words("") for part in self.parts)


def passages(parts: Iterable[Node]) -> list[tuple[Kind, list[Line]]]:
    """Lines of one kind after the other make one passage. A line end beside preformatted text is no line."""
    lines = [_line(parts) for parts in lines_of(parts)]
    fenced = [line.kind is Kind.FENCE for line in lines]
    beside = [before or after for before, after in zip([False, *fenced], [*fenced[1:], False], strict=False)]
    kept = (line for line, is_beside in zip(lines, beside, strict=True) if not (is_beside and line.is_blank))
    return [(kind, list(group)) for kind, group in groupby(kept, lambda line: line.kind)]


def lines_of(parts: Iterable[Node]) -> list[list[Node]]:
    """Cut parts at the line ends; preformatted text is a line by itself."""
    lines: list[list[Node]] = [[]]
    for part in parts:
        if isinstance(part, Fence):
            lines += [[part], []]
        elif isinstance(part, Words):
            first, *others = part.text.split("\n")
            lines[-1].append(Words(first))
            lines += [[Words(words)] for words in others]
        else:
            lines[-1].append(part)
    return lines


def _line(parts: Sequence[Node]) -> Line:
    first = parts[0] if parts else Words("")
    if isinstance(first, Fence):
        return Line(Kind.FENCE, tuple(parts))
    if isinstance(first, Words):
        words = first.text.lstrip()
        if words.startswith(_QUOTE):
            return Line(Kind.QUOTE, (Words(words.removeprefix(_QUOTE).lstrip()), *parts[1:]))
        if words.startswith(_BULLETS):
            return Line(Kind.ITEM, (Words(words[1:].lstrip()), *parts[1:]))
    return Line(Kind.WORDS, tuple(parts))
