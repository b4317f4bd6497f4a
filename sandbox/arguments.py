"""The arguments of one Web API call, whichever way they were sent."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from sandbox.errors import Refused
from sandbox.payload import Payload

_JSON_ARGUMENTS: Mapping[str, str] = {
    "attachments": "invalid_attachments",
    "blocks": "invalid_blocks_format",
    "files": "invalid_arguments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
}
"""Arguments that may come as a string of JSON, with the error when that string is broken."""


class Arguments:
    """Named values with typed readers. A value of the wrong type is refused as invalid_arguments."""

    def __init__(self, values: Payload) -> None:
        self.values = {name: _decoded(name, value) for name, value in values.items() if name != "token"}

    def has(self, name: str) -> bool:
        """Whether it was given, and not as null or empty text."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string; a number counts as one, as it does in a form."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise Refused("invalid_arguments", messages=[f"[ERROR] {name} must be a string"])
        return str(value)

    def flag(self, name: str) -> bool:
        """A truth value: true, 1, "1" or "true"."""
        return self.values.get(name) in (True, 1, "1", "true")

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        if not self.has(name):
            return default
        try:
            return int(self.text(name))
        except ValueError:
            raise Refused("invalid_arguments", messages=[f"[ERROR] {name} must be an integer"]) from None

    def names(self, name: str) -> list[str]:
        """A list of strings, or one string with commas."""
        value = self.values.get(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        return [item.strip() for item in self.text(name).split(",") if item.strip()]

    def mapping(self, name: str) -> Payload:
        """An object."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise Refused("invalid_arguments", messages=[f"[ERROR] {name} must be an object"])
        return value


def parse_body(content_type: str, body: bytes) -> Payload:
    """The values in a request's body: a JSON object or a form.

    Raises:
        Refused: invalid_json, or json_not_object.
    """
    if not content_type.startswith("application/json"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(values, dict):
        raise Refused("json_not_object")
    return values


def _decoded(name: str, value: object) -> object:
    if name not in _JSON_ARGUMENTS or not isinstance(value, str) or not value:
        return value
    try:
        decoded: object = json.loads(value)
    except ValueError:
        raise Refused(_JSON_ARGUMENTS[name]) from None
    return decoded
