"""What people do whenever it is their turn, without a story: asked by the yearly audit, they answer the day after."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from lifecycle.audit import Audit, AuditAnswer
from lifecycle.audits.commands import AnswerAudit
from lifecycle.calendar import Calendar, working_moment
from lifecycle.desk import Desk
from lifecycle.errors import Refused
from lifecycle.ladder import hours_of
from lifecycle.people import Actor
from lifecycle.subject import SubjectKind

TAKES = timedelta(days=1, hours=12)
"""From the question, which is due when a day begins, to the answer."""

SOON = timedelta(days=14)
"""Nobody answers twice within that time."""

MOST = 100
"""How many open audits are looked at."""

_FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Habits:
    """Whoever is asked in the yearly round and has Slack has everything; what is said in a campaign is a story.

    Who speaks for themselves soon after (`spoken`: ids in Slack, with the moments) leaves their answer to that.
    Implements `bot.play.walker.Agenda`.
    """

    def __init__(self, desk: Desk, calendar: Calendar, spoken: Sequence[tuple[str, datetime]]) -> None:
        self._desk = desk
        self._calendar = calendar
        self._spoken = spoken
        self._done: set[int] = set()
        self._known: dict[tuple[int, int], Audit] = {}
        self._meant: list[tuple[datetime, Audit]] = []

    def next(self) -> datetime | None:
        """When somebody answers next (UTC)."""
        self._meant = list(self._answers())
        return min((at for at, _ in self._meant), default=None)

    def keep(self, moment: datetime) -> None:
        """Answer what was meant to be answered by now, each audit once; what has moved on meanwhile is let go."""
        come = [audit for at, audit in self._meant if at <= moment]
        self._meant.clear()
        for audit in come:
            self._done.add(audit.id)
            answer = AnswerAudit(audit_id=audit.id, answer=AuditAnswer.HAS_IT)
            actor = Actor(person_id=audit.holder_id)
            with suppress(Refused):
                self._desk.perform(answer, actor=actor, key=f"habit:{audit.subject}", now=moment)

    def _answers(self) -> Iterator[tuple[datetime, Audit]]:
        with self._desk.reading() as reads:
            for one in reads.due(SubjectKind.AUDIT, _FOREVER, MOST):
                audit = self._known.get((one.id, one.version)) or reads.item(one.subject)
                if not isinstance(audit, Audit):
                    continue
                self._known[one.id, one.version] = audit
                if not self._is_asked(audit):
                    continue
                holder = reads.person(audit.holder_id or 0)
                if holder is not None and holder.is_reachable:
                    hours = hours_of(holder, self._desk.policy)
                    at = working_moment(audit.opened_at + TAKES, hours, self._calendar)
                    if not self._speaks_soon(holder.slack_id, at):
                        yield at, audit

    def _speaks_soon(self, slack_id: str | None, at: datetime) -> bool:
        return any(who == slack_id and at - SOON < then < at + SOON for who, then in self._spoken)

    def _is_asked(self, audit: Audit) -> bool:
        return audit.campaign_id is None and bool(audit.unanswered()) and audit.id not in self._done
