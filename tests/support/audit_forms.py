"""Every form about audits, and what may be typed into it to what end."""

from collections.abc import Callable, Mapping

from lifecycle.audit import AuditAnswer, Whereabouts
from lifecycle.audits.commands import AnswerAudit, CallOffAudit, CountShelf, SettleAudit, StopCampaign
from lifecycle.campaign import Scope
from lifecycle.policy import Policy
from lifecycle.reads.facts import AuditFacts
from messages.forms.audits import answering, begin, settling
from messages.forms.audits.begin import Begun
from messages.ids import Callback, Opened, Target
from messages.payload import View
from messages.reader import Reader
from tests.support.audit_samples import CAMPAIGN, MISSING, an_audit
from tests.support.samples import POLICY

READER = Reader("en-US", "Europe/Berlin")
WHOLE = Opened(Target(an_audit(5)), "C1", "1.1")
OF_CAMPAIGN = Opened(Target(CAMPAIGN.campaign.subject), "C1", "1.1")
SECOND = Opened(Target(an_audit(5), 2), "C1", "1.1")


def built(facts: AuditFacts = MISSING, reader: Reader = READER, policy: Policy = POLICY) -> dict[Callback, View]:
    """Every form."""
    return {
        Callback.BEGIN_CAMPAIGN: begin.build(policy, reader, Opened()),
        Callback.NOT_WITH_ME: answering.not_with_me(facts, reader, SECOND),
        Callback.DAMAGED: answering.damaged(facts, reader, SECOND),
        Callback.SETTLE_AUDIT: settling.settle(facts, reader, SECOND),
        Callback.STOP_CAMPAIGN: settling.stop(CAMPAIGN, policy, reader, OF_CAMPAIGN),
        Callback.CALL_OFF_AUDIT: settling.call_off(facts, policy, reader, WHOLE),
        Callback.COUNT_SHELF: settling.count(facts, policy, reader, WHOLE),
    }


FORMS = built()

PARSERS: Mapping[Callback, Callable[[View], object]] = {
    Callback.BEGIN_CAMPAIGN: lambda view: begin.parse(view, READER),
    Callback.NOT_WITH_ME: lambda view: answering.parse_not_with_me(view, READER),
    Callback.DAMAGED: lambda view: answering.parse_damaged(view, READER),
    Callback.SETTLE_AUDIT: lambda view: settling.parse_settle(view, READER),
    Callback.CALL_OFF_AUDIT: lambda view: settling.parse_call_off(view, READER),
    Callback.STOP_CAMPAIGN: lambda view: settling.parse_stop(view, READER),
    Callback.COUNT_SHELF: lambda view: settling.parse_count(view, READER),
}

GOOD: Mapping[Callback, tuple[Mapping[str, object], object]] = {
    Callback.BEGIN_CAMPAIGN: (
        {"country": "DE", "device": "laptop", "manager_id": "U1"},
        Begun(Scope(country="DE", category="laptop"), "U1"),
    ),
    Callback.NOT_WITH_ME: (
        {"kind": "with_somebody", "note": "David has it."},
        AnswerAudit(
            audit_id=5,
            answer=AuditAnswer.NOT_WITH_ME,
            items=(2,),
            whereabouts=Whereabouts.WITH_SOMEBODY,
            note="David has it.",
        ),
    ),
    Callback.DAMAGED: (
        {"note": "One side is silent."},
        AnswerAudit(audit_id=5, answer=AuditAnswer.DAMAGED, items=(2,), note="One side is silent."),
    ),
    Callback.SETTLE_AUDIT: (
        {"reason": "Found in a drawer."},
        SettleAudit(audit_id=5, item=2, settlement="Found in a drawer."),
    ),
    Callback.CALL_OFF_AUDIT: ({"reason": "She is away."}, CallOffAudit(audit_id=5, reason="She is away.")),
    Callback.STOP_CAMPAIGN: ({"reason": "Too many."}, StopCampaign(campaign_id=3, reason="Too many.")),
    Callback.COUNT_SHELF: (
        {"numbers": " dd-1 \n\nSN 2", "all": ["all"]},
        CountShelf(audit_id=5, numbers=("dd-1", "SN 2"), is_all=True),
    ),
}

WRONG: list[tuple[Callback, Mapping[str, object], str]] = [
    (Callback.NOT_WITH_ME, {"kind": None}, "kind"),
    (Callback.NOT_WITH_ME, {"kind": "nowhere"}, "kind"),
    (Callback.NOT_WITH_ME, {"kind": "other", "note": " "}, "note"),
    (Callback.NOT_WITH_ME, {"note": "x" * 501}, "note"),
    (Callback.DAMAGED, {"note": " "}, "note"),
    (Callback.SETTLE_AUDIT, {"reason": ""}, "reason"),
    (Callback.CALL_OFF_AUDIT, {"reason": ""}, "reason"),
    (Callback.STOP_CAMPAIGN, {"reason": " "}, "reason"),
    (Callback.COUNT_SHELF, {"numbers": " ", "all": []}, "numbers"),
    (Callback.COUNT_SHELF, {"numbers": "x" * 3001}, "numbers"),
]
