"""The objects that Block Kit composes: texts, options, confirm dialogs, and what the elements share."""

from collections.abc import Iterator, Mapping

from sandbox.blockkit.rules import (
    Check,
    Flaw,
    Rule,
    Shape,
    any_string,
    by_type,
    choice,
    escaped_size,
    flag,
    items,
    one_of,
    repeated,
    string,
    within,
)
from sandbox.payload import children


def plain_shape(limit: str) -> Shape:
    """Describe a `plain_text` object; its length counts with `& < >` escaped, as Slack keeps it."""
    return Shape("plain_text", {"text": string(limit, escaped_size)}, {"emoji": flag})


def mrkdwn_shape(limit: str) -> Shape:
    """Describe a `mrkdwn` object; the sender has escaped it, so it counts as it stands."""
    return Shape("mrkdwn", {"text": string(limit)}, {"verbatim": flag})


def plain(limit: str) -> Check:
    """Accept plain text only."""
    return by_type([plain_shape(limit)])


def text(limit: str) -> Check:
    """Accept plain text or mrkdwn."""
    return by_type([plain_shape(limit), mrkdwn_shape(limit)])


SLACK_FILE = Shape("", {}, {"id": any_string, "url": string("url")}, [one_of("id", "url")])

CONFIRM = Shape(
    "",
    {
        "title": plain("confirm.title"),
        "text": text("confirm.text"),
        "confirm": plain("confirm.confirm"),
        "deny": plain("confirm.deny"),
    },
    {"style": choice("primary", "danger")},
)

DISPATCH = Shape("", {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"))})

FILTER = Shape(
    "",
    {},
    {
        "include": items(choice("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)

PLAIN_OPTION = Shape(
    "",
    {"text": plain("option.text"), "value": string("option.value")},
    {"description": plain("option.description")},
)
RICH_OPTION = Shape(
    "",
    {"text": text("option.text"), "value": string("option.value")},
    {"description": text("option.description")},
)
OVERFLOW_OPTION = Shape("", PLAIN_OPTION.required, {**PLAIN_OPTION.optional, "url": string("url")})


def no_repeated_values(key: str) -> Rule:
    """Demand that the options under `key` differ in their values."""

    def rule(value: Mapping[str, object], where: str) -> Iterator[Flaw]:
        options = enumerate(children(value, key))
        yield from repeated(
            ((f"{where}.{key}[{index}].value", option.get("value")) for index, option in options), "option.unique"
        )

    return rule


_GROUP = Shape("", {"label": plain("option_group.label"), "options": items(PLAIN_OPTION, "option_group.options")})


def option_groups(value: object, where: str) -> Iterator[Flaw]:
    """Accept 1 to 100 groups of options, of which no two in all the groups have the same value."""
    yield from items(_GROUP)(value, where)
    if isinstance(value, list):
        yield from within("select.option_groups", len(value), where)
        yield from repeated(
            (
                (f"{where}[{place}].options[{index}].value", option.get("value"))
                for place, group in enumerate(value)
                if isinstance(group, Mapping)
                for index, option in enumerate(children(group, "options"))
            ),
            "option.unique",
        )
