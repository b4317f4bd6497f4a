"""The facts that the templates of stories, notes, steps and letters about a return may name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from lifecycle.calendar import local_day
from lifecycle.device import DeviceState
from lifecycle.ladder import reminders
from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Condition, Item, Kit, Problem, ProblemKind, Remedy
from lifecycle.sanitization import Certificate, WipeResult
from messages.cards import subject
from messages.i18n import N_
from messages.labels import CONDITIONS, HELP_KINDS, METHODS, REMEDIES, RESULTS
from messages.returns import terms
from messages.voice import Voice

L = TypeVar("L", bound=StrEnum)

BREACH_NOTIFIED_WITHIN = timedelta(hours=72)
"""How long after it was known of a personal data breach is notified to the authority [GDPR Art. 33(1)]."""

FORMAL_DEADLINE = timedelta(days=10)
"""How long a formal notice leaves."""

REACH: Mapping[str, str] = {
    "email": N_("private email"),
    "phone": N_("phone number"),
    "address": N_("pick-up address"),
}
"""What private data is called."""


@dataclass(frozen=True, slots=True)
class Words:
    """A notice about a return, among the facts as they stand at `now`."""

    notice: Notice
    facts: ReturnFacts
    now: datetime

    @property
    def deadline(self) -> date:
        """The day until which a formal notice waits."""
        return local_day(self.now + FORMAL_DEADLINE, self.facts.holder.zone)

    def facts_for(self, voice: Voice) -> Mapping[str, object]:
        """Everything by its name, in that voice."""
        return {**self._people(voice), **self._devices(voice), **self._changes(voice), **self._help(voice)}

    def _people(self, voice: Voice) -> Mapping[str, object]:
        case, notice = self.facts.case, self.notice
        return {
            "number": case.id,
            "case": case,
            "audience": terms.audience(notice, case),
            "actor": subject.person(self.facts, notice.actor_id, voice),
            "by_holder": notice.actor_id == case.holder_id,
            "holder": self.facts.holder,
            "manager": None if case.manager_id is None else subject.person(self.facts, case.manager_id, voice),
            "error": notice.facts.get("error"),
            "reminded": reminders(case) > 0,
            "again": sum(one.count for one in case.nudges if one.step == notice.facts.get("step")) > 1,
            "by_mail": notice.to.startswith("mail:"),
            "leaving": terms.is_leaving(case),
            "reach": self.facts.reach,
            "handed_over": case.handed_over_at is not None,
            "over": (local_day(self.now, self.facts.holder.zone) - case.last_day).days,
            "forgotten_on": terms.forgotten_on(self.facts),
            "deadline": self.deadline,
        }

    def _devices(self, voice: Voice) -> Mapping[str, object]:
        case = self.facts.case
        outstanding = terms.still_out(case, terms.audience(self.notice, case))
        items = self._items()
        prices = terms.value(outstanding, self.facts)
        return {
            "things": terms.things(items, self.facts, voice),
            "count": len(items),
            "out": terms.things(outstanding, self.facts, voice),
            "asked": terms.things(case.asked_for(), self.facts, voice),
            "left": len(outstanding),
            "back_on": self._settled_on(items, voice),
            "swap_goes_on": self.notice.facts.get("swap_goes_on"),
            "missing": len(case.outstanding()) - len(case.asked_for()),
            "value": voice.listed(voice.money(price) for price in prices) if prices else None,
            "kit": self._kit(),
            "tracking": self.notice.facts.get("tracking"),
            "carrier": case.carrier,
            "condition": self._label(CONDITIONS, Condition, "condition", voice),
            "outcome": self.notice.facts.get("outcome"),
            "exposed": self.notice.facts.get("exposed"),
            **self._wipe(voice),
        }

    def _wipe(self, voice: Voice) -> Mapping[str, object]:
        """The device that an event about its wipe or its next life names, and the certificate."""
        device_id = self.notice.facts.get("device_id")
        certificate = self._certificate(device_id)
        return {
            "device": terms.named_device(self.facts.devices.get(int(device_id)), int(device_id), voice)
            if device_id
            else None,
            "method": voice.gettext(METHODS[certificate.method]) if certificate else None,
            "technique": certificate.technique if certificate else None,
            "tool": f"{certificate.tool} {certificate.tool_version}" if certificate else None,
            "clean": self._is_clean(device_id),
            "passed": self.notice.facts.get("result") == WipeResult.PASS,
            "result": voice.gettext(RESULTS[certificate.result]) if certificate else None,
            "recipient": self.notice.facts.get("recipient"),
        }

    def _is_clean(self, device_id: str | int | None) -> bool:
        device = self.facts.devices.get(int(device_id or 0))
        return device is not None and device.state is DeviceState.SANITIZED

    def _changes(self, voice: Voice) -> Mapping[str, object]:
        given, manager = self.notice.facts, self.notice.facts.get("manager")
        last_day, reach = given.get("last_day"), str(given.get("reach") or "")
        gone = str(given.get("removed") or "").split(", ")
        named = [voice.gettext(REACH[one]) for one in reach.split(", ") if one in REACH and one not in gone]
        taken = [voice.gettext(REACH[one]) for one in gone if one in REACH]
        return {
            "last_day": date.fromisoformat(str(last_day)) if last_day else None,
            "added": given.get("added"),
            "decided": given.get("decided"),
            "new_manager": subject.person(self.facts, int(manager), voice) if manager else None,
            "reach_changed": voice.listed(named) if named else None,
            "reach_removed": voice.listed(taken) if taken else None,
        }

    def _help(self, voice: Voice) -> Mapping[str, object]:
        problem = self._problem()
        left = problem.reported_at + BREACH_NOTIFIED_WITHIN - self.now if problem else timedelta()
        return {
            "what": self._label(HELP_KINDS, ProblemKind, "kind", voice),
            "remedy": self._label(REMEDIES, Remedy, "remedy", voice),
            "lost": self.notice.facts.get("kind") == ProblemKind.LOST_OR_STOLEN,
            "hours_left": max(0, round(left / timedelta(hours=1))),
            "notified_by": problem.reported_at + BREACH_NOTIFIED_WITHIN if problem else self.now,
            "photos": len(problem.files) if problem else 0,
        }

    def _items(self) -> list[Item]:
        """What it is about: the items that it names, else those still out, else all of them."""
        case = self.facts.case
        named = [item for item in case.items if item.number in self.notice.parts]
        out = list(terms.still_out(case, terms.audience(self.notice, case)))
        is_step = self.notice.kind is Kind.RETURN_STEP
        return (out if is_step else named) or out or list(case.items)

    def _settled_on(self, items: list[Item], voice: Voice) -> date:
        moments = [item.settled_at for item in items if item.settled_at]
        return local_day(max(moments, default=self.notice.at), voice.reader.zone)

    def _kit(self) -> Kit | None:
        number = self.notice.facts.get("kit")
        return next((kit for kit in self.facts.case.kits if kit.number == number), self.facts.case.kit)

    def _problem(self) -> Problem | None:
        number = self.notice.facts.get("problem")
        return next((one for one in self.facts.case.problems if one.number == number), None)

    def _certificate(self, device_id: str | int | None) -> Certificate | None:
        number = self.notice.facts.get("certificate_id")
        return next((one for one in self.facts.certificates.get(int(device_id or 0), ()) if one.id == number), None)

    def _label(self, labels: Mapping[L, str], names: type[L], fact: str, voice: Voice) -> str | None:
        value = self.notice.facts.get(fact)
        return voice.gettext(labels[names(str(value))]) if value else None
