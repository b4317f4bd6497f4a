"""Which buttons an audit shows: those whose command the rules would take now, and no others."""

from collections.abc import Iterator, Mapping

from lifecycle.audit import Audit, AuditAnswer, AuditItem
from lifecycle.audits import commands as audit_commands
from lifecycle.campaign import Campaign
from lifecycle.rules import possible
from messages.blocks import Button
from messages.ids import Action, Target

ANSWERS: Mapping[AuditAnswer, Action] = {
    AuditAnswer.HAS_IT: Action.HAS_IT,
    AuditAnswer.NOT_WITH_ME: Action.NOT_WITH_ME,
    AuditAnswer.DAMAGED: Action.DAMAGED,
}
"""How one device is answered for, in the order in which the buttons stand."""


def of_device(audit: Audit, item: AuditItem) -> tuple[Button, ...]:
    """The answers of whoever is asked, for one device that nothing is known of yet.

    Among several the answer for all of them alone stands out.
    """
    if item.answer is not None or not possible(audit_commands.AnswerAudit, audit, item.number):
        return ()
    is_one_of_several = len(audit.unanswered()) > 1
    target = Target(audit.subject, item.number)
    return tuple(Button(action, target, calm=is_one_of_several) for action in ANSWERS.values())


def instead(audit: Audit, item: AuditItem) -> tuple[Button, ...]:
    """The other answers for a device that IT has to find out about: it may turn up, and a tap may miss."""
    if not item.is_task or not possible(audit_commands.AnswerAudit, audit, item.number):
        return ()
    target = Target(audit.subject, item.number)
    return tuple(Button(ANSWERS[one], target, calm=True) for one in ANSWERS if one is not item.answer)


def of_all(audit: Audit) -> tuple[Button, ...]:
    """One answer for several devices at once."""
    several = len(audit.unanswered()) > 1 and possible(audit_commands.AnswerAudit, audit)
    return (Button(Action.HAS_THEM_ALL, Target(audit.subject)),) if several else ()


def of_task(audit: Audit, item: AuditItem) -> tuple[Button, ...]:
    """What IT does about a device that is not simply there."""
    is_task = possible(audit_commands.SettleAudit, audit, item.number)
    return (Button(Action.SETTLE_AUDIT, Target(audit.subject, item.number)),) if is_task else ()


def of_it(audit: Audit) -> tuple[Button, ...]:
    """The buttons of IT's card as a whole."""
    return tuple(_of_it(audit))


def of_campaign(campaign: Campaign) -> tuple[Button, ...]:
    """The button of a campaign's card, as long as it is under way."""
    may_stop = possible(audit_commands.StopCampaign, campaign)
    return (Button(Action.STOP_CAMPAIGN, Target(campaign.subject)),) if may_stop else ()


def _of_it(audit: Audit) -> Iterator[Button]:
    is_shelf, is_asked = audit.location is not None, bool(audit.unanswered())
    if is_asked and not is_shelf and possible(audit_commands.AnswerAudit, audit):
        yield Button(Action.HAS_THEM_ALL, Target(audit.subject))
    if (is_asked or is_shelf) and possible(audit_commands.CountShelf, audit):
        yield Button(Action.COUNT_SHELF, Target(audit.subject), calm=not is_shelf)
    if is_asked and possible(audit_commands.CallOffAudit, audit):
        yield Button(Action.CALL_OFF_AUDIT, Target(audit.subject))
