"""What may be done with audits, by whom, and what follows: one table, which desk, buttons and forms go by."""

from collections.abc import Callable, Iterable

from lifecycle.audit import Audit, AuditAnswer, AuditItem, AuditState
from lifecycle.audits import asking as audit_asking
from lifecycle.audits import auditing, campaigning
from lifecycle.audits import commands as audit_commands
from lifecycle.campaign import UNDER_WAY, CampaignState
from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.people import Actor
from lifecycle.permissions import it
from lifecycle.rule import Known, Pick, Rule, Rules

OPEN = frozenset({AuditState.OPEN})
SETTLING = frozenset({Happened.AUDIT_ANSWERED, Happened.AUDIT_SETTLED, Happened.AUDIT_CALLED_OFF})


def it_or_holder(actor: Actor, audit: Audit, known: Known) -> bool:
    """IT, or who is asked."""
    return it(actor, audit, known) or (actor.person_id is not None and actor.person_id == audit.holder_id)


def _items(fits: Callable[[AuditItem], bool]) -> Pick[Audit]:
    def among(audit: Audit, number: int | None) -> Iterable[AuditItem]:
        return audit.items if number is None else (audit.item(number),)

    return Pick(among, fits)


def _may_be_answered(item: AuditItem) -> bool:
    """Whoever has answered may think again, until IT has found out."""
    return item.answer is not AuditAnswer.GONE and item.settled_at is None


AUDIT_RULES: Rules = {
    audit_commands.AnswerAudit: Rule(
        decide=auditing.answer,
        may=it_or_holder,
        states=OPEN,
        parts=_items(_may_be_answered),
        names=lambda command: command.items or (None,),
        settled_by=SETTLING,
    ),
    audit_commands.CountShelf: Rule(decide=auditing.count_shelf, may=it, states=OPEN),
    audit_commands.SettleAudit: Rule(
        decide=auditing.settle,
        may=it,
        states=OPEN,
        parts=_items(lambda item: item.is_task),
        names=lambda command: (command.item,),
        settled_by=SETTLING,
    ),
    audit_commands.CallOffAudit: Rule(
        decide=auditing.call_off, may=it, states=OPEN, when=lambda audit: not audit.tasks(), settled_by=SETTLING
    ),
    audit_commands.LookAtAudit: Rule(decide=auditing.look_again, may=it, states=OPEN),
    audit_commands.StopCampaign: Rule(
        decide=campaigning.stop, may=it, states=UNDER_WAY, settled_by=frozenset({Happened.CAMPAIGN_STOPPED})
    ),
    audit_commands.LookAtCampaign: Rule(
        decide=campaigning.look_again, may=it, states=frozenset(CampaignState) - {CampaignState.CLOSED}
    ),
    audit_commands.LookAtDevice: Rule(decide=audit_asking.look_at_device, may=it, states=frozenset(DeviceState)),
}
