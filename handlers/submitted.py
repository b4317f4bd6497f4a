"""A form as it was sent back."""

from dataclasses import dataclass

from handlers.incoming import Body
from handlers.reception import Reception, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A view as it was sent back, and by whom."""

    view: Body
    visit: Visit
    reception: Reception
