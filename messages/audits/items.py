"""One device of an audit in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lifecycle.audit import AuditItem
from lifecycle.facts import AuditFacts
from messages.cards import subject
from messages.labels import WHEREABOUTS
from messages.payload import Block
from messages.returns.terms import more, named_device, paragraphs
from messages.text import Mrkdwn
from messages.voice import Voice

MOST_LISTED = 20
"""How many devices one message lists; the others are counted."""


AT_A_TIME = 5
"""How many lines one paragraph holds."""


@dataclass(frozen=True, slots=True)
class AuditItemView:
    """A device among the facts of its audit, as one reader sees it."""

    item: AuditItem
    facts: AuditFacts
    voice: Voice

    def named(self) -> Mrkdwn:
        """The device by name and tag, with the serial number that tells it from others of its kind."""
        device = self.facts.devices.get(self.item.device_id)
        name = named_device(device, self.item.device_id, self.voice)
        serial = device.serial if device and device.asset_tag else None
        return self.voice.write("return/device", device=name, serial=serial)

    def status(self) -> Mrkdwn:
        """What is known of it."""
        where = self.item.whereabouts
        return self.voice.write(
            f"audit_item/{self.item.answer or 'unanswered'}",
            item=self.item,
            where=self.voice.gettext(WHEREABOUTS[where]) if where else None,
            by=subject.person(self.facts, self.item.settled_by, self.voice),
        )

    def line(self) -> Mrkdwn:
        """The device and what is known of it."""
        return Mrkdwn(f"• {self.named()}: {self.status()}")


def listed(name: str, every: Sequence[Mrkdwn]) -> Iterator[Block]:
    """Such lines in paragraphs, a few in each: they say more than a name."""
    return paragraphs(name, every, AT_A_TIME)


def lines(facts: AuditFacts, items: Iterable[AuditItem], voice: Voice) -> list[Mrkdwn]:
    """Devices one a line, of many the first."""
    every = list(items)
    shown = [AuditItemView(item, facts, voice).line() for item in every[:MOST_LISTED]]
    return [*shown, *more(len(every) - MOST_LISTED, voice)]
