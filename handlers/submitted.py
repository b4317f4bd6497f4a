"""A form as it was sent back."""

from dataclasses import dataclass

from handlers.incoming import Body
from handlers.reception import Reception, Visit
from messages.payload import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A view as it was sent back, and by whom."""

    view: Body
    visit: Visit
    reception: Reception


class ShowInstead(Exception):
    """A form that cannot be taken as it stands; the person is shown this one, in which what they typed is kept."""

    def __init__(self, view: View) -> None:
        super().__init__("another form is shown")
        self.view = view
