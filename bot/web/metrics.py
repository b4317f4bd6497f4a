"""Figures for Prometheus: what waits, what was done, how old the last sweep is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.delivery.deliverer import Delivery
from bot.delivery.tally import Tally
from lifecycle.calendar import Calendar
from lifecycle.desk import Command, Desk, Outcome
from lifecycle.errors import Refused
from lifecycle.people import Actor
from lifecycle.policy import Policy
from lifecycle.ports import Store
from store.outbox.outbox import Outbox
from store.sweeps import Sweeps

CONTENT_TYPE = CONTENT_TYPE_LATEST

NOTHING_WAITS = {"pending": 0, "sending": 0}
"""So that an alert can tell no post from no figures."""


class CountingDesk(Desk):
    """A desk that counts what it is told to do, and how that ends: done, duplicate, or the reason of a refusal."""

    def __init__(self, store: Store, policy: Policy, calendar: Calendar) -> None:
        super().__init__(store, policy, calendar)
        self._performed: Tally[tuple[str, str]] = Tally()

    @property
    def performed(self) -> Mapping[tuple[str, str], int]:
        """How often, by command and end."""
        return self._performed.counts()

    def perform(self, command: Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        """Carry out a command, as `Desk` does."""
        end = "broken"
        try:
            outcome = super().perform(command, actor=actor, key=key, now=now)
            end = "duplicate" if outcome.duplicate else "done"
            return outcome
        except Refused as refusal:
            end = refusal.reason.value
            raise
        finally:
            self._performed.add((type(command).__name__, end))


@dataclass(frozen=True)
class DeskCollector(Collector):
    """Reads the figures when they are asked for; `sweeps_of` names the sweeps whose age is told."""

    desk: CountingDesk
    delivery: Delivery
    outbox: Outbox
    sweeps: Sweeps
    sweeps_of: tuple[str, ...]
    clock: Clock

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment."""
        waiting = GaugeMetricFamily("device_desk_outbox", "Notices that wait in the outbox.", labels=["state"])
        for state, count in {**NOTHING_WAITS, **self.outbox.waiting()}.items():
            waiting.add_metric([state], count)
        yield waiting
        performed = CounterMetricFamily("device_desk_commands", "Commands carried out.", labels=["command", "end"])
        for (command, end), count in self.desk.performed.items():
            performed.add_metric([command, end], count)
        yield performed
        delivered = CounterMetricFamily("device_desk_deliveries", "Attempts to deliver.", labels=["outcome"])
        for outcome, count in self.delivery.outcomes.items():
            delivered.add_metric([outcome.lower()], count)
        yield delivered
        with self.desk.reading() as reads:
            lost = len(reads.lost_cards())
        yield GaugeMetricFamily("device_desk_lost_cards", "Cards that Slack did not take.", value=lost)
        age = GaugeMetricFamily("device_desk_sweep_age_seconds", "Since a sweep last finished.", labels=["sweep"])
        for name in self.sweeps_of:
            finished = self.sweeps.last_finished(name)
            if finished:
                age.add_metric([name], (self.clock() - finished).total_seconds())
        yield age


def exposition(collector: Collector) -> bytes:
    """The figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(collector)
    return generate_latest(registry)
