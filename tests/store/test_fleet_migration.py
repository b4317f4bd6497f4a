"""Prices that were on record before they were counted as whole numbers."""

from decimal import Decimal

from alembic import command
from sqlalchemy import text

from lifecycle.money import Money
from lifecycle.reads.fleet import Narrowing
from store.engine.migrations import config, migrating
from tests.support.company import NOW, open_store

OLD = """
    INSERT INTO device
    (id, state, category, manufacturer, model, kind, country, enrolled, price_amount, price_currency, version, log_hash)
    VALUES (:id, 'in_use', 'laptop', 'Lenovo', 'T14', 'laptop', 'DE', false, :amount, :currency, 1, '')
"""
AMOUNTS = ("1450.10", "0.0001", "999999999.99", "89.9", "1E+3", None)


def test_old_prices_are_counted_to_the_last_digit(empty_database_url: str) -> None:
    settings = config(empty_database_url)
    command.upgrade(settings, "0003")
    with migrating(empty_database_url) as connection, connection.begin():
        for number, amount in enumerate(AMOUNTS, 1):
            row = {"id": number, "amount": amount, "currency": amount and "EUR"}
            connection.execute(text(OLD), row)
    command.upgrade(settings, "head")
    with open_store(empty_database_url) as store, store.reading() as reads:
        found = reads.fleet(Narrowing(), NOW)
    total = sum((Decimal(one) for one in AMOUNTS if one), Decimal(0))
    assert found.value() == (Money(total, "EUR"),)
    assert found.unpriced == 1
