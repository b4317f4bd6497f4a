"""The live link: it tells of what the person may see, of nothing else, and it ends with the sandbox."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import httpx
import pytest

from sandbox import Sandbox
from sandbox.browser.shell.live import PAUSE, Live, Rest
from sandbox.browser.shell.room import Room
from sandbox.company import ANA, BRUNO, CHIARA, GENERAL, IT_DEVICES
from sandbox.posting import say
from tests.unit.sandbox.apps import HandClock, client_of
from tests.unit.sandbox.browser.letters import deliver
from tests.unit.sandbox.browser.shell import Tab, tabs


class Stream:
    """An open link; `event` waits for the next one."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def event(self) -> str:
        return next(line.removeprefix("event: ") for line in self._lines if line.startswith("event: "))

    @property
    def is_over(self) -> bool:
        return not any(line.startswith("event: ") for line in self._lines)


@contextmanager
def listening(tab: Tab, turn: int | None = None, place: str = GENERAL) -> Iterator[Stream]:
    """A link of a page that shows a place and was drawn at this turn, or just now."""
    seen = tab.sandbox.workspace.turn if turn is None else turn
    path = f"/as/{tab.user_id}/live?turn={seen}&place={place}"
    with tab.client.stream("GET", path, timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines) == "retry: 1000"
        yield Stream(lines)


@pytest.fixture
def tab(bare: Sandbox) -> Iterator[Tab]:
    with tabs(bare, ANA) as (one,):
        yield one


def test_a_change_is_told(tab: Tab) -> None:
    tab.page(GENERAL)
    with listening(tab) as stream:
        tab.sandbox.happenings.write(BRUNO, GENERAL, "Hello")
        assert stream.event() == "changed"
        client_of(tab.sandbox).chat_postMessage(channel=IT_DEVICES, text="A card")
        assert stream.event() == "changed"


def test_what_happened_since_the_page_was_drawn_is_told_at_once(tab: Tab) -> None:
    turn = tab.sandbox.workspace.turn
    tab.sandbox.happenings.write(BRUNO, GENERAL, "Hello")
    with listening(tab, turn) as stream:
        assert stream.event() == "changed"


def test_a_page_without_a_turn_is_brought_up_to_date(tab: Tab) -> None:
    with tab.client.stream("GET", f"/as/{ANA}/live?turn=x", timeout=10) as answer:
        assert Stream(answer.iter_lines()).event() == "changed"


def test_what_others_see_and_what_is_only_read_is_not_told(tab: Tab) -> None:
    workspace = tab.sandbox.workspace
    with listening(tab) as stream:
        client_of(tab.sandbox).users_list()
        with workspace.changing():
            workspace.messages_for(CHIARA)
        tab.sandbox.happenings.write(CHIARA, GENERAL, "Hello")
        assert stream.event() == "changed"
        tab.page(GENERAL)  # the first look takes the new message as read
        turn = workspace.turn
        tab.page(GENERAL)
        assert workspace.turn == turn


def test_each_page_hears_for_itself(bare: Sandbox) -> None:
    with tabs(bare, ANA, BRUNO) as (ana, bruno), listening(ana) as hers, listening(bruno) as his:
        client_of(bare).chat_postMessage(channel=GENERAL, text="For all")
        assert (hers.event(), his.event()) == ("changed", "changed")


def test_mail_is_told(ana: Tab) -> None:
    with listening(ana) as stream:
        deliver(ana.sandbox, "sam@example.com")
        assert stream.event() == "changed"


def heard(bare: Sandbox, live: Live, user_id: str, place: str, acts: Sequence[Callable[[], object]]) -> list[str]:
    """What is told to a page at a place while this is done: one thing at every beat, and then nothing for a beat."""
    events: list[str] = []
    left = [*acts]

    async def hear() -> None:
        async for event in live.stream(bare.workspace.user(user_id), bare.workspace.turn, place):
            if event.startswith("event: changed"):
                events.append(event)
            elif event.startswith("event: beat") and left:
                await asyncio.to_thread(left.pop(0))
            elif event.startswith("event: beat"):
                await live.end()

    bare.dispatcher._server.run(hear())
    return events


def live_of(bare: Sandbox, rest: Rest = asyncio.sleep) -> Live:
    room = Room(bare.slack, bare.interactions, bare.happenings)
    room.marks.begin(bare.workspace, 0)
    return Live(room, beat=0.01, rest=rest)


def test_a_page_hears_of_what_it_shows_and_of_what_is_new_elsewhere(bare: Sandbox) -> None:
    edit = partial(client_of(bare).chat_update, channel=IT_DEVICES)
    with bare.workspace.changing():
        card = say(bare.slack, bare.workspace.conversations.channels[IT_DEVICES], {"text": "A card"})
    elsewhere = [lambda: edit(ts=card.ts, text="Changed")]
    assert heard(bare, live_of(bare), ANA, GENERAL, elsewhere) == []
    assert len(heard(bare, live_of(bare), ANA, IT_DEVICES, [lambda: edit(ts=card.ts, text="Anew")])) == 1
    new = [lambda: bare.happenings.write(BRUNO, IT_DEVICES, "Another")]
    assert len(heard(bare, live_of(bare), ANA, GENERAL, new)) == 1


def test_what_happens_together_is_told_once(bare: Sandbox) -> None:
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 1:
            bare.happenings.write(BRUNO, GENERAL, "The story below the card")

    events = heard(bare, live_of(bare, rest), ANA, GENERAL, [lambda: bare.happenings.write(BRUNO, GENERAL, "The card")])
    assert events == [f"event: changed\ndata: {bare.workspace.turn}\n\n"]
    assert rests[0] == PAUSE


def test_a_link_beats_with_the_time(clock: HandClock, bare: Sandbox) -> None:
    room = Room(bare.slack, bare.interactions, bare.happenings)
    live = Live(room, beat=0.01)
    events: list[str] = []

    async def hear() -> None:
        async for event in live.stream(bare.workspace.user(ANA), bare.workspace.turn, GENERAL):
            events.append(event)
            if len(events) == 3:
                await live.end()

    bare.dispatcher._server.run(hear())
    assert [event.partition("\n")[0] for event in events] == ["retry: 1000", "event: beat", "event: beat"]
    assert "+00:00" in events[1]


def test_what_only_others_see_is_not_told(bare: Sandbox) -> None:
    live = Live(Room(bare.slack, bare.interactions, bare.happenings), beat=0.01)
    events: list[str] = []

    async def hear() -> None:
        async for event in live.stream(bare.workspace.user(CHIARA), bare.workspace.turn, GENERAL):
            events.append(event.partition("\n")[0].removeprefix("event: "))
            if events[-1] == "beat" and events.count("beat") == 1:
                with bare.workspace.changing():
                    say(bare.slack, bare.workspace.conversations.channels[IT_DEVICES], {"text": "For IT"})
            if events.count("beat") == 3:
                await live.end()

    bare.dispatcher._server.run(hear())
    assert "changed" not in events


def test_the_end_of_the_sandbox_ends_the_link_at_once() -> None:
    with Sandbox() as sandbox, tabs(sandbox, ANA) as (tab,), listening(tab) as stream:
        ends = threading.Thread(target=sandbox.stop)
        ends.start()
        assert stream.is_over
        ends.join(5)
        assert not ends.is_alive()


def test_who_only_asks_for_the_head_of_a_link_gets_that(tab: Tab) -> None:
    assert tab.client.head(f"/as/{ANA}/live", timeout=5).status_code == 200


def test_a_page_that_goes_leaves_nothing_behind(tab: Tab) -> None:
    workspace = tab.sandbox.workspace
    with listening(tab):
        assert len(workspace._watchers) == 1
    tab.client.close()
    workspace.wait_until(lambda: not workspace._watchers)


def test_nobody_is_there_after_the_end() -> None:
    with Sandbox() as sandbox:
        url = sandbox.url
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
