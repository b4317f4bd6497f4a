"""What all forms share: reading what was typed, and saying what is wrong with it, all at once."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from lifecycle.calendar import last_plannable
from lifecycle.returns.offboarding import LONGEST_AGO
from messages.ids import VALUE, Field, Opened, Target
from messages.text import clean, one_line, unescape
from messages.voice import Voice

LONGEST_LINE = 80
"""Characters in a name, a number, a vendor."""

LONGEST_TEXT = 500
"""Characters in a note, a reason, an address."""

MOST_MONEY = Decimal("999999999.99")


class FieldErrors(Exception):
    """What was typed cannot be taken: words in the reader's language by the id of the block at fault."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


class Typed:
    """A submitted form.

    Each reading method notes a fault on its field and answers with something harmless; `check` raises them all before
    anything of it is used.
    """

    def __init__(self, view: Mapping[str, object], voice: Voice) -> None:
        self._view = view
        self._voice = voice
        self._errors: dict[str, str] = {}

    @property
    def opened(self) -> Opened:
        """From where the form was opened; raises `ValueError` when that is not what we wrote."""
        return Opened.decode(str(self._view.get("private_metadata", "")))

    @property
    def target(self) -> Target:
        """What the form is about; raises `ValueError` when it says nothing of the kind."""
        target = self.opened.target
        if target is None:
            raise ValueError("a form about nothing")
        return target

    def has(self, field: Field) -> bool:
        """Whether the form has this field at all."""
        return self._block(field) is not None

    def fields(self) -> frozenset[str]:
        """The ids of all inputs that the form has."""
        return frozenset(str(one.get("block_id")) for one in self._blocks() if one.get("type") == "input")

    def may_be_empty(self, field: Field) -> bool:
        """Whether the form lets this field be left empty."""
        block = self._block(field)
        return block is None or block.get("optional") is True

    def fault(self, field: Field, words: str) -> None:
        """Note what is wrong with a field; its first fault is the one that is shown."""
        self._errors.setdefault(field.value, words)

    def check(self) -> None:
        """Raises `FieldErrors` when any field is at fault."""
        if self._errors:
            raise FieldErrors(self._errors)

    def line(self, field: Field, *, most: int = LONGEST_LINE) -> str | None:
        """What was typed on one line; None for nothing."""
        return self._within(field, one_line(self._raw(field, "value")), most)

    def text(self, field: Field, *, most: int = LONGEST_TEXT) -> str | None:
        """What was typed on several lines; None for nothing."""
        return self._within(field, clean(self._raw(field, "value")), most)

    def needed(self, field: Field, found: str | None) -> str:
        """What was found, which must be something."""
        if found is None:
            self.fault(field, self._voice.gettext("Please fill this in."))
        return found or ""

    def day(self, field: Field, *, first: date) -> date | None:
        """The day that was picked, which must not be before `first`, nor too far after it to be planned for."""
        day = self._plannable(field, first)
        if day is not None and day < first:
            self.fault(field, self._voice.gettext("This day has passed: please choose a later one."))
        return day

    def near_day(self, field: Field, *, today: date) -> date | None:
        """The day that was picked, which may have passed; not so long ago, nor so far ahead, that nobody means it."""
        day = self._plannable(field, today)
        if day is not None and day < today - LONGEST_AGO:
            self.fault(field, self._voice.gettext("This is more than two years ago: please choose a later day."))
        return day

    def past_day(self, field: Field, *, today: date) -> date | None:
        """The day that was picked, which is not still to come."""
        day = self.near_day(field, today=today)
        if day is not None and day > today:
            self.fault(field, self._voice.gettext("This day is still to come: please choose an earlier one."))
        return day

    def needed_day(self, field: Field, *, first: date) -> date:
        """The day that was picked, which must be one."""
        return self.picked(field, self.day(field, first=first)) or first

    def any_day(self, field: Field) -> date | None:
        """The day that was picked, whenever it is."""
        picked = self._raw(field, "selected_date")
        try:
            return date.fromisoformat(picked) if picked else None
        except ValueError:
            self.fault(field, self._voice.gettext("Please pick a day."))
            return None

    def picked(self, field: Field, day: date | None) -> date | None:
        """The day that was picked, which must be one."""
        if day is None:
            self.fault(field, self._voice.gettext("Please pick a day."))
        return day

    def amount(self, field: Field, *, digits: int) -> Decimal:
        """An amount of money with `digits` after the point at most, from 0 to `MOST_MONEY`."""
        typed = self._raw(field, "value").strip()
        amount = Decimal(typed) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", typed) else None
        if amount is None or amount > MOST_MONEY or -int(amount.normalize().as_tuple().exponent) > digits:
            self.fault(field, self._voice.gettext("Please give an amount like 1450 or 1450.00."))
            return Decimal(0)
        return amount

    def chosen(self, field: Field) -> str | None:
        """The value of the option that was chosen."""
        option = self._state(field).get("selected_option")
        value = option.get("value") if isinstance(option, Mapping) else None
        return value if isinstance(value, str) else None

    def several(self, field: Field) -> tuple[str, ...]:
        """The values of all options that were chosen."""
        options = self._state(field).get("selected_options")
        listed = options if isinstance(options, list) else []
        values = (option.get("value") for option in listed if isinstance(option, Mapping))
        return tuple(value for value in values if isinstance(value, str))

    def numbers(self, field: Field) -> tuple[int, ...]:
        """The numbers of the lines that were chosen, at least one and none of them twice."""
        chosen = (int(value) for value in self.several(field) if value.isascii() and value.isdigit())
        numbers = tuple(dict.fromkeys(chosen))
        if not numbers:
            self.fault(field, self._voice.gettext("Please choose at least one."))
        return numbers

    def files(self, field: Field, kinds: Collection[str]) -> tuple[str, ...]:
        """Slack's ids of the files that were added, all of which must be of these kinds, like "png"."""
        listed = self._state(field).get("files")
        found = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
        if any(_kind_of(one) not in kinds for one in found):
            words = self._voice.gettext("Please take only pictures of these kinds: %(kinds)s.")
            self.fault(field, words % {"kinds": ", ".join(kinds)})
        return tuple(str(one["id"]) for one in found if isinstance(one.get("id"), str))

    def is_filled(self, field: Field) -> bool:
        """Whether anything was typed."""
        return bool(self._raw(field, "value").strip())

    def is_untouched(self, field: Field) -> bool:
        """Whether there stands what was filled in when the form was opened."""
        first = self._first(field)
        return bool(first) and one_line(unescape(self._raw(field, "value"))) == first

    def is_emptied(self, field: Field) -> bool:
        """Whether something was filled in, and is not there any more."""
        return bool(self._first(field)) and not self.is_filled(field)

    def account(self, field: Field) -> str | None:
        """The id of the Slack account that was picked."""
        return one_line(self._raw(field, "selected_user")) or None

    def _blocks(self) -> Iterator[Mapping[str, object]]:
        blocks = self._view.get("blocks")
        listed = blocks if isinstance(blocks, list) else []
        return (one for one in listed if isinstance(one, Mapping))

    def _block(self, field: Field) -> Mapping[str, object] | None:
        return next((one for one in self._blocks() if one.get("block_id") == field.value), None)

    def _first(self, field: Field) -> str:
        element = (self._block(field) or {}).get("element")
        first = element.get("initial_value") if isinstance(element, Mapping) else None
        return one_line(unescape(first)) if isinstance(first, str) else ""

    def _plannable(self, field: Field, today: date) -> date | None:
        day = self.any_day(field)
        if day is not None and day > last_plannable(today):
            self.fault(field, self._voice.gettext("This is more than two years away: please choose an earlier day."))
        return day

    def _within(self, field: Field, typed: str, most: int) -> str | None:
        if len(typed) > most:
            words = self._voice.gettext("This is too long: %(most)s characters at most, and you have %(found)s.")
            self.fault(field, words % {"most": most, "found": len(typed)})
        return typed or None

    def _raw(self, field: Field, key: str) -> str:
        value = self._state(field).get(key)
        return value if isinstance(value, str) else ""

    def _state(self, field: Field) -> Mapping[str, object]:
        found: object = self._view
        for key in ("state", "values", field.value, VALUE):
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else {}


def _kind_of(file: Mapping[str, object]) -> str:
    """What kind of file it is: by Slack's word, else (right after the upload it has none) by the end of its name."""
    return (str(file.get("filetype") or "") or str(file.get("name") or "").rpartition(".")[2]).casefold()
