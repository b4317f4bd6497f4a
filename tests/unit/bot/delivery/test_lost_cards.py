from bot.delivery.lost_cards import account
from lifecycle.reads.facts import LostCard
from tests.support.subjects import a_request


def lost(number: int, channel: str, error: str, kind: str = "channel") -> LostCard:
    return LostCard(subject=a_request(number), slot=f"request:{number}", to=f"{kind}:{channel}", error=error)


def test_nothing_is_said_of_no_card() -> None:
    assert account([]) is None


def test_how_many_are_lost_and_why_and_where() -> None:
    one = lost(1, "C1", "not_in_channel")
    assert account([one]) == (
        "1 card could not be posted: not_in_channel in C1 (1). Invite the bot there, or correct the policy's routes; "
        "posting is tried again every hour"
    )
    more = account([one, lost(2, "C2", "is_archived"), lost(3, "C1", "not_in_channel")])
    assert more is not None
    assert more.startswith("3 cards could not be posted: not_in_channel in C1 (2), is_archived in C2 (1). ")


def test_nobody_who_gets_no_message_is_named() -> None:
    two = [lost(1, "7", "cannot_dm_bot", "person"), lost(2, "8", "cannot_dm_bot", "person")]
    assert account(two) == (
        "2 cards could not be posted: cannot_dm_bot in direct messages (2). Posting is tried again every hour"
    )
