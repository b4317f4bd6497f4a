"""Which column of a table holds what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.fleet_file.fields import NAMES, OWN_ATTRIBUTE, Field, bare, plain, recognised
from bot.fleet_file.lines import Unreadable
from bot.fleet_file.mapping import Meanings

MOST_COLUMNS = 300
LONGEST_NAME = 200
KEYS = (Field.SERIAL, Field.ASSET_TAG)

NOTHING_KNOWN = (
    "no column is a serial number or an asset tag: the headings are {}; say in [columns] of a mapping file which is"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The places of each field's columns, the one that is asked first in front; `attributes` by place.

    `left_out` are the headings of columns that nothing is kept of.
    """

    width: int
    columns: Mapping[Field, tuple[int, ...]]
    attributes: Mapping[int, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def heading_of(self, wanted: Field, heading: Sequence[str]) -> str:
        """How the file calls a field."""
        return heading[self.columns[wanted][0]]


def layout_of(heading: Sequence[str], meanings: Meanings) -> Layout:
    """What the columns hold; raises `Unreadable` when that makes no list of devices."""
    if len(heading) > MOST_COLUMNS:
        raise Unreadable(f"it has {len(heading)} columns: at most {MOST_COLUMNS} can be read")
    if unknown := sorted(meanings.columns.keys() - {plain(one) for one in heading}):
        raise Unreadable(f"the mapping file names columns that are not there: {', '.join(unknown)}")
    found: dict[Field, list[tuple[int, int]]] = {}
    for place, title in enumerate(heading):
        if title:
            meaning, rank = _meaning(title, meanings)
            found.setdefault(meaning, []).append((rank, place))
    columns = {meaning: tuple(place for _, place in sorted(places)) for meaning, places in found.items()}
    if problem := next(_twice(found, heading), None):
        raise Unreadable(problem)
    if not any(key in columns for key in KEYS):
        shown = ", ".join(map(repr, filter(None, heading[:12]))) + (", …" if len(heading) > 12 else "")
        raise Unreadable(NOTHING_KNOWN.format(shown[:500]))
    return Layout(
        width=len(heading),
        columns=columns,
        attributes={place: _named(heading[place]) for place in columns.pop(Field.ATTRIBUTE, ())},
        left_out=tuple(heading[place] for place in columns.pop(Field.IGNORE, ())),
    )


def _named(title: str) -> str:
    name = title.removeprefix(OWN_ATTRIBUTE) if title.startswith(OWN_ATTRIBUTE) else bare(title)
    if len(name) > LONGEST_NAME:
        raise Unreadable(f"a column's heading has {len(name):,} characters, at most {LONGEST_NAME} are kept")
    return name


def _meaning(title: str, meanings: Meanings) -> tuple[Field, int]:
    said = meanings.columns.get(plain(title))
    return (said, -1) if said else recognised(title)


def _twice(found: Mapping[Field, Sequence[tuple[int, int]]], heading: Sequence[str]) -> Iterator[str]:
    """Columns of the same heading: which of them counts, nobody can tell."""
    for meaning, places in found.items():
        names = [heading[place] for _, place in places]
        names = names if meaning is Field.ATTRIBUTE else [plain(one) for one in names]
        if meaning is not Field.IGNORE and (same := next((one for one in names if names.count(one) > 1), None)):
            title = next(heading[place] for _, place in places if same in {heading[place], plain(heading[place])})
            what = "" if meaning is Field.ATTRIBUTE else f", both for the {NAMES[meaning]}"
            yield f"two columns are called {title!r}{what}: give one of them another name"
