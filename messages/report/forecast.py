"""The picture of what is to be replaced in the next quarters, and of what that costs."""

from collections.abc import Iterator

from lifecycle.refresh import Quarter, RefreshFigures
from messages.reader import Reader
from messages.report.parts import Picture
from messages.report.picture import Bar, Drawing, draw
from messages.text import Mrkdwn, clip, unescape
from messages.voice import Voice, voice

FILE = "refresh.png"
MOST_ALT = 1_000
"""Characters in a picture's description [slack.dev: files.getUploadURLExternal]."""


def picture(figures: RefreshFigures, reader: Reader) -> Picture:
    """A bar for each quarter, as long as it has devices; all of it in words for whoever does not see it."""
    speaking = voice(reader).plainly()
    title = unescape(speaking.write("refresh/picture"))
    drawing = Drawing(title=title, bars=list(_bars(figures, speaking)), below=[unescape(assumed(speaking))])
    shown = "\n".join(f"{bar.label}: {bar.words}" for bar in drawing.bars)
    return Picture(png=draw(drawing), name=FILE, title=title, alt=clip(f"{title}\n{shown}", MOST_ALT))


def assumed(voice: Voice) -> Mrkdwn:
    """By what it is reckoned."""
    return voice.write("refresh/assumed")


def cost(quarter: Quarter, voice: Voice) -> Mrkdwn:
    """What a quarter costs, currency by currency, and of how many devices nobody knows it."""
    return voice.listed(_amounts(quarter, voice))


def _amounts(quarter: Quarter, voice: Voice) -> Iterator[Mrkdwn]:
    yield from (voice.money(one) for one in quarter.cost)
    if quarter.unpriced:
        yield voice.write("refresh/unpriced", number=quarter.unpriced)


def _bars(figures: RefreshFigures, voice: Voice) -> Iterator[Bar]:
    most = max(one.devices for one in figures.forecast)
    for number, one in enumerate(figures.forecast):
        words = voice.write("refresh/bar", devices=one.devices, cost=cost(one, voice) if one.devices else None)
        label = voice.write("refresh/bar_of", number=one.number, year=str(one.year), overdue=number == 0)
        yield Bar(unescape(label), one.devices / most if most else 0.0, unescape(words))
