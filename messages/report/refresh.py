"""What is due for replacement, for IT: how much and why, the first of it, and what the next quarters cost."""

from collections.abc import Iterator

from lifecycle.notices import Notice
from lifecycle.policy import Policy
from lifecycle.refresh import MOST_COUNTED, RefreshFigures, RefreshReason, reasons
from messages.blocks import context, header, section
from messages.budget import fitted, spoken
from messages.labels import REFRESH_REASONS
from messages.payload import Message
from messages.reader import Reader
from messages.returns.terms import named_device, paragraphs
from messages.text import Mrkdwn, unescape
from messages.voice import Voice, voice


def message(figures: RefreshFigures, policy: Policy, reader: Reader) -> Message:
    """The report as a message."""
    return fitted(lambda room: _message(figures, policy, voice(reader).within(room)))


def sentences(figures: RefreshFigures, policy: Policy, reader: Reader) -> str:
    """The report in plain text, for a terminal."""
    return unescape("\n".join(_plain(figures, policy, voice(reader).plainly())))


def digest(notice: Notice, speaking: Voice) -> Message:
    """That so many devices are due this month, for IT's channel; where to see which."""

    def words(voice: Voice) -> Mrkdwn:
        counted = {reason: int(notice.facts.get(reason) or 0) for reason in RefreshReason}
        why = voice.listed(_counted(number, reason, voice) for reason, number in counted.items() if number)
        return voice.write("refresh/digest", number=_number(int(notice.facts["total"] or 0), voice), why=why)

    return fitted(lambda room: Message(words(speaking.plainly()), [section("told", words(speaking.within(room)))]))


def _message(figures: RefreshFigures, policy: Policy, speaking: Voice) -> Message:
    plain = speaking.plainly()
    blocks = [header("title", _title(figures, plain))]
    blocks += paragraphs("why", [Mrkdwn(f"• {line}") for line in _why(figures, speaking)] or [_nothing(speaking)])
    blocks += paragraphs("first", list(_first(figures, policy, speaking)), 5)
    blocks += paragraphs("forecast", list(_forecast(figures, speaking)))
    blocks.append(context("terms", speaking.write("refresh/terms")))
    return Message(spoken("\n".join(lines) for lines in _ways(figures, policy, plain)), blocks)


def _ways(figures: RefreshFigures, policy: Policy, plain: Voice) -> Iterator[list[Mrkdwn]]:
    yield list(_plain(figures, policy, plain))
    yield [_title(figures, plain), *_why(figures, plain)]


def _plain(figures: RefreshFigures, policy: Policy, plain: Voice) -> Iterator[Mrkdwn]:
    yield _title(figures, plain)
    yield from _why(figures, plain) if figures.total else iter([_nothing(plain)])
    yield from _first(figures, policy, plain)
    yield from _forecast(figures, plain)


def _title(figures: RefreshFigures, voice: Voice) -> Mrkdwn:
    return voice.write("refresh/title", number=_number(figures.total, voice), day=figures.day)


def _nothing(voice: Voice) -> Mrkdwn:
    return voice.write("refresh/nothing")


def _why(figures: RefreshFigures, voice: Voice) -> Iterator[Mrkdwn]:
    for reason in RefreshReason:
        if number := figures.by_reason.get(reason, 0):
            yield _counted(number, reason, voice)


def _counted(number: int, reason: RefreshReason, voice: Voice) -> Mrkdwn:
    return Mrkdwn(f"{_number(number, voice)} {voice.say(voice.gettext(REFRESH_REASONS[reason]))}")


def _first(figures: RefreshFigures, policy: Policy, voice: Voice) -> Iterator[Mrkdwn]:
    for one in figures.first:
        why = voice.listed(voice.gettext(REFRESH_REASONS[reason]) for reason in reasons(one, policy, figures.day))
        bought = one.purchased_on
        yield voice.write("refresh/device", device=named_device(one, one.id, voice), why=why, bought=bought)


def _forecast(figures: RefreshFigures, voice: Voice) -> Iterator[Mrkdwn]:
    if any(quarter.devices for quarter in figures.forecast):
        yield voice.write("refresh/forecast")
    for one in figures.forecast:
        if one.devices:
            year = str(one.year)
            yield voice.write("refresh/quarter", number=one.number, year=year, devices=one.devices, cost=one.cost)


def _number(number: int, voice: Voice) -> Mrkdwn:
    if number > MOST_COUNTED:
        return voice.say(voice.gettext("more than %(number)s") % {"number": MOST_COUNTED})
    return voice.say(number)
