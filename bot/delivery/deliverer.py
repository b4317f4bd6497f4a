"""From the outbox to people: claim, carry, settle.

One thread claims, `senders` threads carry. A notice is never lost: whatever happens to this process, the notice stays
in the outbox until it is settled, and whoever takes it over looks whether it was posted already.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.clock import Clock
from bot.delivery.bell import Bell
from bot.delivery.couriers import Carrier
from bot.delivery.outcomes import Failed, Later, Left, Outcome, Sent, Skipped, Unknown
from bot.delivery.refusals import MOST_ATTEMPTS, backoff
from bot.delivery.tally import Tally
from lifecycle.errors import Conflict
from lifecycle.notices import Kind, Notice, undelivered
from store.outbox.outbox import Dispatch, Outbox, Pace

T = TypeVar("T")

log = logging.getLogger(__name__)


SLACKS_PACE = Pace(per_target=timedelta(seconds=1), dms=50, window=timedelta(minutes=1))
"""About one message a second to a channel, and 50 to people a minute [slack.dev: rate limits]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How fast, and how patiently.

    Every call to Slack begins at most `freshness` after the claim and is over `http` later, so `lease` leaves half a
    minute in which a stalled process cannot collide with whoever takes over. A mail server takes longer over a letter:
    up to `letter`. `look` is how often the outbox is looked into when no bell rings: what other replicas put there.
    `patience` is how far ahead `deliver_due` waits for the pace.
    """

    http: timedelta = timedelta(seconds=10)
    freshness: timedelta = timedelta(seconds=15)
    lease: timedelta = timedelta(seconds=60)
    letter: timedelta = timedelta(seconds=25)
    look: timedelta = timedelta(seconds=5)
    patience: timedelta = timedelta(minutes=2)
    pace: Pace = SLACKS_PACE


TRIES = 5
"""How often an outcome is written down when rows change under it."""

SHORTEST_PAUSE = 0.05
"""Seconds between two looks of which the first found nothing, however often the bell rings: looking takes time too."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A notice that is ours as of `now` (UTC), which was `began` by the clock that never goes back."""

    dispatch: Dispatch
    now: datetime
    began: float

    def moment(self) -> datetime:
        """The present, as time went on since the claim."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)


class Delivery:
    """Delivers in the background between `start` and `stop`, or at once by `deliver_due`.

    Args:
        outbox: What waits.
        courier: Who takes it to people.
        bell: Rings after commits.
        clock: The desk's time.
        owner: This process's name on the claims; unique among all replicas.
        it_channel: Where a notice that cannot be delivered is reported.
        timing: Leases, timeouts, pace.
        senders: How many notices are on their way at the same time.
    """

    def __init__(
        self,
        outbox: Outbox,
        courier: Carrier,
        bell: Bell,
        clock: Clock,
        *,
        owner: str,
        it_channel: str,
        timing: Timing,
        senders: int = 4,
    ) -> None:
        self._outbox = outbox
        self._courier = courier
        self._bell = bell
        self._clock = clock
        self._owner = owner
        self._it_channel = it_channel
        self._timing = timing
        self._outcomes: Tally[str] = Tally()
        self._senders = senders
        self._free = threading.Semaphore(senders)
        self._pausing = threading.Lock()
        self._pool = ThreadPoolExecutor(senders, thread_name_prefix="sender")
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)
        self._stopping = threading.Event()

    @property
    def outcomes(self) -> Mapping[str, int]:
        """How attempts have ended since the start, by kind of outcome."""
        return self._outcomes.counts()

    @property
    def pace(self) -> Pace:
        """How fast it delivers."""
        return self._timing.pace

    def start(self) -> None:
        """Begin to deliver what there is and what comes."""
        self._thread.start()

    def stop(self) -> None:
        """Claim nothing more, and wait for what is on its way to be settled."""
        self._stopping.set()
        self._bell.ring()
        if self._thread.ident is not None:
            self._thread.join()
        self._pool.shutdown(wait=True)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Claim nothing in the background for a while, once all that is on its way is settled; one pause at a time.

        Whoever puts the clock forward does so meanwhile: it would end the leases of what is on its way.
        """
        with self._pausing:
            for _ in range(self._senders):
                self._free.acquire()
            try:
                yield
            finally:
                self._free.release(self._senders)

    def deliver_due(self, now: datetime) -> int:
        """Deliver what is due as of `now` (UTC), at the pace that Slack allows; returns how many were settled as sent.

        What a refusal puts off for longer than `patience` is left for another time.
        """
        began, sent = time.monotonic(), 0
        while True:
            moment = now + timedelta(seconds=time.monotonic() - began)
            heard = self._bell.rings
            claim = self._claim(moment)
            if claim:
                sent += self._send(claim)
                continue
            following = self._outbox.next_available(moment, pace=self._timing.pace)
            if following is None or following - moment > self._timing.patience:
                return sent
            self._bell.wait(heard, max((following - moment).total_seconds(), SHORTEST_PAUSE))

    def _run(self) -> None:
        while not self._stopping.is_set():
            heard = self._bell.rings
            pause = self._guarded(self._look, otherwise=self._timing.look.total_seconds())
            if pause:
                self._stopping.wait(SHORTEST_PAUSE)
                self._bell.wait(heard, pause - SHORTEST_PAUSE)

    def _look(self) -> float:
        """Hand one notice to a sender, if one may leave; returns the seconds to wait before the next look.

        Reading comes first: a claim that finds nothing would only keep those waiting who have something to write.
        """
        now = self._clock()
        following = self._outbox.next_available(now, pace=self._timing.pace)
        if following is not None and following <= now:
            return 0 if self._hand_over() else SHORTEST_PAUSE
        ahead = self._timing.look if following is None else min(following - now, self._timing.look)
        return max(ahead.total_seconds(), SHORTEST_PAUSE)

    def _hand_over(self) -> bool:
        """Claim for a sender that is free already: no part of the lease is spent on waiting for one."""
        self._free.acquire()
        handed_over = False
        try:
            claim = self._claim(self._clock())
            if claim:
                self._pool.submit(self._carry_in_background, claim)
                handed_over = True
            return handed_over
        finally:
            if not handed_over:
                self._free.release()

    def _claim(self, now: datetime) -> Claim | None:
        began = time.monotonic()
        try:
            dispatch = self._outbox.claim(self._owner, now, lease=self._timing.lease, pace=self._timing.pace)
        except Conflict:  # another replica was at the same row; the next look comes soon
            return None
        return Claim(dispatch, now, began) if dispatch else None

    def _carry_in_background(self, claim: Claim) -> None:
        try:
            self._guarded(lambda: self._send(claim), otherwise=False)
        finally:
            self._free.release()
            self._bell.ring()

    def _send(self, claim: Claim) -> bool:
        """Carry and settle; returns whether it is there now."""
        dispatch = claim.dispatch
        outcome = self._carried(claim)
        self._outcomes.add(type(outcome).__name__)
        if not self._settled(dispatch, outcome, claim.moment()):
            log.warning("notice %s was taken over by somebody else", dispatch.notice.key)
        return isinstance(outcome, Sent)

    def _carried(self, claim: Claim) -> Outcome:
        dispatch = claim.dispatch
        try:
            outcome = self._courier.carry(dispatch, claim.now, claim.began)
        except Exception as error:  # one notice must not keep the others from being told
            log.exception("notice %s met a fault of ours", dispatch.notice.key)
            outcome = Left(type(error).__name__)
        if isinstance(outcome, Left) and dispatch.attempts >= MOST_ATTEMPTS:
            return Unknown(outcome.error)
        return outcome

    def _settled(self, dispatch: Dispatch, outcome: Outcome, now: datetime) -> bool:
        for _ in range(TRIES - 1):
            with suppress(Conflict):
                return self._settle(dispatch, outcome, now)
        return self._settle(dispatch, outcome, now)

    def _settle(self, dispatch: Dispatch, outcome: Outcome, now: datetime) -> bool:
        outbox, owner = self._outbox, self._owner
        match outcome:
            case Sent(channel, ts):
                return outbox.sent(dispatch, owner, channel=channel, ts=ts, now=now)
            case Later(wait, error):
                log.info("notice %s waits %d s: %s", dispatch.notice.key, wait.total_seconds(), error)
                return outbox.later(dispatch, owner, until=now + wait, error=error, now=now)
            case Left(error):
                log.warning("notice %s has an unknown fate: %s", dispatch.notice.key, error)
                patience = max(self._timing.lease, backoff(dispatch.attempts))
                return outbox.leave(dispatch, owner, until=now + patience, error=error)
            case Failed(error, is_known):
                log.error("notice %s cannot be delivered: %s", dispatch.notice.key, error)
                report = None if is_known else self._report(dispatch.notice, error, now)
                return outbox.failed(dispatch, owner, error=error, now=now, report=report)
            case Skipped(why):
                return outbox.skipped(dispatch, owner, why=why, now=now)
            case Unknown(error):
                log.error("notice %s cannot be looked up: %s", dispatch.notice.key, error)
                report = self._report(dispatch.notice, error, now, for_sure=False)
                return outbox.unknown(dispatch, owner, error=error, now=now, report=report)

    def _report(self, lost: Notice, error: str, now: datetime, *, for_sure: bool = True) -> Notice | None:
        """What IT hears of a lost notice; a report that is lost itself is only logged."""
        if lost.kind is Kind.UNDELIVERED:
            return None
        return undelivered(lost, error, self._it_channel, now, for_sure=for_sure)

    def _guarded(self, work: Callable[[], T], *, otherwise: T) -> T:
        """Run `work`; a fault (the database is away) is logged, and delivery goes on after it."""
        try:
            return work()
        except Exception:
            log.exception("delivery met a fault")
            return otherwise
