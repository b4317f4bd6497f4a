"""What is said, on the command line and to monitoring, about cards that Slack did not take."""

from collections import Counter
from collections.abc import Iterable

from lifecycle.reads.facts import LostCard

DIRECT = "direct messages"


def account(cards: Iterable[LostCard]) -> str | None:
    """How many cards could not be posted, why and where, and what to do; None when there is none."""
    counts = Counter((card.error, _place(card)) for card in cards)
    if not counts:
        return None
    total = counts.total()
    places = ", ".join(f"{error} in {channel} ({count})" for (error, channel), count in counts.most_common())
    is_of_channel = any(place != DIRECT for _, place in counts)
    what_to_do = "Invite the bot there, or correct the policy's routes; posting" if is_of_channel else "Posting"
    return (
        f"{total} card{'' if total == 1 else 's'} could not be posted: {places}. {what_to_do} is tried again every hour"
    )


def _place(card: LostCard) -> str:
    """The channel; of whoever was to get a direct message, nothing is said here."""
    kind, _, place = card.to.partition(":")
    return place if kind == "channel" else DIRECT
