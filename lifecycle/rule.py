"""The shape of a rule: everything that the desk knows of one command, in one row of a table."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from lifecycle.case import Case, Decision
from lifecycle.change import Item
from lifecycle.command import OnSubject
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.people import Actor, Person

S = TypeVar("S", bound=Item)

Known = Callable[[int], Person | None]
"""Looks up a person by id, with their manager; few rules want to know."""


def always(_: object) -> bool:
    """Nothing more is asked for."""
    return True


@dataclass(frozen=True, slots=True)
class Pick(Generic[S]):
    """Of which parts a command may be: `among` finds those that a number means (None: any), `takes` the fitting ones.

    A part is a line of a request, an item of a return.
    """

    among: Callable[[S, int | None], Iterable[Any]] = lambda whole, *_: (whole,)
    takes: Callable[[Any], bool] = always


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[S]):
    """What follows from a command (`decide`), who `may` give it, and when it makes sense.

    That is in these `states`, `when` the item as a whole allows it, and while one part fits (`parts`), or each of those
    that the command `names`. Those whom `own` names never give it, whatever their role. Once the command makes sense
    no more, `settled_by` is what tells best why; without any of that, what happened last does.
    """

    decide: Callable[[Case, Any, S], Decision]
    may: Callable[[Actor, S, Known], bool]
    states: frozenset[Any]
    when: Callable[[S], bool] = always
    parts: Pick[S] = field(default_factory=Pick)
    names: Callable[[Any], tuple[int | None, ...]] = lambda *_: (None,)
    own: Callable[[S], Collection[int]] = lambda *_: ()
    settled_by: frozenset[Happened] = frozenset()


Rules: TypeAlias = Mapping[type[OnSubject], Rule[Any]]


def possible(rule: Rule[S], item: S, number: int | None = None) -> bool:
    """Whether such a command makes sense now, for the part of that number, or for any.

    Raises:
        Refused: there is no part of that number (`NOT_FOUND`).
    """
    if item.state not in rule.states or not rule.when(item):
        return False
    return any(map(rule.parts.takes, rule.parts.among(item, number)))


def require(rule: Rule[S], command: OnSubject, item: S) -> None:
    """Raises `Stale` when the command does not make sense any more, be it for one of the parts that it names."""
    if not all(possible(rule, item, number) for number in rule.names(command)):
        raise Stale(item.subject)


def check(rule: Rule[S], actor: Actor, item: S, known: Known) -> None:
    """Raises `Refused(NOT_ALLOWED)`, or `Refused(OWN_REQUEST)` for one's own approval."""
    if not rule.may(actor, item, known):
        raise Refused(Reason.NOT_ALLOWED)
    if actor.person_id in rule.own(item):
        raise Refused(Reason.OWN_REQUEST)
