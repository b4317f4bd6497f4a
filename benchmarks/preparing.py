"""A desk with work on it: requests that wait for a decision, and somebody who holds devices."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.config.policy import load_policy
from bot.config.settings import Settings
from bot.core import Core, build_core
from lifecycle.people import COMMAND_LINE, Actor, Person, Role
from lifecycle.requests.commands import AddDevice, SubmitRequest
from sandbox.company import ANA, BRUNO, CHIARA, DAVID, GRETA, IT_DEVICES, TEAM
from store.engine import migrations
from store.people import SlackAccount

NOW = datetime.now(UTC)
HELD = 3


def prepare(database: Path, requests: int) -> list[int]:
    """A SQLite file with that many undecided requests of one laptop each; gives their ids."""
    url = f"sqlite:///{database}"
    migrations.upgrade(url)
    settings = Settings.model_validate({"DATABASE_URL": url, "SECRET_KEY": "bench " * 8})
    core = build_core(settings, load_policy(Path("policy.toml"), IT_DEVICES))
    people = {slack_id: _known(core, slack_id) for slack_id in (ANA, BRUNO, CHIARA, DAVID, GRETA)}
    core.store.people.set_members(Role.IT, (ANA, BRUNO))
    for number in range(HELD):
        core.desk.perform(_device(number, people[GRETA]), actor=COMMAND_LINE, key=f"add:{number}", now=NOW)
    _submitted(core, people[CHIARA], people[GRETA], -1)
    ids = [_submitted(core, people[CHIARA], people[DAVID], number) for number in range(requests)]
    with core.store.writing() as connection:
        connection.execute(text("UPDATE outbox SET state = 'sent'"))
    core.database.close()
    return ids


def _known(core: Core, slack_id: str) -> Person:
    account = SlackAccount(
        team_id=TEAM.id,
        slack_id=slack_id,
        name=slack_id.title(),
        email=f"{slack_id.lower()}@bench.example",
        country="DE",
        zone="Europe/Berlin",
        locale="en-US",
        is_guest=False,
        is_bot=False,
        is_deactivated=False,
        updated=0,
    )
    return core.store.people.record(account, NOW)


def _device(number: int, holder: Person) -> AddDevice:
    return AddDevice(
        category="laptop",
        manufacturer="Bench",
        model="Bench 14",
        country="DE",
        serial=f"BENCH{number}",
        asset_tag=f"BENCH-{number}",
        holder_id=holder.id,
    )


def _submitted(core: Core, requester: Person, recipient: Person, number: int) -> int:
    laptop = next(one for one in core.policy.profiles if core.policy.category(one.category).tracked)
    command = SubmitRequest(
        recipient=recipient.id,
        country="DE",
        choices=(laptop.id,),
        needed_by=(NOW + timedelta(days=60)).date(),
    )
    outcome = core.desk.perform(command, actor=Actor(person_id=requester.id), key=f"submit:{number}", now=NOW)
    assert outcome.request is not None
    return outcome.request.id
