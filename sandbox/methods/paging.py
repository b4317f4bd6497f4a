"""Pages with a cursor, the same for every method that lists."""

import base64
from collections.abc import Sequence
from typing import TypeVar

from sandbox.arguments import Arguments
from sandbox.errors import Refused
from sandbox.payload import Payload

T = TypeVar("T")

MAX_LIMIT = 999


def page(items: Sequence[T], args: Arguments, *, default: int = 100) -> tuple[Sequence[T], Payload]:
    """One page of `items`, and what the answer says about the next one.

    Raises:
        Refused: invalid_limit or invalid_cursor.
    """
    limit = args.number("limit", default)
    if args.has("limit") and not 1 <= limit <= MAX_LIMIT:
        raise Refused("invalid_limit")
    start = _offset(args.text("cursor"))
    end = start + limit
    has_more = end < len(items)
    next_cursor = _cursor(end) if has_more else ""
    return items[start:end], {"has_more": has_more, "response_metadata": {"next_cursor": next_cursor}}


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(f"next:{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        raise Refused("invalid_cursor") from None
