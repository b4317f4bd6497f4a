"""Looks at everything that the bot needs, and says what is missing: one line for each, none hides another."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from smtplib import SMTPException
from typing import cast

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.config import manifest
from bot.config.policy import load_policy
from bot.config.secret_key import NEEDED, key_file
from bot.config.settings import Settings
from bot.delivery.lost_cards import account
from bot.delivery.mail import trouble
from bot.delivery.mail_courier import postbox
from bot.delivery.refusals import NETWORK, code_of
from bot.faults import Faulty
from bot.ports import listen
from bot.slack.client import PATIENT, QUICK, forget_proxies_for_loopback, web_client
from lifecycle.policy import Policy
from store.engine import migrations
from store.engine.database import open_database
from store.errors import Unusable
from store.outbox.lost_cards import lost_cards


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look found: `fault` None is good, with a `doubt` where it works and could serve people better."""

    name: str
    fault: str | None
    note: str = ""
    doubt: str | None = None

    def __str__(self) -> str:
        state = "fault" if self.fault else "doubt" if self.doubt else "ok"
        return f"{state:5}  {self.name}: {self.fault or self.doubt or self.note or 'fine'}"


class Wrong(Exception):
    """What a look found wrong."""


class Doubtful(Exception):
    """What a look found that works, and could serve people better."""


Look = Callable[[], str]
"""Returns a note about what is fine; raises `Wrong`, `Doubtful`, `Faulty`, `Unusable` or an error of Slack's client."""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at what this machine gives and, with tokens, at Slack and the cards there."""
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)  # what it would say is said here, in words
    forget_proxies_for_loopback(settings)
    client = web_client(settings, timeout=PATIENT)
    looks: dict[str, Look] = {
        "policy": lambda: _policy(settings),
        "database": lambda: _database(settings),
        "secret key": lambda: _secret_key(settings),
        "web address": lambda: _web_address(settings),
        "public address": lambda: _public_address(settings),
        "mail": lambda: _mail(settings),
        "labels": lambda: _labels(settings),
    }
    if settings.has_slack:
        looks["bot token and scopes"] = lambda: _scopes(client)
        looks["channel"] = lambda: _channel(client, settings)
        looks["cards"] = lambda: _cards(settings)
        looks["IT"] = lambda: _it(client, settings)
        looks["second approver"] = lambda: _approvers(settings)
        looks["app token"] = lambda: _app_token(client, settings)
    for name, look in looks.items():
        yield _found(name, look)
    if not settings.has_slack:
        yield Finding("Slack", None, "no tokens are set, so the bot runs with the sandbox")


def _found(name: str, look: Look) -> Finding:
    try:
        return Finding(name, None, look())
    except Doubtful as doubtful:
        return Finding(name, None, doubt=str(doubtful))
    except (Wrong, Faulty, Unusable) as wrong:
        return Finding(name, str(wrong))
    except SlackApiError as error:
        needed = error.response.get("needed")
        return Finding(name, f"Slack says {code_of(error)}{f' (needed: {needed})' if needed else ''}")
    except NETWORK as error:
        return Finding(name, f"cannot be reached: {error}")


def _policy(settings: Settings) -> str:
    policy = load_policy(settings.policy_file, settings.it_channel or "")
    return f"{len(policy.profiles)} profiles, {len(policy.bundles)} bundles, {len(policy.locations)} locations"


def _database(settings: Settings) -> str:
    migrations.check_current(settings.database_url)
    return f"at revision {migrations.head()}"


def _cards(settings: Settings) -> str:
    migrations.check_current(settings.database_url)
    with closing(open_database(settings.database_url)) as database, database.reader() as connection:
        lost = lost_cards(connection)
    if fault := account(lost):
        raise Wrong(fault)
    return "none is kept from its channel"


def _web_address(settings: Settings) -> str:
    host, port = settings.host, settings.port
    try:
        listen(host, port).close()
    except Faulty as faulty:
        if not _is_ours(host, port):
            raise Wrong("; ".join(map(str, faulty.faults))) from faulty
        return f"Device Desk answers at http://{host}:{port} already"
    return f"http://{host}:{port} is free"


def _is_ours(host: str, port: int) -> bool:
    """Whether what listens there is a Device Desk, told by the shape of its health."""
    try:
        health = httpx.get(f"http://{host}:{port}/healthz", timeout=QUICK.total_seconds(), trust_env=False).json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return False
    return isinstance(health, dict) and health.keys() >= {"status", "faults"}


def _public_address(settings: Settings) -> str:
    if settings.public_url is None:
        return "none is set: people whose Slack has ended get no page"
    return f"links in mail lead to {settings.public_url}/r/…"


def _labels(settings: Settings) -> str:
    policy = load_policy(settings.policy_file, settings.it_channel or "")
    if settings.public_url is None:
        return "none can be printed without PUBLIC_URL"
    if not policy.found.can_be_reached:
        raise Doubtful(
            f"whoever finds a device is told nobody to call or write to: fill in [found] in {settings.policy_file}"
        )
    return f"finders are led to {settings.public_url}/a/…, and told whom to call or write to"


def _mail(settings: Settings) -> str:
    found = postbox(settings, step=PATIENT, last=PATIENT)
    if found is None:
        return "no SMTP_URL is set: IT is asked to write to people whose Slack has ended"
    server = found.mailer.server
    try:
        is_encrypted = found.mailer.check()
    except (OSError, SMTPException) as error:
        raise Wrong(f"{server.host}:{server.port}: {trouble(error)}") from error
    return f"{server.host}:{server.port} takes us{', encrypted' if is_encrypted else ', in the clear'}"


SHORTEST_KEY = 32
"""Characters that a key should have.

`python -c "import secrets; print(secrets.token_urlsafe(48))"` makes a good one.
"""


def _secret_key(settings: Settings) -> str:
    if settings.secret_key is None and not settings.database_url.startswith("sqlite"):
        raise Wrong(NEEDED.problem)
    if settings.secret_key is None:
        return f"none is set: one is made, and kept in {key_file(settings)}"
    keys = settings.secret_key.get_secret_value().split(",")
    if any(len(key.strip()) < SHORTEST_KEY for key in keys):
        raise Wrong(f"is weak: every key needs at least {SHORTEST_KEY} random characters")
    return "strong enough"


def _scopes(client: WebClient) -> str:
    answer = client.auth_test()
    headers = {name.lower(): str(value) for name, value in answer.headers.items()}
    given = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")}
    missing = sorted(manifest.scopes() - given)
    if missing:
        raise Wrong(f"the app lacks {', '.join(missing)}: install it again with manifest.json")
    return f"{answer['user']} in {answer['team']}"


def _channel(client: WebClient, settings: Settings) -> str:
    client.conversations_history(channel=settings.it_channel or "", limit=1)
    return f"{settings.it_channel} can be read, so the bot is in it"


def _it(client: WebClient, settings: Settings) -> str:
    members = list(settings.it_users)
    if settings.it_usergroup:
        members += cast(list[str], client.usergroups_users_list(usergroup=settings.it_usergroup)["users"])
    if not members:
        raise Wrong("nobody is in IT: put somebody into the user group or into IT_USERS")
    return f"{len(set(members))} people"


def _approvers(settings: Settings) -> str:
    fault = nobody_for_limit(settings, load_policy(settings.policy_file, settings.it_channel or ""))
    if fault:
        raise Wrong(fault)
    return f"{len(settings.approver_users)} people"


def nobody_for_limit(settings: Settings, policy: Policy) -> str | None:
    """What is wrong when the policy has a limit above which nobody can decide; None when that is not so."""
    if policy.approval_limit is None or settings.approver_users:
        return None
    return "approval_limit is set but APPROVER_USERS is empty: requests over the limit wait until somebody is in it"


def _app_token(client: WebClient, settings: Settings) -> str:
    if settings.slack_app_token is None:
        return "none: Slack is heard through HTTP"
    client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    return "accepted: Slack is heard through Socket Mode"
