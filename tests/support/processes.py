"""Processes that start at once: each is a copy of one that has imported everything already.

Starting Python and importing the bot takes longer than most tests. A copy has a process id, memory and files of its
own, and `kill -9` ends it as it ends any other.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

IMPORTED = ("bot.running", "bot.doctor", "tests.faults.sender", "tests.faults.walker", "tests.support.at_once")

PATIENCE = 40
"""Seconds to wait for a word, or for an end."""

_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(list(IMPORTED))


def started(work: Callable[..., None], *given: object) -> BaseProcess:
    """A process that does `work`, and ends with it; with this one at the latest."""
    process = _COPIES.Process(target=work, args=given, daemon=True)
    process.start()
    return process


def line() -> tuple[Connection, Connection]:
    """Two ends of a line: one to keep, one to give to a process."""
    return _COPIES.Pipe()


def heard(end: Connection) -> object:
    """The next word that comes over a line."""
    assert end.poll(PATIENCE), "nobody said a word"
    return end.recv()


def ended(process: BaseProcess, number: signal.Signals | None = None) -> int:
    """How a process ended, by itself or by a signal: its exit code, or the signal's number below zero."""
    if number is not None:
        assert process.pid
        os.kill(process.pid, number)
    process.join(PATIENCE)
    code = process.exitcode
    assert code is not None, "it did not end"
    process.close()
    return code
