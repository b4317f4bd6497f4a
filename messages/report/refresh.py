"""What is due for replacement, for IT: how much and why, the first of it, and what the next quarters cost."""

from collections.abc import Iterator, Mapping
from datetime import date

from lifecycle.device import Device
from lifecycle.flag import RefreshReason
from lifecycle.notices import Notice
from lifecycle.policy import Policy
from lifecycle.refresh import RefreshFigures, due_since, reasons
from messages.blocks import context, header, section
from messages.budget import fitted, spoken
from messages.labels import REFRESH_REASONS
from messages.payload import Block, Message
from messages.reader import Reader
from messages.report import forecast
from messages.report.parts import Report
from messages.returns.terms import named_device, paragraphs
from messages.text import Mrkdwn, unescape
from messages.voice import Voice, voice

AT_A_TIME = 5
"""How many devices stand in one paragraph."""


def report(figures: RefreshFigures, policy: Policy, reader: Reader) -> Report:
    """The report for a reader."""
    return Report(
        message=message(figures, policy, reader),
        draw=lambda: forecast.picture(figures, reader),
        without=voice(reader).write("report/no_picture"),
    )


def message(figures: RefreshFigures, policy: Policy, reader: Reader) -> Message:
    """The report as a message."""
    return fitted(lambda room: _message(figures, policy, voice(reader).within(room)))


def sentences(figures: RefreshFigures, policy: Policy, reader: Reader) -> str:
    """The report in plain text, for a terminal."""
    return unescape("\n".join(_plain(figures, policy, voice(reader).plainly())))


def line(device: Device, policy: Policy, day: date, voice: Voice) -> Mrkdwn:
    """A device in a list, since when it is due, and why."""
    why = voice.listed(voice.gettext(REFRESH_REASONS[one]) for one in reasons(device, policy, day))
    since = due_since(device, policy, day)
    return voice.write("refresh/device", device=named_device(device, device.id, voice), why=why, since=since)


def digest(notice: Notice, speaking: Voice) -> Message:
    """That so many devices are due this month, for IT's channel; where to see which."""

    def words(voice: Voice) -> Mrkdwn:
        counted = {reason: int(notice.facts.get(reason) or 0) for reason in RefreshReason}
        why = voice.listed(_counted(counted, voice))
        return voice.write("refresh/digest", number=int(notice.facts["total"] or 0), why=why)

    return fitted(lambda room: Message(words(speaking.plainly()), [section("told", words(speaking.within(room)))]))


def _message(figures: RefreshFigures, policy: Policy, speaking: Voice) -> Message:
    plain = speaking.plainly()
    return Message(
        spoken("\n".join(lines) for lines in _ways(figures, policy, plain)),
        [header("title", _title(figures, plain)), *_blocks(figures, policy, speaking)],
    )


def _blocks(figures: RefreshFigures, policy: Policy, voice: Voice) -> Iterator[Block]:
    yield from paragraphs("why", list(_why(figures, voice)), len(RefreshReason) + 1)
    if aside := _aside(figures, voice):
        yield context("aside", aside)
    yield from paragraphs("first", list(_first(figures, policy, voice)), AT_A_TIME + 1)
    if lines := list(_forecast(figures, voice)):
        yield from paragraphs("forecast", lines, len(lines))
        yield context("assumed", forecast.assumed(voice))
    yield context("terms", voice.write("refresh/terms"))


def _ways(figures: RefreshFigures, policy: Policy, plain: Voice) -> Iterator[list[Mrkdwn]]:
    yield list(_plain(figures, policy, plain))
    yield [_title(figures, plain), *_why(figures, plain)]


def _plain(figures: RefreshFigures, policy: Policy, plain: Voice) -> Iterator[Mrkdwn]:
    yield _title(figures, plain)
    yield from _why(figures, plain)
    if aside := _aside(figures, plain):
        yield aside
    yield from _first(figures, policy, plain)
    if lines := list(_forecast(figures, plain)):
        yield from lines
        yield forecast.assumed(plain)


def _title(figures: RefreshFigures, voice: Voice) -> Mrkdwn:
    return voice.write("refresh/title", number=figures.total, day=figures.day)


def _why(figures: RefreshFigures, voice: Voice) -> Iterator[Mrkdwn]:
    """By reason, each on its line; that there is nothing, if so."""
    if not figures.total:
        yield voice.write("refresh/nothing")
        return
    yield voice.write("refresh/why")
    yield from (Mrkdwn(f"• {one}") for one in _counted(figures.by_reason, voice))


def _counted(by_reason: Mapping[RefreshReason, int], voice: Voice) -> Iterator[Mrkdwn]:
    for reason in RefreshReason:
        if number := by_reason.get(reason, 0):
            label = voice.gettext(REFRESH_REASONS[reason])
            yield voice.write("refresh/one_reason", reason=label, number=number)


def _aside(figures: RefreshFigures, voice: Voice) -> Mrkdwn | None:
    """What is not counted because of what was decided about it."""
    numbers = {"succeeded": figures.succeeded, "put_off": figures.put_off, "acknowledged": figures.acknowledged}
    said = [voice.write(f"refresh/{name}", number=number) for name, number in numbers.items() if number]
    return voice.write("refresh/not_counted", what=voice.listed(said)) if said else None


def _first(figures: RefreshFigures, policy: Policy, voice: Voice) -> Iterator[Mrkdwn]:
    if figures.first:
        yield voice.write("refresh/first")
    yield from (line(one, policy, figures.day, voice) for one in figures.first)
    if more := figures.total - len(figures.first):
        yield voice.write("refresh/more", number=more)


def _forecast(figures: RefreshFigures, voice: Voice) -> Iterator[Mrkdwn]:
    if any(quarter.devices for quarter in figures.forecast):
        yield voice.write("refresh/forecast")
    for number, one in enumerate(figures.forecast):
        if one.devices:
            yield voice.write(
                "refresh/quarter",
                number=one.number,
                year=str(one.year),
                devices=one.devices,
                cost=forecast.cost(one, voice),
                overdue=number == 0,
            )
