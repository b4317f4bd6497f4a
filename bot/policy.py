"""Reads the company's policy from `policy.toml`."""

import hashlib
import tomllib
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from bot import toml_lines
from bot.faults import Fault, Faulty
from bot.policy_rules import complaints
from bot.toml_lines import Lines, dotted
from lifecycle.policy import Policy

FROM_SETTINGS = ("it_channel",)
"""What the policy knows from the settings, so that the file may not name it."""


def fingerprint(path: Path) -> int:
    """A number by which one content of a policy file is told from another; it fits into 60 bits."""
    return int(hashlib.sha256(path.read_bytes()).hexdigest()[:15], 16)


def load_policy(path: Path, it_channel: str) -> Policy:
    """The policy in a file, with IT's own channel from the settings.

    Raises:
        Faulty: with every fault there is, by its dotted name and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text, parse_float=Decimal)
    except OSError as error:
        raise Faulty(str(path), [Fault("POLICY_FILE", f"cannot be read: {error.strerror}")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Faulty(str(path), [Fault("syntax", str(error))]) from error
    found = [*_unknown(Policy, raw), *complaints(raw)]
    try:
        policy = TypeAdapter(Policy).validate_python(raw)
    except ValidationError as error:
        found.extend((problem["loc"], problem["msg"]) for problem in error.errors())
        policy = None
    if found or policy is None:
        raise Faulty(str(path), _in_order(found, Lines(text)))
    return replace(policy, it_channel=it_channel)


def _in_order(found: list[tuple[toml_lines.Path, str]], lines: Lines) -> list[Fault]:
    faults = [Fault(dotted(path), problem, lines.of(path)) for path, problem in found]
    return sorted(faults, key=lambda fault: (fault.line or 0, fault.name))


def _unknown(kind: object, value: object, path: toml_lines.Path = ()) -> Iterator[tuple[toml_lines.Path, str]]:
    """Keys that no dataclass has, at any depth: a misspelt setting must not be silently without effect."""
    match value:
        case list():
            for number, item in enumerate(value):
                yield from _unknown(_inner(kind), item, (*path, number))
        case dict() if isinstance(kind, type) and is_dataclass(kind):
            hints = get_type_hints(kind)
            known = {field.name for field in fields(kind)} - set(FROM_SETTINGS)
            for key, item in value.items():
                if key not in known:
                    yield (*path, key), f"is unknown; there are {', '.join(sorted(known))}"
                else:
                    yield from _unknown(_inner(hints[key]), item, (*path, key))


def _inner(kind: object) -> object:
    """What is in a `tuple[X, ...]` or an `X | None`; anything else as it is."""
    is_wrapper = get_origin(kind) in (tuple, Union, types.UnionType)
    return get_args(kind)[0] if is_wrapper else kind
