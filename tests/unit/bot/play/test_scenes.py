"""The company's past happens in working hours, in order, before whatever moment it is started at."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.calendar import Holidays
from bot.config.zones import country_of
from bot.play.company.org import LEADS, ROLES
from bot.play.company.owned import HELD, STOCK, items
from bot.play.company.playing import LONG_AGO, STORIES
from bot.play.company.scene import APART, Dated, dated
from bot.play.company.seed import serial
from lifecycle.calendar import working_moment
from sandbox.larger_company import NEWCOMER, larger_company
from sandbox.people import User
from tests.support.play import SHIPPED

PEOPLE: Mapping[str, User] = {user.id: user for user in (*larger_company().people, NEWCOMER)}
CALENDAR = Holidays()
SCENES = sum(len(story.scenes) for story in STORIES)


def starts() -> Iterator[datetime]:
    """Some moments of two years: every weekday, every hour, around every holiday."""
    moment = datetime(2026, 1, 1, 0, 5, tzinfo=UTC)
    while moment.year < 2028:
        yield moment
        moment += timedelta(days=9, hours=5)


def scenes_at(now: datetime) -> list[Dated]:
    return list(dated(STORIES, PEOPLE, SHIPPED, CALENDAR, now))


@pytest.mark.parametrize("now", tuple(starts()), ids=str)
def test_whenever_it_is_started_all_of_it_is_over(now: datetime) -> None:
    scenes = scenes_at(now)
    assert len(scenes) == SCENES
    assert all(now - LONG_AGO < one.at < now for one in scenes)
    assert [one.at for one in scenes] == sorted(one.at for one in scenes)
    for story in STORIES:
        moments = [(one.number, one.at) for one in scenes if one.story == story.name]
        assert [number for number, _ in moments] == list(range(1, len(story.scenes) + 1))
        assert all(later - earlier >= APART for (_, earlier), (_, later) in pairwise(moments))


def test_everybody_acts_in_their_working_hours() -> None:
    now = datetime(2026, 11, 24, 15, tzinfo=UTC)
    for one in scenes_at(now):
        user = PEOPLE[one.scene.who]
        hours = replace(SHIPPED.working_hours, zone=user.tz, country=country_of(user.tz) or "")
        assert one.at == working_moment(one.at, hours, CALENDAR), one


def test_the_same_day_has_the_same_scenes() -> None:
    now = datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert scenes_at(now) == scenes_at(now + timedelta(hours=3))


def test_the_company_is_as_large_as_it_says() -> None:
    staff = [user for user in PEOPLE.values() if not user.is_bot and user.id != "USLACKBOT"]
    assert 40 <= len(staff) <= 45
    countries = {country_of(user.tz) for user in staff}
    winter = datetime(2026, 1, 15, tzinfo=UTC)
    offsets = {user.as_json(winter, with_email=False, with_locale=False)["tz_offset"] for user in staff}
    assert (len(countries), len(offsets)) == (9, 5)
    assert len({user.id for user in staff}) == len({user.name for user in staff}) == len(staff)
    assert all(len(user.id) == 11 for user in staff)


def test_everybody_who_is_named_is_there() -> None:
    named = {*HELD, *ROLES, *LEADS, *(one for people in LEADS.values() for one in people)}
    assert named <= PEOPLE.keys()
    led = [one for people in LEADS.values() for one in people]
    assert len(led) == len(set(led)), "nobody has two managers"


def test_every_device_has_a_serial_number_of_its_own_that_looks_like_its_makers() -> None:
    found = list(items(SHIPPED))
    assert len(found) == sum(map(len, HELD.values())) + sum(sum(shelf.values()) for shelf in STOCK.values())
    assert len({one.serial for one in found}) == len(found)
    assert serial("Lenovo", "a laptop") == "PFA175HW"
    assert serial("Jabra", "a headset").startswith("0070BF")
    assert serial("Nobody", "a thing").startswith("SN")


def test_what_the_policy_does_not_know_is_left_out() -> None:
    few = replace(SHIPPED, profiles=tuple(one for one in SHIPPED.profiles if one.id == "dock"))
    assert {one.profile for one in items(few)} == {"dock"}
