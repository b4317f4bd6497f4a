"""`python -m bot report NAME`: figures on the command line."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.faults import Fault, Faulty
from lifecycle.calendar import local_day
from lifecycle.desk import Desk
from lifecycle.reads.figures import PERIOD
from lifecycle.reads.fleet import Narrowing
from messages.fleet import answer
from messages.reader import Reader
from messages.report import forecast, refresh, returns
from messages.report.parts import Picture


def print_returns(desk: Desk, now: datetime, picture: Path | None, tell: Callable[[str], None]) -> None:
    """Print the figures about returns as of `now` (UTC), and draw them into a file where one is given.

    Raises `Faulty` when the picture cannot be written.
    """
    with desk.reading() as reads:
        figures = reads.return_figures(now - PERIOD, now)
    reader = Reader.in_channels(desk.policy)
    tell(returns.sentences(figures, reader))
    _draw(picture, lambda: returns.picture(figures, reader))


def print_fleet(desk: Desk, now: datetime, picture: Path | None, tell: Callable[[str], None]) -> None:
    """Print the fleet in figures as of `now` (UTC), and draw them into a file where one is given.

    Raises `Faulty` when the picture cannot be written.
    """
    with desk.reading() as reads:
        fleet = reads.fleet(Narrowing(), now)
    reader = Reader.in_channels(desk.policy)
    tell(answer.sentences(fleet, desk.policy, reader))
    _draw(picture, lambda: answer.picture(fleet, desk.policy, reader))


def print_refresh(desk: Desk, now: datetime, picture: Path | None, tell: Callable[[str], None]) -> None:
    """Print what is due for replacement as of `now` (UTC), and draw the next quarters into a file where one is given.

    Raises `Faulty` when the picture cannot be written.
    """
    with desk.reading() as reads:
        figures = reads.refresh_figures(desk.policy, local_day(now, desk.policy.working_hours.zone))
    reader = Reader.in_channels(desk.policy)
    tell(refresh.sentences(figures, desk.policy, reader))
    _draw(picture, lambda: forecast.picture(figures, reader))


def _draw(file: Path | None, draw: Callable[[], Picture]) -> None:
    if file is None:
        return
    try:
        file.write_bytes(draw().png)
    except OSError as error:
        raise Faulty("report", [Fault("--picture", f"{file} cannot be written: {error.strerror}")]) from error
