"""Looking for devices: what somebody asks for, what is found, and what is told of one device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lifecycle.device import Device, DeviceState
from lifecycle.events import Happened
from lifecycle.people import Person
from lifecycle.reads.facts import DeviceFacts
from lifecycle.retrieval import Condition, Return
from lifecycle.sanitization import Certificate

PAGE = 10
"""How many devices, or events of one device, are shown at a time."""

MOST_COUNTED = 1_000
"""Up to how many devices are counted and paged through: who finds more needs better words."""

MOST_SUGGESTED = 5
"""How many devices are offered in the place of one that is not there."""

SHORTEST_BEGINNING = 2
"""A tag or a serial number that begins with fewer of the same characters is not near."""

MOST_WRONG = 2
"""Characters at the end of a tag or a serial number that may be others in one that is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a search, or several that name one thing; whatever it may mean counts.

    `text` is folded, `typed` as it was typed, `label` what a tag or a serial number would be. The sets are what it is
    the name of; `account` the Slack id of whoever is mentioned. One that is `quoted` is only sought in what was written
    about a device.
    """

    typed: str
    text: str
    label: str
    quoted: bool = False
    account: str | None = None
    states: frozenset[DeviceState] = frozenset()
    conditions: frozenset[Condition] = frozenset()
    countries: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    locations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for: devices that fit every word. `holders` are those whose devices the asker sees; None: all.

    What the company has comes first; `apart` asks for the others: what is on order, and what is gone for good.
    """

    words: tuple[Word, ...]
    team_id: str
    holders: frozenset[int] | None = None
    apart: bool = False

    @property
    def sees_all(self) -> bool:
        """Whether the asker is of IT, who sees also what was noted."""
        return self.holders is None


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a page begins: what follows below this number, or what comes before it, `above`; neither: the first."""

    below: int | None = None
    above: int | None = None


FIRST = Edge()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found, newest first.

    `first` is the place of the page's first device among all (from 1), `total` how many there are: `MOST_COUNTED` + 1
    stands for more than that. `cut`: there was no time to look at every device. `people` are the holders, by id.
    `apart`: it is what the company does not have (yet, or any more), because that was asked for or nothing else fits;
    `others` is how many more fit, which are on the other side of that line (None: some, but not counted).
    """

    devices: tuple[Device, ...] = ()
    people: Mapping[int, Person] = field(default_factory=dict)
    first: int = 0
    total: int = 0
    cut: bool = False
    apart: bool = False
    others: int | None = 0

    @property
    def counted(self) -> int:
        """How many can be paged through."""
        return min(self.total, MOST_COUNTED)

    @property
    def has_earlier(self) -> bool:
        """Whether there is a page before this one."""
        return self.first > 1

    @property
    def has_more(self) -> bool:
        """Whether there is a page after this one."""
        return bool(self.devices) and self.first + len(self.devices) <= self.counted


NOTHING = Found()


def page_of(ids: Sequence[int], edge: Edge) -> tuple[int, Sequence[int]]:
    """The place of a page among `ids`, which are in falling order, and the ids on it."""
    if edge.above is not None:
        start = max(sum(1 for one in ids if one > edge.above) - PAGE, 0)
    else:
        start = 0 if edge.below is None else sum(1 for one in ids if one >= edge.below)
    if start >= len(ids):
        start = max(len(ids) - PAGE, 0)
    return start, ids[start : start + PAGE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An event of a device as its story tells it; `seq` counts them, `changes` are the new values by field."""

    seq: int
    name: Happened
    at: datetime
    actor_id: int | None
    reason: str | None = None
    facts: Mapping[str, str | int | None] = field(default_factory=dict)
    changes: Mapping[str, object] = field(default_factory=dict)

    def changed(self, name: str) -> int | None:
        """The number that a field has since this event, where the event has set one."""
        value = self.changes.get(name)
        return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStory:
    """A device, its certificates, the open return by which it comes back, and a page of its events, newest first.

    `people` are all whom it names, by id.
    """

    device: Device
    certificates: tuple[Certificate, ...] = ()
    people: Mapping[int, Person] = field(default_factory=dict)
    case: Return | None = None
    events: tuple[Logged, ...] = ()

    @property
    def facts(self) -> DeviceFacts:
        """What decides what may be done with the device."""
        return DeviceFacts(device=self.device, certificates=self.certificates, people=self.people)

    @property
    def has_older(self) -> bool:
        """Whether something happened before the page."""
        return bool(self.events) and self.events[-1].seq > 1

    @property
    def has_newer(self) -> bool:
        """Whether something happened after the page."""
        return bool(self.events) and self.events[0].seq < self.device.version
