"""The command line, as it is typed."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from sandbox import Sandbox
from sandbox.company import IT, IT_DEVICES

ROOT = Path(__file__).parents[3]


@dataclass
class Shell:
    """A working directory with the default policy, and the environment of the commands."""

    directory: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.directory / 'desk.db'}"

    def bot(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "POLICY_FILE": str(ROOT / "policy.toml"),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": "k" * 40,
            "LOG_LEVEL": "ERROR",
            **self.environment,
        }
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.directory,
            env=environment,
            capture_output=True,
            text=True,
            timeout=40,
            check=False,
        )

    def work_in(self, sandbox: Sandbox) -> None:
        self.environment |= {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "IT_CHANNEL": IT_DEVICES,
            "IT_USERGROUP": IT,
        }
