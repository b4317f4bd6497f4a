"""One line of a request in words: for IT with all that is known, for everybody else with what matters to them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lifecycle.calendar import local_day
from lifecycle.device import Device
from lifecycle.plan import outlook
from lifecycle.policy import Policy
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import REQUEST_ENDS, Line, LineState, RequestState, Shipment
from lifecycle.requests.sourcing import chosen, offers
from messages.cards.subject import tag
from messages.labels import PROBLEM_KINDS
from messages.text import Mrkdwn
from messages.voice import Voice


@dataclass(frozen=True, slots=True)
class LineView:
    """A line among its facts, as one reader sees it at one moment."""

    line: Line
    facts: RequestFacts
    policy: Policy
    voice: Voice
    now: datetime

    @property
    def today(self) -> date:
        """The date at IT's desk."""
        return local_day(self.now, self.policy.working_hours.zone)

    @property
    def shipment(self) -> Shipment | None:
        """The parcel that the line travels in."""
        return next((one for one in self.facts.request.shipments if one.number == self.line.shipment), None)

    def title(self) -> Mrkdwn:
        """Its number and name: "2. Headset"."""
        return Mrkdwn(f"{self.line.number}. {self.voice.say(self.line.name)}")

    def for_it(self) -> Mrkdwn:
        """Where it stands, with the device, the order and the parcel."""
        return self._written("it")

    def for_people(self) -> Mrkdwn:
        """Where it stands, in a few words."""
        return self._written("people")

    def flags(self) -> Iterator[Mrkdwn]:
        """What IT should see to: a problem, a late order, a date that will be missed."""
        if self.facts.request.state in REQUEST_ENDS:
            return
        if self.line.problem:
            yield self.voice.write("flag/problem", what=self.voice.gettext(PROBLEM_KINDS[self.line.problem]))
        if self._is_late():
            yield self.voice.write("flag/order_late", line=self.line)
        if arrival := self.arrival_too_late():
            yield self.voice.write("flag/at_risk", needed_by=self.facts.request.needed_by, arrival=arrival)

    def _is_late(self) -> bool:
        expected_on = self.line.expected_on
        return self.line.state is LineState.ORDERED and expected_on is not None and expected_on < self.today

    def arrival_too_late(self) -> date | None:
        """The day to reckon with, where that is too late; None where it is not, or where nothing is to come."""
        if self.line not in self.facts.request.open_lines():
            return None
        ahead = outlook(self.line, self.facts.request, self.policy)
        return ahead.arrival(self.today) if ahead.misses(self.facts.request.needed_by, self.today) else None

    def _written(self, audience: str) -> Mrkdwn:
        device = self.facts.devices.get(self.line.device_id or 0)
        return self.voice.write(
            f"line/{audience}/{self.line.state}",
            line=self.line,
            request=self.facts.request,
            approved=self.facts.request.state is RequestState.APPROVED,
            shipment=self.shipment,
            tag=tag(device, self.voice) if device else None,
            serial=device.serial if device and device.asset_tag else None,
            stock=self._stock() if self.line.state is LineState.WAITING else None,
        )

    def _stock(self) -> "Stock":
        free = left_for(self.line, self.facts, self.policy)
        country = self.facts.request.country
        device = chosen(self.line, country, free, self.policy)
        fitting = [one for one in offers(self.line, country, free, self.policy) if one.device]
        return Stock(
            number=sum(one.source is self.line.source for one in fitting),
            others=sum(one.source is not self.line.source for one in fitting),
            first=kept(device, self.policy, self.voice) if device else None,
            elsewhere=self._places(one.device for one in fitting if one.device and one.source is not self.line.source),
        )

    def _place(self, device: Device) -> Mrkdwn:
        """Where a device is kept; of a hub it is said that it is one."""
        where = place(device, self.policy, self.voice)
        is_away = device.country != self.facts.request.country
        return self.voice.write("device/hub", place=where) if is_away else where

    def _places(self, devices: Iterable[Device]) -> Mrkdwn:
        """Where these devices are: "2 in Madrid and 1 in Berlin (hub)"."""
        places = Counter(self._place(device) for device in devices)
        return self.voice.listed(
            self.voice.write("device/elsewhere", number=number, place=place) for place, number in places.items()
        )


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is for a line: `number` devices in its source, of which `first` would be taken.

    Not in its source are `others`, which are `elsewhere`.
    """

    number: int
    others: int
    first: Mrkdwn | None
    elsewhere: Mrkdwn


def left_for(line: Line, facts: RequestFacts, policy: Policy) -> list[Device]:
    """What is in stock for a line, without what the lines before it would take."""
    taken: set[int] = set()
    free: list[Device] = []
    for one in facts.request.lines[: facts.request.lines.index(line) + 1]:
        free = [device for device in facts.stock.get(one.number, ()) if device.id not in taken]
        device = chosen(one, facts.request.country, free, policy)
        if device:
            taken.add(device.id)
    return free


def place(device: Device, policy: Policy, voice: Voice) -> Mrkdwn:
    """Where a device is kept: the location's name, its id when the policy knows it no longer, else the country's."""
    if device.location is None:
        return voice.country(device.country)
    names = {location.id: location.name for location in policy.locations}
    return voice.say(names.get(device.location, device.location))


def kept(device: Device, policy: Policy, voice: Voice) -> Mrkdwn:
    """A device in stock, and where it is: "LT-00012, Berlin"."""
    return voice.write("device/kept", tag=tag(device, voice), place=place(device, policy, voice))
