"""The first look at a table, over all of its lines: what its columns tell together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.fleet.file import amounts, dates
from bot.fleet.file.choices import Decimals, Order
from bot.fleet.file.fields import Field
from bot.fleet.file.layout import Layout
from bot.fleet.file.lines import FORMULA, Line
from bot.fleet.file.neutral import unquoted
from bot.fleet.file.options import Asked, Options, Question
from lifecycle.device import as_labelled
from lifecycle.list_flaws import Doubt

DATES = (Field.PURCHASED_ON, Field.WARRANTY_UNTIL, Field.SUPPORTED_UNTIL)
MOST_EMAILS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is known of a table before its rows are read one by one.

    `continued` are lines that only go on with the one above. `orders` tells for each column of dates what comes first,
    `decimals` what is before the cents. `emails` are the addresses of holders, `tags` the asset tags in use.
    """

    rows: int
    continued: int
    orders: Mapping[Field, Order]
    decimals: Decimals
    emails: frozenset[str]
    tags: frozenset[str]


@dataclass
class _Looking:
    layout: Layout
    days: dict[Field, dates.Seen] = field(default_factory=lambda: {one: dates.Seen() for one in DATES})
    price: amounts.Seen = field(default_factory=amounts.Seen)
    emails: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    rows: int = 0
    continued: int = 0

    def look(self, line: Line) -> None:
        if goes_on(line, self.layout):
            self.continued += 1
            return
        self.rows += 1
        for one, seen in self.days.items():
            for text in self._cells(line, one):
                seen.look(text)
        has_currency = any(self._cells(line, Field.CURRENCY))
        for text in self._cells(line, Field.PRICE):
            self.price.look(text, has_currency=has_currency)
        for text in self._cells(line, Field.HOLDER):
            if "@" in text and len(self.emails) < MOST_EMAILS:
                self.emails.add(text.casefold())
        self.tags.update(as_labelled(text) for text in self._cells(line, Field.ASSET_TAG))

    def _cells(self, line: Line, wanted: Field) -> Iterator[str]:
        for place in self.layout.columns.get(wanted, ()):
            if place < len(line.cells) and (text := line.cells[place]) and text != FORMULA:
                yield unquoted(text)


def survey(lines: Iterable[Line], layout: Layout, heading: Sequence[str], options: Options) -> Survey:
    """Look at everything once; raises `Asked` when the columns can be read in more than one way."""
    looking = _Looking(layout)
    for line in lines:
        looking.look(line)
    if questions := (*_dates_asked(looking, heading, options), *_money_asked(looking, heading, options)):
        raise Asked(questions)
    return Survey(
        rows=looking.rows,
        continued=looking.continued,
        orders={one: options.dates or seen.order() or Order.ISO for one, seen in looking.days.items()},
        decimals=options.decimals or looking.price.decimals() or Decimals.POINT,
        emails=frozenset(looking.emails),
        tags=frozenset(looking.tags),
    )


def goes_on(line: Line, layout: Layout) -> bool:
    """Whether a line only goes on with the one above it."""
    return line.problem is None and layout.goes_on(line.cells)


def _dates_asked(looking: _Looking, heading: Sequence[str], options: Options) -> Iterator[Question]:
    for one, seen in looking.days.items():
        if options.dates is None and seen.order() is None:
            column = looking.layout.heading_of(one, heading)
            examples = _examples(seen.day_first, seen.month_first, seen.ambiguous)
            yield Question(Doubt.DATES, {"column": column, "values": examples})
            return


def _money_asked(looking: _Looking, heading: Sequence[str], options: Options) -> Iterator[Question]:
    seen = looking.price
    if options.decimals is None and seen.decimals() is None:
        column = looking.layout.heading_of(Field.PRICE, heading)
        yield Question(Doubt.DECIMALS, {"column": column, "values": _examples(seen.point, seen.comma, seen.ambiguous)})
    if options.currency is None and seen.nameless:
        column = looking.layout.heading_of(Field.PRICE, heading)
        yield Question(Doubt.CURRENCY, {"column": column, "values": seen.nameless})


def _examples(first: str | None, second: str | None, ambiguous: str | None) -> str:
    """Cells that contradict each other, or one that could be read both ways."""
    return f"{first}, {second}" if first and second else str(ambiguous)
