"""What whoever gives devices back is told at once: what they pressed may stand far from the message that changes."""

from collections.abc import Callable

from handlers.reception import Reception, Visit
from handlers.submitted import Submitted
from lifecycle.desk import Outcome
from messages.ids import Action
from messages.page.answers import thanks


def thank(reception: Reception, visit: Visit, action: Action) -> None:
    """Say that an answer has come in."""
    reception.whisper(visit.incoming, thanks(action, visit.reader))


def thanking(action: Action) -> Callable[[Submitted, Outcome], None]:
    """The same, after the form behind a button was sent."""
    return lambda form, _: thank(form.reception, form.visit, action)
