"""The fleet in somebody's words: sentences, tables within Slack's limits, and what the picture shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lifecycle.policy import Policy
from lifecycle.reads.figures import MISSING_AFTER
from lifecycle.reads.fleet import APART, OWNED, YEARS, Fleet, Group, Standing, tally, topmost
from messages.fleet.narrowing import category_name, named
from messages.labels import STANDINGS
from messages.text import Mrkdwn
from messages.voice import Voice

MOST_ROWS = 10
MOST_ROWS_BRIEFLY = 5
MOST_CURRENCIES = 6
"""How many categories and countries have their own row, and how many currencies are named: the rest is summed up."""

COLUMNS = (Standing.IN_USE, Standing.IN_STOCK)
"""What a table has columns for beside the total: a phone has room for no more."""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """The answer in a voice; `own`: it is about a manager's people."""

    fleet: Fleet
    policy: Policy
    voice: Voice

    @property
    def own(self) -> bool:
        """Whether it is about the people of a manager."""
        return self.fleet.narrowing.manager_id is not None

    @cached_property
    def only(self) -> Mrkdwn | None:
        """Which devices are meant; None when all are."""
        return named(self.fleet.narrowing, self.policy, self.voice)

    def plainly(self) -> "Told":
        """The same without markup."""
        return replace(self, voice=self.voice.plainly())

    def title(self) -> Mrkdwn:
        """What it is about."""
        return self.voice.write("fleet/title", own=self.own)

    def total(self) -> Mrkdwn:
        """How many there are."""
        return self.voice.write("fleet/total", number=self.fleet.total, own=self.own, only=self.only)

    def nothing(self) -> Mrkdwn:
        """That there is none."""
        return self.voice.write("fleet/nothing", own=self.own, only=self.only)

    def standings(self) -> Iterator[Mrkdwn]:
        """How many there are of each standing of what the company has, one a line; together they are the total."""
        for standing, number in self.fleet.standings().items():
            if number and standing in OWNED:
                label = self.voice.gettext(STANDINGS[standing])
                line = self.voice.write("fleet/standing", standing=label, number=number)
                is_late = standing is Standing.COMING_BACK and self.fleet.late
                yield Mrkdwn(f"{line}. {self.late()}") if is_late else line

    def apart(self) -> Mrkdwn | None:
        """What is not counted: what is only on order, and what is gone; None where there is nothing of it."""
        counts = self.fleet.standings()
        shown = [
            self.voice.write("home/standing", standing=self.voice.gettext(STANDINGS[one]), number=counts[one])
            for one in APART
            if counts[one]
        ]
        return self.voice.write("fleet/apart", standings=self.voice.listed(shown)) if shown else None

    def late(self) -> Mrkdwn:
        """How many are out after the last day, and for long."""
        return self.voice.write(
            "fleet/late", late=self.fleet.late, overdue=self.fleet.overdue, days=self.voice.number(MISSING_AFTER)
        )

    def worth(self) -> Iterator[Mrkdwn]:
        """What was paid, for each currency, and how old the devices are."""
        value = self.fleet.value()
        shown = [self.voice.money(one) for one in value[:MOST_CURRENCIES]]
        yield self.voice.write(
            "fleet/value",
            value=self.voice.listed(shown) if shown else None,
            more=len(value) - len(shown),
            unpriced=self.fleet.unpriced,
        )
        bands = [self._band(place, number) for place, number in enumerate(self.fleet.ages()) if number]
        yield self.voice.write(
            "fleet/ages", ages=self.voice.listed(bands) if bands else None, undated=self.fleet.undated
        )

    def as_of(self) -> Mrkdwn:
        """When that was, and what counts."""
        return self.voice.write("fleet/as_of", at=self.fleet.at)

    def categories(self) -> Sequence[Row]:
        """A table by category, with the names of its columns."""
        return self._table(self.voice.gettext("Category"), lambda one: one.category, self._category)

    def countries(self) -> Sequence[Row]:
        """A table by country, with the names of its columns."""
        return self._table(self.voice.gettext("Country"), lambda one: one.country, self.voice.country)

    def brief(self, rows: Sequence[Row], template: str) -> Mrkdwn | None:
        """A table in a sentence; None for a table that holds a single row."""
        if len(rows) < 3:
            return None
        shown = [self.voice.write("fleet/row", name=Mrkdwn(row[0]), number=Mrkdwn(row[-1])) for row in rows[1:]]
        return self.voice.write(template, counts=self.voice.listed(shown))

    def shares(self, most: int) -> Sequence[tuple[str, Sequence[int]]]:
        """For the picture: the largest categories, and how many of each standing that is owned they have."""
        counts = self._counts(lambda one: one.category)
        shown, others = topmost({key: sum(found.values()) for key, found in counts.items()}, most)
        rows = [(str(self._category(key)), [counts[key].get(one, 0) for one in OWNED]) for key in shown]
        if others:
            rows.append((self._others(others), [sum(counts[key].get(one, 0) for key in others) for one in OWNED]))
        return rows

    @property
    def _most_rows(self) -> int:
        return MOST_ROWS_BRIEFLY if self.voice.plain else MOST_ROWS

    def _table(self, head: str, key: Callable[[Group], str], name: Callable[[str], Mrkdwn]) -> Sequence[Row]:
        counts = self._counts(key)
        totals = tally(self.fleet.owned, key)
        shown, others = topmost(totals, self._most_rows)
        rows = [self._row(name(one), [counts[one]]) for one in shown]
        if others:
            rows.append(self._row(self._others(others), [counts[one] for one in others]))
        say = self.voice.gettext
        return [(head, *(say(STANDINGS[one]) for one in COLUMNS), say("Total")), *rows]

    def _row(self, name: str, counts: Sequence[Mapping[Standing, int]]) -> Row:
        columns = [sum(found.get(one, 0) for found in counts) for one in COLUMNS]
        total = sum(sum(found.values()) for found in counts)
        return (name, *(self.voice.number(one) for one in (*columns, total)))

    def _counts(self, key: Callable[[Group], str]) -> Mapping[str, Mapping[Standing, int]]:
        """What the company has, by `key` and standing, most first."""
        counts: dict[str, dict[Standing, int]] = {one: {} for one in tally(self.fleet.owned, key)}
        for group in self.fleet.owned:
            found = counts[key(group)]
            found[group.standing] = found.get(group.standing, 0) + group.devices
        return counts

    def _category(self, category: str) -> Mrkdwn:
        return self.voice.say(category_name(category, self.policy))

    def _others(self, others: Sequence[str]) -> Mrkdwn:
        return self.voice.write("fleet/others", number=len(others))

    def _band(self, place: int, number: int) -> Mrkdwn:
        bounds = (None, *YEARS, None)
        return self.voice.write("fleet/age", number=number, since=bounds[place], until=bounds[place + 1])
