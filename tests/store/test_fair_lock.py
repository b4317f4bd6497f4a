from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from store.engine.database import Sqlite
from store.engine.fair_lock import FairLock


def until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + 10
    while not condition():
        assert monotonic() < deadline, "it never came to be"
        Event().wait(0.001)


def has_waiting(lock: FairLock, number: int) -> bool:
    return lock.waiting == number


def test_threads_are_served_in_the_order_of_arrival() -> None:
    lock, served = FairLock(), list[int]()

    def visit(number: int) -> None:
        with lock:
            served.append(number)

    threads = [Thread(target=visit, args=(number,)) for number in range(20)]
    with lock:
        for number, thread in enumerate(threads, start=1):
            thread.start()
            until(partial(has_waiting, lock, number))
    for thread in threads:
        thread.join(10)
    assert served == list(range(20))


def test_writers_of_one_process_are_served_in_the_order_of_arrival(tmp_path: Path) -> None:
    served = list[int]()
    database = Sqlite(f"sqlite:///{tmp_path / 'desk.sqlite3'}")

    def write(number: int) -> None:
        with database.writer():
            served.append(number)

    threads = [Thread(target=write, args=(number,)) for number in range(10)]
    with closing(database):
        with database.writer():
            for number, thread in enumerate(threads, start=1):
                thread.start()
                until(partial(has_waiting, database.turn, number))
        for thread in threads:
            thread.join(10)
    assert served == list(range(10))


def test_the_next_one_is_served_when_the_one_before_fails() -> None:
    lock = FairLock()
    with pytest.raises(ZeroDivisionError), lock:
        1 / 0  # noqa: B018
    with lock:
        assert lock.waiting == 0
