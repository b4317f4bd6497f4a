from collections.abc import Iterator

import pytest

from sandbox import Sandbox
from sandbox.company import ANA, GENERAL
from sandbox.conversations import Message
from tests.unit.sandbox.apps import HandClock, over_http
from tests.unit.sandbox.browser.shell import PlayedStage, Tab, newest, tabs
from tests.unit.sandbox.person.small_app import SmallApp


@pytest.fixture
def app() -> SmallApp:
    return SmallApp()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def stage(clock: HandClock) -> PlayedStage:
    return PlayedStage(clock)


@pytest.fixture
def sandbox(app: SmallApp, clock: HandClock, stage: PlayedStage) -> Iterator[Sandbox]:
    with (
        Sandbox(clock=clock, stage=stage, has_mailroom=True, retry_scale=0) as running,
        over_http(running, app.register),
    ):
        yield running


@pytest.fixture
def bare() -> Iterator[Sandbox]:
    """A sandbox without a stage, without mail and without an app that answers."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def ana(sandbox: Sandbox) -> Iterator[Tab]:
    with tabs(sandbox, ANA) as (tab,):
        yield tab


@pytest.fixture
def form(ana: Tab) -> Tab:
    """Ana, with the request form open."""
    ana.do("command", channel=GENERAL, line="/device request")
    return ana


@pytest.fixture
def card(ana: Tab) -> Message:
    """A card with buttons in #general, which Ana had posted."""
    ana.do("command", channel=GENERAL, line="/device card")
    return newest(ana.sandbox)
