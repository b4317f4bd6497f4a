"""The tour is a check as well as a show: it ends with 0 only when everything was as it must be."""

import os
import subprocess
import sys
from pathlib import Path

from bot.tour.story import STORY

ROOT = Path(__file__).parents[2]
DEADLINE = 30
"""Seconds that the tour may take at most."""

NO_WAY_OUT = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
"""A proxy that answers nobody: the sandbox is on this machine, and needs none."""

IMPOSSIBLE = """
import sys
from bot.tour import main
from bot.tour.stage import Step
sys.exit(main((Step("The moon", lambda stage: stage.holds(False, "the moon is made of cheese")),)))
"""
UNSEEN = """
import sys
from bot.tour import main
from bot.tour.stage import Step
from sandbox.company import ANA
from sandbox.person import Person
sys.exit(main((Step("A dream", lambda stage: Person(stage.sandbox, ANA, patience=0.1).dm("a raise")),)))
"""


def python(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **NO_WAY_OUT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=DEADLINE,
        check=False,
    )


def test_everything_goes_as_it_must_and_is_shown_in_100_columns() -> None:
    ended = python("-m", "bot", "tour")
    assert ended.returncode == 0, ended.stdout
    told = ended.stdout.splitlines()
    steps = [f"{number:2}. {step.title}" for number, step in enumerate(STORY, start=1)]
    assert [line for line in told if line in steps] == steps
    assert told[-1].startswith("Everything was as it must be, in")
    assert {"    │ [Approve] [Decline]", "    │ [It has arrived] [Something is wrong]"} <= set(told)
    assert max(map(len, told)) <= 100


def test_what_is_not_so_ends_it_with_an_account() -> None:
    ended = python("-c", IMPOSSIBLE)
    assert ended.returncode == 1
    assert " 1. The moon" in ended.stdout
    assert "IT WENT OTHERWISE\n    This is not so: the moon is made of cheese" in ended.stdout
    assert "Traceback" not in ended.stdout


def test_what_nobody_sees_ends_it_with_the_whole_screen() -> None:
    ended = python("-c", UNSEEN)
    assert ended.returncode == 1
    assert "@ana does not see a direct message with 'a raise'" in ended.stdout
    assert "what @ana sees" in ended.stdout
