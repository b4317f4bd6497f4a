"""Which buttons a return shows: those whose command the rules would take now, and no others."""

from collections.abc import Iterator, Mapping

from lifecycle.command import OnSubject
from lifecycle.device import HOLDABLE
from lifecycle.events import Happened
from lifecycle.policy import Rung
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item, Problem, Return
from lifecycle.returns import commands as return_commands
from lifecycle.rules import possible
from lifecycle.wipes import commands as wipe_commands
from lifecycle.wipes.rules import next_steps
from messages.blocks import Button
from messages.ids import Action, Target
from messages.returns import terms

IT_STEPS: Mapping[Action, type[OnSubject]] = {
    Action.KIT_SENT: return_commands.MarkKitSent,
    Action.RECEIVE: return_commands.ReceiveDevice,
    Action.REMIND_NOW: return_commands.RemindNow,
    Action.NOT_RECOVERED: return_commands.CannotRecover,
    Action.LEGAL_HOLD: return_commands.PlaceHold,
    Action.CHANGE_RETURN: return_commands.ChangeReturn,
    Action.CALL_OFF: return_commands.CallOffReturn,
}
"""The command behind each button of IT's card, in the order in which the buttons stand."""

LEAVER_STEPS: Mapping[Action, type[OnSubject]] = {
    Action.KIT_ARRIVED: return_commands.ConfirmKit,
    Action.SENT_BACK: return_commands.MarkSent,
    Action.NEED_HELP: return_commands.AskForHelp,
    Action.CHANGE_RETURN: return_commands.ChangeReturn,
}
"""The command behind each button of whoever gives devices back."""

MANAGER_STEPS: Mapping[str, Mapping[Action, type[OnSubject]]] = {
    Rung.CALL: {Action.TELL_IT: return_commands.AskForHelp, Action.CHANGE_RETURN: return_commands.ChangeReturn},
    Rung.NO_EMAIL: {Action.CHANGE_RETURN: return_commands.ChangeReturn},
    Happened.MAIL_REFUSED: {Action.CHANGE_RETURN: return_commands.ChangeReturn},
}
"""What a manager who is asked to help can do, by the step or the event that asks them."""

WIPE_STEPS: Mapping[type[OnSubject], Action] = {
    wipe_commands.RecordWipe: Action.RECORD_WIPE,
    wipe_commands.AcceptCertificate: Action.ACCEPT_CERTIFICATE,
    wipe_commands.RejectCertificate: Action.REJECT_CERTIFICATE,
    wipe_commands.BackToStock: Action.BACK_TO_STOCK,
    wipe_commands.Resell: Action.RESELL,
    wipe_commands.Donate: Action.DONATE,
    wipe_commands.Recycle: Action.RECYCLE,
    wipe_commands.DestroyDevice: Action.DESTROY,
}
"""The button of each command about a device that is back, or about a certificate."""

MOST_WIPE_STEPS = 8
"""How many buttons one device has at most."""


def of_return(facts: ReturnFacts) -> tuple[Button, ...]:
    """The buttons of IT's card as a whole."""
    row = _row(IT_STEPS, facts.case)
    return row if _may_be_held(facts) else tuple(one for one in row if one.action is not Action.LEGAL_HOLD)


def of_problem(case: Return, problem: Problem) -> tuple[Button, ...]:
    """The button that closes a problem."""
    is_open = possible(return_commands.GiveHelp, case, problem.number)
    return (Button(Action.GIVE_HELP, Target(case.subject, problem.number)),) if is_open else ()


def of_leaver(case: Return) -> tuple[Button, ...]:
    """The buttons of whoever gives the devices back."""
    return _row(LEAVER_STEPS, case)


def of_manager(name: str, case: Return) -> tuple[Button, ...]:
    """The buttons below what a manager is told, by the name of the step or the event."""
    return _row(MANAGER_STEPS.get(name, {}), case)


def of_item(item: Item, facts: ReturnFacts) -> tuple[Button, ...]:
    """What may be done next with a device that is back: its wipe, its certificates, its next life."""
    device = terms.device_of(item, facts)
    if device is None or device.return_id != facts.case.id:
        return ()
    steps = next_steps(device, facts.certificates.get(device.id, ()))
    return tuple(Button(WIPE_STEPS[command], Target(about)) for command, about in steps)[:MOST_WIPE_STEPS]


def all_of(facts: ReturnFacts) -> Iterator[Button]:
    """Every button of IT's card, the likeliest first."""
    for problem in facts.case.open_problems():
        yield from of_problem(facts.case, problem)
    for item in facts.case.items:
        yield from of_item(item, facts)
    yield from of_return(facts)


def _row(steps: Mapping[Action, type[OnSubject]], case: Return) -> tuple[Button, ...]:
    target = Target(case.subject)
    return tuple(Button(action, target) for action, command in steps.items() if possible(command, case))


def _may_be_held(facts: ReturnFacts) -> bool:
    """Whether any device can be put under legal hold, or has one that can be lifted."""
    items = ((item, device) for item in facts.case.items if (device := terms.device_of(item, facts)))
    return any(
        device.legal_hold or (device.state in HOLDABLE and possible(return_commands.PlaceHold, facts.case, item.number))
        for item, device in items
    )
