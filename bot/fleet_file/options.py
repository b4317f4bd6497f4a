"""What is said along with a file: what it does not tell by itself."""

from dataclasses import dataclass, field

from bot.fleet_file.choices import Decimals, Order
from bot.fleet_file.mapping import Meanings


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
    """What has to be said with the file before it can be read: the option, its choices, and why it is asked."""

    option: str
    choices: tuple[str, ...]
    why: str

    def __str__(self) -> str:
        said = " or ".join(f"{self.option} {one}" for one in self.choices) or f"it with {self.option}, by its code"
        return f"{self.why}: say {said}"


class Asked(Exception):
    """A file that can be read in more than one way."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__("; ".join(map(str, questions)))
        self.questions = questions
