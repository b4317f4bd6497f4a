"""The interactive elements, and which block may hold which of them."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from types import MappingProxyType

from sandbox.blockkit.inputs import INPUT_ELEMENTS
from sandbox.blockkit.objects import (
    CONFIRM,
    FILTER,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    no_repeated_values,
    option_groups,
    plain,
)
from sandbox.blockkit.options import initial_count, initial_option, initial_options
from sandbox.blockkit.rules import (
    Check,
    Flaw,
    Rule,
    Shape,
    any_string,
    broken,
    by_type,
    choice,
    flag,
    integer,
    items,
    one_of,
    string,
    whole,
    written,
)

_ACTION: Mapping[str, Check] = MappingProxyType({"action_id": string("action.id")})
_ASKING: Mapping[str, Check] = MappingProxyType({**_ACTION, "confirm": CONFIRM, "focus_on_load": flag})
_MENU: Mapping[str, Check] = MappingProxyType({**_ASKING, "placeholder": plain("placeholder")})
_MULTI: Mapping[str, Check] = MappingProxyType({**_MENU, "max_selected_items": whole("select.max_selected_items")})
_CONVERSATIONS: Mapping[str, Check] = MappingProxyType({"default_to_current_conversation": flag, "filter": FILTER})


def _moment(value: object, where: str) -> Iterator[Flaw]:
    """Accept seconds since 1970 with ten digits."""
    if not isinstance(value, int) or isinstance(value, bool):
        yield broken("shape.integer", where)
    elif len(str(value)) != 10:
        yield broken("datetime.format", where, str(value))


_WRITTEN_DATE = written(r"\d{4}-\d{2}-\d{2}", "date.format", date.fromisoformat)
_WRITTEN_TIME = written(r"\d{2}:\d{2}", "time.format", time.fromisoformat)

IMAGE_ELEMENT = Shape(
    "image",
    {"alt_text": string("image.alt_text")},
    {"image_url": string("image.url"), "slack_file": SLACK_FILE},
    [one_of("image_url", "slack_file")],
)

BUTTON = Shape(
    "button",
    {"text": plain("button.text")},
    {
        **_ACTION,
        "url": string("url"),
        "value": string("button.value"),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string("button.accessibility_label"),
    },
)


def _listed(kind: str, option: Shape, limit: str, initial: str, rule: Rule) -> Shape:
    """Describe an element that shows all its options at once."""
    return Shape(
        kind,
        {"options": items(option, limit)},
        {**_ASKING, initial: option if initial == "initial_option" else items(option)},
        [no_repeated_values("options"), rule],
    )


_STATIC: Mapping[str, Check] = MappingProxyType(
    {"options": items(PLAIN_OPTION, "select.options"), "option_groups": option_groups}
)
_STATIC_RULES: tuple[Rule, ...] = (one_of("options", "option_groups"), no_repeated_values("options"))

_SINGLE_SELECTS = (
    Shape("static_select", {}, {**_MENU, **_STATIC, "initial_option": PLAIN_OPTION}, [*_STATIC_RULES, initial_option]),
    Shape("external_select", {}, {**_MENU, "initial_option": PLAIN_OPTION, "min_query_length": integer}),
    Shape("users_select", {}, {**_MENU, "initial_user": any_string}),
    Shape(
        "conversations_select",
        {},
        {**_MENU, **_CONVERSATIONS, "initial_conversation": any_string, "response_url_enabled": flag},
    ),
    Shape("channels_select", {}, {**_MENU, "initial_channel": any_string, "response_url_enabled": flag}),
)

_MULTI_SELECTS = (
    Shape(
        "multi_static_select",
        {},
        {**_MULTI, **_STATIC, "initial_options": items(PLAIN_OPTION)},
        [*_STATIC_RULES, initial_options, initial_count("initial_options")],
    ),
    Shape(
        "multi_external_select",
        {},
        {**_MULTI, "initial_options": items(PLAIN_OPTION), "min_query_length": integer},
        [initial_count("initial_options")],
    ),
    Shape("multi_users_select", {}, {**_MULTI, "initial_users": items(any_string)}, [initial_count("initial_users")]),
    Shape(
        "multi_conversations_select",
        {},
        {**_MULTI, **_CONVERSATIONS, "initial_conversations": items(any_string)},
        [initial_count("initial_conversations")],
    ),
    Shape(
        "multi_channels_select",
        {},
        {**_MULTI, "initial_channels": items(any_string)},
        [initial_count("initial_channels")],
    ),
)

_LISTS = (
    _listed("checkboxes", RICH_OPTION, "checkboxes.options", "initial_options", initial_options),
    _listed("radio_buttons", RICH_OPTION, "radio_buttons.options", "initial_option", initial_option),
)

_OVERFLOW = Shape(
    "overflow",
    {"options": items(OVERFLOW_OPTION, "overflow.options")},
    {**_ACTION, "confirm": CONFIRM},
    [no_repeated_values("options")],
)

_DATE = Shape("datepicker", {}, {**_MENU, "initial_date": _WRITTEN_DATE})
_TIME = Shape("timepicker", {}, {**_MENU, "initial_time": _WRITTEN_TIME, "timezone": any_string})
_MOMENT = Shape("datetimepicker", {}, {**_ASKING, "initial_date_time": _moment})

_FEEDBACK_BUTTON = Shape(
    "",
    {"text": plain("button.text"), "value": string("button.value")},
    {"accessibility_label": string("button.accessibility_label")},
)
_FEEDBACK = Shape(
    "feedback_buttons", {"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON}, _ACTION
)
_ICON_BUTTON = Shape(
    "icon_button",
    {"icon": choice("trash"), "text": plain("button.text")},
    {
        **_ACTION,
        "value": string("button.value"),
        "confirm": CONFIRM,
        "accessibility_label": string("button.accessibility_label"),
        "visible_to_user_ids": items(any_string),
    },
)

_CHOICES = (*_SINGLE_SELECTS, *_MULTI_SELECTS, *_LISTS, _DATE, _TIME)

IN_SECTION: Check = by_type([BUTTON, IMAGE_ELEMENT, _OVERFLOW, *_CHOICES])
"""What the accessory of a section may be."""
IN_ACTIONS: Check = by_type([BUTTON, _OVERFLOW, *_CHOICES, _MOMENT])
"""What an actions block may hold."""
IN_INPUT: Check = by_type([*_CHOICES, _MOMENT, *INPUT_ELEMENTS])
"""What an input block may hold."""
IN_CONTEXT_ACTIONS: Check = by_type([_FEEDBACK, _ICON_BUTTON])
"""What a context_actions block may hold."""
