"""Was it posted? The only way to know after a lost answer: read the conversation and look for the notice's key.

Every post carries its key as metadata. Slack does not deduplicate by it, but gives it back.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import cast

from slack_sdk import WebClient

from store.outbox.outbox import Located

EVENT_TYPE = "device_desk"

MARGIN = timedelta(seconds=60)
"""How far Slack's clock and ours may differ."""

PAGE = 200

Found = Mapping[str, object]


class TooLate(Exception):
    """The conversation was not read to its end in time."""


def stamp(key: str) -> dict[str, object]:
    """The metadata of a post. Anybody in the workspace can read it: it names ids, never private data."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def find(
    client: WebClient,
    key: str,
    channel: str,
    thread: Located | None,
    *,
    since: datetime | None,
    bot_id: str,
    is_late: Callable[[], bool],
) -> str | None:
    """The `ts` of our own post with this key, in a conversation or a thread; None when it is not there.

    Nothing posted before `since` (UTC) is looked at; None looks at everything.

    Raises:
        TooLate: time is up before everything was read, by `is_late`.

    And what slack_sdk raises when the conversation cannot be read.
    """
    oldest = f"{(since - MARGIN).timestamp():.6f}" if since else None
    for message in _messages(client, channel, thread, oldest, is_late):
        if message.get("bot_id") == bot_id and _key_of(message) == key:
            return str(message["ts"])
    return None


def _messages(
    client: WebClient, channel: str, thread: Located | None, oldest: str | None, is_late: Callable[[], bool]
) -> Iterator[Found]:
    cursor: str | None = None
    while cursor != "":
        if is_late():
            raise TooLate
        if thread:
            answer = client.conversations_replies(
                channel=channel, ts=thread.ts, oldest=oldest, cursor=cursor, limit=PAGE, include_all_metadata=True
            )
        else:
            answer = client.conversations_history(
                channel=channel, oldest=oldest, cursor=cursor, limit=PAGE, include_all_metadata=True
            )
        yield from cast(list[Found], answer.get("messages", []))
        cursor = cast(Mapping[str, str], answer.get("response_metadata") or {}).get("next_cursor", "")


def _key_of(message: Found) -> object:
    match message.get("metadata"):
        case {"event_type": "device_desk", "event_payload": {"key": key}}:
            return key
    return None
