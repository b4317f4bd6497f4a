"""Private data of whoever gives devices back: kept apart from the return, encrypted, until it is needed no more."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lifecycle.case import Case
from lifecycle.errors import Reason, Refused
from lifecycle.people import Role
from lifecycle.reads.facts import Contact
from lifecycle.retrieval import Return
from lifecycle.returns.commands import Reach

REACH: Mapping[str, str] = {"email": "email", "phone": "phone", "address": "pick_up"}
"""Private data, by the field of the forms in which it is given."""


def given(reach: Reach) -> Mapping[str, Any]:
    """What was given, by its name."""
    return {name: value for name in REACH if (value := getattr(reach, name)) is not None}


def removed(case: Case, item: Return, reach: Reach) -> Sequence[str]:
    """What is to be taken off the record, and is there."""
    known = case.look.contact(item.subject) if reach.removed else None
    return [name for name in REACH if name in reach.removed and getattr(known, name, None) is not None]


def check_given(case: Case, item: Return, names: Collection[str]) -> None:
    """Raises `Refused(ON_RECORD)` for what a manager would put in the place of what is known, or take away.

    They may add a way to reach the person: signed links and boxes go there.
    """
    is_own = case.actor.person_id == item.holder_id or Role.IT in case.actor.roles
    known = case.look.reach_of(item.subject)
    taken = next((name for name in REACH if name in names and name in known), None)
    if taken is not None and not is_own:
        raise Refused(Reason.ON_RECORD, field=REACH[taken])


def kept(case: Case, item: Return, reach: Reach) -> Iterator[Contact]:
    """The private data of a return with what was given and without what was removed; the rest stays as it is."""
    if new := {**dict.fromkeys(removed(case, item, reach)), **given(reach)}:
        known = case.look.contact(item.subject)
        before = known if known and not known.unreadable else Contact(subject=item.subject)
        refused = before.email_refused and "email" not in new
        yield replace(before, **new, email_refused=refused, forget_at=None)
