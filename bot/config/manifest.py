"""What the app asks Slack for: `manifest.json`, read where the code must agree with it."""

import json
from functools import lru_cache
from pathlib import Path
from typing import TypedDict, cast

FILE = Path(__file__).parents[2] / "manifest.json"


class _Scopes(TypedDict):
    bot: list[str]


class _OAuth(TypedDict):
    scopes: _Scopes


class _Events(TypedDict):
    bot_events: list[str]


class _Settings(TypedDict):
    event_subscriptions: _Events


class _SlashCommand(TypedDict):
    usage_hint: str


class _Features(TypedDict):
    slash_commands: list[_SlashCommand]


class _Manifest(TypedDict):
    features: _Features
    oauth_config: _OAuth
    settings: _Settings


def scopes() -> frozenset[str]:
    """The bot scopes."""
    return frozenset(_read()["oauth_config"]["scopes"]["bot"])


def events() -> frozenset[str]:
    """The events that the app subscribes to."""
    return frozenset(_read()["settings"]["event_subscriptions"]["bot_events"])


def usage_hint() -> str:
    """What Slack shows beside the slash command: its words, with bars between them."""
    return _read()["features"]["slash_commands"][0]["usage_hint"]


@lru_cache
def _read() -> _Manifest:
    return cast(_Manifest, json.loads(FILE.read_text(encoding="utf-8")))
