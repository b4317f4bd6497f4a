"""Reports on their way: by direct message, and on the command line."""

import logging
import subprocess
import sys
from dataclasses import replace

import pytest

from bot.delivery.answers import BackgroundAnswers
from bot.slack.client import web_client
from messages.payload import Message
from messages.report.parts import Picture, Report
from sandbox.company import ANA
from sandbox.faults import LostBefore, ServerError
from store.engine import migrations
from tests.unit.bot.post import QUICK, PostOffice, settings_of
from tests.unit.bot.shell import Shell

PNG = b"\x89PNG as far as Slack looks"
REPORT = Report(
    message=Message("Two devices are out.", []),
    draw=lambda: Picture(png=PNG, name="returns.png", title="Returns", alt="A bar."),
    without="There is no picture.",
)


def broken() -> Picture:
    raise ValueError("no font")


@pytest.fixture
def answers(post: PostOffice) -> BackgroundAnswers:
    return BackgroundAnswers(web_client(settings_of(post.sandbox), timeout=QUICK.http))


def messages(post: PostOffice) -> list[tuple[str, tuple[str, ...]]]:
    """What is in Ana's conversation with the desk: text, and titles of files."""
    dm, workspace = post.dm(ANA), post.sandbox.workspace
    with workspace.changing():
        found = [one for one in workspace.messages_for(ANA) if one.channel == dm]
        files = workspace.files.by_id
        return [(one.text, tuple(files[name].title for name in one.files)) for one in found]


def test_the_picture_comes_after_the_words(post: PostOffice, answers: BackgroundAnswers) -> None:
    answers.send(ANA, REPORT)
    answers.stop()
    assert messages(post) == [("Two devices are out.", ()), ("", ("Returns",))]
    (file,) = post.sandbox.workspace.files.by_id.values()
    assert (file.name, file.content) == ("returns.png", PNG)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", [ServerError(500), LostBefore()], ids=["refused", "lost"])
def test_a_picture_that_cannot_be_sent_is_logged_and_told(
    post: PostOffice,
    answers: BackgroundAnswers,
    caplog: pytest.LogCaptureFixture,
    method: str,
    fault: ServerError | LostBefore,
) -> None:
    post.sandbox.faults.order(method, fault)
    answers.send(ANA, REPORT)
    answers.stop()
    assert messages(post) == [("Two devices are out.", ()), ("There is no picture.", ())]
    assert "the picture of a report could not be sent" in caplog.text


def test_a_picture_that_cannot_be_drawn_is_logged_and_told(
    post: PostOffice, answers: BackgroundAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    answers.send(ANA, replace(REPORT, draw=broken))
    answers.stop()
    assert messages(post)[1:] == [("There is no picture.", ())]
    assert "could not be sent: ValueError" in caplog.text


def test_words_that_slack_does_not_take_are_given_up(
    post: PostOffice, answers: BackgroundAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    post.sandbox.faults.order("chat.postMessage", ServerError(500))
    with caplog.at_level(logging.WARNING):
        answers.send(ANA, REPORT)
        answers.stop()
    assert messages(post) == []
    assert "an answer was refused" in caplog.text


def test_the_report_on_the_command_line(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    told = shell.bot("report", "returns", "--picture", "returns.png")
    assert (told.returncode, told.stderr) == (0, "")
    assert "No return was opened in this time, and nothing is outside." in told.stdout
    assert (shell.directory / "returns.png").read_bytes().startswith(b"\x89PNG")


def test_the_fleet_on_the_command_line(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    told = shell.bot("report", "fleet", "--picture", "fleet.png")
    assert (told.returncode, told.stderr) == (0, "")
    assert "There is no device on record yet." in told.stdout
    assert (shell.directory / "fleet.png").read_bytes().startswith(b"\x89PNG")


def test_a_report_that_cannot_be(shell: Shell) -> None:
    assert shell.bot("report", "weather").returncode == 2
    migrations.upgrade(shell.database_url)
    told = shell.bot("report", "returns", "--picture", "nowhere/returns.png")
    assert told.returncode == 1
    assert "--picture: nowhere/returns.png cannot be written: No such file or directory" in told.stderr


def test_nothing_heavy_is_loaded_before_somebody_wants_a_picture_or_a_workbook() -> None:
    heavy = {"matplotlib", "numpy", "openpyxl"}
    code = f"import sys, bot.app, bot.reports; sys.exit(not {heavy}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_due_for_replacement_on_the_command_line(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    told = shell.bot("report", "refresh", "--picture", "refresh.png")
    assert (told.returncode, told.stderr) == (0, "")
    assert "No device is due for replacement." in told.stdout
    assert (shell.directory / "refresh.png").read_bytes().startswith(b"\x89PNG")
