"""From what somebody means (a name, a date, an option) to what Slack's client puts in a field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from sandbox.payload import Payload, text
from sandbox.widgets import choices
from sandbox.workspace import Workspace

MAX_TEXT = 3_000
"""The longest text in a plain_text_input that has no max_length of its own [D:plain-text-input]."""
MAX_FILES = 10
"""Files in a file_input that does not say how many [D:file-input]."""
MAX_BYTES = 10_000_000
"""Size of one of them [D:file-input]."""


class BadAnswer(ValueError):
    """A value that the field cannot hold."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills fields in: the workspace gives people and channels, `option` finds the option that is meant.

    `option` raises `BadAnswer` when none of the options is.
    """

    workspace: Workspace
    option: Callable[[Sequence[Payload], object], Payload]


Fill = Callable[[Payload, object, Filler], object]


def filled(element: Payload, given: object, filler: Filler) -> object:
    """The value that the element holds once `given` was put into it.

    Raises:
        BadAnswer: the element cannot hold that.
    """
    kind = text(element, "type")
    if kind not in _FILLS:
        raise BadAnswer(f"nobody can fill in a {kind}")
    return _FILLS[kind](element, given, filler)


def listed(given: object) -> Sequence[object]:
    """A list of what was given; one thing alone is a list of one."""
    return list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]


def check_files(element: Payload, files: Sequence[tuple[str, int]]) -> None:
    """Hold files, each by name and size in bytes, against what a file_input takes.

    Raises:
        BadAnswer: too many, too large, or of a type that the field does not take.
    """
    most, types = element.get("max_files", MAX_FILES), element.get("filetypes")
    if isinstance(most, int) and len(files) > most:
        raise BadAnswer(f"the field takes {most} files, not {len(files)}")
    for name, size in files:
        if size > MAX_BYTES:
            raise BadAnswer(f"{name} is larger than {MAX_BYTES:,} bytes")
        if isinstance(types, list) and types and name.rpartition(".")[2] not in types:
            raise BadAnswer(f"{name} is none of {', '.join(map(str, types))}")


def check_number_of_items(element: Payload, values: Sequence[object]) -> None:
    """Hold what was chosen against the most that a menu takes.

    Raises:
        BadAnswer: it is more.
    """
    most = element.get("max_selected_items")
    if isinstance(most, int) and len(values) > most:
        raise BadAnswer(f"the field takes {most} items, not {len(values)}")


def _words(element: Payload, given: object, _: Filler) -> str:
    words = str(given)
    most = element.get("max_length", MAX_TEXT)
    if isinstance(most, int) and len(words) > most:
        raise BadAnswer(f"the field takes {most:,} characters, not {len(words):,}")
    return words


def _number(element: Payload, given: object, _: Filler) -> str:
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        raise BadAnswer(f"{given!r} is not a number") from None
    if element.get("is_decimal_allowed") is False and number % 1:
        raise BadAnswer(f"{given} is not a whole number")
    return str(given)


def _day(_: Payload, given: object, __: Filler) -> str:
    try:
        return (given if isinstance(given, date) else date.fromisoformat(str(given))).isoformat()
    except ValueError:
        raise BadAnswer(f"{given!r} is not a date") from None


def _time(_: Payload, given: object, __: Filler) -> str:
    try:
        return f"{given if isinstance(given, time) else time.fromisoformat(str(given)):%H:%M}"
    except ValueError:
        raise BadAnswer(f"{given!r} is not a time of day") from None


def _moment(_: Payload, given: object, __: Filler) -> int:
    if not isinstance(given, datetime) or given.tzinfo is None:
        raise BadAnswer(f"{given!r} is not a moment with a zone")
    return int(given.timestamp())


def _option(element: Payload, given: object, filler: Filler) -> Payload:
    return filler.option(choices(element), given)


def _person(_: Payload, given: object, filler: Filler) -> str:
    name = str(given)
    directory = filler.workspace.directory
    found = directory.users.get(name) or directory.by_name(name.removeprefix("@"))
    if found is None or found.deleted:
        raise BadAnswer(f"nobody here is called {name}")
    return found.id


def _channel(_: Payload, given: object, filler: Filler) -> str:
    name = str(given)
    conversations = filler.workspace.conversations
    found = conversations.channels.get(name) or conversations.by_name(name.removeprefix("#"))
    if found is None:
        raise BadAnswer(f"no channel is called {name}")
    return found.id


def _rich_text(_: Payload, given: object, __: Filler) -> Payload:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(given)}]}
    return {"type": "rich_text", "elements": [section]}


def _several(one: Fill) -> Fill:
    def answers(element: Payload, given: object, filler: Filler) -> list[object]:
        values = [one(element, item, filler) for item in listed(given)]
        check_number_of_items(element, values)
        return values

    return answers


_FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "channels_select": _channel,
        "checkboxes": _several(_option),
        "conversations_select": _channel,
        "datepicker": _day,
        "datetimepicker": _moment,
        "email_text_input": _words,
        "multi_channels_select": _several(_channel),
        "multi_conversations_select": _several(_channel),
        "multi_static_select": _several(_option),
        "multi_users_select": _several(_person),
        "number_input": _number,
        "overflow": _option,
        "plain_text_input": _words,
        "radio_buttons": _option,
        "rich_text_input": _rich_text,
        "static_select": _option,
        "timepicker": _time,
        "url_text_input": _words,
        "users_select": _person,
    }
)
