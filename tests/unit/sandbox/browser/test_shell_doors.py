"""What comes in by the page's doors: files, and requests that the script would not send."""

import pytest

from sandbox import Sandbox
from sandbox.company import ANA, CHIARA, GENERAL, IT_DEVICES, JONAS
from sandbox.conversations import Message
from sandbox.faults import ServerError
from sandbox.payload import Payload
from tests.unit.sandbox.apps import HandClock, client_of
from tests.unit.sandbox.browser.shell import PlayedStage, Tab, newest, tabs, where


def test_a_file_is_kept_shown_and_saved(ana: Tab) -> None:
    kept = ana.send("upload?name=..%2Fshot%20%C3%A4.png", content=b"\x89PNG").json()
    assert (kept["ok"], kept["name"]) == (True, "shot ä.png")
    ana.do("post", channel=GENERAL, text="", files=[kept["id"]])
    assert newest(ana.sandbox).files == (kept["id"],)
    assert f'src="/as/{ANA}/files/{kept["id"]}/' in ana.page(GENERAL)
    answer = ana.get(f"files/{kept['id']}/shot.png")
    assert (answer.content, answer.headers["content-type"]) == (b"\x89PNG", "image/png")
    assert answer.headers["content-disposition"].startswith("inline")
    assert ana.send("post", json={"channel": GENERAL, "text": "", "files": ["F0"]}).status_code == 404


def test_a_file_that_could_run_is_only_saved(ana: Tab) -> None:
    for name in ("page.html", "picture.svg"):
        kept = ana.send(f"upload?name={name}", content=b"<script>").json()
        answer = ana.get(f"files/{kept['id']}/{name}")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["content-security-policy"]


def test_a_file_has_a_size(ana: Tab) -> None:
    assert ana.send("upload?name=empty", content=b"").json()["ok"] is False
    assert ana.send("upload?name=large", content=b"x" * 10_000_001).status_code == 400
    asked = client_of(ana.sandbox).files_getUploadURLExternal(filename="a.png", length=3)
    assert ana.get(f"files/{asked['file_id']}/a.png").status_code == 404


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"origin": ""}])
def test_nothing_is_done_for_another_site(ana: Tab, headers: dict[str, str]) -> None:
    request = {"channel": GENERAL, "text": "Hello"}
    for what, sent in (("post", {"json": request}), ("upload?name=a", {"content": b"a"})):
        assert ana.send(what, headers, **sent).status_code == 403
    assert ana.sandbox.workspace.messages_for(ANA) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff", "application/json"),
        (b'{"channel": "C1"}', "text/plain"),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', "application/json"),
    ],
)
def test_what_the_script_does_not_send_is_not_taken(ana: Tab, body: bytes, kind: str) -> None:
    answer = ana.send("post", {"content-type": kind}, content=body)
    assert (answer.status_code, answer.json()["ok"]) == (400, False)


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("post", {"channel": "C0", "text": "a"}),
        ("post", {"channel": ["C0"], "text": {"a": 1}}),
        ("act", {"channel": "C0", "ts": "1.0"}),
        ("command", {"line": "/device"}),
        ("fly", {}),
    ],
)
def test_what_is_named_must_be_there(ana: Tab, what: str, given: Payload) -> None:
    assert ana.send(what, json=given).status_code == 404


def test_somebody_who_left_cannot_act(ana: Tab, card: Message) -> None:
    with tabs(ana.sandbox, JONAS) as (jonas,):
        assert jonas.send("post", json={"channel": GENERAL, "text": "Boo"}).status_code == 404
        jonas.do("home", tab="home")
        assert jonas.send("act", json={**where(card), "block": "decide", "action": "approve"}).status_code == 404


def test_who_is_not_in_a_channel_does_nothing_there(bare: Sandbox) -> None:
    with tabs(bare, CHIARA) as (chiara,):
        assert chiara.send("post", json={"channel": IT_DEVICES, "text": "Hi"}).status_code == 404


def test_faults_are_for_the_app_alone(ana: Tab) -> None:
    for method in ("chat.postMessage", "views.open", "upload"):
        ana.sandbox.faults.order(method, ServerError())
    assert ana.get(GENERAL).status_code == 200
    ana.do("post", channel=GENERAL, text="Hello")
    assert ana.send("upload?name=a.txt", content=b"a").json()["ok"] is True
    assert all(isinstance(ana.sandbox.faults.take(one), ServerError) for one in ("chat.postMessage", "upload"))


def test_nobody_is_let_in_before_the_workspace_is_made() -> None:
    stage = PlayedStage(HandClock(), is_open=False)
    with Sandbox(stage=stage) as sandbox, tabs(sandbox, ANA) as (ana,):
        early = [ana.get("home"), ana.get("live"), ana.send("post", json={"channel": GENERAL, "text": "Hello"})]
        assert [one.status_code for one in early] == [503] * 3
        assert early[0].headers["refresh"] == "1", "a browser asks again by itself"
        assert sandbox.workspace.messages_for(ANA) == []
        stage.is_open = True
        assert ana.get("home").status_code == 200
