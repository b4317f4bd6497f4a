"""What makes sense in a policy, beyond the types: tables of rules over the file as it was read.

The rules look at raw values, so that one broken entry hides no other fault; what has the wrong type is passed over
here, because its type is a fault already.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias
from zoneinfo import available_timezones

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision, list_currencies
from email_validator import EmailNotValidError, validate_email

from bot.config.toml_lines import Path
from bot.config.zones import all_countries
from lifecycle.requests.submission import MOST_LINES

Raw: TypeAlias = Mapping[str, object]
Complaint: TypeAlias = tuple[Path, str]

MOST_OPTIONS = 100
"""Options in one group of a select [slack.dev: option groups]."""

LONGEST_OPTION = 75
"""Characters of an option's text [slack.dev: option object]."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A value that `holds` refuses is complained of in `words`."""

    holds: Callable[[object], bool]
    words: str


def _is_locale(value: object) -> bool:
    try:
        return not isinstance(value, str) or bool(Locale.parse(value, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def _matches(pattern: str) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or re.fullmatch(pattern, value) is not None


def _is_phone(value: object) -> bool:
    try:
        return not isinstance(value, str) or phonenumbers.is_possible_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return False


def _is_email(value: object) -> bool:
    try:
        return not isinstance(value, str) or bool(validate_email(value, check_deliverability=False))
    except EmailNotValidError:
        return False


def _between(least: int, most: int) -> Rule:
    """A rule for numbers; infinity and what is no number at all are outside every range."""

    def holds(value: object) -> bool:
        match value:
            case bool():
                return True
            case int():
                return least <= value <= most
            case Decimal():
                return value.is_finite() and least <= value <= most
        return True

    return Rule(holds, f"must be from {least:,} to {most:,}")


def _among(known: Callable[[], Collection[str]]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or value in known()


COUNTRY = Rule(_among(all_countries), "is not a country's ISO 3166-1 code of two letters, like DE")
CHANNEL = Rule(_matches(r"[CG][A-Z0-9]+"), "is not a channel's id, like C0123456789")
ID = Rule(_matches(r"[a-z0-9][a-z0-9_-]{0,49}"), "must be 1 to 50 of a-z, 0-9, - and _, not beginning with - or _")
NAME = Rule(_matches(rf"\S(.{{0,{LONGEST_OPTION - 2}}}\S)?"), f"must be 1 to {LONGEST_OPTION} characters in one line")
PRICE = _between(0, 900_000_000)
DAYS = _between(0, 365)
TIMES = _between(1, 100)

VALUES: tuple[tuple[str, Rule], ...] = (
    ("currency", Rule(_among(list_currencies), "is not a currency's ISO 4217 code, like EUR")),
    ("asset_tag_prefix", Rule(_matches(r"[A-Z0-9]{1,10}"), "must be 1 to 10 capital letters and digits, like DD")),
    ("approval_limit", _between(0, 1_000_000_000)),
    ("channel_locale", Rule(_is_locale, "is not a locale, like en-US")),
    ("default_country", COUNTRY),
    ("working_hours.country", COUNTRY),
    ("working_hours.zone", Rule(_among(available_timezones), "is not an IANA time zone, like Europe/Berlin")),
    *((f"lead_times.{key}", DAYS) for key in ("purchase_days", "hub_days", "delivery_days")),
    *((f"{table}.*.id", ID) for table in ("categories", "profiles", "bundles", "locations")),
    *((f"{table}.*.name", NAME) for table in ("categories", "profiles", "bundles", "locations")),
    ("profiles.*.manufacturer", NAME),
    ("profiles.*.model", NAME),
    ("profiles.*.price", PRICE),
    ("profiles.*.battery_wh", _between(0, 100_000)),
    ("profiles.*.weight_kg", _between(0, 1_000)),
    ("categories.*.useful_life_months", _between(1, 600)),
    ("locations.*.country", COUNTRY),
    ("routes.*.countries.*", COUNTRY),
    ("routes.*.channel", CHANNEL),
    ("nudges.*.after_hours", _between(0, 365 * 24)),
    ("nudges.*.every_working_days", TIMES),
    ("nudges.*.at_most", TIMES),
    ("ladder.*.days.*", _between(-90, 365)),
    ("reminders_at_most", TIMES),
    ("audits.every_days", _between(0, 3650)),
    *((f"audits.{key}", DAYS) for key in ("remind_after_days.*", "manager_after_days", "it_after_days")),
    ("refresh.repairs", _between(1, 100)),
    ("refresh.days_to_change", _between(0, 90)),
    ("audits.people_at_once", _between(1, 50)),
    ("found.company", NAME),
    ("found.phone", Rule(_is_phone, "is not a telephone number with its country, like +49 30 1234567")),
    ("found.email", Rule(_is_email, "is not an e-mail address, like it@example.com")),
    ("found.address", Rule(_matches(r"\S[^\x00-\x09\x0b-\x1f]{0,299}"), "must be 1 to 300 characters, in lines")),
)
"""What single values must be, by where they stand; `*` is every entry."""

REFERENCES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("profiles.*.category", ("categories.*.id",), "category"),
    ("bundles.*.profiles.*", ("profiles.*.id",), "profile"),
    ("routes.*.categories.*", ("categories.*.id",), "category"),
    ("usual.*", ("profiles.*.id", "bundles.*.id"), "profile or bundle"),
    ("usual_everywhere", ("profiles.*.id", "bundles.*.id"), "profile or bundle"),
)
"""Which values name an entry of another table."""

UNIQUE: tuple[tuple[str, ...], ...] = (
    ("categories.*.id",),
    ("profiles.*.id", "bundles.*.id"),
    ("locations.*.id",),
    ("nudges.*.step",),
)
"""What must not be there twice; profiles and bundles are picked from one list."""


def complaints(raw: Raw) -> Iterator[Complaint]:
    """Everything that the rules find wrong."""
    for pattern, rule in VALUES:
        yield from ((path, f"{value!r} {rule.words}") for path, value in select(raw, pattern) if not rule.holds(value))
    yield from _dangling(raw)
    yield from _twice(raw)
    yield from _sizes(raw)
    yield from _days(raw)
    yield from _fractions(raw)
    for path, _ in select(raw, "usual.*"):
        if not COUNTRY.holds(path[-1]):
            yield path, f"{path[-1]!r} {COUNTRY.words}"
    hours = raw.get("working_hours")
    match hours:
        case {"start": start, "end": end} if type(start) is type(end) and not start < end:
            yield ("working_hours", "end"), "must be later than the start"


def select(raw: object, pattern: str) -> Iterator[tuple[Path, object]]:
    """The values at a pattern like `profiles.*.price`, with their paths; nothing where the shape is another."""
    yield from _select(raw, tuple(pattern.split(".")), ())


def _select(value: object, steps: tuple[str, ...], path: Path) -> Iterator[tuple[Path, object]]:
    match steps, value:
        case (), _:
            yield path, value
        case ("*", *rest), list():
            for number, item in enumerate(value):
                yield from _select(item, tuple(rest), (*path, number))
        case ("*", *rest), dict():
            for key, item in value.items():
                yield from _select(item, tuple(rest), (*path, key))
        case (key, *rest), dict() if key in value:
            yield from _select(value[key], tuple(rest), (*path, key))


def _dangling(raw: Raw) -> Iterator[Complaint]:
    for pattern, targets, what in REFERENCES:
        known = {str(value) for target in targets for _, value in select(raw, target)}
        for path, value in select(raw, pattern):
            if isinstance(value, str) and value not in known:
                yield path, f"there is no {what} {value!r}; there are {', '.join(sorted(known)) or 'none'}"


def _twice(raw: Raw) -> Iterator[Complaint]:
    for patterns in UNIQUE:
        seen: Counter[str] = Counter()
        for path, value in (found for pattern in patterns for found in select(raw, pattern)):
            seen[str(value)] += 1
            if seen[str(value)] == 2:
                yield path, f"{value!r} is there twice"
    steps: Counter[tuple[str, str]] = Counter()
    for path, rule in select(raw, "ladder.*"):
        if isinstance(rule, dict) and {"step", "audience"} <= rule.keys():
            step = (str(rule["step"]), str(rule["audience"]))
            steps[step] += 1
            if steps[step] == 2:
                yield path, f"{step[0]!r} for {step[1]!r} is there twice"


def _days(raw: Raw) -> Iterator[Complaint]:
    for path, days in select(raw, "ladder.*.days"):
        if days == [] or (isinstance(days, list) and len(set(map(str, days))) < len(days)):
            yield path, "must name at least one day, and none twice"


def _fractions(raw: Raw) -> Iterator[Complaint]:
    """Prices with parts of a cent, which nobody can pay."""
    currency = raw.get("currency")
    decimals = get_currency_precision(currency) if isinstance(currency, str) else 2
    for pattern in ("approval_limit", "profiles.*.price"):
        for path, price in select(raw, pattern):
            if isinstance(price, Decimal) and price.is_finite() and 10**decimals % price.as_integer_ratio()[1]:
                yield path, f"{price} has more than the {decimals} decimals of {currency}"


def _sizes(raw: Raw) -> Iterator[Complaint]:
    for table in ("categories", "profiles"):
        if raw.get(table) == []:
            yield (table,), "there must be at least one"
    for path, profiles in select(raw, "bundles.*.profiles"):
        if isinstance(profiles, list) and not 1 <= len(profiles) <= MOST_LINES:
            yield path, f"holds {len(profiles)} profiles; a bundle has 1 to {MOST_LINES}, as a request has lines"
    in_category = Counter(str(value) for _, value in select(raw, "profiles.*.category"))
    for category, count in in_category.items():
        if count > MOST_OPTIONS:
            yield ("profiles",), f"{count} profiles are in {category!r}; a form shows at most {MOST_OPTIONS}"
    bundles = sum(1 for _ in select(raw, "bundles.*"))
    if bundles > MOST_OPTIONS:
        yield ("bundles",), f"there are {bundles} bundles; a form shows at most {MOST_OPTIONS}"
