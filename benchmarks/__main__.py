"""`make bench`: the bot next to bare Bolt apps, in one interleaved run on this machine.

Every case gets the same number of signed requests over kept-alive connections, in turn, round by round, so that a
drift of the machine's speed hits all alike. What counts are the ratios.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from benchmarks import importing, page
from benchmarks.load import Run, run
from benchmarks.preparing import prepare
from benchmarks.servers import bare, bot
from benchmarks.signing import click_body, command_body
from benchmarks.table import Figures, footprint, table, verdicts
from sandbox import Sandbox
from sandbox.company import ANA, GRETA

CONNECTIONS = (1, 8, 32)
ROUNDS = 5
PER_ROUND = 160
WARM_UP = 40


def main() -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        directory = Path(folder)
        per_connection = ROUNDS * PER_ROUND + WARM_UP
        approvals = iter(prepare(directory / "desk.db", per_connection * len(CONNECTIONS)))
        desk = stack.enter_context(bot(stack.enter_context(Sandbox()), directory / "desk.db"))
        idle = desk.memory_mb
        ports = {
            "approve": desk.port,
            "mine": desk.port,
            "default": stack.enter_context(bare("default", directory)).port,
            "commit": stack.enter_context(bare("commit", directory)).port,
        }
        figures = {count: _measure(ports, _bodies(approvals), count) for count in CONNECTIONS}
        sys.stdout.write(table(figures) + "\n\n" + footprint(desk.start_up, idle) + "\n\n" + verdicts(figures) + "\n\n")
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"{page.footprint(Path(folder))}\n")
        for one in importing.figures(Path(folder)):
            sys.stdout.write(f"{one}\n")


def _bodies(approvals: Iterator[int]) -> Mapping[str, Iterator[bytes]]:
    """Endless requests for every case; an approval is never sent twice."""
    counter = iter(range(10**9))
    return {
        "approve": (click_body("approve", f"request:{one}", ANA, f"1764000000.{one:06}") for one in approvals),
        "mine": (command_body("mine", GRETA, f"trigger-{one}") for one in counter),
        "default": (click_body("approve", f"request:{one}", ANA, f"1764000000.{one:06}") for one in counter),
        "commit": (click_body("approve", f"request:{one}", ANA, f"1764000000.{one:06}") for one in counter),
    }


def _measure(ports: Mapping[str, int], bodies: Mapping[str, Iterator[bytes]], connections: int) -> Figures:
    for case, port in ports.items():
        run(port, list(islice(bodies[case], WARM_UP)), connections)
    runs: dict[str, list[Run]] = defaultdict(list)
    for _ in range(ROUNDS):
        for case, port in ports.items():
            runs[case].append(run(port, list(islice(bodies[case], PER_ROUND)), connections))
    return runs


if __name__ == "__main__":
    main()
