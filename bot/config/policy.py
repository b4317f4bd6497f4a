"""Reads the company's policy from `policy.toml`."""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.config import toml_lines
from bot.config.policy_rules import complaints
from bot.config.policy_shape import misshapen
from bot.config.toml_lines import Lines, dotted
from bot.faults import Fault, Faulty
from lifecycle.policy import Policy


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
    except ValueError as error:  # no TOML, no text, or a number of thousands of digits
        raise Faulty(str(path), [Fault("syntax", str(error))]) from error
    found = [*misshapen(Policy, raw), *complaints(raw)]
    try:
        policy = TypeAdapter(Policy).validate_python(raw)
    except ValidationError as error:
        found.extend((problem["loc"], problem["msg"]) for problem in error.errors())
        policy = None
    if found or policy is None:
        raise Faulty(str(path), _in_order(found, Lines(text)))
    return replace(policy, it_channel=it_channel)


def _in_order(found: Iterable[tuple[toml_lines.Path, str]], lines: Lines) -> list[Fault]:
    """One fault for each path, the first that was found, from the top of the file to its end."""
    first = dict(reversed([*found]))
    faults = [Fault(dotted(path), problem, lines.of(path)) for path, problem in first.items()]
    return sorted(faults, key=lambda fault: (fault.line, fault.name))
