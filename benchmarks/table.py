"""The measurements as text."""

from collections.abc import Mapping, Sequence

from benchmarks.load import Run

Figures = Mapping[str, Sequence[Run]]
"""The runs of every case, at one number of connections."""

CASES = {
    "approve": "(a) Approve, with its commit",
    "mine": "(b) /device mine",
    "default": "(c) bare Bolt, defaults, only acks",
    "commit": "(d) bare Bolt, one raw commit",
}


def table(figures: Mapping[int, Figures]) -> str:
    """One row for every case and number of connections: milliseconds, requests a second, ratios of p50."""
    head = f"{'case':<36}{'conn.':>6}{'p50 ms':>9}{'p99 ms':>9}{'per s':>8}{'p50/(c)':>9}{'p50/(d)':>9}"
    rows = [
        f"{name:<36}{connections:>6}{_ms(runs[case], 50):>9.2f}{_ms(runs[case], 99):>9.2f}{_rate(runs[case]):>8.0f}"
        f"{_ratio(runs, case, 'default'):>9.2f}{_ratio(runs, case, 'commit'):>9.2f}"
        for connections, runs in figures.items()
        for case, name in CASES.items()
    ]
    return "\n".join([head, *rows])


def footprint(start_up: float, idle_mb: float | None) -> str:
    """Start-up and idle memory of the bot."""
    memory = f"{idle_mb:.0f} MB" if idle_mb is not None else "not told by this system"
    return f"start-up {start_up:.2f} s (to reach: 2), idle memory {memory} (to reach: 120 MB)"


def verdicts(figures: Mapping[int, Figures]) -> str:
    """What was to be reached, and whether it was."""
    goals = (
        ("one connection, (a) to (c) at p50", _ratio(figures[1], "approve", "default"), 0.35),
        ("one connection, (a) to (d) at p50", _ratio(figures[1], "approve", "commit"), 2.5),
        ("eight connections, p99 of (a) in ms", _ms(figures[8]["approve"], 99), 60.0),
    )
    return "\n".join(
        f"{name}: {value:.2f}, to reach at most {goal:g}: {'reached' if value <= goal else 'missed'}"
        for name, value, goal in goals
    )


def _seconds(runs: Sequence[Run]) -> list[float]:
    return sorted(second for one in runs for second in one.seconds)


def _ms(runs: Sequence[Run], percent: int) -> float:
    ordered = _seconds(runs)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _rate(runs: Sequence[Run]) -> float:
    return sum(len(one.seconds) for one in runs) / sum(one.elapsed for one in runs)


def _ratio(runs: Figures, case: str, base: str) -> float:
    return _ms(runs[case], 50) / _ms(runs[base], 50)
