"""Refusals of every kind, with facts of which each may be as long as any."""

from collections.abc import Iterator

from lifecycle.errors import Fact
from lifecycle.importing import Judgement, Verdict
from lifecycle.list_flaws import Why
from messages.reader import Reader
from messages.rows import RowWords, Way
from messages.verbatim import Verbatim
from messages.voice import voice
from tests.support.samples import POLICY


def facts(filling: str) -> dict[str, Fact]:
    """What any refusal may be worded with."""
    return {
        **dict.fromkeys(("column", "value", "serial", "tag", "other", "holder", "request"), filling),
        "number": 1_234_567,
        "most": 300,
        "row": 12,
        "field": "serial",
        "fields": "category, country",
        "state": "in_stock",
        "listed": "in_use",
        "decimals": "point",
        "order": "day-first",
    }


def refused(why: Why, filling: str = "Pending", **changes: Fact) -> Judgement:
    """A row that is refused for a reason."""
    return Judgement(row=3, verdict=Verdict.REFUSED, why=why, facts={**facts(filling), **changes})


def variations(why: Why) -> Iterator[Judgement]:
    """A refusal with the facts that make other words of it."""
    yield refused(why)
    yield refused(why, field="asset_tag", fields="model", decimals="comma", order="month-first", holder=None)
    yield refused(why, fields="model, manufacturer", decimals=None, order="iso")
    if why is Why.GONE:
        yield refused(why, tag=None)


def words(locale: str, way: Way) -> RowWords:
    """The words for a reader, typed or in Slack."""
    reader = Reader(locale, "Europe/Berlin")
    return RowWords(voice(reader) if way is Way.DROPPED else Verbatim(reader), way, POLICY)
