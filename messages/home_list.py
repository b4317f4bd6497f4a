"""A page of a list on the Home: each thing with the buttons that fit the list, then the way on and back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from lifecycle.calendar import local_day
from lifecycle.policy import Policy
from lifecycle.reads.facts import AuditFacts, DeviceFacts, Facts, RequestFacts, ReturnFacts
from lifecycle.reads.worklist import MOST_DUE, PILES, Listing, Sheet
from lifecycle.refreshing.rules import REFRESH_RULES, is_offered
from lifecycle.request import LineState, Request
from lifecycle.rule import possible
from lifecycle.wipes.rules import next_steps
from messages.audits import card as audit_card
from messages.audits import steps as audit_steps
from messages.audits.items import AuditItemView
from messages.blocks import Button, buttons, context, header, home_tab, opening, section, turns
from messages.cards import steps, subject
from messages.cards.lines import LineView
from messages.devices.actions import DEVICE_STEPS
from messages.devices.words import held
from messages.ids import Target
from messages.labels import LISTINGS
from messages.payload import Block, View
from messages.places import Place
from messages.reader import Reader
from messages.report import refresh
from messages.returns import steps as return_steps
from messages.returns import terms
from messages.room import ROOMS
from messages.text import Mrkdwn
from messages.voice import Voice, voice

MOST_LINES = 3
"""How many lines of a request have their own buttons here; its card has them all."""

MOST_STEPS = 8


def build(sheet: Sheet, place: Place, policy: Policy, reader: Reader, now: datetime) -> View:
    """The Home as it shows a page of a list."""
    return home_tab(list(_Page(sheet, place, policy, voice(reader).within(ROOMS[1]), now).blocks()), place)


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: Sheet
    place: Place
    policy: Policy
    voice: Voice
    now: datetime

    def blocks(self) -> Iterator[Block]:
        yield header("list:header", self.voice.gettext(LISTINGS[self.sheet.listing]))
        most = MOST_DUE if self.sheet.listing is Listing.REFRESH_DUE else None
        yield context("list:total", self.voice.write("home/list", total=self.sheet.total, most=most))
        for one in self.sheet.facts:
            yield from self._thing(one)
        yield from turns("list:turns", list(self._turns()))

    def _turns(self) -> Iterator[tuple[str, Place]]:
        yield self.voice.gettext("Back to the overview"), Place()
        if self.place.after is not None:
            yield self.voice.gettext("From the beginning"), Place(self.sheet.listing)
        if self.sheet.following is not None:
            yield self.voice.gettext("More"), Place(self.sheet.listing, self.sheet.following)

    def _thing(self, facts: Facts) -> Iterator[Block]:
        match facts:
            case RequestFacts():
                yield from self._request(facts)
            case ReturnFacts():
                yield from self._return(facts)
            case DeviceFacts():
                yield from self._device(facts)
            case AuditFacts():
                yield from self._audit(facts)

    @property
    def _is_its(self) -> bool:
        return self.sheet.listing in PILES

    def _request(self, facts: RequestFacts) -> Iterator[Block]:
        request, name = facts.request, f"request:{facts.request.id}"
        state = subject.state(facts, self.policy, self.voice)
        needed_by = self.voice.write("card/needed_by_day", day=request.needed_by)
        head = self.voice.strong(subject.headline(facts, self.voice))
        yield section(name, Mrkdwn(f"{head}\n{state} {needed_by}"))
        if self._is_its:
            yield from buttons(f"{name}:steps", steps.deciding(request), self.voice)
            views = (LineView(line, facts, self.policy, self.voice, self.now) for line in request.open_lines())
            for view in [one for one in views if self._belongs(one)][:MOST_LINES]:
                yield from self._line(name, request, view)

    def _line(self, name: str, request: Request, view: LineView) -> Iterator[Block]:
        """A line, what IT should see to, and what can be done: of a late parcel, only what has become of it."""
        line = view.line
        is_under_way = self.sheet.listing is Listing.AT_RISK and line.state is LineState.SHIPPED and not line.problem
        told = [Mrkdwn(f"• {view.title()}: {view.for_it()}"), *view.flags()]
        if is_under_way:
            told.append(self.voice.write("flag/under_way"))
        yield section(f"{name}:{line.number}", Mrkdwn("\n".join(told)))
        row = steps.of_line(request, line)[:MOST_STEPS]
        if is_under_way and line.shipment is not None:
            row = steps.of_parcel(request, line.shipment)
        yield from buttons(f"{name}:{line.number}:steps", row, self.voice)

    def _belongs(self, view: LineView) -> bool:
        """Whether a list is about that line of a request that is on it."""
        if self.sheet.listing is Listing.AT_RISK:
            return view.arrival_too_late() is not None
        return view.line.state in STATES.get(self.sheet.listing, frozenset(LineState))

    def _return(self, facts: ReturnFacts) -> Iterator[Block]:
        name = f"return:{facts.case.id}"
        last_day = self.voice.weekday(facts.case.last_day)
        due = self.voice.gettext("Last day") if terms.is_leaving(facts.case) else self.voice.gettext("Due by")
        told = (self.voice.strong(terms.headline(facts, self.voice)), terms.progress(facts, self.voice))
        yield section(name, Mrkdwn("\n".join((*told, f"{due}: {last_day}"))))
        if self._is_its:
            yield from buttons(f"{name}:steps", return_steps.of_return(facts), self.voice, calm=True)

    def _audit(self, facts: AuditFacts) -> Iterator[Block]:
        name = f"audit:{facts.audit.id}"
        yield section(name, self.voice.strong(audit_card.headline(facts, self.policy, self.voice)))
        for item in facts.audit.tasks()[:MOST_LINES]:
            yield section(f"{name}:{item.number}", AuditItemView(item, facts, self.voice).line())
            yield from buttons(f"{name}:{item.number}:steps", audit_steps.of_task(facts.audit, item), self.voice)
        yield from buttons(f"{name}:steps", audit_steps.of_it(facts.audit), self.voice)

    def _device(self, facts: DeviceFacts) -> Iterator[Block]:
        device, name = facts.device, f"device:{facts.device.id}"
        holder = facts.people.get(device.holder_id) if device.holder_id else None
        words = self.voice.write(
            "home/device",
            name=f"{device.manufacturer} {device.model}",
            tag=subject.tag(device, self.voice),
            holder=None if self.sheet.listing is Listing.MY_DEVICES else holder,
        )
        told = held(words, device, self.voice) if not self._is_its else words
        if self.sheet.listing is Listing.REFRESH_DUE:
            told = self._due(facts)
        yield opening(name, told, replace(self.place, device=device.id), self.voice)
        yield from buttons(f"{name}:steps", self._ways(facts), self.voice, calm=not self._is_its)

    def _due(self, facts: DeviceFacts) -> Mrkdwn:
        """The device, and why it is due for replacement."""
        return refresh.line(facts.device, self.policy, self._day, self.voice)

    @property
    def _day(self) -> date:
        """The date at IT's desk."""
        return local_day(self.now, self.policy.working_hours.zone)

    def _ways(self, facts: DeviceFacts) -> list[Button]:
        """What can be done with a device on this list; its card has the rest."""
        if not self._is_its:
            return []
        if self.sheet.listing is Listing.REFRESH_DUE:
            due = (command for command, rule in REFRESH_RULES.items() if possible(rule, facts.device))
            offered = (one for one in due if is_offered(one, facts.device, self.policy, self._day))
            return [Button(DEVICE_STEPS[command], Target(facts.device.subject)) for command in offered]
        ways = next_steps(facts.device, facts.certificates)
        return [Button(return_steps.WIPE_STEPS[command], Target(about)) for command, about in ways][:MOST_STEPS]


STATES = {
    Listing.TO_APPROVE: frozenset[LineState](),
    Listing.TO_ORDER: frozenset({LineState.WAITING}),
    Listing.TO_SHIP: frozenset({LineState.WAITING, LineState.RECEIVED, LineState.READY}),
}
"""In which state a line is what a list is about; in any where nothing is said."""
