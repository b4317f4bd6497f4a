"""Tickets for Socket Mode links: each opens one connection."""


class Tickets:
    """Issued and not yet used tickets. Not locked: the workspace's lock covers it."""

    def __init__(self) -> None:
        self._count = 0
        self._open: set[str] = set()

    def issue(self) -> str:
        """A new ticket."""
        self._count += 1
        ticket = f"ticket-{self._count}"
        self._open.add(ticket)
        return ticket

    def use(self, ticket: str) -> bool:
        """Whether the ticket was good; it is not good again."""
        is_good = ticket in self._open
        self._open.discard(ticket)
        return is_good
