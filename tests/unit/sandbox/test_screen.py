from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sandbox.conversations import Channel, Kind, Message
from sandbox.mrkdwn import Reader, read, read_object
from sandbox.payload import Payload
from sandbox.people import User, UserGroup
from sandbox.screen import body_lines, message_lines, thread_lines, view_lines, whole_screen
from sandbox.screens import View
from sandbox.workspace import Team, Workspace
from tests.unit.sandbox.blockkit_limit_examples import EVERY_BLOCK
from tests.unit.sandbox.blockkit_parts import (
    actions,
    button,
    element,
    field,
    mrkdwn,
    option,
    plain,
    rich_list,
    rich_section,
    rich_text,
    section,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANA = User("U1", "T1", "ana", "Ana Costa", tz="Asia/Tokyo", locale="en-US")
BOT = User("U9", "T1", "desk", "Device Desk", is_bot=True)
EPOCH = int(datetime(2026, 11, 24, 20, 30, tzinfo=UTC).timestamp())


@pytest.fixture
def reader() -> Reader:
    workspace = Workspace(
        Team("T1", "Example", "example"),
        [ANA, BOT],
        [UserGroup("S1", "T1", "it", "IT")],
        [Channel("C1", "general", Kind.PUBLIC, ("U1", "U9")), Channel("D1", "", Kind.DM, ("U1", "U9"))],
        clock=lambda: NOON,
    )
    return Reader(workspace, ANA)


def said(*blocks: Payload, words: str = "", **keys: object) -> Message:
    given: Mapping[str, object] = keys
    return replace(Message("C1", "100.1", "U9", words, blocks), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Hello <@U1> and <@U9|someone>", "Hello @ana and @desk"),
        ("in <#C1|old-name>", "in #general"),
        ("<!subteam^S1> <!here> <!channel>", "@it @here @channel"),
        ("<https://example.com|the guide> <https://example.com/a>", "the guide https://example.com/a"),
        ("*Laptop 14* for _Ana_, ~later~", "Laptop 14 for Ana, later"),
        ("*_both_*", "both"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("`*as it is*` &lt;b&gt; &amp;amp;", "*as it is* <b> &amp;"),
        (f"<!date^{EPOCH}^{{date_num}} {{time}}|later>", "2026-11-25 05:30"),
        (f"<!date^{EPOCH}^{{date_short_pretty}} at {{time}}|later>", "tomorrow at 05:30"),
        (f"<!date^{EPOCH}^{{date_long}}^https://example.com|later>", "Wednesday, November 25, 2026"),
        (f"<!date^{EPOCH}^{{era}}|later>", "later"),
        ("&lt;!channel&gt; stays words", "<!channel> stays words"),
    ],
)
def test_mrkdwn_is_read_as_a_person_sees_it(reader: Reader, written: str, seen: str) -> None:
    assert read(written, reader) == seen


def test_plain_text_is_read_as_it_is(reader: Reader) -> None:
    assert read_object(plain("*bold* <@U1> R&amp;D"), reader) == "*bold* <@U1> R&D"


def test_a_message_shows_its_blocks_instead_of_its_text(reader: Reader) -> None:
    message = said(
        section(text=mrkdwn("*Request* by <@U1>"), fields=[mrkdwn("*Device*\nLaptop 14")]),
        actions(button(text=plain("Approve")), element("overflow", options=[option(text=plain("Cancel request"))])),
        words="A request",
    )
    assert message_lines(message, reader) == [
        "@desk",
        "Request by @ana",
        "Device",
        "Laptop 14",
        "[Approve] [… Cancel request]",
    ]


def test_a_message_without_blocks_shows_its_text(reader: Reader) -> None:
    assert message_lines(said(words="Done, <@U1>", only_for="U1", edited_ts="101.0"), reader) == [
        "@desk (only you can see this) (edited)",
        "Done, @ana",
    ]


def test_rich_text_is_read(reader: Reader) -> None:
    mention: Payload = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}
    assert body_lines(said(rich_text(rich_section("Hello "), mention, rich_list())), reader) == [
        "Hello ",
        "@ana",
        "• Words",
    ]


@pytest.mark.parametrize("kind", EVERY_BLOCK)
def test_every_block_can_be_shown(reader: Reader, kind: str) -> None:
    blocks = EVERY_BLOCK[kind].payload["blocks"]
    assert isinstance(blocks, list)
    assert body_lines(said(*blocks), reader) or kind == "file"


def test_a_form_shows_labels_values_hints_and_errors(reader: Reader) -> None:
    blocks = [
        {**field("users_select", action_id="who", initial_user="U1"), "block_id": "a"},
        {**field("plain_text_input", action_id="note", placeholder=plain("Anything")), "block_id": "b"},
        {**field("multi_static_select", action_id="what", options=[option(1)]), "block_id": "c", "optional": True},
    ]
    blocks[1]["hint"] = plain("Shown to IT")
    content: Payload = {"type": "modal", "title": plain("Request"), "submit": plain("Send"), "blocks": blocks}
    view = View("V1", "U1", content, "h", "V1", errors={"b": "Too short"})
    assert view_lines(view, reader, {("c", "what"): [option(1)]}) == [
        "=== Request ===",
        "Label: [@ana]",
        "Label: [Anything]",
        "  (Shown to IT)",
        "  ! Too short",
        "Label (optional): [Choice]",
        "[Send]",
    ]


def test_a_thread_sets_its_replies_in(reader: Reader) -> None:
    thread = [said(words="Card"), said(words="Ordered", ts="101.1", thread_ts="100.1")]
    assert thread_lines(thread, reader) == ["@desk", "Card", "  | @desk", "  | Ordered"]


def test_the_whole_screen_shows_modals_home_and_conversations(reader: Reader) -> None:
    workspace = reader.workspace
    for message in (said(words="Card"), said(words="Ordered", ts="101.1", thread_ts="100.1")):
        workspace.conversations.put(message)
    workspace.conversations.put(said(words="Hello", channel="D1", ts="102.1"))
    workspace.screens.open(View("V1", "U1", {"type": "modal", "title": plain("Request"), "blocks": []}, "h", "V1"))
    workspace.screens.publish(View("V2", "U1", {"type": "home", "blocks": [section()]}, "h", "V2"))
    assert whole_screen(reader, lambda view: {}).splitlines() == [
        "----- what @ana sees -----",
        "",
        "=== Request ===",
        "",
        "=== Home ===",
        "Words",
        "",
        "### #general",
        "@desk",
        "Card",
        "  | 1 replies",
        "",
        "### @desk",
        "@desk",
        "Hello",
    ]
