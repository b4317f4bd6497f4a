"""Private data of whoever gives devices back: kept apart from the return, encrypted, until it is needed no more."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lifecycle.case import Case
from lifecycle.facts import Contact
from lifecycle.retrieval import Return
from lifecycle.return_commands import Reach

REACH: Mapping[str, str] = {"email": "email", "phone": "phone", "address": "pick_up"}
"""Private data, by the field of the forms in which it is given."""


def given(reach: Reach) -> Mapping[str, Any]:
    """What was given, by its name."""
    return {name: value for name in REACH if (value := getattr(reach, name)) is not None}


def kept(case: Case, item: Return, reach: Reach) -> Iterator[Contact]:
    """The private data of a return with what was given; what was not given stays as it is."""
    if new := given(reach):
        known = case.look.contact(item.subject)
        before = known if known and not known.unreadable else Contact(subject=item.subject)
        yield replace(before, **new, forget_at=None)
