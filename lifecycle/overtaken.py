"""What waits to be told about a return or an audit, and is not so any more when its moment has come."""

from collections.abc import Callable, Mapping

from lifecycle.audit import Audit
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.retrieval import Return


def is_moot(notice: Notice, case: Return) -> bool:
    """Whether a person was to be told, or asked for, what is not so any more; what has been read already is not moot.

    A first message comes no more once the return is closed, nor a note of what has been undone or done anew since.
    """
    if notice.to.startswith("channel:"):
        return False
    if notice.kind is Kind.LEAVER_CARD:
        return not case.is_open
    if notice.kind is Kind.RETURN_STEP or notice.event is Happened.LEAVER_REMINDED:
        return not _is_asked(case)
    is_over = OVER.get(notice.event)
    return is_over is not None and is_over(notice, case)


def is_answered(notice: Notice, audit: Audit) -> bool:
    """Whether somebody was to be asked, or reminded, for what is known by now, or nobody wants to know any more."""
    if notice.kind is Kind.AUDIT_DM:
        return not audit.is_open
    return notice.kind is Kind.AUDIT_STEP and not (audit.is_open and audit.unanswered())


def _is_asked(case: Return) -> bool:
    is_asked_for = case.is_open and bool(case.asked_for()) and not case.is_undecided
    return is_asked_for and not case.is_on_its_way and not case.open_problems()


def _is_begun_in_vain(notice: Notice, case: Return) -> bool:
    is_back = bool(notice.facts.get("exposed")) and case.handed_over_at is None
    return not case.is_open or is_back


def _has_slack(_: Notice, case: Return) -> bool:
    return case.handed_over_at is None


def _has_no_slack(_: Notice, case: Return) -> bool:
    return case.handed_over_at is not None


def _is_of_an_earlier_kit(notice: Notice, case: Return) -> bool:
    return case.kit is not None and notice.facts.get("kit") != case.kit.number


OVER: Mapping[Happened | None, Callable[[Notice, Return], bool]] = {
    Happened.RETURN_OPENED: _is_begun_in_vain,
    Happened.RETURN_HANDED_OVER: _has_slack,
    Happened.RETURN_HANDED_BACK: _has_no_slack,
    Happened.KIT_SENT: _is_of_an_earlier_kit,
}
"""By which sign a note of an event has been overtaken."""
