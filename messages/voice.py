"""Speaking to a reader: words from the catalogue and the templates; money, dates and countries as read there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from gettext import NullTranslations
from typing import Self
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from lifecycle.money import Money
from lifecycle.people import Person
from messages import i18n, wording
from messages.reader import Reader
from messages.room import ROOMS, Room
from messages.text import Mrkdwn, code, escape, inline

FIRST_GROUPED = 1_000
"""The first number whose digits are told apart, by a sign that depends on the language."""


@dataclass(frozen=True)
class Voice:
    """The words for one reader.

    `plain` is speech without any markup (names in the place of mentions), for what phones announce and screen readers
    read; `room` is how much each text gets.
    """

    reader: Reader
    room: Room = ROOMS[0]
    plain: bool = False

    @cached_property
    def locale(self) -> Locale:
        """How numbers and dates are written."""
        return i18n.formats(self.reader.locale)

    @cached_property
    def _catalogue(self) -> NullTranslations:
        return i18n.translations(self.reader.locale)

    def within(self, room: Room) -> Self:
        """The same voice with other room."""
        return replace(self, room=room)

    def plainly(self) -> Self:
        """The same voice without markup."""
        return replace(self, plain=True)

    def gettext(self, message: str) -> str:
        """A label or a short word, translated; not escaped."""
        return self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A message that depends on a number, translated; not escaped."""
        return self._catalogue.ngettext(singular, plural, number)

    def write(self, template: str, **facts: object) -> Mrkdwn:
        """A template of `messages/templates/`, with these facts."""
        return wording.render(template, self, facts)

    def say(self, value: object) -> Mrkdwn:
        """A value within a sentence: what is not markup already is cut to its room and escaped."""
        if isinstance(value, Mrkdwn):
            return value
        if not isinstance(value, str | int):
            raise TypeError(f"no words for {type(value).__name__}")
        return inline(str(value), self.room.name)

    def strong(self, value: object) -> Mrkdwn:
        """A value that stands out."""
        words = self.say(value)
        return words if self.plain else Mrkdwn(f"*{words}*")

    def code(self, text: str) -> Mrkdwn:
        """A tag, a serial number, an order's or a parcel's number."""
        return self.say(text) if self.plain else code(text, self.room.name)

    def person(self, person: Person | None) -> Mrkdwn:
        """A person as a mention where there is an account, else by name; None is the desk itself."""
        if person is None:
            return Mrkdwn("Device Desk")
        if person.slack_id is None or self.plain:
            return self.say(person.name)
        return Mrkdwn(f"<@{escape(person.slack_id)}>")

    def channel(self, channel_id: str) -> Mrkdwn:
        """A channel, by its id."""
        return self.say(channel_id) if self.plain else Mrkdwn(f"<#{escape(channel_id)}>")

    def day(self, day: date) -> Mrkdwn:
        """A date of the calendar, the same everywhere."""
        return Mrkdwn(escape(format_date(day, "medium", self.locale)))

    def weekday(self, day: date) -> Mrkdwn:
        """A date with its day of the week, where there is room for it."""
        return Mrkdwn(escape(format_skeleton("yMMMEd", day, locale=self.locale)))

    def moment(self, moment: datetime) -> Mrkdwn:
        """A moment (aware) in the zone of whoever looks at it; in plain speech, in the reader's."""
        local = moment.astimezone(ZoneInfo(self.reader.zone))
        clock = f"{escape(format_time(local, 'short', locale=self.locale))} {local.tzname()}"
        pattern = self.gettext("%(day)s at %(time)s")
        written = pattern % {"day": self.day(local.date()), "time": clock}
        if self.plain:
            return Mrkdwn(written)
        shown = pattern % {"day": "{date_short_pretty}", "time": "{time}"}
        return Mrkdwn(f"<!date^{int(moment.timestamp())}^{shown}|{written}>")

    def ago(self, then: datetime, now: datetime) -> Mrkdwn:
        """How long ago that was: "2 minutes ago"."""
        return Mrkdwn(escape(format_timedelta(then - now, add_direction=True, locale=self.locale)))

    def months(self, months: int) -> Mrkdwn:
        """A length of time in years and months: "2 years and 10 months"."""
        counted = zip(divmod(months, 12), ("duration-year", "duration-month"), strict=True)
        return self.listed(format_unit(number, unit, locale=self.locale) for number, unit in counted if number)

    def money(self, money: Money) -> Mrkdwn:
        """An amount with its currency."""
        return Mrkdwn(escape(format_currency(money.amount, money.currency, locale=self.locale)))

    def number(self, number: float) -> Mrkdwn:
        """A number with its thousands apart; below them it is its digits in every language, and most numbers are."""
        if isinstance(number, int) and 0 <= number < FIRST_GROUPED:
            return Mrkdwn(str(number))
        return Mrkdwn(escape(format_decimal(number, locale=self.locale)))

    def country(self, code: str) -> Mrkdwn:
        """A country's name (from ISO 3166-1 alpha-2)."""
        return self.say(self.locale.territories.get(code, code))

    def listed(self, values: Iterable[object]) -> Mrkdwn:
        """Several values in a row: "a laptop, a dock, and a headset"."""
        return Mrkdwn(format_list([self.say(value) for value in values], locale=self.locale))

    def either(self, values: Iterable[object]) -> Mrkdwn:
        """Several values of which one counts: "a point or a comma"."""
        return Mrkdwn(format_list([self.say(value) for value in values], style="or", locale=self.locale))


@lru_cache(maxsize=512)
def voice(reader: Reader) -> Voice:
    """The voice for a reader."""
    return Voice(reader)
