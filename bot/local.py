"""A workspace on this machine: the sandbox, with the bot installed in it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import SecretStr

from bot import manifest
from bot.settings import SANDBOX_DATABASE, Settings
from sandbox import Sandbox
from sandbox.company import IT, IT_DEVICES, KAREN, Company

SQLITE_FILES = ("", "-wal", "-shm")
"""What SQLite adds to the name of a database for its files."""


GUIDE = (
    "Device Desk works in it. To see the whole road of a device, from the request to “It has arrived”, run "
    "“.venv/bin/python -m bot tour”: it plays the people, in a sandbox of its own, and shows what each of them sees."
)
"""What the sandbox's page says of the bot."""


@dataclass(frozen=True, slots=True)
class LocalWorkspace:
    """A running sandbox, and the settings of a bot that works in it."""

    sandbox: Sandbox
    settings: Settings

    @property
    def is_kept(self) -> bool:
        """Whether the record outlives the sandbox, because somebody chose the database."""
        return "database_url" in self.settings.model_fields_set

    def clear_database(self) -> None:
        """Begin with an empty record: an earlier one points at messages that went with their sandbox."""
        if not self.is_kept:
            for ending in SQLITE_FILES:
                Path(f"{SANDBOX_DATABASE}{ending}").unlink(missing_ok=True)

    def __str__(self) -> str:
        record = "the database of DATABASE_URL" if self.is_kept else f"{SANDBOX_DATABASE}, empty at every start"
        return (
            f"No Slack tokens are set: the sandbox, a workspace on this machine, listens at {self.sandbox.url}.\n"
            f"A browser shows there which people and channels it has. The bot's record is in {record}.\n"
            "`.venv/bin/python -m bot tour` walks the whole road of a device, in a sandbox of its own."
        )


@contextmanager
def sandbox_workspace(settings: Settings, company: Company | None = None) -> Iterator[LocalWorkspace]:
    """A running sandbox, with the small company unless another is given: Ana and Bruno are IT, Karen approves."""
    with Sandbox(company, scopes=manifest.scopes(), events=manifest.events(), guide=GUIDE) as sandbox:
        changes = {
            "slack_bot_token": SecretStr(sandbox.bot_token),
            "slack_app_token": SecretStr(sandbox.app_token),
            "slack_signing_secret": None,
            "slack_api_url": sandbox.api_url,
            "it_channel": IT_DEVICES,
            "it_usergroup": IT,
            "it_users": (),
            "approver_users": (KAREN,),
        }
        workspace = LocalWorkspace(sandbox, settings.model_copy(update=changes))
        if workspace.is_kept or settings.secret_key:
            yield workspace
        else:
            passing = SecretStr(secrets.token_urlsafe(48))
            yield replace(workspace, settings=workspace.settings.model_copy(update={"secret_key": passing}))
