"""Clients of Slack's Web API, each with the patience that its use allows, and who we are there."""

import logging
import os
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.config.settings import Settings
from bot.delivery.refusals import NETWORK, code_of
from bot.faults import Fault, Faulty
from messages.text import unescape

QUICK = timedelta(seconds=2)
"""For calls while somebody waits for an answer within Slack's 3 seconds."""

PATIENT = timedelta(seconds=10)
"""For everything else."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The workspace that the bot is installed in, with its name, and the bot there."""

    team_id: str
    team: str
    user_id: str
    bot_id: str


PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def forget_proxies_for_loopback(settings: Settings) -> None:
    """No proxy leads to this machine's own addresses, and Slack's client would take one without a look at no_proxy."""
    if urlsplit(settings.slack_api_url).hostname in LOOPBACK:
        for name in [name for name in os.environ if name.lower() in PROXIES]:
            del os.environ[name]


def web_client(settings: Settings, *, timeout: timedelta) -> WebClient:
    """A client that tries once: a retry after a lost answer does things twice, one after a 429 holds up a thread."""
    token = settings.slack_bot_token
    return WebClient(
        token=token.get_secret_value() if token else None,
        base_url=settings.slack_api_url,
        timeout=timeout.total_seconds(),  # type: ignore[arg-type]  # an int in its signature, and any number in use
        retry_handlers=[],
        logger=logging.getLogger("slack_sdk.web"),
    )


def identify(client: WebClient) -> Identity:
    """Whose token it is; raises `Faulty` when Slack does not take it or cannot be reached."""
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        raise Faulty("Slack", [Fault("SLACK_BOT_TOKEN", f"is not accepted: {code_of(error)}")]) from error
    except NETWORK as error:
        raise Faulty("Slack", [Fault("SLACK_API_URL", f"cannot be reached: {error}")]) from error
    return Identity(
        team_id=str(answer["team_id"]),
        team=unescape(str(answer.get("team") or "")),
        user_id=str(answer["user_id"]),
        bot_id=str(answer["bot_id"]),
    )
