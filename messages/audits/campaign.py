"""IT's card of a campaign: whom it asks, how far it has come, what came of it."""

from collections.abc import Iterator

from lifecycle.audit import AuditAnswer
from lifecycle.campaign import Scope
from lifecycle.policy import Policy
from lifecycle.reads.facts import CampaignFacts
from messages.audits import steps
from messages.audits.items import asked
from messages.blocks import buttons, fields, section
from messages.budget import fitted
from messages.cards import subject
from messages.payload import Block, Message
from messages.text import Mrkdwn
from messages.voice import Voice


def card(facts: CampaignFacts, policy: Policy, voice: Voice) -> Message:
    """The card as the campaign stands."""
    return fitted(lambda room: _message(facts, policy, voice.within(room)))


def _message(facts: CampaignFacts, policy: Policy, voice: Voice) -> Message:
    plain = voice.plainly()
    results = (Mrkdwn(f"{label}: {value}") for label, value in _results(facts, plain))
    words = [headline(facts, policy, plain), _progress(facts, plain), *results, *_tasks(facts, plain)]
    text = subject.sentences(*words, subject.next_steps(steps.of_campaign(facts.campaign), plain))
    return Message(text=text, blocks=list(_blocks(facts, policy, voice)))


def _blocks(facts: CampaignFacts, policy: Policy, voice: Voice) -> Iterator[Block]:
    yield section("headline", voice.strong(headline(facts, policy, voice)))
    yield section("progress", _progress(facts, voice))
    yield fields("results", list(_results(facts, voice)))
    if tasks := list(_tasks(facts, voice)):
        yield section("tasks", Mrkdwn("\n".join(tasks)))
    yield from buttons("steps", steps.of_campaign(facts.campaign), voice)


def headline(facts: CampaignFacts, policy: Policy, voice: Voice) -> Mrkdwn:
    """Which campaign it is, whom it asks, and who has begun it."""
    by = subject.person(facts, facts.campaign.begun_by, voice)
    about = voice.listed(_about(facts, policy, voice))
    return voice.write("campaign/headline", number=facts.campaign.id, about=about, by=by)


def _about(facts: CampaignFacts, policy: Policy, voice: Voice) -> Iterator[Mrkdwn]:
    """Whom it asks, in the words of its scope."""
    scope = facts.campaign.scope
    if scope == Scope():
        yield voice.write("campaign/everybody")
    if scope.category is not None:
        names = {one.id: one.name for one in policy.categories}
        yield voice.say(names.get(scope.category, scope.category))
    if scope.country is not None:
        yield voice.country(scope.country)
    if scope.manager_id is not None:
        yield voice.write("campaign/team", manager=subject.person(facts, scope.manager_id, voice))
    if scope.location is not None:
        places = {location.id: location.name for location in policy.locations}
        yield voice.write("campaign/shelf", place=places.get(scope.location, scope.location))


def _progress(facts: CampaignFacts, voice: Voice) -> Mrkdwn:
    campaign = facts.campaign
    is_shelf = campaign.scope.location is not None
    return voice.write(
        f"campaign/{campaign.state}",
        asked=campaign.asked,
        open_audits=facts.open_audits,
        is_shelf=is_shelf,
        unanswered=facts.answers.get(None, 0),
    )


def _results(facts: CampaignFacts, voice: Voice) -> Iterator[tuple[str, Mrkdwn]]:
    labels = {
        AuditAnswer.HAS_IT: voice.gettext("There"),
        AuditAnswer.NOT_WITH_ME: voice.gettext("Not there"),
        AuditAnswer.DAMAGED: voice.gettext("Damaged"),
        AuditAnswer.GONE: voice.gettext("Gone before the answer"),
        None: voice.gettext("Not answered"),
    }
    for answer, label in labels.items():
        yield label, voice.say(facts.answers.get(answer, 0))


def _tasks(facts: CampaignFacts, voice: Voice) -> Iterator[Mrkdwn]:
    for audit in facts.tasks:
        holder = asked(facts, audit, voice)
        yield voice.write("campaign/task", number=audit.id, holder=holder, tasks=len(audit.tasks()))
