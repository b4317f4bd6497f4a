"""The company to play in: every state there is, told truly by the log, and all of it on the screens."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.calendar import Holidays
from bot.play.company.playing import LONG_AGO, STORIES
from bot.play.company.requests import REQUESTS
from bot.play.company.returns import RETURNS
from lifecycle.audit import AuditAnswer, AuditState
from lifecycle.calendar import working_moment
from lifecycle.campaign import CampaignState
from lifecycle.device import Device, DeviceState
from lifecycle.events import Happened
from lifecycle.flag import RefreshReason
from lifecycle.ladder import hours_of
from lifecycle.people import Origin
from lifecycle.policy import Rung, Step
from lifecycle.refresh import reasons
from lifecycle.request import LineState, RequestState
from lifecycle.retrieval import ProblemKind, ReturnState
from lifecycle.subject import Subject, SubjectKind
from sandbox.company import ANA, IT_DEVICES
from sandbox.larger_company import AMELIA, LARISSA, MARTA, MINA, ZOFIA, larger_company
from store.tables import audit_models, models
from store.tables.machinery import outbox
from store.tables.return_models import device_return
from tests.support.clock import WalkingClock
from tests.support.desk import MORNING
from tests.support.once import copied
from tests.support.play import SHIPPED, Ground, at_play, played, resumed
from tests.support.policy import POLICY

TABLES = {
    "device": models.device,
    "request": models.request,
    "return": device_return,
    "line": models.request_line,
    "audit": audit_models.audit,
}


def counted(ground: Ground, table: str) -> Mapping[str, int]:
    """How many rows there are of each state."""
    state = TABLES[table].c.state
    query = select(state, func.count().label("number")).group_by(state)
    with ground.bot.core.database.reader() as connection:
        return {str(row.state): row.number for row in connection.execute(query)}


def test_every_state_is_there(town: Ground) -> None:
    assert town.broken == []
    assert counted(town, "device").keys() == set(DeviceState)
    assert counted(town, "request").keys() == set(RequestState)
    assert counted(town, "line").keys() == set(LineState)
    assert counted(town, "return").keys() == set(ReturnState)
    assert counted(town, "audit").keys() == set(AuditState)
    asked = [CampaignState.ASKING, CampaignState.WAITING]
    assert campaigns(town) == {1: [*asked, CampaignState.CLOSED], 2: asked}, "nobody has stopped one"


def campaigns(ground: Ground) -> Mapping[int, list[str]]:
    """Which states each campaign has come through: it asks for minutes only."""
    query = select(models.event.c.subject, models.event.c.changes).order_by(models.event.c.id)
    found: dict[int, list[str]] = defaultdict(list)
    with ground.bot.core.database.reader() as connection:
        for row in connection.execute(query):
            if row.subject.kind is SubjectKind.CAMPAIGN:
                found[row.subject.id].append(row.changes["state"])
    return found


def devices(ground: Ground) -> Sequence[Device]:
    """Every device as it stands."""
    with ground.bot.core.desk.reading() as reads:
        return [one for number in range(1, 300) if (one := reads.device(number))]


def test_a_handful_of_devices_is_due_for_each_reason(town: Ground) -> None:
    today = town.clock().date()
    due = {one.id: why for one in devices(town) if (why := reasons(one, SHIPPED, today))}
    assert {reason for why in due.values() for reason in why} == set(RefreshReason)
    assert 5 <= len(due) <= 15
    (put_off,) = [one for one in devices(town) if one.refresh_after]
    assert put_off.refresh_after
    assert reasons(put_off, SHIPPED, today) == ()
    assert RefreshReason.AGE in reasons(put_off, SHIPPED, put_off.refresh_after)


def test_one_device_is_at_repair_and_one_came_back_again_and_again(town: Ground) -> None:
    (away,) = [one for one in devices(town) if one.state is DeviceState.IN_REPAIR and one.holder_id]
    (mended,) = [one for one in devices(town) if one.repairs > 1]
    assert (away.repairs, mended.repairs, mended.state) == (1, SHIPPED.refresh.repairs, DeviceState.IN_USE)
    assert "The screen is broken." in town.person(AMELIA).dm(f"your Apple iPhone 17 ({away.asset_tag}) to repair").text
    assert "New board" in town.person(ZOFIA).dm("is back from repair").text


def test_every_answer_to_an_audit_is_there(town: Ground) -> None:
    item = audit_models.audit_item.c
    with town.bot.core.database.reader() as connection:
        found = set(connection.execute(select(item.answer)).scalars())
    assert found == {None, *AuditAnswer}


def test_an_audit_goes_on_in_which_somebody_is_silent(town: Ground) -> None:
    ana = town.person(ANA)
    (card,) = ana.messages("the people of @chiara", IT_DEVICES)
    assert "All 7 were asked; 2 are still open." in card.text
    (farid,) = ana.messages("devices of @farid (1 to find out about)", IT_DEVICES)
    assert "I think it is in the old office." in farid.text
    assert farid.buttons == ["Settle"]
    (emiko,) = ana.messages("devices of @emiko (closed)", IT_DEVICES)
    assert "@bruno saw to it" in emiko.text
    assert town.person(MINA).dm("Do you still have").buttons == ["Yes, I have it", "Not with me", "It is damaged"]
    assert len(town.person(MINA).messages("Please tell us whether you still have this device")) == 2


def test_the_yearly_question_is_answered_before_anybody_is_reminded(town: Ground) -> None:
    audit, event = audit_models.audit.c, models.event.c
    with town.bot.core.database.reader() as connection:
        yearly = connection.execute(
            select(audit.id, audit.opened_at, audit.closed_at).where(audit.campaign_id.is_(None))
        ).all()
        nudged = set(connection.execute(select(event.subject).where(event.name == Happened.AUDIT_NUDGED)).scalars())
    assert len(yearly) > 5
    assert all(row.closed_at or town.clock() - row.opened_at < timedelta(days=5) for row in yearly)
    assert not nudged & {Subject(SubjectKind.AUDIT, row.id) for row in yearly}


def test_a_shelf_was_gone_through(town: Ground) -> None:
    (card,) = town.person(ANA).messages("what is in stock in Madrid", IT_DEVICES)
    assert "It is over: IT has gone through it." in card.text


def test_the_log_is_whole_and_true(town: Ground) -> None:
    assert town.breaks() == []
    query = select(models.event.c.at, models.event.c.name, models.event.c.origin, models.event.c.actor_id)
    with town.bot.core.database.reader() as connection:
        events = connection.execute(query.order_by(models.event.c.id)).all()
    began = MORNING - LONG_AGO
    assert all(began <= event.at <= town.clock() for event in events)
    assert [event.at for event in events] == sorted(event.at for event in events)
    by_people = [event for event in events if event.origin is Origin.SLACK]
    assert len(by_people) > 200
    calendar = Holidays()
    with town.bot.core.desk.reading() as reads:
        for event in by_people:
            person = reads.person(event.actor_id)
            assert person
            hours = hours_of(person, SHIPPED)
            assert event.at == working_moment(event.at, hours, calendar), (event, person.name)


def test_everything_was_delivered_and_nothing_refused(town: Ground) -> None:
    assert town.bot.core.store.outbox.counts().keys() <= {"sent", "skipped", "pending"}
    assert town.bot.core.store.outbox.waiting().keys() <= {"pending"}, "only what waits for somebody's morning"
    with town.sandbox.workspace.reading():
        calls = town.sandbox.workspace.journal.calls
        assert [call for call in calls if not call.answer.get("ok")] == []


def test_each_request_and_return_has_its_card_dated_then(town: Ground) -> None:
    ana = town.person(ANA)
    with town.bot.core.desk.reading() as reads:
        requests = [request for number in range(1, 100) if (request := reads.request(number))]
        returns = [case for number in range(1, 100) if (case := reads.the_return(number))]
    assert (len(requests), len(returns)) == (len(REQUESTS), len(RETURNS))
    for number, begun in (
        *((f"Request #{one.id}:", one.submitted_at) for one in requests),
        *((f"Return #{one.id}:", one.opened_at) for one in returns),
    ):
        (card,) = [one for one in ana.messages(number, IT_DEVICES) if not one.seen.is_reply]
        posted = datetime.fromtimestamp(float(card.seen.ts), UTC)
        assert timedelta() <= posted - begun < timedelta(minutes=1), number
        assert card.seen.blocks


def test_cards_show_the_present(town: Ground) -> None:
    (card,) = [one for one in town.person(ANA).messages("for @larissa", IT_DEVICES) if not one.seen.is_reply]
    assert "BR402117780" in card.text
    parcel = town.person(LARISSA).dm("A parcel is on its way to you")
    assert parcel.buttons == ["It has arrived", "Something is wrong"]
    marta = town.person(MARTA).dm("Please give back your devices")
    assert {"Kit arrived", "I have sent it", "I need help"} <= set(marta.buttons)


def test_people_have_talked_in_the_order_of_their_days(town: Ground) -> None:
    said = [one.text for one in town.person(ANA).messages(channel="#general")]
    assert len(said) == 8
    assert said.index("Please welcome Larissa, who joins us in São Paulo!") < said.index("Welcome, Larissa!")


def test_some_of_it_is_late_or_stuck(town: Ground) -> None:
    names = {name for _, name, *_ in town.events()}
    assert names >= {Happened.REQUEST_NUDGED, Happened.RETURN_NUDGED, Happened.RETURN_HANDED_OVER, Happened.HELP_ASKED}
    facts = " ".join(facts for *_, facts in town.events())
    steps = (*Step, Rung.PARCEL_LATE, Rung.KIT_UNUSED, Rung.CALL, Rung.LOCK, Rung.FORMAL_NOTICE, Rung.DECISION)
    assert [step for step in steps if f"'step': '{step}'" not in facts] == []
    assert f"'kind': '{ProblemKind.LOST_OR_STOLEN}'" in facts
    assert len(town.letters) > 5


def test_there_is_something_to_come(town: Ground) -> None:
    due = town.stage.next_due()
    assert due
    assert town.clock() <= due < town.clock() + timedelta(days=3)
    tasks = town.stage.tasks()
    assert len(tasks) == 8
    assert not any(task.is_done for task in tasks)


def test_the_same_seed_makes_the_same_company(town: Ground, tuesday: Path, tmp_path: Path) -> None:
    with resumed(f"sqlite:///{copied(tuesday, tmp_path)}") as again:
        assert again.clock() - town.clock() > timedelta(hours=1), "it was played at another hour"
        assert everything(again) == everything(town)
        assert letters(again) == letters(town)


def letters(ground: Ground) -> list[str]:
    """The keys of all that was told by mail."""
    query = select(outbox.c.key).where(outbox.c.to.startswith("mail:")).order_by(outbox.c.key)
    with ground.bot.core.database.reader() as connection:
        found = [str(key) for key in connection.scalars(query)]
    assert len(found) > 5
    return found


def everything(ground: Ground) -> list[object]:
    """Every device, request, line and return as they stand, and every event to the minute, but for the first ones."""
    return [*devices(ground), *(event for event in ground.events() if event[1] != Happened.DEVICE_ADDED)]


@pytest.mark.parametrize("days", [33, 180, 211])
def test_on_another_day_it_is_played_to_its_end_as_well(sqlite_url: str, days: int) -> None:
    with played(sqlite_url, WalkingClock(MORNING + timedelta(days=days, hours=-6))) as ground:
        assert ground.broken == []
        assert counted(ground, "device").keys() == set(DeviceState)
        assert counted(ground, "audit").keys() == set(AuditState)
        assert ground.breaks() == []


def test_under_another_policy_what_cannot_be_is_left_out(sqlite_url: str) -> None:
    with at_play(sqlite_url, company=larger_company(), policy=POLICY, has_past=True) as ground:
        assert 0 < len(ground.broken) < len(STORIES)
        assert ground.breaks() == []
        assert len(ground.stage.tasks()) == 8
        assert not any(task.is_done for task in ground.stage.tasks())
        assert ground.stage.walk(ground.clock() + timedelta(days=30)) is not None
