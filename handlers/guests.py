"""What a guest may do here: give back what they have, where an account was made a guest's because somebody leaves."""

from handlers.guard import Own
from handlers.incoming import Body, text
from lifecycle.retrieval import Return
from messages.ids import Callback, Opened, Target
from messages.returns.steps import LEAVER_STEPS

FORMS = frozenset({Callback.SENT_BACK, Callback.NEED_HELP, Callback.CHANGE_RETURN})
"""The forms behind the buttons of whoever gives devices back."""


def at_home(_: Return) -> bool:
    """Home shows whoever opens it what they give back."""
    return True


def on_button(action: str, target: Target | None) -> Own | None:
    """Whether a button is one of theirs, below their own return; None for a button that is nobody's who leaves."""
    if action not in LEAVER_STEPS:
        return None
    return lambda case: target is not None and target.subject == case.subject


def in_form(view: Body) -> Own | None:
    """The same for a form."""
    if text(view, "callback_id") not in FORMS:
        return None
    return lambda case: _is_about(view, case)


def _is_about(view: Body, case: Return) -> bool:
    target = Opened.decode(text(view, "private_metadata")).target
    return target is not None and target.subject == case.subject
