"""The figures about returns, for IT: in sentences, and what the picture shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent

from lifecycle.reads.figures import MISSING_AFTER, Figures, Share
from messages.blocks import context, header, section
from messages.budget import fitted
from messages.payload import Message
from messages.reader import Reader
from messages.report.parts import Picture, Report
from messages.report.picture import Bar, Drawing, draw
from messages.text import Mrkdwn, clip, unescape
from messages.voice import Voice, voice

FILE = "returns.png"
MOST_ALT = 1_000
"""Characters in a picture's description [slack.dev: files.getUploadURLExternal]."""


@dataclass(frozen=True, slots=True)
class Told:
    """The figures in somebody's voice."""

    figures: Figures
    voice: Voice

    def title(self) -> Mrkdwn:
        """What it is about, and when."""
        since, until = (moment.date() for moment in (self.figures.since, self.figures.until))
        return self.voice.write("report/title", since=since, until=until)

    def lines(self) -> Iterator[Mrkdwn]:
        """The figures, one a line; of one that cannot be told, why."""
        if self.figures.is_empty:
            yield self.voice.write("report/nothing")
            return
        yield self.voice.write("report/returns", closed=self.figures.closed, still_open=self.figures.open)
        yield from self._shares()
        yield from self.numbers()

    def numbers(self) -> Iterator[Mrkdwn]:
        """The figures that are no shares."""
        days, each = self.figures.median_days, self.figures.reminders
        yield self.voice.write(
            "report/days",
            late=days,
            days=None if days is None else self._number(abs(days)),
            count=1 if days in {1, -1} else 2,
        )
        yield self.voice.write("report/reminders", each=each and self._number(each))
        yield self._outside()

    def notes(self) -> Mrkdwn:
        """What the words mean."""
        return self.voice.write("report/terms", days=MISSING_AFTER)

    def bars(self) -> Sequence[Bar]:
        """The shares that the picture shows; what there is none of has an empty bar."""
        say, found = self.voice, self.figures
        shares = (
            (say.gettext("Kits sent before the last day"), found.kits_in_time),
            (say.gettext("Devices recovered"), found.recovered),
            (say.gettext("Recovered, kit sent before the last day"), found.recovered_with_kit),
            (say.gettext("Recovered, kit sent later or not at all"), found.recovered_without_kit),
        )
        none = say.say(say.gettext("none yet"))
        return [Bar(label, share.ratio, unescape(self.share(share) or none)) for label, share in shares]

    def share(self, share: Share) -> Mrkdwn | None:
        """A share in percent, and of how many; None of nothing."""
        if share.ratio is None:
            return None
        percent = self.voice.say(format_percent(share.ratio, locale=self.voice.locale))
        return self.voice.write("report/share", percent=percent, part=share.part, whole=share.whole)

    def _shares(self) -> Iterator[Mrkdwn]:
        found = self.figures
        yield self.voice.write("report/kits", share=self.share(found.kits_in_time))
        yield self.voice.write("report/recovered", share=self.share(found.recovered))
        yield self.voice.write("report/recovered_with_kit", share=self.share(found.recovered_with_kit))
        yield self.voice.write("report/recovered_without_kit", share=self.share(found.recovered_without_kit))

    def _outside(self) -> Mrkdwn:
        outside = self.figures.outside
        return self.voice.write(
            "report/outside",
            number=outside.devices,
            value=self.voice.listed(self.voice.money(one) for one in outside.value) if outside.value else None,
            unpriced=outside.unpriced,
        )

    def _number(self, number: float) -> Mrkdwn:
        return self.voice.say(format_decimal(round(number, 1), locale=self.voice.locale))


def report(figures: Figures, reader: Reader) -> Report:
    """The report for a reader."""
    return Report(
        message=message(figures, reader),
        draw=lambda: picture(figures, reader),
        without=voice(reader).write("report/no_picture"),
    )


def message(figures: Figures, reader: Reader) -> Message:
    """The figures as a message."""
    return fitted(lambda room: _message(Told(figures, voice(reader).within(room))))


def sentences(figures: Figures, reader: Reader) -> str:
    """The figures in plain text, for a terminal."""
    return unescape("\n".join(_plain(Told(figures, voice(reader).plainly()))))


def picture(figures: Figures, reader: Reader) -> Picture:
    """The figures as a picture, with all of it in words for whoever does not see it."""
    told = Told(figures, voice(reader).plainly())
    title = unescape(told.title())
    drawing = Drawing(title=title, bars=told.bars(), below=[unescape(line) for line in told.numbers()])
    return Picture(png=draw(drawing), name=FILE, title=title, alt=_alt_text(told, drawing))


def _message(told: Told) -> Message:
    lines = Mrkdwn("\n".join(f"• {line}" for line in told.lines()))
    plain = Told(told.figures, told.voice.plainly())
    blocks = [header("title", plain.title()), section("figures", lines), context("terms", told.notes())]
    return Message("\n".join(_plain(plain)), blocks)


def _plain(told: Told) -> Iterator[Mrkdwn]:
    yield told.title()
    yield from told.lines()
    yield told.notes()


def _alt_text(told: Told, drawing: Drawing) -> str:
    """What the picture shows, in sentences."""
    pattern = told.voice.gettext("%(label)s: %(share)s.")
    bars = (pattern % {"label": bar.label, "share": bar.words} for bar in drawing.bars)
    return clip("\n".join((drawing.title, *bars, *drawing.below)), MOST_ALT)
