"""What is said, on the command line and to monitoring, about IT's cards that Slack did not take."""

from collections import Counter
from collections.abc import Iterable

from lifecycle.facts import LostCard


def account(cards: Iterable[LostCard]) -> str | None:
    """How many cards could not be posted, why and where, and what to do; None when there is none."""
    counts = Counter((card.error, card.to.removeprefix("channel:")) for card in cards)
    if not counts:
        return None
    total = counts.total()
    places = ", ".join(f"{error} in {channel} ({count})" for (error, channel), count in counts.most_common())
    return (
        f"{total} card{'' if total == 1 else 's'} could not be posted: {places}. Invite the bot there, or correct the "
        "policy's routes; posting is tried again every hour"
    )
