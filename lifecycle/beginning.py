"""The commands that are about nothing yet: who may give them, and what follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lifecycle.audits import campaigning
from lifecycle.audits.commands import BeginCampaign
from lifecycle.case import Case, Decision
from lifecycle.devices import listing
from lifecycle.devices.listing import ImportDevices
from lifecycle.errors import Reason, Refused
from lifecycle.people import Role
from lifecycle.requests import submission, upkeep
from lifecycle.requests.commands import AddDevice, SubmitRequest
from lifecycle.returns import offboarding
from lifecycle.returns.commands import OpenReturn

Beginning = SubmitRequest | AddDevice | ImportDevices | OpenReturn | BeginCampaign


@dataclass(frozen=True, slots=True)
class Start:
    """What follows from a command, and who `may` give it."""

    decide: Callable[[Case, Any], Decision]
    may: Callable[[Case, Any], bool]


BEGINNINGS: Mapping[type[Beginning], Start] = {
    SubmitRequest: Start(submission.submit, lambda case, _: case.actor.person_id is not None),
    AddDevice: Start(upkeep.add_device, lambda case, _: Role.IT in case.actor.roles),
    BeginCampaign: Start(campaigning.begin, lambda case, _: Role.IT in case.actor.roles),
    ImportDevices: Start(listing.import_devices, lambda case, _: Role.IT in case.actor.roles),
    OpenReturn: Start(offboarding.open_return, offboarding.may_open),
}
"""Everybody asks, IT puts on record, and IT, the manager or the person themselves begin a return."""


def begin(case: Case, command: Beginning) -> Decision:
    """What follows; raises `Refused(NOT_ALLOWED)`."""
    start = BEGINNINGS[type(command)]
    if not start.may(case, command):
        raise Refused(Reason.NOT_ALLOWED)
    return start.decide(case, command)
