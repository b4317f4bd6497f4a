"""Fetches a file that somebody has sent in Slack."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from slack_sdk import WebClient

HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
"""Where Slack's files are; our token goes to no other host but that of the API itself."""

MOST_BYTES = 100 * 1024 * 1024
"""Of a list: 100,000 devices with 60 columns have half of it."""


class NotFetched(Exception):
    """A file that there is no getting."""


def fetch(client: WebClient, facts: Mapping[str, object], to: Path) -> None:
    """Write a file's content; `facts` is Slack's file object. Raises `NotFetched`."""
    url = str(facts.get("url_private_download") or facts.get("url_private") or "")
    if urlsplit(url).netloc not in HOSTS | {urlsplit(client.base_url).netloc}:
        raise NotFetched("it is not at Slack")
    headers, written = {"Authorization": f"Bearer {client.token}"}, 0
    try:
        with httpx.stream("GET", url, headers=headers, timeout=client.timeout) as answer, to.open("wb") as stream:
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                written += len(chunk)
                if written > MOST_BYTES:
                    raise NotFetched("it is too large")
                stream.write(chunk)
    except httpx.HTTPError as error:
        raise NotFetched(type(error).__name__) from error
