"""What is private stays so: encrypted at rest, and in no channel, log, event or notice."""

from pathlib import Path

import pytest
from sqlalchemy import Text, cast, select

from bot.logs import QUIET
from sandbox.company import IT_DEVICES
from store.tables.machinery import outbox
from store.tables.models import event
from tests.journeys.returns.steps import PRIVATE, Leaving, offboard
from tests.journeys.steps import send

SECRETS = ("greta@home.example", "20 7946 0958", "12 Ash Lane", "7 Elm Row")


def play(leaving: Leaving) -> None:
    """Everything that private data is given to, or used for."""
    offboard(leaving.cast.david, answers=PRIVATE)
    leaving.cast.greta.dm("DD-00100").click("I need help")
    send(leaving.cast.greta.form, {"What do you need?": "I have moved", "Your new address": "7 Elm Row\nLeeds LS1 4AP"})
    leaving.press("Close problem", {"What was done?": "The address is changed"})
    leaving.press("Kit sent", {"Carrier": "DHL"})
    leaving.leave_slack()
    leaving.receive(0)
    leaving.receive(1)
    leaving.office.settle()


def test_the_file_does_not_hold_it_in_clear(leaving: Leaving, sqlite_url: str) -> None:
    play(leaving)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    kept = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    assert b"return_opened" in kept
    for secret in SECRETS:
        assert secret.encode() not in kept


def test_no_channel_log_event_or_notice_has_it(leaving: Leaving, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        play(leaving)
    ana, david = leaving.cast.ana, leaving.cast.david
    seen = "\n".join([*(message.text for message in ana.messages(channel=IT_DEVICES)), david.screen()])
    with leaving.office.bot.core.database.reader() as connection:
        events = connection.scalars(select(cast(event.c.changes, Text) + cast(event.c.facts, Text))).all()
        notices = connection.scalars(select(cast(outbox.c.facts, Text))).all()
    logged = "\n".join(one.getMessage() for one in caplog.records if one.levelno >= QUIET.get(one.name, 0))
    places = (seen, logged, "\n".join(map(str, events)), "\n".join(map(str, notices)))
    assert "DD-00100" in seen
    for secret in SECRETS:
        assert [secret in place for place in places] == [False] * len(places)
