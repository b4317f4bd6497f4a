"""What is said along with a file: what it does not tell by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.fleet.file.choices import Decimals, Order
from bot.fleet.file.mapping import Meanings
from lifecycle.errors import Fact
from lifecycle.list_flaws import Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read a file. `currency`, `country`, `category` and `manufacturer` are for rows that tell none."""

    sheet: str | None = None
    dates: Order | None = None
    decimals: Decimals | None = None
    currency: str | None = None
    country: str | None = None
    category: str | None = None
    manufacturer: str | None = None
    meanings: Meanings = field(default_factory=Meanings)


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be said with the file before it can be read, and with what facts it is asked."""

    doubt: Doubt
    facts: Mapping[str, Fact]


class Asked(Exception):
    """A file that can be read in more than one way."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(", ".join(one.doubt for one in questions))
        self.questions = questions
