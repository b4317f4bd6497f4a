"""slack_sdk's models as JSON: what their own `to_dict` gives, without what takes most of its time.

It looks through all attributes of every object for its validators, in each object anew.
"""

from functools import cache

from slack_sdk.models.basic_objects import JsonObject

EMPTY_MAY_STAND = frozenset(
    {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"},
)
"""Types whose `elements` may be an empty list; elsewhere what is empty is left out."""


def as_json(value: object) -> object:
    """A model, or what stands in one, as JSON.

    Raises `slack_sdk.errors.SlackObjectFormationError` when it breaks a limit.
    """
    if isinstance(value, JsonObject):
        return _object(value)
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value


def _object(value: JsonObject) -> object:
    kind = type(value)
    if kind.to_dict is not JsonObject.to_dict:
        return value.to_dict()
    for check in _checks(kind):
        getattr(value, check)()
    named = ((name, getattr(value, name, None)) for name in sorted(value.attributes))
    return {name: as_json(one) for name, one in named if _stands(value, name, one)}


@cache
def _checks(kind: type[JsonObject]) -> tuple[str, ...]:
    """The methods by which objects of a class find that they break a limit."""
    return tuple(name for name in dir(kind) if hasattr(getattr(kind, name), "validator"))


def _stands(value: JsonObject, name: str, one: object) -> bool:
    if one is None:
        return False
    if not isinstance(one, str | list | tuple | dict | set | frozenset) or one:
        return True
    return name == "elements" and getattr(value, "type", None) in EMPTY_MAY_STAND
