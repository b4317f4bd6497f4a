"""Homes are shown in the sandbox as things stand."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

import pytest

from bot.delivery.bell import Bell
from bot.slack.client import web_client
from bot.slack.homes import LOOK, Homes
from lifecycle.people import Person
from lifecycle.reads.worklist import Listing
from messages.payload import View
from messages.places import Place
from sandbox.company import ANA, BRUNO
from sandbox.faults import Fault, LostAfter, LostBefore, RateLimited, ServerError
from store.reads.touched import Mark, Touched
from tests.unit.bot.post import QUICK, PostOffice, settings_of

PEOPLE = {1: ANA, 2: BRUNO}
ANAS, BRUNOS = (Person(id=one, slack_id=slack_id, name=slack_id) for one, slack_id in PEOPLE.items())


class AtOnce(Executor):
    """Does everything before it returns."""

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> "Future[object]":  # type: ignore[override]
        done: Future[object] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@dataclass
class Afterwards(Executor):
    """Keeps what it is given until a test has it done."""

    kept: list[Callable[[], object]] = field(default_factory=list)

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> "Future[object]":  # type: ignore[override]
        self.kept.append(lambda: fn(*args, **kwargs))
        return Future()

    def work(self) -> None:
        while self.kept:
            self.kept.pop(0)()


@dataclass
class Diary:
    """A log in which a test says what happened."""

    news: list[Touched] = field(default_factory=list)
    read: int = 0

    def mark(self) -> Mark:
        return Mark()

    def since(self, mark: Mark) -> tuple[Touched, Mark]:
        self.read += 1
        return (self.news.pop(0) if self.news else Touched()), mark


@dataclass
class Stand:
    """Homes of a desk on which `words` stand, and a clock that a test puts on."""

    post: PostOffice
    diary: Diary = field(default_factory=Diary)
    words: str = "one thing"
    now: float = 0
    built: int = 0
    gone: set[int] = field(default_factory=set)
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    pool: Executor = field(default_factory=AtOnce)
    homes: Homes = field(init=False)

    def __post_init__(self) -> None:
        client = web_client(settings_of(self.post.sandbox), timeout=QUICK.http)
        self.homes = Homes(client, self.diary, self.build, Bell(), ticks=lambda: self.now, pool=self.pool)

    def build(self, person_id: int, place: Place) -> tuple[str, View] | None:
        self.built += 1
        while self.meanwhile:
            self.meanwhile.pop()()
        words = {"type": "plain_text", "text": f"{self.words} at {place.encode()}"}
        view: View = {"type": "home", "blocks": [{"type": "section", "text": words}]}
        return None if person_id in self.gone else (PEOPLE[person_id], view)

    def look(self, after: float = 0) -> None:
        """A round, some seconds later."""
        self.now += after
        self.homes.look()

    def seen_by(self, user_id: str) -> str:
        with self.post.sandbox.workspace.changing():
            view = self.post.sandbox.workspace.screens.home(user_id)
        return str(view.blocks) if view else ""

    @property
    def calls(self) -> int:
        return len(self.post.sandbox.workspace.journal.calls_of("views.publish"))


@pytest.fixture
def stand(post: PostOffice) -> Stand:
    return Stand(post)


def test_whoever_opens_home_is_shown_it_once(stand: Stand) -> None:
    stand.homes.show(ANAS, Place(Listing.TO_APPROVE))
    stand.look()
    stand.look(5)
    assert "one thing at to_approve" in stand.seen_by(ANA)
    assert (stand.calls, stand.seen_by(BRUNO)) == (1, "")


def test_whoever_opens_home_while_it_is_on_its_way_is_shown_it_once_more(stand: Stand) -> None:
    stand.homes.show(ANAS, Place())
    stand.meanwhile.append(lambda: stand.homes.show(ANAS, Place()))
    stand.look()
    stand.look(5)
    assert stand.calls == 2


def test_whom_something_concerns_is_shown_what_has_changed(stand: Stand) -> None:
    for one in (ANAS, BRUNOS):
        stand.homes.show(one, Place())
    stand.look()
    stand.words, stand.diary.news = "another thing", [Touched(frozenset({2, 99}))]
    stand.look(5)
    assert "another thing" in stand.seen_by(BRUNO)
    assert "one thing" in stand.seen_by(ANA)
    stand.diary.news = [Touched(everybody=True)]
    stand.look(5)
    assert "another thing" in stand.seen_by(ANA)
    assert stand.calls == 4, "nobody is sent again what they have"


def test_what_is_as_it_was_is_not_sent(stand: Stand) -> None:
    stand.homes.show(ANAS, Place())
    stand.look()
    for happened in range(5):
        stand.diary.news = [Touched(frozenset({1}))]
        stand.look(5)
        assert stand.built == happened + 2
    assert stand.calls == 1


def test_nobody_reads_the_log_while_nobody_looks(stand: Stand) -> None:
    stand.look()
    stand.look(5)
    assert stand.diary.read == 0


def test_whom_another_replica_has_shown_something_is_left_to_it(stand: Stand) -> None:
    other = Stand(stand.post)
    stand.homes.show(ANAS, Place())
    stand.look()
    other.homes.show(ANAS, Place(Listing.TO_WIPE))
    other.look()
    stand.words, stand.diary.news = "a late thing", [Touched(frozenset({1}))]
    stand.look(5)
    assert "one thing at to_wipe" in stand.seen_by(ANA)
    stand.diary.news = [Touched(frozenset({1}))]
    stand.look(5)
    assert stand.built == 2, "it looks after her no more"


def test_whoever_may_look_no_more_is_forgotten(stand: Stand) -> None:
    stand.homes.show(ANAS, Place())
    stand.look()
    stand.gone, stand.diary.news = {1}, [Touched(frozenset({1}))] * 3
    for _ in range(3):
        stand.look(5)
    assert (stand.calls, stand.built) == (1, 2)


def test_a_limit_holds_for_everybody_and_nothing_is_lost(stand: Stand) -> None:
    stand.post.sandbox.faults.order("views.publish", RateLimited(30))
    for one in (ANAS, BRUNOS):
        stand.homes.show(one, Place())
    stand.look()
    stand.look(29)
    assert stand.built == 1
    stand.look(2)
    assert "one thing" in stand.seen_by(ANA)
    assert "one thing" in stand.seen_by(BRUNO)


def test_a_limit_holds_back_what_is_on_its_way_too(post: PostOffice) -> None:
    pool = Afterwards()
    stand = Stand(post, pool=pool)
    post.sandbox.faults.order("views.publish", RateLimited(3))
    for one in (ANAS, BRUNOS):
        stand.homes.show(one, Place())
    stand.look()
    pool.work()
    assert stand.built == 1, "the second one is not even built"
    stand.look(6)
    pool.work()
    assert "one thing" in stand.seen_by(ANA)
    assert "one thing" in stand.seen_by(BRUNO)


def test_whose_answer_was_lost_is_shown_what_happens_later(stand: Stand) -> None:
    stand.homes.show(ANAS, Place())
    stand.look()
    stand.post.sandbox.faults.order("views.publish", LostAfter())
    stand.words, stand.diary.news = "another thing", [Touched(frozenset({1}))]
    stand.look(5)
    stand.look(6)
    stand.words, stand.diary.news = "a third thing", [Touched(frozenset({1}))]
    stand.look(5)
    assert "a third thing" in stand.seen_by(ANA)


@pytest.mark.parametrize("fault", [LostBefore(), LostAfter(), ServerError(503)])
def test_what_does_not_get_through_is_tried_again(stand: Stand, fault: Fault) -> None:
    stand.post.sandbox.faults.order("views.publish", fault)
    stand.homes.show(ANAS, Place())
    stand.look()
    stand.look(6)
    assert "one thing" in stand.seen_by(ANA)
    assert stand.built == 2


def test_a_fault_of_ours_ends_nothing_for_the_others(stand: Stand) -> None:
    stand.homes.show(Person(id=7, slack_id="U7", name="?"), Place())
    stand.homes.show(BRUNOS, Place())
    stand.look()
    assert "one thing" in stand.seen_by(BRUNO)


def test_without_a_ring_the_log_is_looked_into_every_few_seconds(stand: Stand) -> None:
    assert stand.homes.look() == LOOK
    stand.homes.show(ANAS, Place())
    stand.look()
    assert stand.homes.look() == LOOK, "not only when her Home is compared anyhow"
    stand.words, stand.diary.news = "what another process did", [Touched(frozenset({1}))]
    stand.look(LOOK)
    assert "what another process did" in stand.seen_by(ANA)


def test_it_goes_on_by_itself_from_start_to_stop(post: PostOffice) -> None:
    bell, stand = Bell(), Stand(post)
    homes = Homes(web_client(settings_of(post.sandbox), timeout=QUICK.http), stand.diary, stand.build, bell)
    homes.start()
    homes.show(ANAS, Place())
    post.sandbox.workspace.wait_until(lambda: "one thing" in stand.seen_by(ANA))
    stand.words, stand.diary.news = "another thing", [Touched(frozenset({1}))]
    bell.ring()
    post.sandbox.workspace.wait_until(lambda: "another thing" in stand.seen_by(ANA))
    homes.stop()
