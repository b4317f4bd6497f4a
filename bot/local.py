"""A workspace on this machine: the sandbox, with the bot installed in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.clock import Clock
from bot.clock import now as present
from bot.config import manifest
from bot.config.settings import SANDBOX_DATABASE, Settings
from bot.delivery.deliverer import Timing
from bot.faults import Fault, Faulty
from bot.ports import another, is_free
from sandbox import Sandbox
from sandbox.browser.stage import Stage
from sandbox.company import IT, IT_DEVICES, KAREN, Company
from sandbox.server import HOST
from store.outbox.outbox import Pace

SQLITE_FILES = ("", "-wal", "-shm")
"""What SQLite adds to the name of a database for its files."""

MAIL_FROM = "Device Desk <desk@tallpine.example>"
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  (looked for, not listened at)

UNHURRIED = Timing(
    look=timedelta(seconds=1),
    patience=timedelta(),
    pace=Pace(per_target=timedelta(), dms=100_000, window=timedelta(minutes=1)),
)
"""Nobody is annoyed by the pace of messages in a sandbox, and what is put off is a matter of walking on."""


@dataclass(frozen=True, slots=True)
class LocalWorkspace:
    """A running sandbox, and the settings of a bot that works in it."""

    sandbox: Sandbox
    settings: Settings


def clear_database(settings: Settings) -> None:
    """Begin with an empty record: an earlier one points at messages that went with their sandbox."""
    if settings.has_passing_record:
        database = Path(SANDBOX_DATABASE).resolve()
        for ending in SQLITE_FILES:
            database.with_name(f"{database.name}{ending}").unlink(missing_ok=True)


def check_page(port: int) -> None:
    """Raises `Faulty` when nobody can listen at the port that the page is to have (0: any)."""
    if port and not is_free(HOST, port):
        way_out = another(HOST, port - 1, together=2)
        problem = (
            f"{port - 1} would have the page at {port}, and that is in use: stop what listens there, or choose another"
            f" one{way_out}"
        )
        raise Faulty("The settings", [Fault("PORT", problem)])


@contextmanager
def sandbox_workspace(
    settings: Settings,
    company: Company | None = None,
    *,
    clock: Clock = present,
    stage: Stage | None = None,
    port: int = 0,
) -> Iterator[LocalWorkspace]:
    """A running sandbox, with the small company unless another is given: Ana and Bruno are IT, Karen approves.

    No letter leaves this machine: where the bot's port is known, so that links can lead back to it, the sandbox has a
    mail server of its own, and otherwise no letter is written.
    """
    with Sandbox(
        company,
        clock=clock,
        scopes=manifest.scopes(),
        events=manifest.events(),
        stage=stage,
        port=port,
        has_mailroom=settings.port != 0,
    ) as sandbox:
        yield LocalWorkspace(sandbox, _settings_in(sandbox, settings))


def _settings_in(sandbox: Sandbox, settings: Settings) -> Settings:
    host = HOST if settings.host in EVERYWHERE else settings.host
    changes = {
        "slack_bot_token": SecretStr(sandbox.bot_token),
        "slack_app_token": SecretStr(sandbox.app_token),
        "slack_signing_secret": None,
        "slack_api_url": sandbox.api_url,
        "it_channel": IT_DEVICES,
        "it_usergroup": IT,
        "it_users": (),
        "approver_users": (KAREN,),
        "smtp_url": SecretStr(sandbox.mailroom.url) if sandbox.mailroom else None,
        "mail_from": MAIL_FROM if sandbox.mailroom else None,
        "public_url": f"http://{host}:{settings.port}" if sandbox.mailroom else None,
    }
    return settings.model_copy(update=changes)
