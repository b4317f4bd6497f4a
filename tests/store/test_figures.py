"""Figures about returns, from what is on record."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.policy import Audience, Rung
from lifecycle.reads.figures import PERIOD, Figures, Outside, Share
from lifecycle.request import Nudge
from lifecycle.retrieval import ItemOutcome, Kit, Return, ReturnState
from tests.support.company import NOW, Company
from tests.support.returns import change_case, change_device, open_case

DAY = timedelta(days=1)
LONG_AGO = NOW - PERIOD - DAY
PRICE = Money(Decimal("1450.00"), "EUR")


def figures(company: Company) -> Figures:
    with company.store.reading() as reads:
        return reads.return_figures(NOW - PERIOD, NOW)


def lend(company: Company, number: int, price: Money | None = PRICE) -> list[int]:
    ids = company.stock(number)
    for one in ids:
        change_device(company.store, one, holder_id=company.worker.id, state=DeviceState.RETURN_DUE, price=price)
    return ids


def settle(company: Company, case: Return, *outcomes: ItemOutcome) -> Return:
    items = tuple(
        replace(item, outcome=outcome, settled_at=NOW) for item, outcome in zip(case.items, outcomes, strict=True)
    )
    return change_case(company.store, case, items=items, state=ReturnState.CLOSED, closed_at=NOW)


def said(audience: Audience, count: int, rung: Rung) -> Nudge:
    return Nudge(step=rung, about=f"{audience}:0:2026-11-14", count=count, last_at=NOW)


def test_a_company_without_returns(company: Company) -> None:
    assert figures(company).is_empty


def test_a_return_from_its_beginning_to_its_end(company: Company) -> None:
    last_day = NOW.date() - 10 * DAY
    kits = tuple(
        Kit(number=number, carrier="DHL", tracking=None, expected_on=None, sent_at=NOW - days * DAY)
        for number, days in ((1, 12), (2, 3))
    )
    nudges = (said(Audience.LEAVER, 2, Rung.FRIENDLY), said(Audience.IT, 5, Rung.LOCK))
    case = open_case(company.store, company.worker, *lend(company, 3), opened_at=NOW - 20 * DAY, last_day=last_day)
    case = change_case(company.store, case, kits=kits, nudges=nudges)
    assert figures(company).outside == Outside(devices=3, value=(Money(Decimal("4350.00"), "EUR"),))
    settle(company, case, ItemOutcome.RECOVERED, ItemOutcome.RECOVERED, ItemOutcome.WRITTEN_OFF)
    found = figures(company)
    assert (found.closed, found.open, found.kits_in_time) == (1, 0, Share(1, 1))
    assert (found.recovered, found.recovered_with_kit, found.recovered_without_kit) == (
        Share(2, 3),
        Share(2, 3),
        Share(0, 0),
    )
    assert (found.median_days, found.reminders, found.outside) == (10, 1, Outside())


def test_what_is_older_only_counts_while_it_is_open(company: Company) -> None:
    last_day = LONG_AGO.date()
    case = open_case(company.store, company.worker, *lend(company, 1, None), opened_at=LONG_AGO, last_day=last_day)
    found = figures(company)
    assert (found.open, found.recovered, found.outside) == (0, Share(), Outside(devices=1, unpriced=1))
    settle(company, case, ItemOutcome.RECOVERED)
    assert figures(company).is_empty
