"""People come in: Bolt listeners, each of which parses, performs and acknowledges."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import App

from handlers import actions, choices, commands, errors, events, home_pages, lists, turning, views
from handlers.guard import Answers, Directory, Homes
from handlers.lists import Lists
from handlers.reception import Reception
from lifecycle.desk import Desk

FAMILIES = (actions, commands, views, turning, home_pages, choices, events, errors)
"""The most frequent first: Bolt asks one listener after the other whether a payload is for it."""


def register(
    app: App,
    desk: Desk,
    directory: Directory,
    clock: Callable[[], datetime],
    answers: Answers,
    homes: Homes,
    dropped: Lists | None = None,
) -> None:
    """Put every listener on `app`, one for each family of payloads.

    The app must have `process_before_response=True`: what a listener did is committed before Slack gets its receipt,
    so that nothing acknowledged can be lost.
    """
    reception = Reception(desk=desk, directory=directory, clock=clock, answers=answers, homes=homes)
    for family in FAMILIES:
        family.register(app, reception)
    if dropped:
        lists.register(app, reception, dropped)
