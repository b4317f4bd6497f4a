"""The sandbox is opened to visitors: with a past, on a record that goes on, and never back in time."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot import clock as clocks
from bot.config.settings import Settings
from bot.faults import Faulty
from bot.play.opening import Playground, open_playground
from lifecycle.people import Person
from sandbox.company import ANA, BRUNO, CHIARA, GENERAL, TEAM
from sandbox.larger_company import LARISSA, PIOTR
from store.engine import migrations
from store.people import SlackAccount
from tests.support.company import open_store
from tests.support.once import copied
from tests.support.played import settings_of_today

MONTH = timedelta(days=40)
WEEK = timedelta(days=7)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A record that was chosen, on free ports."""
    return settings_of_today(tmp_path / "my-sandbox.sqlite3")


@contextmanager
def opened(settings: Settings, *, is_over: bool = False) -> Iterator[Playground]:
    with ExitStack() as stack:
        yield open_playground(settings, stack, lambda: is_over)


def on_record(ground: Playground, slack_id: str) -> Person | None:
    with ground.bot.core.desk.reading() as reads:
        return reads.person_in_slack(TEAM.id, slack_id)


def test_a_record_goes_on_where_its_time_had_come_to(today: Path, tmp_path: Path) -> None:
    settings = settings_of_today(copied(today, tmp_path))
    with opened(settings) as first:
        assert first.bot.office.clock() - clocks.now() < timedelta(seconds=30)
        to = first.bot.office.clock() + MONTH
        assert first.stage.walk(to)
        piotr = on_record(first, PIOTR)
        assert piotr
        assert piotr.is_deactivated
    with opened(settings) as again:
        assert to <= again.bot.office.clock() < to + timedelta(minutes=5), "time never goes back on a record"
        users = again.sandbox.workspace.directory.users
        assert users[PIOTR].deleted
        assert not users[LARISSA].deleted
        assert on_record(again, PIOTR) == piotr
        health = httpx.get(f"{again.bot.web.url}/healthz", trust_env=False)
        assert (health.status_code, health.json()["faults"]) == (200, {})
        assert again.stage.walk(to + WEEK) is not None
        assert any(channel.name == "it-devices" for channel in again.sandbox.workspace.conversations.channels.values())
        dm = again.sandbox.workspace.open_dm((CHIARA, again.sandbox.app.bot_user))
        assert again.sandbox.workspace.conversations.in_channel(dm.id), "what Chiara was shown is there anew"


def test_an_end_that_comes_meanwhile_is_heeded(settings: Settings) -> None:
    with opened(settings, is_over=True) as ground:
        assert ground.bot.core.store.outbox.counts().get("sent", 0) < 50
        assert httpx.get(f"{ground.bot.web.url}/healthz", trust_env=False).status_code == 200


def test_letters_lead_to_the_bots_own_page(settings: Settings) -> None:
    with opened(settings) as ground:
        assert ground.bot.office.clock() - clocks.now() < timedelta(seconds=30)
        mailroom = ground.sandbox.mailroom
        assert mailroom
        letter = next(one for one in mailroom.letters if one.to == "piotr.z@poczta.example")
        (link,) = {word for word in letter.text.split() if word.startswith(f"{ground.bot.web.url}/r/")}
        page = httpx.get(link, trust_env=False)
        assert (page.status_code, "I have sent it" in page.text) == (200, True)


def joined(slack_id: str, name: str) -> SlackAccount:
    """Somebody whom a visitor of the sandbox had join."""
    return SlackAccount(
        team_id=TEAM.id, slack_id=slack_id, name=name, email="noor.h@tallpine.example", zone="Asia/Tokyo", is_guest=True
    )


def test_who_joined_while_it_was_played_is_there_again(settings: Settings) -> None:
    with opened(settings, is_over=True) as first:
        first.bot.core.store.people.record(joined("U0SB0000001", "Noor Haddad"), clocks.now())
        first.sandbox.workspace.open_dm((ANA, BRUNO))
        dm = first.sandbox.workspace.open_dm((CHIARA, first.sandbox.app.bot_user))
    with opened(settings) as again:
        workspace = again.sandbox.workspace
        noor = workspace.directory.users["U0SB0000001"]
        assert (noor.name, noor.real_name, noor.tz, noor.is_restricted) == ("noor.h", "Noor Haddad", "Asia/Tokyo", True)
        assert noor.id in workspace.conversations.channels[GENERAL].members
        assert workspace.open_dm((again.sandbox.app.bot_user, CHIARA)).id == dm.id, "a page may be open there"


def test_a_database_that_is_not_meant_for_it_is_not_filled(settings: Settings, tmp_path: Path) -> None:
    settings = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'device-desk.sqlite3'}"})
    migrations.upgrade(settings.database_url)
    with pytest.raises(Faulty, match="fill it with a made-up company"), opened(settings):
        pass
    with open_store(settings.database_url) as store:
        assert store.people.teams() == set()


def test_a_file_that_is_not_there_yet_may_be_played_in(settings: Settings, tmp_path: Path) -> None:
    settings = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'mine.sqlite3'}"})
    with opened(settings, is_over=True) as first:
        assert TEAM.id in first.bot.core.store.people.teams()
    with opened(settings, is_over=True):
        pass


def test_nobody_plays_in_the_record_of_a_real_workspace(settings: Settings) -> None:
    migrations.upgrade(settings.database_url)
    with open_store(settings.database_url) as store:
        store.people.record(SlackAccount(team_id="T0REALCORP", slack_id="U1", name="Mia"), clocks.now())
    with pytest.raises(Faulty, match="the record of a real workspace"), opened(settings):
        pass
    with open_store(settings.database_url) as store:
        assert store.people.teams() == {"T0REALCORP"}
        assert store.outbox.counts() == {}
