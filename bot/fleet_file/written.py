"""What people write along with a list instead of options: "day-first EUR country=DE"."""

from collections.abc import Callable, Mapping, Sequence

from bot.fleet_file.amounts import currency_of
from bot.fleet_file.choices import Decimals, Order
from bot.fleet_file.options import Options, Question
from bot.fleet_file.places import country_of

DECIMALS: Mapping[str, Decimals] = {f"decimal-{one.value}": one for one in Decimals}
ORDERS: Mapping[str, Order] = {one.value: one for one in Order}

NAMED: Mapping[str, Callable[[str], str]] = {
    "currency": currency_of,
    "country": country_of,
    "category": str,
    "manufacturer": str,
    "sheet": str,
}

WORDS: Mapping[str, Callable[[Sequence[str]], Sequence[str]]] = {
    "--dates": lambda choices: choices,
    "--decimal": lambda choices: [f"decimal-{one}" for one in choices],
    "--currency": lambda _: ["EUR", "USD", "GBP"],
}
"""The words that answer a question."""


def options_of(text: str) -> Options:
    """What the words say; what they do not mean is passed over, whatever else was written."""
    said: dict[str, object] = {}
    for word in text.split():
        name, _, value = word.partition("=")
        if word.casefold() in ORDERS:
            said["dates"] = ORDERS[word.casefold()]
        elif word.casefold() in DECIMALS:
            said["decimals"] = DECIMALS[word.casefold()]
        elif value and name.casefold() in NAMED:
            said |= _read(name.casefold(), value)
        elif len(word) == 3 and word.isupper():
            said |= _read("currency", word)
    return Options(**said)  # type: ignore[arg-type]


def words_for(questions: Sequence[Question]) -> list[tuple[str, Sequence[str]]]:
    """Each question, and the words that answer it."""
    return [(one.why, WORDS[one.option](one.choices)) for one in questions]


def _read(name: str, value: str) -> Mapping[str, object]:
    try:
        return {name: NAMED[name](value)}
    except ValueError:
        return {}
