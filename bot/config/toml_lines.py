"""On which line of a TOML file something stands: `tomllib` reads values and tells no places."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

Path = tuple[str | int, ...]
"""The way to a value: keys, and numbers within arrays of tables, from 0."""

_HEADER = re.compile(r"^\s*(?P<open>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*(?P<name>[A-Za-z0-9_.\"'-]+)\s*=(?P<value>.*)$")
_FENCES = ('"""', "'''")


class Lines:
    """The lines of a valid TOML text, by path."""

    def __init__(self, text: str) -> None:
        self._lines: Mapping[Path, int] = dict(_scan(text.splitlines()))

    def of(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that begins a line, which may be the file itself."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1


def dotted(path: Path) -> str:
    """How a path is written for people: `profiles[2].price`, counting from 0."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


def _scan(lines: Iterable[str]) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    seen: Counter[Path] = Counter()
    fence: str | None = None
    for number, line in enumerate(lines, start=1):
        if fence:
            fence = None if fence in line else fence
            continue
        if header := _HEADER.match(line):
            table = _keys(header["name"])
            if header["open"] == "[[":
                if not seen[table]:
                    yield table, number
                seen[table] += 1
                table = (*table, seen[table] - 1)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_keys(key["name"])), number
            fence = _opened(key["value"])


def _keys(name: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def _opened(value: str) -> str | None:
    """The quotes of a text that goes on below this line."""
    return next((fence for fence in _FENCES if value.count(fence) == 1), None)
