"""Who looks at the app's Home, at which place of it, and whose is to be shown next: an agenda in memory.

Slack does not tell when somebody turns away, so whoever has opened Home counts as looking for a day. It is no record:
after a restart a Home is shown anew when it is opened, or clicked on.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from messages.places import Place

LOOKING = timedelta(hours=24)
"""How long after they opened Home, or clicked on it, somebody is taken to look at it."""

MOST = 1_000
"""So many look at the same time; who did so longest ago is forgotten first."""

APART = timedelta(seconds=1)
"""Between two looks at one person's Home, unless they ask for it: what happens meanwhile is shown in one go."""

ANYHOW = timedelta(minutes=15)
"""How often what a Home shows is compared although nothing happened: days pass, roles and messages' fates change."""

AT_ONCE, A_MINUTE = 20, 60
"""Showings in a row, and in the long run: Slack takes about 100 a minute [slack.dev: rate limits, tier 4]."""

LOOKS_AT_ONCE, LOOKS_A_MINUTE = 20, 600
"""Homes compared in a row, and in the long run, that nobody has asked for: however many look, the work is bounded."""


@dataclass(slots=True)
class Looker:
    """Somebody who looks, by what they are shown: `print` and `hash` are of the Home that they have (None: not known).

    Moments are seconds that never go back; `due` is when it is looked at anew, `by_wish` whether they asked for it.
    """

    person_id: int
    place: Place
    since: float
    due: float
    by_wish: bool = True
    is_busy: bool = False
    compared_at: float = float("-inf")
    print: str | None = None
    hash: str | None = None


@dataclass(slots=True)
class Pace:
    """At most so many at once, and so many a minute in the long run."""

    at_once: int
    a_minute: int
    left: float = field(init=False)
    _counted_at: float = 0

    def __post_init__(self) -> None:
        self.left = self.at_once

    def may(self, now: float) -> bool:
        """Whether there is room for one more."""
        self.left = min(self.at_once, self.left + (now - self._counted_at) * self.a_minute / 60)
        self._counted_at = now
        return self.left >= 1

    def wait(self, now: float) -> float:
        """In how many seconds there is."""
        return 0 if self.may(now) else (1 - self.left) * 60 / self.a_minute


@dataclass(slots=True)
class Lookers:
    """The agenda. Whoever uses it from several threads holds a lock."""

    by_id: dict[int, Looker] = field(default_factory=dict)
    _showings: Pace = field(default_factory=lambda: Pace(AT_ONCE, A_MINUTE))
    _looks: Pace = field(default_factory=lambda: Pace(LOOKS_AT_ONCE, LOOKS_A_MINUTE))

    def show(self, person_id: int, place: Place, now: float) -> None:
        """Somebody has opened Home, or another place of it: they are shown it next, whatever they have."""
        looker = self.by_id.pop(person_id, None) or Looker(person_id, place, now, now)
        looker.place, looker.since, looker.due, looker.by_wish = place, now, now, True
        looker.print = looker.hash = None
        self.by_id[person_id] = looker
        if len(self.by_id) > MOST:
            del self.by_id[next(iter(self.by_id))]

    def stay(self, person_id: int, place: Place, now: float) -> None:
        """Somebody has clicked there: what they have is looked at next, and shown if it is not as things stand."""
        looker = self.by_id.get(person_id)
        if looker is None or looker.place != place:
            self.show(person_id, place, now)
        else:
            looker.since, looker.due, looker.by_wish = now, now, True

    def touch(self, people: Collection[int] | None, now: float) -> None:
        """Something has happened that concerns these people (None: everybody)."""
        for one in self.by_id.keys() if people is None else self.by_id.keys() & people:
            looker = self.by_id[one]
            looker.due = min(looker.due, max(now, looker.compared_at + APART.total_seconds()))

    def take(self, now: float) -> Looker | None:
        """Who is next, if anybody is due and it is not too much for Slack; nobody else takes them until `done`.

        Until then it counts as shown: what is on its way to Slack is not there yet, and counts all the same.
        """
        self._forget(now)
        due = [one for one in self.by_id.values() if one.due <= now and not one.is_busy]
        looker = min(due, key=lambda one: (not one.by_wish, one.due), default=None)
        if looker is None or not self._showings.may(now) or not (looker.by_wish or self._looks.may(now)):
            return None
        self._showings.left -= 1
        if not looker.by_wish:
            self._looks.left -= 1
        looker.due, looker.by_wish, looker.is_busy = now + ANYHOW.total_seconds(), False, True
        return looker

    def done(self, looker: Looker, now: float, *, asked_slack: bool) -> None:
        """They have been looked after; `asked_slack`: it counts for Slack's pace."""
        looker.is_busy, looker.compared_at = False, now
        if not asked_slack:
            self._showings.left += 1
        if not looker.by_wish:
            looker.due = max(looker.due, now + APART.total_seconds())

    def forget(self, looker: Looker) -> None:
        """They look no more, unless they have come anew meanwhile."""
        if self.by_id.get(looker.person_id) is looker and not looker.by_wish:
            del self.by_id[looker.person_id]

    def following(self, now: float) -> float:
        """In how many seconds somebody is due; infinity where nobody is."""
        others = self._looks.wait(now)
        waits = [max(one.due - now, 0 if one.by_wish else others) for one in self.by_id.values() if not one.is_busy]
        return max(min(waits, default=float("inf")), self._showings.wait(now))

    def _forget(self, now: float) -> None:
        gone = [one for one in self.by_id.values() if now - one.since > LOOKING.total_seconds()]
        for one in gone:
            self.forget(one)
