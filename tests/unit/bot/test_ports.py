"""A port that is taken is told in a sentence, with one that is free."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot.faults import Faulty
from bot.local import check_page
from bot.ports import another, listen

HERE = "127.0.0.1"
IN_A_ROW = 4


@pytest.fixture
def row() -> Iterator[tuple[int, list[socket.socket]]]:
    """Some ports in a row that are ours, the first of them by its number."""
    for _ in range(100):
        with ExitStack() as stack:
            first = stack.enter_context(socket.create_server((HERE, 0)))
            port: int = first.getsockname()[1]
            try:
                others = [stack.enter_context(socket.create_server((HERE, port + n))) for n in range(1, IN_A_ROW)]
            except (OSError, OverflowError):
                continue
            yield port, [first, *others]
            return
    pytest.fail("there are no free ports in a row")


def test_a_free_port_is_taken(row: tuple[int, list[socket.socket]]) -> None:
    port, held = row
    held[0].close()
    with listen(HERE, port) as ours:
        assert ours.getsockname() == (HERE, port)


def test_one_that_is_in_use_is_told_with_another(row: tuple[int, list[socket.socket]]) -> None:
    port, held = row
    held[2].close()
    with pytest.raises(Faulty) as caught:
        listen(HERE, port)
    assert str(caught.value.faults[0]) == (
        f"PORT: {port} is in use: stop what listens there, or choose another one, like this: PORT={port + 2} make run"
    )


def test_as_many_are_free_as_are_needed_together(row: tuple[int, list[socket.socket]]) -> None:
    port, held = row
    held[1].close()
    held[2].close()
    held[3].close()
    with pytest.raises(Faulty, match=rf"PORT={port + 2} make run"):
        listen(HERE, port, together=2)


def test_where_none_is_near_none_is_named() -> None:
    assert another(HERE, 65_535, 1) == ""
    assert another("no-such-host.invalid", 3000, 1) == ""


def test_the_pages_port_is_told_as_what_follows_from_the_bots(row: tuple[int, list[socket.socket]]) -> None:
    port, held = row
    held[2].close()
    held[3].close()
    with pytest.raises(Faulty) as caught:
        check_page(port + 1)
    assert str(caught.value.faults[0]) == (
        f"PORT: {port} would have the page at {port + 1}, and that is in use: "
        f"stop what listens there, or choose another one, like this: PORT={port + 2} make run"
    )


def test_there_is_no_page_behind_the_last_port() -> None:
    with pytest.raises(Faulty):
        check_page(65_536)


def test_any_port_will_do_for_a_page_at_none() -> None:
    check_page(0)
