"""What the sandbox's page costs: how soon it is usable, how much memory it holds, how many bytes a browser loads."""

import gzip
import re
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import playground
from sandbox.company import ANA, CHIARA, IT_DEVICES

LINKED = re.compile(r'(?:href|src)="(/static/[^"#]+)')
IMPORTED = re.compile(r'from "\./([^"]+)"')


@dataclass(frozen=True, slots=True)
class Footprint:
    """Seconds until the page is usable, resident megabytes at rest, and kilobytes of pages (plain, and compressed)."""

    usable_after: float
    memory_mb: float | None
    home_kb: float
    home_zipped_kb: float
    channel_kb: float

    def __str__(self) -> str:
        memory = f"{self.memory_mb:.0f} MB" if self.memory_mb is not None else "not told by this system"
        return (
            f"the page: usable after {self.usable_after:.1f} s, idle memory of sandbox and bot {memory}; Home with"
            f" scripts and styles {self.home_kb:.0f} kB ({self.home_zipped_kb:.0f} kB compressed), a full channel"
            f" {self.channel_kb:.0f} kB"
        )


def footprint(directory: Path) -> Footprint:
    """Start the sandbox with its company, and look at it as a browser does."""
    with playground(directory) as server:
        site = f"http://127.0.0.1:{server.port + 1}"
        home = _loaded(site, f"/as/{CHIARA}/home")
        return Footprint(
            usable_after=server.start_up,
            memory_mb=server.memory_mb,
            home_kb=sum(map(len, home)) / 1000,
            home_zipped_kb=sum(len(gzip.compress(one)) for one in home) / 1000,
            channel_kb=len(_read(f"{site}/as/{ANA}/{IT_DEVICES}")) / 1000,
        )


def _loaded(site: str, path: str) -> list[bytes]:
    """A page, and everything that it has a browser load: what its scripts import, too."""
    page = _read(site + path)
    wanted, loaded = list(dict.fromkeys(LINKED.findall(page.decode()))), {path: page}
    while wanted:
        name = wanted.pop()
        if name not in loaded:
            loaded[name] = _read(site + name)
            wanted += [f"/static/{one}" for one in IMPORTED.findall(loaded[name].decode())]
    return list(loaded.values())


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        content: bytes = answer.read()
    return content
