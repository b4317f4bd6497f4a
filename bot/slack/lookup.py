"""People by their address at work, where the desk has not met them yet: read from the workspace's list of members."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import cast

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.config.settings import Settings
from bot.delivery.refusals import NETWORK, code_of
from bot.faults import Fault, Faulty
from bot.slack.accounts import User, account_of
from bot.slack.client import PATIENT, forget_proxies_for_loopback, web_client
from store.people import PeopleBook

PAGE = 200
"""Accounts in one answer, as Slack recommends [slack.dev: users.list]."""

MOST_WAITS = 10


def learn(people: PeopleBook, settings: Settings, emails: Collection[str], now: datetime) -> None:
    """Put the accounts with these addresses on record, where no active one is; the list is read for nothing else.

    Raises `Faulty` when Slack does not give it.
    """
    known = people.with_emails(emails)
    wanted = {email.casefold() for email in emails}
    wanted -= {email for email, person in known.items() if not person.is_deactivated}
    if not wanted:
        return
    forget_proxies_for_loopback(settings)
    client = web_client(settings, timeout=PATIENT)
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=MOST_WAITS))
    try:
        for user in _members(client):
            account = account_of(user)
            if (account.email or "").casefold() in wanted:
                people.record(account, now)
    except SlackApiError as error:
        raise Faulty("Slack", [Fault("users.list", f"was refused: {code_of(error)}")]) from error
    except NETWORK as error:
        raise Faulty("Slack", [Fault("SLACK_API_URL", f"cannot be reached: {error}")]) from error


def _members(client: WebClient) -> Iterator[User]:
    cursor = ""
    while True:
        answer = client.users_list(limit=PAGE, cursor=cursor, include_locale=True)
        yield from cast(list[User], answer["members"])
        cursor = cast(Mapping[str, str], answer.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return
