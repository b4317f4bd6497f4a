"""Running the bot, until it is told to end; and one tick of it."""

from contextlib import ExitStack, closing
from datetime import datetime

import typer

from bot import clock
from bot.app import Assembly, build, open_office
from bot.core import build_core
from bot.delivery import Timing
from bot.directory import NoDirectory
from bot.policy import load_policy
from bot.settings import Settings
from bot.shutdown import End
from scheduler import JOBS, run_all
from store import migrations


def run_until_told(settings: Settings) -> None:
    """Start the bot, and stop it in order at SIGTERM or SIGINT.

    Raises `Faulty`, or `store.migrations.DatabaseAhead`.
    """
    end = End()
    end.listen()
    with ExitStack() as stack:
        bot = _built(settings, stack) if settings.has_slack else _built_locally(settings, stack)
        bot.start()
        typer.echo(f"Device Desk answers at {bot.web.url} (/healthz, /metrics). Stop it with Ctrl-C.")
        end.wait()


def tick_once(settings: Settings, now: datetime) -> None:
    """Run every job as of `now` (UTC); with Slack, deliver what is due then. Raises what `run_until_told` does."""
    migrations.upgrade(settings.database_url)
    core = build_core(settings, load_policy(settings.policy_file, settings.it_channel or ""))
    with closing(core.database):
        if not settings.has_slack:
            run_all(JOBS, core.services(NoDirectory()), now)
            typer.echo(f"Every job ran as of {now.isoformat()}; without Slack, nothing was delivered.")
            return
        office = open_office(core, settings, clock=clock.now, timing=Timing())
        run_all(JOBS, office.services, now)
        count = office.delivery.deliver_due(now)
        office.delivery.stop()
        typer.echo(f"Every job ran as of {now.isoformat()}; {count} messages were delivered.")


def _built(settings: Settings, stack: ExitStack) -> Assembly:
    """A bot over its database, which is migrated first; `stack` stops it."""
    migrations.upgrade(settings.database_url)
    bot = build(settings, load_policy(settings.policy_file, settings.it_channel or ""))
    stack.callback(bot.stop)
    return bot


def _built_locally(settings: Settings, stack: ExitStack) -> Assembly:
    """A bot in a sandbox, with a small company's devices on record."""
    from bot.company import furnish  # noqa: PLC0415  (the sandbox is not needed with Slack)
    from bot.local import sandbox_workspace  # noqa: PLC0415

    local = stack.enter_context(sandbox_workspace(settings))
    local.clear_database()
    typer.echo(local)
    bot = _built(local.settings, stack)
    furnish(bot.core, bot.office.directory, clock.now())
    return bot
