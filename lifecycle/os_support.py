"""Until when makers keep operating systems safe: a dated snapshot, so that the answer needs no network.

The days are from the data of endoflife.date (https://github.com/endoflife-date/endoflife.date, commit a70eca3),
Copyright (c) endoflife.date contributors, MIT licence, as of `AS_OF`. Of Windows the Enterprise editions count, which
companies have; of iOS and iPadOS the end of active support where the end of life has no day.
"""

import re
from collections.abc import Mapping
from datetime import date

AS_OF = date(2026, 8, 22)

ENDS: Mapping[tuple[str, str], date] = {
    ("macos", "12"): date(2024, 9, 16),
    ("macos", "13"): date(2025, 9, 15),
    ("windows", "10 22h2"): date(2025, 10, 14),
    ("windows", "11 23h2"): date(2026, 11, 10),
    ("windows", "11 24h2"): date(2027, 10, 12),
    ("windows", "11 25h2"): date(2028, 10, 10),
    ("windows", "11 26h1"): date(2029, 3, 13),
    ("ios", "15"): date(2022, 9, 12),
    ("ios", "16"): date(2023, 9, 18),
    ("ios", "17"): date(2025, 5, 13),
    ("ios", "18"): date(2025, 9, 15),
    ("ipados", "15"): date(2022, 10, 24),
    ("ipados", "16"): date(2023, 9, 18),
    ("ipados", "17"): date(2024, 8, 19),
    ("android", "13"): date(2026, 3, 2),
}
"""The last day of support, by system and release."""

_RELEASES = (
    ("windows", re.compile(r"\bwindows\D{0,20}(1[01])\D.*?(2\dh[12])\b")),
    ("macos", re.compile(r"\bmac ?os(?: ?x)?\D{0,20}(\d\d)\b")),
    ("ipados", re.compile(r"\bipados\D{0,5}(\d\d)\b")),
    ("ios", re.compile(r"\bios\D{0,5}(\d\d)\b")),
    ("android", re.compile(r"\bandroid\D{0,5}(\d\d)\b")),
)
"""How people and device managements write a release: "Windows 11 Pro 23H2", "macOS 13.6.1"."""


_BUILD = re.compile(r"\b10\.0\.(\d{5})\b")
_BUILDS = {
    "19045": "10 22h2",
    "22631": "11 23h2",
    "26100": "11 24h2",
    "26200": "11 25h2",
    "28000": "11 26h1",
}
"""Windows by its build, as device managements tell it: "10.0.22631.4460" [learn.microsoft.com: Windows releases]."""


def supported_until(system: str) -> date | None:
    """The last day on which a system is kept safe; None where that is not known, or has no end yet."""
    written = system.casefold()
    if found := _BUILD.search(written):
        return ENDS.get(("windows", _BUILDS.get(found[1], "")))
    for name, release in _RELEASES:
        if found := release.search(written):
            return ENDS.get((name, " ".join(found.groups())))
    return None
