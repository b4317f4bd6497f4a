"""`python -m bot report NAME`: figures on the command line."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.faults import Fault, Faulty
from lifecycle.desk import Desk
from lifecycle.figures import PERIOD
from messages.reader import Reader
from messages.report import returns


def print_returns(desk: Desk, now: datetime, picture: Path | None, tell: Callable[[str], None]) -> None:
    """Print the figures about returns as of `now` (UTC), and draw them into a file where one is given.

    Raises `Faulty` when the picture cannot be written.
    """
    with desk.reading() as reads:
        figures = reads.return_figures(now - PERIOD, now)
    reader = Reader.in_channels(desk.policy)
    tell(returns.sentences(figures, reader))
    if picture is None:
        return
    try:
        picture.write_bytes(returns.picture(figures, reader).png)
    except OSError as error:
        raise Faulty("report", [Fault("--picture", f"{picture} cannot be written: {error.strerror}")]) from error
