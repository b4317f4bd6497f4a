"""Whose Home is shown next."""

from bot.slack.lookers import (
    A_MINUTE,
    ANYHOW,
    APART,
    AT_ONCE,
    LOOKING,
    LOOKS_A_MINUTE,
    LOOKS_AT_ONCE,
    MOST,
    Looker,
    Lookers,
)
from lifecycle.reads.worklist import Listing
from messages.places import Place

HOME, PILE = Place(), Place(Listing.TO_APPROVE)
DAY = LOOKING.total_seconds()


def shown(lookers: Lookers, now: float, print_: str = "as it stands") -> list[int]:
    """Who is shown their Home at a moment, in this order."""
    found = []
    while looker := lookers.take(now):
        looker.print = print_
        lookers.done(looker, now, asked_slack=True)
        found.append(looker.person_id)
    return found


def looking(*people: int) -> Lookers:
    lookers = Lookers()
    for one in people:
        lookers.show(one, HOME, 0)
    assert shown(lookers, 0) == [*people]
    return lookers


def test_nobody_is_shown_what_they_have_until_something_happens() -> None:
    lookers = looking(1, 2)
    assert shown(lookers, 10) == []
    lookers.touch({2, 3}, 10)
    assert shown(lookers, 10) == [2]
    assert shown(lookers, 20) == []


def test_what_happens_within_a_second_is_shown_in_one_go() -> None:
    lookers, apart = looking(1), APART.total_seconds()
    for tenth in range(5):
        lookers.touch({1}, tenth / 10)
        assert shown(lookers, tenth / 10) == []
    assert lookers.following(0.5) == apart - 0.5
    assert shown(lookers, apart) == [1]


def test_what_happens_while_it_is_built_is_shown_after_it() -> None:
    lookers = looking(1)
    lookers.touch({1}, 10)
    looker = lookers.take(10)
    assert looker
    lookers.touch({1}, 10.1)
    assert lookers.take(10.1) is None, "somebody has it in hand"
    lookers.done(looker, 10.2, asked_slack=True)
    assert shown(lookers, 10.2 + APART.total_seconds()) == [1]


def test_whoever_asks_is_shown_at_once_and_first() -> None:
    lookers = looking(1, 2, 3)
    lookers.touch({1, 2}, 5)
    lookers.show(3, PILE, 5.5)
    assert shown(lookers, 5.5) == [3, 1, 2]


def test_another_place_is_shown_whatever_they_have() -> None:
    lookers = looking(1)
    lookers.by_id[1].hash = "h1"
    lookers.show(1, PILE, 5)
    after = lookers.by_id[1]
    assert [after.place, after.print, after.hash] == [PILE, None, None]


def test_whoever_stays_is_compared_and_whoever_is_not_known_is_shown() -> None:
    lookers = looking(1)
    lookers.stay(1, HOME, 5)
    assert (lookers.by_id[1].print, lookers.by_id[1].due) == ("as it stands", 5)
    lookers.stay(1, PILE, 6)
    assert (lookers.by_id[1].print, lookers.by_id[1].place) == (None, PILE)
    lookers.stay(2, PILE, 6)
    assert lookers.by_id[2].place == PILE


def test_whoever_comes_anew_while_they_are_shown_is_shown_again_and_not_forgotten() -> None:
    lookers = looking(1)
    lookers.touch({1}, 5)
    looker = lookers.take(5)
    assert looker
    lookers.show(1, PILE, 5.1)
    lookers.forget(looker)
    lookers.done(looker, 5.2, asked_slack=True)
    assert shown(lookers, 5.2) == [1]


def test_a_home_is_compared_now_and_then_although_nothing_happened() -> None:
    lookers = looking(1)
    assert shown(lookers, ANYHOW.total_seconds() - 1) == []
    assert shown(lookers, ANYHOW.total_seconds()) == [1]


def test_whoever_has_not_looked_for_a_day_is_forgotten() -> None:
    lookers = looking(1, 2)
    lookers.stay(2, HOME, DAY / 2)
    lookers.touch(None, DAY + 1)
    assert shown(lookers, DAY + 1) == [2]
    assert list(lookers.by_id) == [2]


def test_so_many_look_at_most_and_the_oldest_go_first() -> None:
    lookers = Lookers()
    for one in range(MOST):
        lookers.show(one, HOME, 0)
    lookers.show(0, HOME, 1)
    lookers.show(MOST, HOME, 1)
    assert len(lookers.by_id) == MOST
    assert {0, MOST} <= lookers.by_id.keys()
    assert 1 not in lookers.by_id


def test_it_is_never_faster_than_slack_takes_it() -> None:
    lookers = looking()
    for one in range(200):
        lookers.show(one, HOME, 0)
    first = shown(lookers, 0)
    assert len(first) == AT_ONCE
    assert lookers.following(0) > 0
    within = [one for tenth in range(1, 601) for one in shown(lookers, tenth / 10)]
    assert A_MINUTE - 1 <= len(within) <= A_MINUTE + 1
    assert not set(first) & set(within)


def test_what_was_not_sent_to_slack_does_not_count() -> None:
    lookers = Lookers()
    for _ in range(3 * AT_ONCE):
        lookers.stay(1, HOME, 0)
        looker = lookers.take(0)
        assert isinstance(looker, Looker)
        lookers.done(looker, 0, asked_slack=False)


def taken(lookers: Lookers, now: float) -> list[Looker]:
    """Who is looked after from a moment on, all at the same time."""
    return list(iter(lambda: lookers.take(now), None))


def test_what_is_on_its_way_to_slack_counts_before_it_is_there() -> None:
    lookers = Lookers()
    for one in range(3 * AT_ONCE):
        lookers.show(one, HOME, 0)
    busy = taken(lookers, 0)
    assert len(busy) == AT_ONCE
    for place, looker in enumerate(busy):
        lookers.done(looker, 0, asked_slack=place >= 5)
    assert len(taken(lookers, 0)) == 5, "so many were not sent"


def compared(lookers: Lookers, now: float) -> list[int]:
    """Whose Home is looked at at a moment, and found as it was."""
    found = []
    while looker := lookers.take(now):
        lookers.done(looker, now, asked_slack=False)
        found.append(looker.person_id)
    return found


def test_what_is_as_it_was_is_compared_once_a_second_however_much_happens() -> None:
    lookers = looking(1)
    within = []
    for tenth in range(100, 200):
        lookers.touch({1}, tenth / 10)
        within += compared(lookers, tenth / 10)
    assert len(within) == 10


def test_however_many_look_the_work_for_them_is_bounded_and_a_wish_comes_first() -> None:
    lookers = Lookers()
    for one in range(MOST):
        lookers.show(one, HOME, 0)
    assert len(compared(lookers, 0)) == MOST, "what somebody asks for is not held back"
    lookers.touch(None, 10)
    assert len(compared(lookers, 10)) == LOOKS_AT_ONCE
    assert 0 < lookers.following(10) <= 60 / LOOKS_A_MINUTE
    within = [one for tenth in range(101, 701) for one in compared(lookers, tenth / 10)]
    assert LOOKS_A_MINUTE - 1 <= len(within) <= LOOKS_A_MINUTE + 1
    lookers.stay(MOST - 1, HOME, 70)
    assert lookers.following(70) == 0
    assert compared(lookers, 70)[0] == MOST - 1
