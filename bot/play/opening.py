"""Opening the sandbox to visitors: its ports, its record, its company with a past, and the bot that works in it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from bot import clock as clocks
from bot import local, logs
from bot.app import Assembly, build
from bot.config.policy import fingerprint, load_policy
from bot.config.settings import SANDBOX_DATABASE, Settings
from bot.core import Core, build_core
from bot.faults import Fault, Faulty
from bot.play.clock import MovableClock
from bot.play.company.playing import LONG_AGO, Past
from bot.play.company.revival import as_on_record, has_past, show_all
from bot.play.stage import PlayStage
from bot.play.tasks import Tour
from bot.play.walker import latest
from bot.ports import listen
from lifecycle.policy import Policy
from sandbox import Sandbox
from sandbox.company import IT_DEVICES, OTHER_TEAM_ID, TEAM
from store.engine import migrations

REAL = (
    "names the record of a real workspace, and the sandbox would play in it: set SLACK_BOT_TOKEN to go on with it, or"
    " choose another database to play in"
)
NOT_TO_PLAY_IN = (
    "names a database that no sandbox has played in, and without SLACK_BOT_TOKEN one would fill it with a made-up"
    " company: set that token, or unset DATABASE_URL to play in sandbox.db, or choose a database to play in whose name"
    " has the word sandbox in it"
)


@dataclass(frozen=True, slots=True)
class Playground:
    """A sandbox that is open to visitors, and the bot in it."""

    sandbox: Sandbox
    bot: Assembly
    stage: PlayStage
    is_kept: bool

    def __str__(self) -> str:
        record = "the database of DATABASE_URL" if self.is_kept else f"{SANDBOX_DATABASE}, empty at every start"
        return (
            f"\n    Open this page in a browser: {self.sandbox.url}\n\n"
            f"The sandbox, a workspace on this machine, listens at {self.sandbox.url}.\n"
            "You can be anybody in it: the manager, IT, the new hire, the leaver.\n"
            f"The bot's record is in {record}.\n"
            "`.venv/bin/python -m bot tour` walks the whole road of a device by itself, in a sandbox of its own."
        )


def open_playground(settings: Settings, stack: ExitStack, is_over: Callable[[], bool]) -> Playground:
    """Set everything up, and start it; `stack` stops it, and `is_over` ends the setting up early.

    The page is at the port after the bot's; both are free ones where the bot's is 0. Nothing is touched before both can
    be had. A record that was chosen and has something on it is gone on with, everything else begins with the company's
    past. Nobody reads the log of a sandbox that is well, unless LOG_LEVEL asks for it.

    Raises `Faulty`, or `store.errors.Unusable`.
    """
    if "log_level" not in settings.model_fields_set:
        logs.configure(settings.model_copy(update={"log_level": "WARNING"}))
    page = settings.port + 1 if settings.port else 0
    port = listen(settings.host, settings.port, together=2 if page else 1)
    stack.callback(port.close)
    local.check_page(page)
    settings = settings.model_copy(update={"port": port.getsockname()[1]})
    policy = load_policy(settings.policy_file, IT_DEVICES)
    core = _record(settings, policy, stack)
    is_new = not has_past(core)
    clock = _clock(core, is_new=is_new)
    stage = PlayStage(clock, policy.working_hours)
    workspace = local.sandbox_workspace(settings, as_on_record(core), clock=clock, stage=stage, port=page)
    working = stack.enter_context(workspace)
    bot = build(core, working.settings, clock=clock, timing=local.UNHURRIED, port=port)
    stack.callback(bot.stop)
    stack.callback(stage.close)
    core.store.policy_mark.heed(fingerprint(settings.policy_file), policy.audits.every_days, clock())
    if is_new:
        Past(working.sandbox, bot.office, clock, clocks.now).play(is_over)
    else:
        core.store.outbox.forget_places()
    show_all(core.desk, clock())
    bot.office.delivery.deliver_due(clock())
    bot.start()
    stage.open(bot, Tour(core))
    return Playground(working.sandbox, bot, stage, not settings.has_passing_record)


def _clock(core: Core, *, is_new: bool) -> MovableClock:
    """Begins long ago where the past is still to be played, and nowhere before what is on record."""
    now = clocks.now()
    return MovableClock(clocks.now, now - LONG_AGO if is_new else max(now, latest(core.store.sweeps) or now))


def _record(settings: Settings, policy: Policy, stack: ExitStack) -> Core:
    """The desk over its database; one that is not kept is empty, and nobody waits for the disk because of it."""
    is_meant = _is_to_play_in(settings)
    if not is_meant and migrations.is_untouched(settings.database_url):
        raise Faulty("The settings", [Fault("DATABASE_URL", NOT_TO_PLAY_IN)])
    local.clear_database(settings)
    migrations.upgrade(settings.database_url)
    core = build_core(settings, policy, lasting=not settings.has_passing_record)
    stack.callback(core.database.close)
    teams = core.store.people.teams()
    if teams - {TEAM.id, OTHER_TEAM_ID}:
        raise Faulty("The settings", [Fault("DATABASE_URL", REAL)])
    if not is_meant and TEAM.id not in teams:
        raise Faulty("The settings", [Fault("DATABASE_URL", NOT_TO_PLAY_IN)])
    return core


def _is_to_play_in(settings: Settings) -> bool:
    """Whether the record is meant for a sandbox.

    It is told by its own name, because a setting that stayed behind names another; a file that is not there yet is
    nobody's.
    """
    name = settings.database_url.partition("?")[0].rpartition("/")[2]
    is_new = migrations.is_missing(settings.database_url)
    return settings.has_passing_record or is_new or "sandbox" in name.lower()
