"""What can be done about audits: imperative, one dataclass each."""

from dataclasses import dataclass

from lifecycle.audit import AuditAnswer, Whereabouts
from lifecycle.campaign import Scope
from lifecycle.command import OnSubject
from lifecycle.subject import Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginCampaign:
    """IT has everybody in a scope asked, or goes through a shelf itself."""

    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAudit(OnSubject):
    """A command about one audit."""

    subject_kind = SubjectKind.AUDIT

    audit_id: int

    @property
    def subject(self) -> Subject:
        """The audit."""
        return Subject(self.subject_kind, self.audit_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAudit(OnAudit):
    """These items are there, are not, or are damaged; no items: all that nothing is known of yet."""

    answer: AuditAnswer
    items: tuple[int, ...] = ()
    whereabouts: Whereabouts | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountShelf(OnAudit):
    """IT read these serial numbers and asset tags off a shelf.

    With `is_all` what was not read is not there: each such device becomes a task.
    """

    numbers: tuple[str, ...]
    is_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleAudit(OnAudit):
    """IT has found out about one item, and says what it was."""

    item: int
    settlement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffAudit(OnAudit):
    """Nobody is asked any more; what is unanswered stays unknown. What IT has to find out about is settled first."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtAudit(OnAudit):
    """Say what is due about this audit (the scheduler's command)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCampaign(OnSubject):
    """A command about one campaign."""

    subject_kind = SubjectKind.CAMPAIGN

    campaign_id: int

    @property
    def subject(self) -> Subject:
        """The campaign."""
        return Subject(self.subject_kind, self.campaign_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCampaign(OnCampaign):
    """Nobody else is asked, and whoever was asked and has not answered is asked no more."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtCampaign(OnCampaign):
    """Ask the next few people of a campaign, call off the next few audits of one that is stopped, or close it.

    The scheduler's command.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtDevice(OnSubject):
    """Ask for a device whose turn it is (the scheduler's command)."""

    subject_kind = SubjectKind.DEVICE

    device_id: int

    @property
    def subject(self) -> Subject:
        """The device."""
        return Subject(self.subject_kind, self.device_id)
