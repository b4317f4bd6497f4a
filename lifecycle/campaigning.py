"""An audit of many: whom it is about, a few people at a time, until all have answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from lifecycle.audit import Audit
from lifecycle.audit_commands import BeginCampaign, LookAtCampaign
from lifecycle.auditing import ask, ask_for_shelf
from lifecycle.campaign import CAMPAIGN_TRANSITIONS, Campaign, CampaignState, Scope
from lifecycle.case import Case, Decision
from lifecycle.change import Change, begun, changed
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Event, Happened
from lifecycle.subject import SubjectKind

LOOKS_APART = timedelta(minutes=1)
"""Between asking some and asking the next."""

CHECKS_APART = timedelta(hours=1)
"""How often it is seen whether all have answered."""


def begin(case: Case, command: BeginCampaign) -> Decision:
    """A new campaign; raises `Refused` on the field for what is unknown, and where there is nobody to ask."""
    scope = command.scope
    _check(case, scope)
    campaign = Campaign(
        id=case.look.new_id(SubjectKind.CAMPAIGN),
        state=CampaignState.ASKING,
        scope=scope,
        begun_by=case.actor.person_id,
        begun_at=case.now,
        channel=case.policy.it_channel,
    )
    return Decision(changes=(begun(campaign, Event(name=Happened.CAMPAIGN_BEGUN)),))


def look_again(case: Case, command: LookAtCampaign, campaign: Campaign) -> Decision:
    """Ask the next few; once all were asked and nothing is open, it is over."""
    if campaign.state is CampaignState.ASKING:
        return _ask_the_next(case, campaign)
    if case.look.open_audits(campaign.id):
        return Decision()
    return Decision(changes=(_moved(campaign, Happened.CAMPAIGN_CLOSED, replace(campaign, closed_at=case.now)),))


def planned(campaign: Campaign, now: datetime) -> datetime | None:
    """When a campaign goes on (UTC); None for one that is over."""
    waits = {CampaignState.ASKING: LOOKS_APART, CampaignState.WAITING: CHECKS_APART}
    return now + waits[campaign.state] if campaign.is_open else None


def _ask_the_next(case: Case, campaign: Campaign) -> Decision:
    limit = case.policy.audits.people_at_once
    if campaign.scope.location is not None:
        people: list[int] = []
        audits: list[Change[Audit]] = [*ask_for_shelf(case, campaign.scope.location, campaign.id)]
    else:
        people = [*case.look.holders(campaign.scope, after=campaign.reached, limit=limit)]
        audits = [*_asked(case, people, campaign)]
    after = replace(campaign, reached=people[-1] if people else campaign.reached, asked=campaign.asked + len(audits))
    event = Happened.CAMPAIGN_WENT_ON if len(people) == limit else Happened.CAMPAIGN_ASKED_ALL
    return Decision(changes=(_moved(campaign, event, after), *audits))


def _asked(case: Case, people: list[int], campaign: Campaign) -> Iterator[Change[Audit]]:
    for person_id in people:
        yield from ask(case, person_id, campaign.id)


def _moved(campaign: Campaign, event: Happened, after: Campaign) -> Change[Campaign]:
    target = CAMPAIGN_TRANSITIONS.target(event, campaign.state)
    if target is None:
        raise Stale(campaign.subject)
    facts = {"asked": after.asked - campaign.asked}
    return changed(campaign, replace(after, state=target), Event(name=event, facts=facts))


def _check(case: Case, scope: Scope) -> None:
    if scope.location is not None:
        if scope.location not in {location.id for location in case.policy.locations}:
            raise Refused(Reason.UNKNOWN_LOCATION, field="location")
        if scope != Scope(location=scope.location):
            raise Refused(Reason.SHELF_ALONE, field="location")
        if not case.look.in_stock_at(scope.location):
            raise Refused(Reason.NOBODY_TO_ASK, field="location")
    elif not case.look.holders(scope, after=0, limit=1):
        raise Refused(Reason.NOBODY_TO_ASK)
