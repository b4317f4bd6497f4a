"""Every rule of the desk, by its command."""

from lifecycle import rule
from lifecycle.audits.rules import AUDIT_RULES
from lifecycle.change import Item
from lifecycle.command import OnSubject
from lifecycle.devices.rules import DEVICE_RULES
from lifecycle.refreshing.rules import REFRESH_RULES
from lifecycle.requests.rules import REQUEST_RULES
from lifecycle.returns.rules import RETURN_RULES
from lifecycle.rule import Rules
from lifecycle.wipes.rules import WIPE_RULES

RULES: Rules = {**REQUEST_RULES, **RETURN_RULES, **WIPE_RULES, **DEVICE_RULES, **REFRESH_RULES, **AUDIT_RULES}


def possible(command: type[OnSubject], item: Item, number: int | None = None) -> bool:
    """Whether such a command makes sense now; see `lifecycle.rule.possible`."""
    return rule.possible(RULES[command], item, number)
