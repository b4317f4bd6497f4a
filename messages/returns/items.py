"""One device of a return in words: for IT with all that is known, for the person with what matters to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lifecycle.calendar import local_day
from lifecycle.device import Device, DeviceState
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item, ItemOutcome
from lifecycle.sanitization import CertificateState
from messages.labels import CONDITIONS, METHODS
from messages.returns import terms
from messages.text import Mrkdwn
from messages.voice import Voice

IN_USE_AGAIN = "in_use"
"""The stage of a device that has had its next life begun."""

STAGES: Mapping[DeviceState, str] = {
    state: state.value
    for state in (
        DeviceState.RETURN_DUE,
        DeviceState.RETURNING,
        DeviceState.LOST,
        DeviceState.RETURNED,
        DeviceState.SANITIZED,
        DeviceState.IN_STOCK,
        DeviceState.SOLD,
        DeviceState.DONATED,
        DeviceState.RECYCLED,
        DeviceState.DESTROYED,
    )
}
"""The stage of a device that is out or back, each with its words in `messages/templates/return_item/`."""

OPEN_STAGE = DeviceState.RETURN_DUE.value


@dataclass(frozen=True, slots=True)
class ItemView:
    """A device among the facts of its return, as one reader sees it."""

    item: Item
    facts: ReturnFacts
    voice: Voice

    def for_it(self) -> Mrkdwn:
        """Which device it is and where it stands: its way back, its condition, its wipe, a hold."""
        return Mrkdwn(f"{self.title()}: {self.status()}")

    def title(self) -> Mrkdwn:
        """Its number, name and tag: "2. Ohm H2 (LT-00013)"."""
        return Mrkdwn(f"{self.item.number}. {terms.named(self.item, self.facts, self.voice)}")

    def status(self) -> Mrkdwn:
        """Where it stands, for IT."""
        device = self._device()
        certificates = self.facts.certificates.get(self.item.device_id, ())
        states = [one.state for one in certificates]
        method = METHODS[device.sanitized_by] if device and device.sanitized_by else None
        condition = self.item.condition
        gone = device.disposition if device else None
        return self.voice.write(
            f"return_item/{self.stage()}",
            item=self.item,
            held=bool(device and device.legal_hold),
            condition=self.voice.gettext(CONDITIONS[condition]) if condition else None,
            method=self.voice.gettext(method) if method else None,
            recorded=states.count(CertificateState.RECORDED),
            accepted=states.count(CertificateState.ACCEPTED),
            day=self._day(self.item.settled_at),
            whom=gone.recipient if gone else None,
            gone_on=self._day(gone.at if gone else None),
        )

    def for_person(self) -> Mrkdwn:
        """Which device it is by all that stands on it, and whether anything is still to be done."""
        label = terms.labelled(self.item, self.facts, self.voice)
        return self.voice.write(
            "leaver/device",
            device=label,
            outcome=self.item.outcome,
            lost=self.item.outcome is None and self.item not in self.facts.case.asked_for(),
            day=self._day(self.item.settled_at),
        )

    def stage(self) -> str:
        """The name of where it stands."""
        outcome = self.item.outcome
        if outcome is not None and outcome is not ItemOutcome.RECOVERED:
            return outcome.value
        device = self._device()
        if device is None:
            return OPEN_STAGE if outcome is None else DeviceState.RETURNED.value
        return STAGES.get(device.state, OPEN_STAGE if outcome is None else IN_USE_AGAIN)

    def _device(self) -> Device | None:
        return terms.device_of(self.item, self.facts)

    def _day(self, moment: datetime | None) -> date | None:
        return None if moment is None else local_day(moment, self.voice.reader.zone)
