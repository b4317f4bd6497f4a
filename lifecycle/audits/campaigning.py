"""An audit of many: whom it is about, a few people at a time, until all have answered."""

from dataclasses import replace
from datetime import datetime, timedelta

from lifecycle.audit import Audit
from lifecycle.audits.asking import ask, ask_for_kept, ask_for_shelf
from lifecycle.audits.auditing import called_off
from lifecycle.audits.commands import BeginCampaign, LookAtCampaign, StopCampaign
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

LISTS_AT_ONCE = 10
"""How many audits of people who are not in Slack IT has before it at once: the next come as these are closed."""


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


def stop(case: Case, command: StopCampaign, campaign: Campaign) -> Decision:
    """Nobody else is asked; what was asked is called off from the next look on, some at a time."""
    return Decision(changes=(_moved(campaign, Happened.CAMPAIGN_STOPPED, campaign, command.reason),))


def look_again(case: Case, command: LookAtCampaign, campaign: Campaign) -> Decision:
    """Ask the next few; once all were asked and nothing is open, it is over."""
    if campaign.state is CampaignState.ASKING:
        return _ask_the_next(case, campaign)
    if campaign.state is CampaignState.STOPPING:
        return _call_off_the_next(case, campaign)
    if case.look.open_audits(campaign.id):
        return Decision()
    return Decision(changes=(_moved(campaign, Happened.CAMPAIGN_CLOSED, replace(campaign, closed_at=case.now)),))


def planned(campaign: Campaign, now: datetime) -> datetime | None:
    """When a campaign goes on (UTC); None for one that is over."""
    if not campaign.is_open:
        return None
    return now + (CHECKS_APART if campaign.state is CampaignState.WAITING else LOOKS_APART)


def _call_off_the_next(case: Case, campaign: Campaign) -> Decision:
    """The next audits; those in which IT has something to find out stay open, so that nothing reported is lost."""
    audits = case.look.audits_without_tasks(campaign.id, limit=case.policy.audits.people_at_once)
    if not audits:
        return Decision(changes=(_moved(campaign, Happened.CAMPAIGN_CLOSED, replace(campaign, closed_at=case.now)),))
    return Decision(
        changes=(_moved(campaign, Happened.CAMPAIGN_WENT_ON, campaign), *(called_off(case, one) for one in audits))
    )


def _ask_the_next(case: Case, campaign: Campaign) -> Decision:
    """The next people; once everybody in Slack was asked, those who are not come to IT, a few at a time."""
    scope, limit = campaign.scope, case.policy.audits.people_at_once
    if scope.location is not None:
        return _went_on(campaign, campaign, [*ask_for_shelf(case, scope.location, campaign.id)], is_all=True)
    people = case.look.holders(scope, after=campaign.reached, limit=limit)
    audits = [audit for one in people for audit in ask(case, one, campaign.id)]
    after = replace(campaign, reached=people[-1] if people else campaign.reached)
    if len(people) == limit:
        return _went_on(campaign, after, audits)
    room = LISTS_AT_ONCE - case.look.open_lists(campaign.id)
    names = case.look.keepers(scope, after=campaign.reached_keeper, limit=room) if room > 0 else ()
    audits += [audit for one in names for audit in ask_for_kept(case, one, campaign.id)]
    after = replace(after, reached_keeper=names[-1] if names else campaign.reached_keeper)
    return _went_on(campaign, after, audits, is_all=len(names) < room)


def _went_on(before: Campaign, after: Campaign, audits: list[Change[Audit]], *, is_all: bool = False) -> Decision:
    if not is_all and after == before:
        return Decision()
    event = Happened.CAMPAIGN_ASKED_ALL if is_all else Happened.CAMPAIGN_WENT_ON
    after = replace(after, asked=before.asked + len(audits))
    return Decision(changes=(_moved(before, event, after), *audits))


def _moved(campaign: Campaign, event: Happened, after: Campaign, reason: str | None = None) -> Change[Campaign]:
    target = CAMPAIGN_TRANSITIONS.target(event, campaign.state)
    if target is None:
        raise Stale(campaign.subject)
    facts = {"asked": after.asked - campaign.asked}
    return changed(campaign, replace(after, state=target), Event(name=event, facts=facts, reason=reason))


def _check(case: Case, scope: Scope) -> None:
    if scope.location is not None:
        if scope.location not in {location.id for location in case.policy.locations}:
            raise Refused(Reason.UNKNOWN_LOCATION, field="location")
        if scope != Scope(location=scope.location):
            raise Refused(Reason.SHELF_ALONE, field="location")
        if not case.look.in_stock_at(scope.location):
            raise Refused(Reason.NOBODY_TO_ASK, field="location")
    elif not (case.look.holders(scope, after=0, limit=1) or case.look.keepers(scope, after=None, limit=1)):
        raise Refused(Reason.NOBODY_TO_ASK)
