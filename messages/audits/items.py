"""One device of an audit in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lifecycle.audit import Audit, AuditItem
from lifecycle.people import Person
from lifecycle.reads.facts import AuditFacts, CampaignFacts
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

    def name_line(self) -> Mrkdwn:
        """The device alone."""
        return Mrkdwn(f"• {self.named()}")


def asked(facts: AuditFacts | CampaignFacts, audit: Audit, voice: Voice) -> Person | None:
    """Whose devices an audit asks for, by name where they are not in Slack; None for a shelf."""
    if audit.keeper is not None:
        return Person(id=0, name=audit.keeper)
    return None if audit.holder_id is None else subject.person(facts, audit.holder_id, voice)


def listed(name: str, every: Sequence[Mrkdwn]) -> Iterator[Block]:
    """Such lines in paragraphs, a few in each: they say more than a name."""
    return paragraphs(name, every, AT_A_TIME)


def lines(facts: AuditFacts, items: Iterable[AuditItem], voice: Voice) -> list[Mrkdwn]:
    """Devices one a line, of many the first; that nothing is known of them is said where of others something is."""
    every = list(items)
    is_known = any(item.answer for item in every)
    views = [AuditItemView(item, facts, voice) for item in every[:MOST_LISTED]]
    shown = [one.line() if is_known else one.name_line() for one in views]
    return [*shown, *more(len(every) - MOST_LISTED, voice)]
