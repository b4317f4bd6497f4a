"""The sandbox's small parts on their own."""

import threading
from datetime import UTC, datetime

import pytest

from sandbox import small_company
from sandbox.arguments import Arguments, parse_body
from sandbox.blocks import find_element, give_ids
from sandbox.company import ANA, EMIKO, GENERAL
from sandbox.conversations import Message
from sandbox.errors import Refused
from sandbox.escaping import escaped
from sandbox.ids import Ids, parse_ts
from sandbox.inputs import state_values
from sandbox.payload import Payload
from sandbox.signing import signed_headers
from sandbox.workspace import Workspace

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def workspace() -> Workspace:
    start = small_company()
    return Workspace(start.team, start.people, start.groups, start.channels, clock=lambda: NOON)


def test_timestamps_rise_while_the_clock_stands_still() -> None:
    ids = Ids()
    stamps = [ids.ts(NOON) for _ in range(3)]
    assert stamps == ["1795521600.000000", "1795521600.000001", "1795521600.000002"]
    assert [parse_ts(stamp)[1] for stamp in stamps] == [0, 1, 2]
    assert parse_ts("12.5") == (12, 500_000)


def test_ids_look_like_slacks_and_differ() -> None:
    ids = Ids()
    made = [ids.new("C") for _ in range(40)]
    assert made[0] == "C0SB0000001"
    assert made[35] == "C0SB0000010"
    assert len(set(made)) == 40


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@ana and @nobody", f"<@{ANA}|ana> and @nobody"),
        ("#general", f"<#{GENERAL}|general>"),
        ("<@U1|x> & co", "&lt;@U1|x&gt; &amp; co"),
        ("see https://x.example/a?b", "see <https://x.example/a?b>"),
        ("ana@x.example", "<mailto:ana@x.example|ana@x.example>"),
    ],
)
def test_words_after_a_command(workspace: Workspace, typed: str, sent: str) -> None:
    assert escaped(workspace, typed) == sent


def test_state_values_are_what_was_typed_over_what_stood_there() -> None:
    option = {"text": {"type": "plain_text", "text": "A"}, "value": "a"}
    blocks: list[Payload] = [
        {
            "type": "input",
            "block_id": "1",
            "element": {"type": "datepicker", "action_id": "d", "initial_date": "2026-12-01"},
        },
        {"type": "input", "block_id": "2", "element": {"type": "multi_users_select", "action_id": "u"}},
        {"type": "section", "block_id": "3", "accessory": {"type": "static_select", "action_id": "s"}},
        {"type": "actions", "block_id": "4", "elements": [{"type": "button", "action_id": "b"}]},
    ]
    values = state_values(blocks, {("3", "s"): option, ("gone", "x"): "lost"})
    assert values == {
        "1": {"d": {"type": "datepicker", "selected_date": "2026-12-01"}},
        "2": {"u": {"type": "multi_users_select", "selected_users": []}},
        "3": {"s": {"type": "static_select", "selected_option": option}},
    }


def test_missing_ids_are_filled_in_and_given_ones_kept() -> None:
    blocks: list[Payload] = [
        {"type": "actions", "elements": [{"type": "button"}, {"type": "button", "action_id": "mine"}]}
    ]
    give_ids(blocks, Ids())
    block_id = str(blocks[0]["block_id"])
    assert find_element(blocks, block_id, "mine") is not None
    assert find_element(blocks, block_id, "a0SB0000001") is not None
    assert find_element(blocks, block_id, "other") is None


def test_the_signature_is_slacks_documented_one() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    headers = signed_headers("8f742231b10e8888abcd99yyyzzz85a5", body, 1531420618)
    assert headers["X-Slack-Signature"] == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_arguments_come_as_json_or_as_a_form() -> None:
    form = Arguments(parse_body("application/x-www-form-urlencoded", b"users=U1,U2&limit=5&inclusive=1&view=%7B%7D"))
    assert (form.names("users"), form.number("limit", 1), form.flag("inclusive")) == (["U1", "U2"], 5, True)
    assert form.mapping("view") == {}
    json = Arguments(parse_body("application/json;charset=utf-8", b'{"users": ["U1"], "inclusive": true}'))
    assert (json.names("users"), json.flag("inclusive"), json.number("limit", 7)) == (["U1"], True, 7)


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("application/x-www-form-urlencoded", b"blocks=%5B", "invalid_blocks_format"),
        ("application/x-www-form-urlencoded", b"metadata=x", "invalid_metadata_format"),
    ],
)
def test_broken_arguments(content_type: str, body: bytes, error: str) -> None:
    with pytest.raises(Refused, match=error):
        Arguments(parse_body(content_type, body))


def test_a_change_wakes_who_waits_for_it(workspace: Workspace) -> None:
    def post() -> None:
        with workspace.changing():
            workspace.conversations.put(Message(GENERAL, workspace.ids.ts(NOON), ANA, "Hi"))

    writer = threading.Thread(target=post)
    with workspace.changing():
        writer.start()
        found = workspace.wait_until(lambda: workspace.messages_for(EMIKO), timeout=5)
    writer.join()
    assert [message.text for message in found] == ["Hi"]


def test_waiting_ends_with_an_error_when_nothing_comes(workspace: Workspace) -> None:
    with pytest.raises(TimeoutError, match=r"0\.01 s"):
        workspace.wait_until(lambda: workspace.messages_for(EMIKO), timeout=0.01)


def test_a_dm_is_one_for_its_people(workspace: Workspace) -> None:
    assert workspace.open_dm((ANA, EMIKO)) is workspace.open_dm((EMIKO, ANA))
    assert workspace.open_dm((ANA, EMIKO)).id.startswith("D")
