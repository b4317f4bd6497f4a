"""What people write along with a list instead of options: `day-first EUR country=DE "Reserved"=in_stock`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.fleet.file.amounts import currency_of
from bot.fleet.file.choices import Decimals, Order
from bot.fleet.file.fields import Field, plain
from bot.fleet.file.lines import Unreadable
from bot.fleet.file.mapping import Meanings
from bot.fleet.file.options import Options
from bot.fleet.file.places import country_of
from lifecycle.device import DeviceState
from lifecycle.list_flaws import NotTaken, Unfit
from messages.text import unescape

DECIMALS: Mapping[str, Decimals] = {f"decimal-{one.value}": one for one in Decimals}
ORDERS: Mapping[str, Order] = {one.value: one for one in Order}

NAMED: Mapping[str, Callable[[str], str]] = {
    "currency": currency_of,
    "country": country_of,
    "category": str,
    "manufacturer": str,
    "sheet": str,
}

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
"""What keyboards and Slack make of a quotation mark."""

_WORD = re.compile(r'(?P<name>"[^"]+"|[^\s="]+)(?:\s?=\s?(?P<value>"[^"]*"|[^\s",;]+))?')
_OPTION = re.compile(r'"[^"]+"|\w+')


@dataclass
class _Said:
    options: dict[str, object] = field(default_factory=dict)
    columns: dict[str, Field] = field(default_factory=dict)
    states: dict[str, DeviceState] = field(default_factory=dict)


def options_of(text: str) -> Options:
    """What the words say; raises `Unreadable` for what looks like an option and is none.

    Whatever else was written is passed over.
    """
    said = _Said()
    for found in _WORD.finditer(unescape(text).translate(QUOTES)):
        name, value = found["name"], found["value"]
        if value is None:
            _alone(name, said)
        elif _OPTION.fullmatch(name):
            _named(found[0], name, value.strip('"'), said)
    meanings = Meanings(columns=said.columns, states=said.states)
    return Options(**said.options, meanings=meanings)  # type: ignore[arg-type]


def _alone(word: str, said: _Said) -> None:
    if word.casefold() in ORDERS:
        said.options["dates"] = ORDERS[word.casefold()]
    elif word.casefold() in DECIMALS:
        said.options["decimals"] = DECIMALS[word.casefold()]
    elif len(word) == 3 and word.isupper():
        try:
            said.options["currency"] = currency_of(word)
        except NotTaken:
            return  # a word that people write in capitals


def _named(words: str, name: str, value: str, said: _Said) -> None:
    option = name.casefold()
    if option in NAMED:
        try:
            said.options[option] = NAMED[option](value)
        except NotTaken as error:
            raise Unreadable(Unfit.BAD_WORDS, words=words, why=error.why) from error
    elif value.casefold() in tuple(Field):
        said.columns[plain(name)] = Field(value.casefold())
    elif value.casefold() in tuple(DeviceState):
        said.states[plain(name)] = DeviceState(value.casefold())
    else:
        raise Unreadable(Unfit.BAD_WORDS, words=words, why=None)
