"""Audits to show: one that is being asked, one with tasks, one of a shelf, a campaign; and the largest ones."""

from dataclasses import replace
from datetime import timedelta

from lifecycle.audit import Audit, AuditAnswer, AuditItem, AuditState, Whereabouts
from lifecycle.campaign import Campaign, CampaignState, Scope
from lifecycle.device import DeviceState
from lifecycle.reads.facts import AuditFacts, CampaignFacts
from lifecycle.subject import Subject, SubjectKind
from tests.support.longest import device as longest_device
from tests.support.longest import filled, people
from tests.support.return_samples import HEADSET, LAPTOP
from tests.support.samples import ANA, GRETA, KAREN, NOW

AUDIT = Audit(
    id=5,
    state=AuditState.OPEN,
    opened_at=NOW - timedelta(days=3),
    channel="C0IT",
    holder_id=GRETA.id,
    items=(AuditItem(number=1, device_id=LAPTOP.id), AuditItem(number=2, device_id=HEADSET.id)),
)
PEOPLE = {one.id: one for one in (GRETA, ANA, KAREN)}
DEVICES = {one.id: one for one in (LAPTOP, HEADSET)}

ASKED = AuditFacts(audit=AUDIT, people=PEOPLE, devices=DEVICES)
MISSING = replace(
    ASKED,
    audit=replace(
        AUDIT,
        is_with_it=True,
        items=(
            replace(AUDIT.items[0], answer=AuditAnswer.HAS_IT),
            replace(
                AUDIT.items[1],
                answer=AuditAnswer.NOT_WITH_ME,
                whereabouts=Whereabouts.LOST_OR_STOLEN,
                note="It was in my bag.",
            ),
        ),
    ),
)
SHELF = replace(ASKED, audit=replace(AUDIT, holder_id=None, location="berlin", is_with_it=True))
KEPT = replace(ASKED, audit=replace(AUDIT, holder_id=None, keeper="Kim Contractor", is_with_it=True))
CAMPAIGN = CampaignFacts(
    campaign=Campaign(
        id=3,
        state=CampaignState.WAITING,
        scope=Scope(country="DE", category="laptop", manager_id=KAREN.id),
        begun_by=ANA.id,
        begun_at=NOW,
        channel="C0IT",
        asked=40,
    ),
    people=PEOPLE,
    answers={AuditAnswer.HAS_IT: 30, AuditAnswer.NOT_WITH_ME: 1, None: 9},
    open_audits=10,
    tasks=(MISSING.audit,),
)

MOST_HELD = 60
"""More devices than anybody has."""


def an_audit(number: int) -> Subject:
    return Subject(SubjectKind.AUDIT, number)


def largest(filling: str) -> list[AuditFacts]:
    """Audits of a person with very many devices, with the longest names: unanswered, and all of them tasks."""
    devices = {number: longest_device(number, filling, DeviceState.IN_USE) for number in range(1, MOST_HELD + 1)}
    items = tuple(AuditItem(number=number, device_id=number) for number in devices)
    asked = AuditFacts(audit=replace(AUDIT, holder_id=2, items=items), people=people(filling), devices=devices)
    tasks = tuple(
        replace(
            item,
            answer=AuditAnswer.NOT_WITH_ME,
            whereabouts=Whereabouts.NEVER_HAD,
            note=filled(filling, 500),
            answered_by=2,
        )
        for item in items
    )
    settled = tuple(replace(item, settled_at=NOW, settled_by=3, settlement=filled(filling, 500)) for item in tasks)
    return [
        asked,
        replace(asked, audit=replace(asked.audit, items=tasks, is_with_it=True)),
        replace(asked, audit=replace(asked.audit, items=settled, is_with_it=True, state=AuditState.CLOSED)),
    ]


def largest_campaign(filling: str) -> CampaignFacts:
    """A campaign with the longest names and as many tasks as its card names."""
    audits = tuple(replace(largest(filling)[1].audit, id=10**15 + number) for number in range(10))
    scope = Scope(country="GS", category=filled(filling, 75), manager_id=4)
    campaign = replace(CAMPAIGN.campaign, scope=scope, begun_by=3, asked=10**6)
    return replace(CAMPAIGN, campaign=campaign, people=people(filling), tasks=audits, open_audits=10**6)
