"""Fetches a file that somebody has sent in Slack."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from slack_sdk import WebClient

from bot.fleet.file.lines import Unreadable
from lifecycle.list_flaws import Unfit

HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
"""Where Slack's files are; our token goes to no other host but that of the API itself."""

MOST_BYTES = 100 * 1024 * 1024
"""Of a list: 100,000 devices with 60 columns have half of it."""

GONE = frozenset({401, 403, 404, 410})
"""Answers of HTTP after which another try gets the file no more than the first did."""


class NotFetched(Exception):
    """A file that there is no getting."""


class NotNow(OSError):
    """A file that did not come, or not whole; it may when it is tried again."""


def fetch(client: WebClient, facts: Mapping[str, object], to: Path, *, most: int = MOST_BYTES) -> None:
    """Write a file's content; `facts` is Slack's file object, `most` how many bytes are taken.

    Raises `NotFetched`, `NotNow`, and `Unreadable` for a file with more.
    """
    url = str(facts.get("url_private_download") or facts.get("url_private") or "")
    if urlsplit(url).netloc not in HOSTS | {urlsplit(client.base_url).netloc}:
        raise NotFetched("it is not at Slack")
    headers, written = {"Authorization": f"Bearer {client.token}"}, 0
    try:
        with httpx.stream("GET", url, headers=headers, timeout=client.timeout) as answer, to.open("wb") as stream:
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                written += len(chunk)
                if written > most:
                    raise Unreadable(Unfit.LARGE_FILE, most=most // 1024**2)
                stream.write(chunk)
    except httpx.HTTPStatusError as error:
        is_gone = error.response.status_code in GONE
        raise (NotFetched if is_gone else NotNow)(f"HTTP {error.response.status_code}") from error
    except httpx.HTTPError as error:
        raise NotNow(type(error).__name__) from error
