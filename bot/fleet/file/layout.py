"""Which column of a table holds what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.fleet.file.fields import IN_GROUPS, NAMES_AS_MODEL, OWN_ATTRIBUTE, Field, bare, plain, recognised
from bot.fleet.file.lines import Unreadable
from bot.fleet.file.mapping import Meanings
from lifecycle.errors import Fact
from lifecycle.list_flaws import Unfit

MOST_COLUMNS = 300
LONGEST_NAME = 200
KEYS = (Field.SERIAL, Field.ASSET_TAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The places of each field's columns, the one that is asked first in front; `attributes` by place.

    `left_out` are the headings of columns that nothing is kept of.
    """

    width: int
    columns: Mapping[Field, tuple[int, ...]]
    attributes: Mapping[int, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def goes_on(self, cells: Sequence[str]) -> bool:
        """Whether a line has but more of the attributes of the device above it, as Jamf's lists of applications do."""
        return any(cells) and not cells[0] and not self._tells(cells)

    def _tells(self, cells: Sequence[str]) -> bool:
        places = (place for places in self.columns.values() for place in places)
        return any(place < len(cells) and cells[place] for place in places) or any(cells[self.width :])

    def heading_of(self, wanted: Field, heading: Sequence[str]) -> str:
        """How the file calls a field."""
        return heading[self.columns[wanted][0]]


def layout_of(heading: Sequence[str], meanings: Meanings) -> Layout:
    """What the columns hold; raises `Unreadable` when that makes no list of devices."""
    if len(heading) > MOST_COLUMNS:
        raise Unreadable(Unfit.TOO_MANY_COLUMNS, number=len(heading), most=MOST_COLUMNS)
    if unknown := sorted(meanings.columns.keys() - {plain(one) for one in heading}):
        raise Unreadable(Unfit.UNKNOWN_COLUMNS, columns=", ".join(unknown))
    found: dict[Field, list[tuple[int, int]]] = {}
    for place, meaning, rank in _meant(heading, meanings):
        found.setdefault(meaning, []).append((rank, place))
    columns = {meaning: tuple(place for _, place in sorted(places)) for meaning, places in found.items()}
    if problem := next(_twice(found, heading), None):
        raise Unreadable(Unfit.TWO_COLUMNS, **problem)
    if not any(key in columns for key in KEYS):
        told = [*filter(None, heading)]
        shown = ", ".join(one[:40] for one in told[:12]) + (", …" if len(told) > 12 else "")
        raise Unreadable(Unfit.NO_KEY_COLUMN, headings=shown, first=told[0][:40])
    return Layout(
        width=len(heading),
        columns=columns,
        attributes={place: _named(heading[place]) for place in columns.pop(Field.ATTRIBUTE, ())},
        left_out=tuple(heading[place] for place in columns.pop(Field.IGNORE, ())),
    )


def _named(title: str) -> str:
    name = title.removeprefix(OWN_ATTRIBUTE) if title.startswith(OWN_ATTRIBUTE) else bare(title)
    if len(name) > LONGEST_NAME:
        raise Unreadable(Unfit.LONG_HEADING, column=name, number=len(name), most=LONGEST_NAME)
    return name


def _meant(heading: Sequence[str], meanings: Meanings) -> Iterator[tuple[int, Field, int]]:
    """What each column means, and how soon it is asked: as was said, else by its neighbours, else by its heading."""
    names = [plain(one) for one in heading]
    said = {place: meanings.columns[name] for place, name in enumerate(names) if name in meanings.columns}
    known = {**_by_neighbours(names), **said}
    alone = {place: recognised(title) for place, title in enumerate(heading) if title and place not in known}
    if not any(field is Field.MODEL for field in (*known.values(), *(field for field, _ in alone.values()))):
        models = [plain(one) for one in NAMES_AS_MODEL]
        alone |= {place: (Field.MODEL, models.index(names[place])) for place in alone if names[place] in models}
    yield from ((place, meaning, -1) for place, meaning in known.items() if heading[place])
    yield from ((place, meaning, rank) for place, (meaning, rank) in alone.items())


def _by_neighbours(names: Sequence[str]) -> dict[int, Field]:
    """What columns mean that stand in a known group; of a second such group nothing is kept."""
    found: dict[int, Field] = {}
    for group, meant in IN_GROUPS.items():
        starts = [start for start in range(len(names)) if tuple(names[start : start + len(group)]) == group]
        for start in starts:
            fields = meant if start == starts[0] else (Field.IGNORE,) * len(group)
            found |= {start + nth: field for nth, field in enumerate(fields) if field}
    return found


def _twice(found: Mapping[Field, Sequence[tuple[int, int]]], heading: Sequence[str]) -> Iterator[Mapping[str, Fact]]:
    """Columns of the same heading: which of them counts, nobody can tell."""
    for meaning, places in found.items():
        names = [heading[place] for _, place in places]
        names = names if meaning is Field.ATTRIBUTE else [plain(one) for one in names]
        if meaning is not Field.IGNORE and (same := next((one for one in names if names.count(one) > 1), None)):
            title = next(heading[place] for _, place in places if same in {heading[place], plain(heading[place])})
            yield {"column": title, "field": None if meaning is Field.ATTRIBUTE else meaning}
