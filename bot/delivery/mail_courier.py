"""Takes one notice to the private mail address of whoever gives devices back."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.headerregistry import Address

from bot.config.settings import Settings
from bot.config.smtp_url import recipient, sender
from bot.delivery.mail import Envelope, Mailer, envelope
from bot.delivery.outcomes import Failed, Later, NoMailbox, Outcome, Skipped, Unknown
from bot.delivery.refusals import backoff
from bot.links import Links
from lifecycle.errors import Refused
from lifecycle.notices import Notice
from lifecycle.overtaken import is_moot
from lifecycle.policy import Policy
from lifecycle.ports import Reads, Store
from lifecycle.reads.facts import ReturnFacts
from lifecycle.returns.commands import RecordRefusedMail
from lifecycle.returns.notices import step_of
from lifecycle.subject import Subject, SubjectKind
from messages.mail import Letter, letter
from messages.reader import Reader
from store.outbox.outbox import Dispatch

log = logging.getLogger(__name__)

Refuse = Callable[[RecordRefusedMail, str, datetime], bool]
"""Puts on record that an address takes no mail; False when that is not the address (any more).

Raises `Refused` when the desk is too busy.
"""

Write = Callable[[Notice, ReturnFacts, Policy, Reader, datetime, str | None], Letter]
"""Words a notice as a letter, with the link to the reader's page."""

MOST_UNSPEAKABLE = 2
"""Tries to word a notice that are worth another one."""


@dataclass(frozen=True, slots=True)
class Postbox:
    """How letters leave the house: from whom, through which server, and where their links lead."""

    sender: Address
    mailer: Mailer
    public_url: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter, and the address as it is on record."""

    envelope: Envelope
    email: str = field(repr=False)


def postbox(settings: Settings, *, step: timedelta, last: timedelta) -> Postbox | None:
    """The settings' way out, with the waits of `Mailer`; None when they have none."""
    server, mail_from, public_url = settings.smtp, settings.mail_from, settings.public_url
    if server is None or mail_from is None or public_url is None:
        return None
    address = sender(mail_from)
    return Postbox(address, Mailer(server, address.domain, step, last), public_url)


@dataclass(frozen=True, slots=True)
class MailCourier:
    """Carries notices to private mail addresses; without a `postbox` it says that there is none.

    A letter that may have left is never handed in again by itself, because nobody can look it up as one can in Slack.
    `freshness` is how long after the claim a letter may begin to leave; `ticks` counts seconds and never goes back.
    """

    store: Store
    policy: Policy
    links: Links
    postbox: Postbox | None
    freshness: timedelta
    refuse: Refuse
    write: Write = letter
    ticks: Callable[[], float] = time.monotonic

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        """Deliver what was claimed at `claimed` (by `ticks`); `now` (UTC) is what the words are reckoned from."""
        if dispatch.resumed:
            return Unknown("interrupted")
        if self.postbox is None:
            return Failed("no_smtp")
        try:
            with self.store.reading() as reads:
                found = self._enveloped(reads, dispatch.notice, self.postbox, now)
        except Exception as error:  # a fault of ours: the next version may know better, waiting for long does not help
            log.exception("notice %s cannot be worded", dispatch.notice.key)
            name, tries = type(error).__name__, dispatch.attempts
            return Failed(name) if tries > MOST_UNSPEAKABLE else Later(backoff(tries), name)
        if isinstance(found, Failed | Skipped):
            return found
        outcome = self.postbox.mailer.send(found.envelope, dispatch.attempts, lambda: self._is_late(claimed))
        return self._noted(dispatch, found.email, outcome, now) if isinstance(outcome, NoMailbox) else outcome

    def _noted(self, dispatch: Dispatch, email: str, outcome: NoMailbox, now: datetime) -> Outcome:
        """The refusal, on record with the return, where IT and the manager are told what to do about it."""
        notice = dispatch.notice
        command = RecordRefusedMail(
            return_id=_return_id(notice), email=email, error=outcome.error, step=step_of(notice)
        )
        try:
            is_noted = self.refuse(command, f"refused:{notice.key}:{dispatch.attempts}", now)
        except Refused:
            is_noted = False
        return replace(outcome, is_known=True) if is_noted else Later(backoff(dispatch.attempts), outcome.error)

    def _enveloped(self, reads: Reads, notice: Notice, postbox: Postbox, now: datetime) -> Addressed | Failed | Skipped:
        """The letter for the address that is on record at this moment, or why there is none."""
        subject = Subject(SubjectKind.RETURN, _return_id(notice))
        facts, contact = reads.facts(subject), reads.contact(subject)
        if not isinstance(facts, ReturnFacts):
            return Failed("not_found")
        if is_moot(notice, facts.case):
            return Skipped("no longer true")
        if contact and contact.email_refused:
            return Skipped("their address takes no mail")
        if contact is None or contact.email is None:
            return Failed("unreadable") if contact and contact.unreadable else Failed("no_email", is_known=True)
        try:
            to = recipient(contact.email)
        except ValueError:
            return Failed("bad_email")
        link = f"{postbox.public_url}/r/{self.links.issue(subject.id, now)}"
        words = self.write(notice, facts, self.policy, Reader.of(facts.holder), now, link)
        written = envelope(
            notice.key,
            now,
            sender=postbox.sender,
            recipient=to,
            subject=words.subject,
            text=words.text,
            html=words.html,
        )
        return Addressed(written, contact.email)

    def _is_late(self, claimed: float) -> bool:
        return self.ticks() - claimed > self.freshness.total_seconds()


def _return_id(notice: Notice) -> int:
    return int(notice.to.partition(":")[2])
