"""On the way back: the kit, the box, and what keeps it from coming."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import Change, changed, device_changed
from lifecycle.device import OUT, Device, DeviceState
from lifecycle.errors import Stale
from lifecycle.events import Event, Happened
from lifecycle.retrieval import Item, Kit, Problem, ProblemKind, Remedy, Return, ReturnState, return_moved
from lifecycle.returns import reach
from lifecycle.returns.commands import AskForHelp, ConfirmKit, GiveHelp, MarkKitSent, MarkSent, Reach


def send_kit(case: Case, command: MarkKitSent, item: Return) -> Decision:
    """A kit is on its way to the person; a further one takes the place of the one before.

    Raises `Stale` for one of two people who send the same kit: the other was faster.
    """
    if command.seen is not None and command.seen != len(item.kits):
        raise Stale(item.subject)
    case.check_day(command.expected_on, "expected_on")
    kit = Kit(
        number=len(item.kits) + 1,
        carrier=command.carrier,
        tracking=command.tracking,
        expected_on=command.expected_on,
        sent_at=case.now,
    )
    after = replace(return_moved(item, Happened.KIT_SENT), kits=(*item.kits, kit))
    event = Event(name=Happened.KIT_SENT, facts={"kit": kit.number})
    return Decision(changes=(changed(item, after, event),))


def confirm_kit(case: Case, command: ConfirmKit, item: Return) -> Decision:
    """The person has the kit: the reminders are counted from today."""
    after = return_moved(item, Happened.KIT_ARRIVED)
    kits = (*item.kits[:-1], *(replace(kit, delivered_at=case.now) for kit in item.kits[-1:]))
    after = _answered(case, replace(after, kits=kits))
    return Decision(changes=(changed(item, after, Event(name=Happened.KIT_ARRIVED)),))


def send_back(case: Case, command: MarkSent, item: Return) -> Decision:
    """The carrier has the box: nobody is reminded any more until it is there."""
    after = replace(
        return_moved(item, Happened.RETURN_SHIPPED),
        carrier=command.carrier,
        tracking=command.tracking,
        shipped_at=case.now,
    )
    event = Event(name=Happened.RETURN_SHIPPED, facts={"tracking": command.tracking})
    on_their_way = tuple(
        device_changed(device, Happened.DEVICE_RETURNING)
        for device in _devices(case, item.outstanding())
        if device.state is DeviceState.RETURN_DUE
    )
    return Decision(changes=(changed(item, _answered(case, after), event), *on_their_way))


def ask_for_help(case: Case, command: AskForHelp, item: Return) -> Decision:
    """A problem is on record, and the plan waits until IT has closed it."""
    chosen = {item.item(number).number for number in command.items}
    about = [one for one in item.outstanding() if not chosen or one.number in chosen]
    problem = Problem(
        number=len(item.problems) + 1,
        kind=command.kind,
        text=command.text,
        items=tuple(one.number for one in about),
        files=command.files,
        reported_by=case.actor.person_id,
        reported_at=case.now,
    )
    moved = Reach(address=command.address)
    reach.check_given(case, item, reach.given(moved))
    after = _answered(case, replace(item, problems=(*item.problems, problem)))
    event = Event(
        name=Happened.HELP_ASKED,
        parts=problem.items,
        facts={"problem": problem.number, "kind": problem.kind},
        reason=command.text,
    )
    lost = _lost(case, about) if command.kind is ProblemKind.LOST_OR_STOLEN else ()
    contacts = tuple(reach.kept(case, item, moved))
    return Decision(changes=(changed(item, after, event), *lost), contacts=contacts)


def give_help(case: Case, command: GiveHelp, item: Return) -> Decision:
    """IT has done something about it: the plan goes on, from its beginning where a kit has to be sent again."""
    problem = item.problem(command.problem)
    closed = replace(problem, remedy=command.remedy, closed_by=case.actor.person_id, closed_at=case.now)
    after = replace(item, problems=tuple(closed if one is problem else one for one in item.problems))
    is_lost = item.is_on_its_way and problem.kind is ProblemKind.BOX_LOST
    if item.outstanding() and (is_lost or command.remedy is Remedy.KIT_AGAIN) and item.state is not ReturnState.OPEN:
        after = replace(return_moved(after, Happened.HELP_GIVEN), carrier=None, tracking=None, shipped_at=None)
    event = Event(
        name=Happened.HELP_GIVEN,
        parts=problem.items,
        facts={"problem": problem.number, "remedy": command.remedy, "kind": problem.kind},
        reason=command.note,
    )
    return Decision(changes=(changed(item, after, event),))


def _answered(case: Case, item: Return) -> Return:
    """The return, with the person heard of when it is they who act."""
    return replace(item, answered_at=case.now) if case.actor.person_id == item.holder_id else item


def _devices(case: Case, items: Iterable[Item]) -> Iterator[Device]:
    return (case.device(item.device_id) for item in items)


def _lost(case: Case, items: Iterable[Item]) -> tuple[Change[Device], ...]:
    out = (device for device in _devices(case, items) if device.state in OUT - {DeviceState.LOST})
    return tuple(device_changed(device, Happened.DEVICE_LOST) for device in out)
