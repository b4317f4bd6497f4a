"""What the desk says by itself about a return, and what IT has it say at once."""

from lifecycle import ladder
from lifecycle.calendar import local_day, working_moment
from lifecycle.case import Case, Decision
from lifecycle.change import changed
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.policy import Audience, Rung
from lifecycle.retrieval import Return
from lifecycle.returns.commands import LookAtReturn, RemindNow
from lifecycle.rungs import REMIND_NOW, Readers, lockable


def readers(case: Case, item: Return) -> Readers:
    """Who is told about a return; raises `Refused(NOT_FOUND)` when its holder is not on record.

    A manager who cannot be reached in Slack is none.
    """
    holder = case.look.person(item.holder_id)
    if holder is None:
        raise Refused(Reason.NOT_FOUND)
    manager = None if item.manager_id is None else case.look.person(item.manager_id)
    if manager is not None and not manager.is_reachable:
        manager = None
    return Readers(
        holder=holder,
        manager=manager,
        reach=case.look.reach_of(item.subject),
        unlockable=_unlockable(case, item.holder_id),
    )


def _unlockable(case: Case, holder_id: int) -> frozenset[int]:
    """What is in no device management, because its category needs none."""
    unmanaged = {one.id for one in case.policy.categories if not one.enrolment}
    return frozenset(one.id for one in case.look.held_by(holder_id) if one.category in unmanaged)


def look_again(case: Case, command: LookAtReturn, item: Return) -> Decision:
    """Say the step that is due first, once; the next look follows from what is left."""
    who = readers(case, item)
    occasion = ladder.due_now(item, who, case.policy, case.calendar, case.now)
    if occasion is None:
        return Decision()
    after = ladder.said(item, occasion.step, occasion.about, case.now)
    parts = tuple(one.number for one in lockable(item, who)) if occasion.step is Rung.LOCK else ()
    facts = {"step": occasion.step, "audience": occasion.audience}
    event = Event(name=Happened.RETURN_NUDGED, parts=parts, facts=facts)
    return Decision(changes=(changed(item, after, event),))


def remind_now(case: Case, command: RemindNow, item: Return) -> Decision:
    """The person is reminded at once, or as their work begins; it counts like a step of the plan.

    The plan itself waits until the day after.

    Raises `Refused` where they cannot be reached (NO_WAY_TO_REACH), were reminded as often as the policy allows
    (REMINDED_ENOUGH) or that day already (REMINDED_TODAY), or have not been told for the first time (NOT_TOLD_YET).
    """
    who = readers(case, item)
    if item.handed_over_at is not None and "email" not in who.reach:
        raise Refused(Reason.NO_WAY_TO_REACH)
    if ladder.reminders(item) >= case.policy.reminders_at_most:
        raise Refused(Reason.REMINDED_ENOUGH, most=case.policy.reminders_at_most)
    if case.now < ladder.first_told(item, who.holder, case.policy, case.calendar):
        raise Refused(Reason.NOT_TOLD_YET)
    last, hours = ladder.last_said(item, Audience.LEAVER), ladder.hours_of(who.holder, case.policy)
    at = working_moment(case.now, hours, case.calendar)
    if last is not None and local_day(last, hours.zone) >= local_day(at, hours.zone):
        raise Refused(Reason.REMINDED_TODAY)
    after = ladder.said(item, REMIND_NOW, f"{Audience.LEAVER}:0:{item.last_day}", at)
    event = Event(name=Happened.LEAVER_REMINDED, facts={"count": ladder.reminders(after)})
    return Decision(changes=(changed(item, after, event),))
