"""How whoever gives devices back is written to: Slack has ended for them, or is there again, or takes no mail."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lifecycle import ladder
from lifecycle.case import Case, Decision
from lifecycle.change import Change, changed, device_changed
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Stale
from lifecycle.events import Event, Happened
from lifecycle.retrieval import Item, ItemOutcome, Return, ReturnCause
from lifecycle.returns.commands import HandBack, HandOver, RecordRefusedMail

MOST_ITEMS = 60
"""Devices of one return: nobody's desk holds more."""


def hand_over(case: Case, command: HandOver, item: Return) -> Decision:
    """Slack has ended for the person: what has to be said goes to their private mail from now on.

    Raises `Stale` where that was done already.
    """
    if item.handed_over_at is not None:
        raise Stale(item.subject)
    reachable = "email" in case.look.reach_of(item.subject)
    after = replace(item, handed_over_at=case.now)
    if item.cause is ReturnCause.SWAP:
        after = replace(after, cause=ReturnCause.DEACTIVATED, swapped=len(item.items))
    after, taken_in = with_the_rest(case, after)
    event = Event(name=Happened.RETURN_HANDED_OVER, facts={"reachable": int(reachable)})
    return Decision(changes=(changed(item, after, event), *taken_in))


def hand_back(case: Case, command: HandBack, item: Return) -> Decision:
    """Slack is there again for the person: what has to be said is said there.

    Where nothing but the end of the account asked for the devices, nothing is said until IT has decided.
    """
    after = replace(item, handed_over_at=None)
    return Decision(changes=(changed(item, after, Event(name=Happened.RETURN_HANDED_BACK)),))


def record_refused_mail(case: Case, command: RecordRefusedMail, item: Return) -> Decision:
    """The private address takes no mail: nobody is written to there again, and what was in that letter was not said."""
    contact = case.look.contact(item.subject)
    if contact is None or contact.email != command.email or contact.email_refused:
        return Decision()
    after = ladder.unsaid(item, command.step) if command.step else item
    event = Event(name=Happened.MAIL_REFUSED, facts={"error": command.error, "step": command.step})
    return Decision(changes=(changed(item, after, event),), contacts=(replace(contact, email_refused=True),))


def with_the_rest(case: Case, item: Return) -> tuple[Return, tuple[Change[Device], ...]]:
    """The return with everything else that the person holds by now; a swap is about what was chosen alone."""
    return _with_more(item, case.look.held_by(item.holder_id))


def taken_in(case: Case, arrived: Iterable[Device]) -> Iterable[Change[Device] | Change[Return]]:
    """What has just arrived for somebody who is leaving comes back with the rest."""
    by_holder: dict[int, list[Device]] = {}
    for one in arrived:
        by_holder.setdefault(one.holder_id or 0, []).append(one)
    for holder_id, devices in by_holder.items():
        item = case.look.open_return_of(holder_id)
        after, moved = _with_more(item, devices) if item else (None, ())
        if item and after and moved:
            parts = tuple(one.number for one in after.items[len(item.items) :])
            yield from moved
            yield changed(item, after, Event(name=Happened.RETURN_CHANGED, parts=parts, facts={"added": len(moved)}))


def joined(swap: Return, device: Device, last_day: date) -> Iterable[Change[Device] | Change[Return]]:
    """One more device that is given back for another one: the swap is over by the later of the days."""
    more, moved = _grown(swap, [device])
    after = replace(more, last_day=max(swap.last_day, last_day))
    if moved:
        yield from moved
        parts = (after.items[-1].number,)
        yield changed(swap, after, Event(name=Happened.RETURN_CHANGED, parts=parts, facts={"added": len(moved)}))


def _with_more(item: Return, held: Iterable[Device]) -> tuple[Return, tuple[Change[Device], ...]]:
    return (item, ()) if item.cause is ReturnCause.SWAP else _grown(item, held)


def _grown(item: Return, held: Iterable[Device]) -> tuple[Return, tuple[Change[Device], ...]]:
    known = {one.device_id for one in item.items if one.outcome is not ItemOutcome.KEPT}
    in_use = (one for one in held if one.state is DeviceState.IN_USE)
    new = [one for one in in_use if one.id not in known][: MOST_ITEMS - len(item.items)]
    items = tuple(Item(number=number, device_id=one.id) for number, one in enumerate(new, start=len(item.items) + 1))
    due = (device_changed(one, Happened.DEVICE_RETURN_DUE, replace(one, return_id=item.id)) for one in new)
    return replace(item, items=(*item.items, *items)), tuple(due)
