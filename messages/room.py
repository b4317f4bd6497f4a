"""How much room a text gets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """Units, once escaped: `name` for a name or a number within a sentence, `words` for a note or a reason."""

    name: int
    words: int


ROOMS = (Room(name=80, words=1000), Room(name=40, words=500), Room(name=20, words=240))
"""From the first, which shows whole whatever the forms take, to the one in which the largest request fits."""
