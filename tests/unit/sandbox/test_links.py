"""Socket Mode on the wire: tickets, hello, the cap on links, envelopes and acks."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from slack_sdk import WebClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sandbox import Sandbox
from sandbox.company import ANA, GENERAL
from sandbox.links import MAX_LINKS
from sandbox.payload import Payload, child


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def address(sandbox: Sandbox) -> str:
    client = WebClient(base_url=sandbox.api_url)
    return str(client.apps_connections_open(app_token=sandbox.app_token)["url"])


def link_to(url: str) -> ClientConnection:
    return connect(url, proxy=None)


def received(link: ClientConnection) -> Payload:
    message: Payload = json.loads(link.recv(timeout=5))
    return message


def test_hello_counts_the_links(sandbox: Sandbox) -> None:
    with link_to(address(sandbox)) as first, link_to(address(sandbox)) as second:
        assert (received(first)["type"], received(second)["num_connections"]) == ("hello", 2)


def test_a_ticket_opens_one_link(sandbox: Sandbox) -> None:
    url = address(sandbox)
    with link_to(url) as link:
        received(link)
        with pytest.raises(InvalidStatus):
            link_to(url)


def test_the_eleventh_link_is_sent_away(sandbox: Sandbox) -> None:
    with ExitStack() as stack:
        links = [stack.enter_context(link_to(address(sandbox))) for _ in range(MAX_LINKS)]
        assert [received(link)["num_connections"] for link in links] == list(range(1, MAX_LINKS + 1))
        late = stack.enter_context(link_to(address(sandbox)))
        assert received(late)["reason"] == "too_many_websockets"


def test_an_ack_may_come_over_any_link(sandbox: Sandbox) -> None:
    with ExitStack() as stack:
        links = [stack.enter_context(link_to(address(sandbox))) for _ in range(2)]
        for link in links:
            received(link)
        sandbox.wait_for_sockets(2)
        pool = stack.enter_context(ThreadPoolExecutor(3))
        outcome = pool.submit(sandbox.interactions.command, ANA, "/device", GENERAL)
        envelope, other = _first(links)
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert child(envelope, "payload")["user_id"] == ANA
        other.send(json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": "Hi"}}))
        assert outcome.result(timeout=5).answer == {"text": "Hi"}


def test_a_warning_leaves_the_link_open_and_a_refresh_ends_it(sandbox: Sandbox) -> None:
    with link_to(address(sandbox)) as link:
        received(link)
        sandbox.wait_for_sockets()
        sandbox.refresh_sockets("warning")
        assert received(link)["reason"] == "warning"
        assert sandbox.socket_count == 1
        sandbox.refresh_sockets()
        assert received(link)["reason"] == "refresh_requested"
        sandbox.workspace.wait_until(lambda: sandbox.socket_count == 0)


def _first(links: list[ClientConnection]) -> tuple[Payload, ClientConnection]:
    """The envelope, and the link that it did not come over."""
    one, other = links
    try:
        return json.loads(one.recv(timeout=0.5)), other
    except TimeoutError:
        return received(other), one
