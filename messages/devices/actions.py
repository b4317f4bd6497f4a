"""Which buttons a device has: those whose command the rules would take now from whoever looks at it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lifecycle.calendar import local_day
from lifecycle.command import OnSubject
from lifecycle.devices import commands as device_commands
from lifecycle.devices.rules import may_do
from lifecycle.people import Actor
from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from lifecycle.refreshing import commands as refresh_commands
from messages.blocks import Button
from messages.blocks import buttons as row_of
from messages.ids import Action, Target
from messages.payload import Block
from messages.returns.steps import WIPE_STEPS
from messages.voice import Voice

AT_A_TIME = 5
"""How many buttons stand in one row: more would not be taken in at a glance."""

DEVICE_STEPS: Mapping[type[OnSubject], Action] = {
    **WIPE_STEPS,
    device_commands.AssignDevice: Action.ASSIGN,
    device_commands.MoveDevice: Action.MOVE,
    device_commands.SendToRepair: Action.REPAIR,
    device_commands.BackFromRepair: Action.REPAIRED,
    device_commands.ReportLost: Action.REPORT_LOST,
    device_commands.MarkFound: Action.FOUND,
    device_commands.RetireDevice: Action.RETIRE,
    device_commands.CorrectDevice: Action.CORRECT,
    refresh_commands.ReplaceDevice: Action.REPLACE_DEVICE,
    refresh_commands.PutOffRefresh: Action.PUT_OFF_REFRESH,
    refresh_commands.AcknowledgeRefresh: Action.ACKNOWLEDGE_REFRESH,
    refresh_commands.ResumeRefresh: Action.RESUME_REFRESH,
}
"""The button of each command about a device or one of its certificates."""


def actions(facts: DeviceFacts, actor: Actor, policy: Policy, now: datetime) -> tuple[Button, ...]:
    """What somebody may do with a device at `now` (UTC), the likeliest first."""
    today = local_day(now, policy.working_hours.zone)
    return tuple(Button(DEVICE_STEPS[command], Target(about)) for command, about in may_do(facts, actor, policy, today))


def buttons(
    facts: DeviceFacts, actor: Actor, policy: Policy, voice: Voice, now: datetime, more: Sequence[Button] = ()
) -> list[Block]:
    """The same, and what is offered beside it, as rows of buttons which open forms; no row for who may do nothing."""
    every = (*actions(facts, actor, policy, now), *more)
    starts = range(0, len(every), AT_A_TIME)
    return [one for at in starts for one in row_of(f"device:steps:{at}", every[at : at + AT_A_TIME], voice)]
