"""A notice about a return, made into a letter: for whoever gives devices back and is not in Slack any more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lifecycle.events import Happened
from lifecycle.notices import Notice
from lifecycle.policy import Policy, Rung
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Return
from messages import html
from messages.cards import subject
from messages.i18n import N_
from messages.reader import Reader
from messages.returns.told import Passage
from messages.text import Mrkdwn
from messages.voice import Voice, voice

REMINDER = N_("Please send back your devices (return #%(number)s)")
"""The subject of a letter that has none of its own."""

ABOUT = N_("About your devices (return #%(number)s)")
ON_ITS_WAY = N_("Your box is on its way to us (return #%(number)s)")

BEGINNINGS = frozenset({Happened.RETURN_OPENED, Happened.RETURN_HANDED_OVER})
"""What the first letter tells: its subject goes by how far the devices have come already."""

SUBJECTS: Mapping[str, str] = {
    Happened.RETURN_HANDED_OVER: N_("How to send back your devices (return #%(number)s)"),
    Happened.KIT_SENT: N_("A box is on its way to you (return #%(number)s)"),
    Happened.HELP_GIVEN: N_("About your message (return #%(number)s)"),
    Happened.DEVICES_RECEIVED: N_("Your receipt (return #%(number)s)"),
    Happened.NOT_RECOVERED: ABOUT,
    Happened.HOLD_PLACED: N_("Please keep your devices as they are (return #%(number)s)"),
    Happened.RETURN_CALLED_OFF: N_("You need not send anything (return #%(number)s)"),
    Rung.PARCEL_LATE: N_("Your box is still on its way (return #%(number)s)"),
    Rung.CALL: N_("May we call you? (return #%(number)s)"),
    Rung.FORMAL_NOTICE: N_("Formal notice: devices of the company (return #%(number)s)"),
}
"""The subjects of letters, by the event or the step that they tell."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: the same words as plain text and as HTML."""

    subject: str
    text: str
    html: str


def letter(
    notice: Notice, facts: ReturnFacts, policy: Policy, reader: Reader, now: datetime, link: str | None
) -> Letter:
    """The letter that tells a note or a step to whoever gives devices back; `link` is their page, where there is one.

    `policy` is not asked for anything yet: it stands here as it does for messages.
    """
    del policy
    speaking = voice(reader).plainly()
    words = _Letter(Passage(notice, facts, now), speaking, link if facts.case.is_open else None)
    title = speaking.gettext(_subject(words.passage.name, facts.case)) % {"number": facts.case.id}
    return Letter(title, words.text(), words.html(title))


def _subject(name: str, case: Return) -> str:
    if name in BEGINNINGS and case.is_on_its_way:
        return ON_ITS_WAY
    if name in BEGINNINGS and not case.asked_for():
        return ABOUT
    return SUBJECTS.get(name, REMINDER)


@dataclass(frozen=True, slots=True)
class _Letter:
    passage: Passage
    voice: Voice
    link: str | None

    def text(self) -> str:
        """As plain text, a blank line between paragraphs."""
        link = [self._said("mail/link"), self.link] if self.link else []
        paragraphs = [
            self._said("mail/greeting"),
            html.plain(self.passage.words(self.voice)),
            "\n".join(map(html.plain, self.passage.devices(self.voice))),
            *(html.plain(one) for one in self._after()),
            *link,
            self._said("mail/closing"),
            f"-- \n{self._said('mail/footer')}",
        ]
        return "\n\n".join(one for one in paragraphs if one) + "\n"

    def html(self, title: str) -> str:
        """As HTML without anything to load."""
        return html.render(
            "letter",
            self.voice,
            title=title,
            greeting=self._said("mail/greeting"),
            words=self.passage.words(self.voice),
            devices=[Mrkdwn(one.removeprefix("• ")) for one in self.passage.devices(self.voice)],
            after=list(self._after()),
            link=self.link,
            closing=self._said("mail/closing"),
            footer=self._said("mail/footer"),
        )

    def _after(self) -> Iterator[Mrkdwn]:
        if after := self.passage.after(self.voice):
            yield after
        label, reason = self.passage.reason() or (subject.REASON, None)
        if said := subject.spoken(label, reason, self.voice):
            yield said

    def _said(self, template: str) -> str:
        case = self.passage.facts.case
        words = self.voice.write(
            template, name=self.passage.facts.holder.name, number=case.id, is_open=case.is_open, linked=bool(self.link)
        )
        return html.plain(words)
