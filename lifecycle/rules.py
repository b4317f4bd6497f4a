"""Every rule of the desk, by its command."""

from lifecycle import rule
from lifecycle.change import Item
from lifecycle.commands import OnSubject
from lifecycle.request_rules import REQUEST_RULES
from lifecycle.rule import Rules

RULES: Rules = REQUEST_RULES


def possible(command: type[OnSubject], item: Item, number: int | None = None) -> bool:
    """Whether such a command makes sense now; see `lifecycle.rule.possible`."""
    return rule.possible(RULES[command], item, number)
