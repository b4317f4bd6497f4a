import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from bot.shutdown import stop_all

ROOT = Path(__file__).parents[3]
WAITER = """
import sys
from bot.shutdown import End
end = End()
end.listen()
print("waiting", flush=True)
end.wait()
print("ending", flush=True)
if sys.argv[1] == "hang":
    sys.stdin.read()
"""


ELSEWHERE = """
import signal
import threading
from bot.shutdown import End
end = End()
end.listen()
telling = threading.Timer(0.3, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGTERM))
telling.start()
end.wait()
"""


def test_a_signal_that_does_not_wake_whoever_waits_is_the_end_too() -> None:
    """It may come to another thread, or in the moment between the last look and the wait."""
    assert subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=ROOT, timeout=20, check=False).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_the_end(number: signal.Signals) -> None:
    with waiter("go") as process:
        process.send_signal(number)
        assert process.wait(10) == 0


def test_a_second_signal_ends_at_once() -> None:
    with waiter("hang") as process:
        assert process.stdout is not None
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "ending\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == -signal.SIGTERM


def test_every_part_is_stopped_in_order_even_when_one_fails() -> None:
    done: list[str] = []

    def broken() -> None:
        done.append("two")
        raise ValueError

    groups = [[("one", lambda: done.append("one"))], [("two", broken)], [("three", lambda: done.append("three"))]]
    stop_all(groups, timedelta(seconds=5))
    assert done == ["one", "two", "three"]


def test_the_parts_of_a_group_end_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=5)
    stop_all([[("one", both.wait), ("two", both.wait)]], timedelta(seconds=10))
    assert not both.broken


def test_what_does_not_end_in_time_is_left_behind(caplog: pytest.LogCaptureFixture) -> None:
    never, last = threading.Event(), threading.Event()
    stop_all([[("stuck", never.wait)], [("last", last.set)]], timedelta(seconds=0.2))
    assert last.wait(5)
    assert "the end of stuck did not come in time" in caplog.text
    never.set()


def waiter(how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WAITER, how], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "waiting\n"
    return process
