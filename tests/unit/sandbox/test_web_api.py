"""The Web API as slack_sdk's own client meets it: messages, conversations, people and files."""

from collections.abc import Iterator

import httpx
import pytest
from slack_sdk import WebClient

from sandbox import Sandbox
from sandbox.company import ANA, BOT, BRUNO, EMIKO, GENERAL, IT, IT_DEVICES, JONAS
from tests.unit.sandbox.apps import ALL_SCOPES, client_of, error_of


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(scopes=ALL_SCOPES) as sandbox:
        yield sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return client_of(sandbox)


def test_a_post_reaches_its_channel_and_answers_with_the_message(sandbox: Sandbox, client: WebClient) -> None:
    answer = client.chat_postMessage(channel="#general", text="Hello")
    assert answer["channel"] == GENERAL
    assert [message.text for message in sandbox.workspace.messages_for(EMIKO)] == ["Hello"]
    permalink = client.chat_getPermalink(channel=GENERAL, message_ts=answer["ts"])["permalink"]
    assert permalink == f"https://tallpine.slack.com/archives/{GENERAL}/p{answer['ts'].replace('.', '')}"


def test_a_post_to_a_person_opens_one_dm(client: WebClient) -> None:
    first = client.chat_postMessage(channel=ANA, text="One")["channel"]
    assert first.startswith("D")
    assert client.conversations_open(users=[ANA])["channel"]["id"] == first
    assert client.chat_postMessage(channel=first, text="Two")["channel"] == first


def test_a_post_to_a_leaver_succeeds_and_reaches_nobody(sandbox: Sandbox, client: WebClient) -> None:
    assert client.chat_postMessage(channel=JONAS, text="Your laptop")["ok"] is True
    assert sandbox.workspace.messages_for(JONAS) == []


def test_metadata_comes_back_only_when_asked_for_and_survives_an_update(client: WebClient) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"key": "k1"}}
    ts = client.chat_postMessage(channel=GENERAL, text="x", metadata=metadata)["ts"]
    assert "metadata" not in client.conversations_history(channel=GENERAL)["messages"][0]
    client.chat_update(channel=GENERAL, ts=ts, text="y")
    found = client.conversations_history(channel=GENERAL, include_all_metadata=True)["messages"][0]
    assert (found["text"], found["metadata"]) == ("y", metadata)


def test_an_update_with_text_alone_takes_the_blocks_away(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="x", blocks=[{"type": "divider"}])["ts"]
    with_blocks = client.chat_update(channel=GENERAL, ts=ts, text="y", blocks=[{"type": "divider"}])["message"]
    assert "blocks" in with_blocks
    assert "edited" not in with_blocks
    without = client.chat_update(channel=GENERAL, ts=ts, text="z")["message"]
    assert "blocks" not in without
    assert "edited" in without
    assert error_of(lambda: client.chat_update(channel=GENERAL, ts=ts, text="z" * 4001)) == "msg_too_long"


def test_only_own_messages_can_be_changed(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.happenings.write(ANA, GENERAL, "Mine").ts
    assert error_of(lambda: client.chat_update(channel=GENERAL, ts=ts, text="x")) == "cant_update_message"
    assert error_of(lambda: client.chat_delete(channel=GENERAL, ts=ts)) == "cant_delete_message"


def test_an_ephemeral_message_is_in_nobodys_history(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel=GENERAL, user=ANA, text="Only you")
    assert [message.text for message in sandbox.workspace.messages_for(ANA)] == ["Only you"]
    assert sandbox.workspace.messages_for(BRUNO) == []
    assert client.conversations_history(channel=GENERAL)["messages"] == []


def test_history_is_newest_first_within_its_bounds_and_paged(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=GENERAL, text=str(number))["ts"] for number in range(5)]
    assert stamps == sorted(set(stamps))
    inner = client.conversations_history(channel=GENERAL, oldest=stamps[1], latest=stamps[4])["messages"]
    assert [message["text"] for message in inner] == ["3", "2"]
    edges = client.conversations_history(channel=GENERAL, oldest=stamps[3], latest=stamps[4], inclusive=True)[
        "messages"
    ]
    assert [message["text"] for message in edges] == ["4", "3"]
    pages = [
        [message["text"] for message in page["messages"]]
        for page in client.conversations_history(channel=GENERAL, limit=2)
    ]
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_a_thread_has_its_root_first_and_is_not_in_the_history(client: WebClient) -> None:
    root = client.chat_postMessage(channel=GENERAL, text="root")["ts"]
    reply = client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=root)["ts"]
    client.chat_postMessage(channel=GENERAL, text="aside", thread_ts=reply, reply_broadcast=True)
    thread = client.conversations_replies(channel=GENERAL, ts=reply)["messages"]
    assert [message["text"] for message in thread] == ["root", "reply", "aside"]
    history = client.conversations_history(channel=GENERAL)["messages"]
    assert [(message["text"], message.get("reply_count")) for message in history] == [("aside", None), ("root", 2)]


def test_people_are_described_as_far_as_the_scopes_go(client: WebClient) -> None:
    user = client.users_info(user=EMIKO, include_locale=True)["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Asia/Tokyo", 32_400, "ja-JP")
    assert user["profile"]["email"] == "emiko@tallpine.example"
    assert client.users_lookupByEmail(email="EMIKO@tallpine.example")["user"]["id"] == EMIKO
    assert JONAS in [member["id"] for member in client.users_list()["members"]]
    with Sandbox(scopes={"users:read"}) as narrow:
        assert "email" not in client_of(narrow).users_info(user=EMIKO)["user"]["profile"]


def test_channels_groups_team_and_bot(sandbox: Sandbox, client: WebClient) -> None:
    assert client.conversations_info(channel=IT_DEVICES)["channel"]["is_private"] is True
    assert client.conversations_members(channel=IT_DEVICES)["members"] == [ANA, BRUNO, BOT]
    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == [ANA, BRUNO]
    assert client.usergroups_users_list(usergroup=IT)["users"] == [ANA, BRUNO]
    assert client.team_info()["team"]["id"] == sandbox.team_id
    assert client.bots_info(bot=client.auth_test()["bot_id"])["bot"]["user_id"] == BOT


def test_a_file_goes_up_in_three_steps_and_into_a_thread(sandbox: Sandbox, client: WebClient) -> None:
    root = client.chat_postMessage(channel=GENERAL, text="root")["ts"]
    file = client.files_upload_v2(content="a,b", filename="fleet.csv", title="Fleet", channel=GENERAL, thread_ts=root)[
        "file"
    ]
    shared = sandbox.workspace.conversations.thread(GENERAL, root)[-1]
    assert shared.files == (file["id"],)
    described = client.files_info(file=file["id"])["file"]
    assert (described["title"], described["size"], described["mimetype"]) == ("Fleet", 3, "text/csv")
    signed_in = {"Authorization": f"Bearer {sandbox.bot_token}"}
    with httpx.Client(trust_env=False) as browser:
        assert browser.get(described["url_private"]).status_code == 403
        assert browser.get(described["url_private"], headers=signed_in).content == b"a,b"


def test_everything_asked_and_answered_is_in_the_journal(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=GENERAL, text="x")
    error_of(lambda: client.chat_postMessage(channel="C0", text="y"))
    calls = sandbox.workspace.journal.calls_of("chat.postMessage")
    assert [(call.arguments["text"], call.error) for call in calls] == [("x", None), ("y", "channel_not_found")]
    assert sandbox.workspace.journal.refused() == calls[1:]
