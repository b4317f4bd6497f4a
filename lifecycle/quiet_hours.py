"""When a note may reach its reader: nobody is written to outside their working hours."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from lifecycle.calendar import working_moment
from lifecycle.case import Case
from lifecycle.events import Happened
from lifecycle.ladder import first_told, hours_of
from lifecycle.notices import Kind, Notice, person
from lifecycle.people import Person
from lifecycle.retrieval import Return

SAID_FIRST = frozenset({Happened.KIT_SENT, Happened.RETURN_HANDED_BACK, Happened.RETURN_CALLED_OFF})
"""What somebody's first message about a return says as well, where it happened before that: how things stand."""


def kept(case: Case, item: Return, notices: Iterable[Notice]) -> Iterator[Notice]:
    """The notices, each due when its reader works: cards and stories of IT's channel at once.

    What their first message says anyway is not told besides, and what ended before it is not told at all.

    The plan's steps are planned for the right moment already. A person's own card is put off until it is posted for
    the first time, unless they wait for it because they began the return themselves; an edit disturbs nobody.
    """
    for one in notices:
        reader = _reader(case, item, one)
        if reader is None:
            yield one
        elif not _comes_with_the_first(case, item, one, reader):
            yield replace(one, at=_moment(case, item, one, reader))


def at_work(case: Case, reader: Person) -> datetime:
    """The next moment (UTC) at which somebody may be written to."""
    return working_moment(case.now, hours_of(reader, case.policy), case.calendar)


def _comes_with_the_first(case: Case, item: Return, notice: Notice, reader: Person) -> bool:
    return notice.event in SAID_FIRST and case.now < first_told(item, reader, case.policy, case.calendar)


def _moment(case: Case, item: Return, notice: Notice, reader: Person) -> datetime:
    if notice.kind is Kind.RETURN_NOTE:
        return working_moment(notice.at, hours_of(reader, case.policy), case.calendar)
    return max(notice.at, first_told(item, reader, case.policy, case.calendar))


def _reader(case: Case, item: Return, notice: Notice) -> Person | None:
    """Who reads a note or a person's card; None for everything else."""
    if notice.kind not in {Kind.RETURN_NOTE, Kind.LEAVER_CARD}:
        return None
    is_manager = item.manager_id is not None and notice.to == person(item.manager_id)
    reader = item.manager_id if is_manager else item.holder_id
    return None if reader is None else case.look.person(reader)
