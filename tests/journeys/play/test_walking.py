"""Time is walked on the stage: all that is due on the way happens as of its own moment, once, whatever the strides."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy
from threading import Event, Thread

import httpx
import pytest

from bot.play.stage import LONGEST, NOT_OPEN, PASSED, TOO_FAR, WALKING, PlayStage
from lifecycle.people import COMMAND_LINE
from lifecycle.requests.commands import AddDevice, SubmitRequest
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn, Reach
from sandbox.browser.stage import Stage, TimeStands
from sandbox.company import ANA, CHIARA, DAVID, EMIKO, GRETA, IT_DEVICES, TEAM
from sandbox.faults import RateLimited
from scheduler import JOBS, run_all
from tests.support.desk import MORNING
from tests.support.play import Ground, at_play, lined
from tests.support.policy import HEADSET, LAPTOP, POLICY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LAST_DAY = date(2026, 12, 4)
MAIL = "emiko@home.example"


@pytest.fixture
def ground(sqlite_url: str) -> Iterator[Ground]:
    with at_play(sqlite_url) as ready:
        yield ready
        assert ready.breaks() == []


def person_id(ground: Ground, slack_id: str) -> int:
    visitor = ground.bot.office.directory.visitor(TEAM.id, slack_id)
    assert visitor
    return visitor.person.id


def lend(ground: Ground, holder: str, serial: str) -> None:
    command = AddDevice(
        category=LAPTOP.category,
        manufacturer=LAPTOP.manufacturer,
        model=LAPTOP.model,
        country="GB",
        serial=serial,
        asset_tag=f"DD-{serial}",
        holder_id=person_id(ground, holder),
    )
    ground.bot.core.desk.perform(command, actor=COMMAND_LINE, key=f"lend:{serial}", now=MORNING)


def leave(ground: Ground, holder: str, manager: str | None = None, *, reach: Reach | None = None) -> None:
    command = OpenReturn(
        holder_id=person_id(ground, holder),
        cause=ReturnCause.LEAVING,
        last_day=LAST_DAY,
        manager_id=person_id(ground, manager) if manager else None,
        reach=reach or Reach(),
    )
    ground.bot.core.desk.perform(command, actor=COMMAND_LINE, key=f"leave:{holder}", now=MORNING)


def ask(ground: Ground, who: str) -> None:
    visitor = ground.bot.office.directory.visitor(TEAM.id, who)
    assert visitor
    command = SubmitRequest(
        recipient=visitor.person.id, country="DE", choices=(HEADSET.id,), needed_by=date(2026, 12, 18)
    )
    ground.bot.core.desk.perform(command, actor=visitor.actor, key=f"ask:{who}", now=MORNING)


def set_scene(ground: Ground) -> None:
    """Greta is silent, Emiko is silent and has lost Slack, and nobody decides on what Chiara asked for."""
    for holder, serial in ((GRETA, "00001"), (GRETA, "00002"), (EMIKO, "00003")):
        lend(ground, holder, serial)
    leave(ground, GRETA, DAVID)
    leave(ground, EMIKO, reach=Reach(email=MAIL))
    ask(ground, CHIARA)
    emiko = ground.sandbox.workspace.user(EMIKO)
    ground.sandbox.happenings.change(replace(emiko, deleted=True))
    ground.settle()


def told(ground: Ground) -> Sequence[tuple[str, str, str]]:
    """Every message of the app, by its place: what it says, and when as far as the hour."""
    with ground.sandbox.workspace.reading():
        conversations = ground.sandbox.workspace.conversations
        return sorted(
            (",".join(channel.members), f"{datetime.fromtimestamp(float(message.ts), UTC):%Y-%m-%d %H}", message.text)
            for channel in conversations.channels.values()
            for message in conversations.in_channel(channel.id)
        )


def test_a_month_at_once_is_thirty_days_one_by_one(sqlite_url: str, tmp_path: Path) -> None:
    found = []
    for number, strides in enumerate(([30 * DAY], [DAY] * 30, [HOUR] * 24 + [29 * DAY])):
        url = f"sqlite:///{copy(sqlite_url.removeprefix('sqlite:///'), tmp_path / f'{number}.sqlite3')}"
        with at_play(url) as ground:
            set_scene(ground)
            start, lines = ground.clock(), list[str]()
            before = len(ground.events())
            for stride in strides:
                start += stride
                lines += lined(ground.stage.walk(start))
            assert ground.clock() - start < HOUR
            assert ground.breaks() == []
            letters = [(letter.to, letter.subject, f"{letter.at:%Y-%m-%d %H}") for letter in ground.letters]
            found.append((ground.events()[before:], lines, told(ground), letters))
    events, lines, _, letters = found[0]
    assert len([name for _, name, *_ in events if name == "return_nudged"]) > 15
    assert len(lines) > 15
    assert len(letters) > 3
    assert found[1] == found[0]
    assert found[2] == found[0]


def test_each_thing_is_told_once_and_has_one_line(ground: Ground) -> None:
    set_scene(ground)
    lines = lined(ground.stage.walk(ground.clock() + 30 * DAY))
    assert [line for line, times in Counter(lines).items() if times > 1] == []
    by_mail = [line for line in lines if "Emiko Sato by mail" in line]
    assert len(by_mail) == len(ground.letters) > 5
    assert {letter.to for letter in ground.letters} == {MAIL}
    for line in (
        "Wed 25 Nov 00:00: Told Emiko Sato by mail that Slack has ended for them (return #2)",
        "Wed 25 Nov 09:00: Reminded IT that nobody has decided yet (request #1)",
        "Wed 25 Nov 09:00: Asked Greta Lindqvist where the box for 2 devices shall go (return #1)",
        "Fri 4 Dec 09:00: Reminded Greta Lindqvist of 2 devices on the last day (return #1)",
        "Mon 14 Dec 14:00: Asked David Okafor to call Greta Lindqvist (return #1)",
        "Mon 14 Dec 09:00: Asked IT whether 2 devices shall be locked (return #1)",
    ):
        assert line in lines, "\n".join(lines)


def test_another_year_is_told_and_what_did_not_arrive(ground: Ground) -> None:
    set_scene(ground)
    ground.sandbox.happenings.leave(ground.sandbox.app.bot_user, IT_DEVICES)
    lines = lined(ground.stage.walk(ground.clock() + 60 * DAY))
    failed = "Failed (Slack knows no such channel, or Device Desk is not in it)"
    assert f"Wed 25 Nov 09:00: {failed}: reminded IT that nobody has decided yet (request #1)" in lines
    assert any(line.startswith(f"Mon 18 Jan 2027 09:00: {failed}: asked IT how it") for line in lines)


def test_lines_come_in_the_order_in_which_it_happened(ground: Ground) -> None:
    set_scene(ground)
    lines = lined(ground.stage.walk(ground.clock() + 20 * DAY))
    moments = [datetime.strptime(f"2026 {line.partition(': ')[0]}", "%Y %a %d %b %H:%M") for line in lines]  # noqa: DTZ007
    assert moments == sorted(moments)


def test_the_background_may_do_its_part_meanwhile(ground: Ground) -> None:
    """Sweeps of another thread, as the scheduler's, run all along."""
    set_scene(ground)
    is_over, sweeps = Event(), list[int]()

    def sweep() -> None:
        while not is_over.is_set():
            run_all(JOBS, ground.bot.office.services, ground.clock())
            sweeps.append(1)

    sweeping = Thread(target=sweep)
    sweeping.start()
    lines = lined(ground.stage.walk(ground.clock() + 30 * DAY))
    is_over.set()
    sweeping.join()
    assert sweeps
    nudges = [(subject, facts) for subject, name, _, facts in ground.events() if name == "return_nudged"]
    steps = Counter(nudges)
    assert max(times for (_, facts), times in steps.items() if "kit_due" not in facts) == 1, steps
    assert [line for line, times in Counter(lines).items() if times > 1] == []


def test_what_is_put_off_by_an_hour_is_reached_by_walking_one(ground: Ground) -> None:
    ground.sandbox.faults.order("chat.postMessage", RateLimited(3600), times=2)
    ask(ground, CHIARA)
    ground.settle()
    ana = ground.person(ANA)
    assert ana.messages("Request #1:") == []
    due = ground.stage.next_due()
    assert due
    assert timedelta(minutes=50) < due - ground.clock() <= HOUR
    ground.stage.walk(ground.clock() + HOUR + timedelta(minutes=1))
    assert len(ana.messages("Request #1:")) == 1


def test_the_bot_is_well_after_a_walk(ground: Ground) -> None:
    set_scene(ground)
    ground.stage.walk(ground.clock() + 30 * DAY)
    answer = httpx.get(f"{ground.bot.web.url}/healthz", trust_env=False)
    assert (answer.status_code, answer.json()["faults"]) == (200, {})


def test_people_go_on_as_of_the_new_day(ground: Ground) -> None:
    to = ground.clock() + 10 * DAY
    ground.stage.walk(to)
    chiara = ground.person(CHIARA)
    chiara.command("/device request")
    assert date.fromisoformat(str(chiara.form.fields["Needed by"])) > to.date()
    with ground.sandbox.workspace.reading():
        assert ground.sandbox.workspace.clock() >= to


def test_the_next_thing_that_is_due_is_where_time_can_go(ground: Ground) -> None:
    assert ground.stage.next_due() is None
    set_scene(ground)
    for _ in range(5):
        due = ground.stage.next_due()
        assert due
        assert ground.stage.walk(due), f"something happens at {due}"


def test_the_next_morning_is_one_of_work(ground: Ground) -> None:
    hours = POLICY.working_hours
    assert (hours.country, hours.zone) == ("GB", "Europe/London")
    mornings = []
    for _ in range(5):
        ground.stage.walk(ground.stage.next_morning())
        mornings.append(ground.clock())
    assert [f"{moment:%a %d %H:%M}" for moment in mornings] == [
        *("Wed 25 09:00", "Thu 26 09:00", "Fri 27 09:00", "Mon 30 09:00", "Tue 01 09:00"),
    ]
    ground.stage.walk(datetime(2026, 12, 24, 12, tzinfo=UTC))
    assert ground.stage.next_morning() == datetime(2026, 12, 29, 9, tzinfo=UTC), "Boxing Day is made up for"


def test_time_stands_where_it_cannot_go(ground: Ground) -> None:
    now = ground.clock()
    with pytest.raises(TimeStands, match=PASSED):
        ground.stage.walk(now - HOUR)
    with pytest.raises(TimeStands, match="That is too far"):
        ground.stage.walk(now + LONGEST + DAY)
    assert str(LONGEST.days) in TOO_FAR
    assert ground.stage.walk(now) == [], "the present, a moment late"
    assert ground.clock() - now < HOUR


def test_one_walks_at_a_time(ground: Ground) -> None:
    """Whoever walks waits for deliveries that are paused by somebody else; meanwhile nobody else walks."""
    set_scene(ground)
    with ThreadPoolExecutor(2) as pool:
        with ground.bot.office.delivery.paused():
            walks = [pool.submit(ground.stage.walk, ground.clock() + DAY) for _ in range(2)]
            done, under_way = wait(walks, timeout=10, return_when=FIRST_COMPLETED)
            assert (len(done), len(under_way)) == (1, 1)
            assert str(done.pop().exception()) == WALKING
        assert under_way.pop().result(timeout=10) is not None


def test_before_the_bot_is_there_time_stands_and_nothing_is_due(ground: Ground) -> None:
    stage: Stage = PlayStage(ground.clock, POLICY.working_hours)
    assert (stage.next_due(), stage.tasks()) == (None, ())
    assert stage.next_morning() > ground.clock()
    with pytest.raises(TimeStands, match=NOT_OPEN):
        stage.walk(ground.clock() + HOUR)
