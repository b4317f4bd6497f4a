"""Dates in messages stand in the language of whoever reads, as in Slack."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.dates import draw_date

MOMENT = datetime(2026, 11, 4, 8, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "drawn"),
    [
        ("en-US", "Nov 4, 2026 | November 4, 2026 | Wednesday, November 4, 2026 | 2026-11-04"),
        ("en-GB", "4 Nov 2026 | 4 November 2026 | Wednesday, 4 November 2026 | 2026-11-04"),
        ("de-DE", "04.11.2026 | 4. November 2026 | Mittwoch, 4. November 2026 | 2026-11-04"),
        ("fr-FR", "4 nov. 2026 | 4 novembre 2026 | mercredi 4 novembre 2026 | 2026-11-04"),
        ("pt-BR", "4 de nov. de 2026 | 4 de novembro de 2026 | quarta-feira, 4 de novembro de 2026 | 2026-11-04"),
        ("xx-XX", "Nov 4, 2026 | November 4, 2026 | Wednesday, November 4, 2026 | 2026-11-04"),
        ("", "Nov 4, 2026 | November 4, 2026 | Wednesday, November 4, 2026 | 2026-11-04"),
    ],
)
def test_dates_are_in_the_readers_language(locale: str, drawn: str) -> None:
    pattern = "{date_short} | {date} | {date_long} | {date_num}"
    assert draw_date(pattern, MOMENT, MOMENT, locale) == drawn


@pytest.mark.parametrize(
    ("locale", "near"),
    [
        ("en-US", ["yesterday", "today", "tomorrow"]),
        ("de-DE", ["gestern", "heute", "morgen"]),
        ("es-ES", ["ayer", "hoy", "mañana"]),
        ("nl-NL", ["4 nov 2026", "4 nov 2026", "4 nov 2026"]),
    ],
)
def test_near_days_have_names(locale: str, near: list[str]) -> None:
    days = [MOMENT - timedelta(days=days) for days in (-1, 0, 1)]
    assert [draw_date("{date_short_pretty}", MOMENT, now, locale) for now in days] == near


def test_two_days_ago_is_a_date() -> None:
    assert draw_date("{date_pretty}", MOMENT, MOMENT + timedelta(days=2), "de-DE") == "4. November 2026"


def test_the_wall_clock_has_24_hours() -> None:
    assert draw_date("{time} {time_secs}", MOMENT, MOMENT, "en-US") == "08:05 08:05:09"


def test_a_token_that_slack_does_not_know_is_said() -> None:
    with pytest.raises(KeyError):
        draw_date("{era}", MOMENT, MOMENT, "en-US")
