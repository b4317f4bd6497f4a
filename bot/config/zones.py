"""Countries, and in which of them a time zone is: the only hint that Slack gives about where somebody works."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files


def country_of(zone: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) of an IANA zone, by its present or an older name; None for "Etc/UTC"."""
    countries = _countries_of_zones()
    if zone in countries:
        return countries[zone]
    return countries.get(_older_names().get(zone, ""))


@lru_cache
def all_countries() -> frozenset[str]:
    """Every country's code (ISO 3166-1 alpha-2)."""
    return frozenset(line.split("\t")[0] for line in _lines("iso3166.tab"))


@lru_cache
def _countries_of_zones() -> dict[str, str]:
    rows = (line.split("\t") for line in _lines("zone.tab"))
    return {zone: country for country, _, zone, *_ in rows}


@lru_cache
def _older_names() -> dict[str, str]:
    """The links of the database, `L TARGET NAME`: "Asia/Calcutta" is "Asia/Kolkata"."""
    rows = (line.split() for line in _lines("tzdata.zi") if line.startswith("L "))
    return {name: target for _, target, name in rows}


def _lines(file: str) -> Iterator[str]:
    text = (files("tzdata") / "zoneinfo" / file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
