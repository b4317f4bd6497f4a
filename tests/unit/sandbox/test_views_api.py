"""views.*: modals, triggers, hashes and the Home tab."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox
from sandbox.company import ANA, BRUNO
from sandbox.context import Slack
from sandbox.installation import Features
from tests.unit.sandbox.apps import ALL_SCOPES, HandClock, client_of, error_of


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sandbox(clock: HandClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock, scopes=ALL_SCOPES) as sandbox:
        yield sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return client_of(sandbox)


def home(title: str = "Hello") -> dict[str, object]:
    return {"type": "home", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": title}}]}


def test_home_is_published_for_each_person_with_a_hash(sandbox: Sandbox, client: WebClient) -> None:
    first = client.views_publish(user_id=ANA, view=home("One"))["view"]
    second = client.views_publish(user_id=ANA, view=home("Two"), hash=first["hash"])["view"]
    assert second["id"] == first["id"]
    assert error_of(lambda: client.views_publish(user_id=ANA, view=home(), hash=first["hash"])) == "hash_conflict"
    assert sandbox.workspace.screens.home(BRUNO) is None


def test_tabs_that_are_switched_off() -> None:
    with Sandbox(features=Features(has_messages_tab=False, has_home_tab=False)) as sandbox:
        client = client_of(sandbox)
        assert error_of(lambda: client.chat_postMessage(channel=ANA, text="x")) == "messages_tab_disabled"
        assert error_of(lambda: client.views_publish(user_id=ANA, view=home())) == "not_enabled"


def modal(external_id: str = "") -> dict[str, object]:
    view: dict[str, object] = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "T"},
        "blocks": [{"type": "divider"}],
    }
    return view | ({"external_id": external_id} if external_id else {})


@pytest.fixture
def trigger(sandbox: Sandbox, clock: HandClock) -> Callable[[], str]:
    slack: Slack = sandbox.slack
    return lambda: slack.triggers.issue(ANA, clock())


def test_a_trigger_works_once_and_for_three_seconds(
    client: WebClient, clock: HandClock, trigger: Callable[[], str]
) -> None:
    used, late = trigger(), trigger()
    clock.forward(timedelta(seconds=3))
    client.views_open(trigger_id=used, view=modal())
    assert error_of(lambda: client.views_open(trigger_id=used, view=modal())) == "exchanged_trigger_id"
    clock.forward(timedelta(milliseconds=1))
    assert error_of(lambda: client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


def test_a_view_is_updated_by_either_id_unless_the_hash_is_old(
    sandbox: Sandbox, client: WebClient, trigger: Callable[[], str]
) -> None:
    opened = client.views_open(trigger_id=trigger(), view=modal("mine"))["view"]
    updated = client.views_update(external_id="mine", view=modal("mine"), hash=opened["hash"])["view"]
    assert updated["id"] == opened["id"]
    stale = {"view_id": opened["id"], "view": modal("mine"), "hash": opened["hash"]}
    assert error_of(lambda: client.views_update(**stale)) == "hash_conflict"
    assert error_of(lambda: client.views_push(trigger_id=trigger(), view=modal("mine"))) == "duplicate_external_id"
    pushed = client.views_push(trigger_id=trigger(), view=modal())["view"]
    assert (pushed["root_view_id"], pushed["previous_view_id"]) == (opened["id"], opened["id"])
