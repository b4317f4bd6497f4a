"""The command line, as it is typed."""

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sandbox import Sandbox
from sandbox.company import IT, IT_DEVICES
from tests.support.processes import ended, started

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
        """Run a command in a process that has imported the bot already; tells what it said and how it ended."""
        said = self.directory / "stdout", self.directory / "stderr"
        code = ended(started(run, arguments, self.directory, self._variables(), *said))
        return subprocess.CompletedProcess(arguments, code, *(one.read_text(encoding="utf-8") for one in said))

    def bot_from_scratch(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command as it is typed."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.directory,
            env=self._variables(),
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

    def _variables(self) -> Mapping[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "POLICY_FILE": str(ROOT / "policy.toml"),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": "k" * 40,
            "LOG_LEVEL": "ERROR",
            **self.environment,
        }


def run(arguments: tuple[str, ...], directory: Path, variables: Mapping[str, str], stdout: Path, stderr: Path) -> None:
    """Do what `python -m bot` does, in this process: in that directory, with those variables and none of its own."""
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(variables)
    for number, path in ((1, stdout), (2, stderr)):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.argv = ["bot", *arguments]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
