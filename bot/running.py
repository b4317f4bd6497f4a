"""Running the bot, until it is told to end; and one tick of it."""

import logging
from contextlib import ExitStack, closing
from datetime import datetime, timedelta

import typer

from bot import clock
from bot.app import Assembly, build, open_office
from bot.config.policy import fingerprint, load_policy
from bot.config.settings import Settings
from bot.core import Core, build_core
from bot.delivery.deliverer import Timing
from bot.doctor import nobody_for_limit
from bot.faults import Fault, Faulty
from bot.shutdown import End
from bot.slack.directory import NoDirectory
from scheduler import JOBS, run_all
from store.engine import migrations

log = logging.getLogger(__name__)


def run_until_told(settings: Settings) -> None:
    """Start the bot, and stop it in order at SIGTERM or SIGINT.

    Raises `Faulty`, or `store.errors.Unusable`.
    """
    end = End()
    end.listen()
    with ExitStack() as stack:
        bot = _started(settings, stack) if settings.has_slack else _started_locally(settings, stack, end)
        typer.echo(f"Device Desk answers at {bot.web.url} (/healthz, /metrics). Stop it with Ctrl-C.")
        end.wait()


NEAR = timedelta(minutes=5)
"""How far from the present a tick may be where people would be told of it."""


def refuse_walked_time(settings: Settings, now: datetime) -> None:
    """Time is walked in a sandbox only: people in Slack would be reminded of what is not due yet, and only once.

    Raises `Faulty`.
    """
    if settings.is_real_slack and abs(now - clock.now()) > NEAR:
        problem = (
            f"is {now.isoformat()}, but time can only be walked in a sandbox: the reminders of that day would reach "
            f"people at {settings.slack_api_url} now, and not again when they are due"
        )
        raise Faulty("tick", [Fault("--at", problem)])


def tick_once(settings: Settings, now: datetime) -> None:
    """Run every job as of `now` (UTC); with Slack, deliver what is due then. Raises what `run_until_told` does."""
    refuse_walked_time(settings, now)
    migrations.upgrade(settings.database_url)
    core = build_core(settings, load_policy(settings.policy_file, settings.it_channel or ""))
    with closing(core.database):
        _heed_policy(core, settings, now)
        if not settings.has_slack:
            run_all(JOBS, core.services(NoDirectory()), now)
            typer.echo(f"Every job ran as of {now.isoformat()}; without Slack, nothing was delivered.")
            return
        office = open_office(core, settings, clock=clock.now, timing=Timing())
        run_all(JOBS, office.services, now)
        count = office.delivery.deliver_due(now)
        office.delivery.stop()
        typer.echo(f"Every job ran as of {now.isoformat()}; {count} messages were delivered.")


def _started(settings: Settings, stack: ExitStack) -> Assembly:
    """A bot at work over its database, which is migrated first; `stack` stops it."""
    migrations.upgrade(settings.database_url)
    policy = load_policy(settings.policy_file, settings.it_channel or "")
    if fault := nobody_for_limit(settings, policy):
        log.warning(fault)
    bot = build(build_core(settings, policy), settings)
    stack.callback(bot.stop)
    _heed_policy(bot.core, settings, clock.now())
    bot.start()
    return bot


def _heed_policy(core: Core, settings: Settings, now: datetime) -> None:
    """Let a policy that has changed since the last start reach what is open already."""
    if core.store.policy_mark.heed(fingerprint(settings.policy_file), core.policy.audits.every_days, now):
        log.info("the policy is new: everything that is open is looked at by it")


def _started_locally(settings: Settings, stack: ExitStack, end: End) -> Assembly:
    """A bot at work in a sandbox, in which a company has a past, and anybody can play with it in a browser."""
    from bot.play.opening import open_playground  # noqa: PLC0415  (the sandbox is not needed with Slack)

    typer.echo("No Slack tokens are set: a company to play with is made on this machine, which takes some seconds.")
    ground = open_playground(settings, stack, end.has_come)
    typer.echo(ground)
    return ground.bot
