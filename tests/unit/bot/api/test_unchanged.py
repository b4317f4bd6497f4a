"""Asking again: an answer that is still the same is not sent twice."""

import httpx
import pytest

from lifecycle.device import DeviceState
from tests.support.returns import change_device
from tests.unit.bot.api.conftest import TOKENS, Program


def again(program: Program, path: str, known: str, method: str = "GET") -> httpx.Response:
    headers = {"Authorization": f"Bearer {TOKENS[0]}", "If-None-Match": known}
    return program.client.request(method, f"/api/v1{path}", headers=headers)


@pytest.mark.parametrize("path", ["/devices", "/fleet", "/devices/DD-00000", "/events", "/openapi.json"])
def test_the_same_answer_is_not_sent_again(stranger: Program, path: str) -> None:
    stranger.company.stock()
    first = stranger.ask(path)
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        same = again(stranger, path, known)
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["etag"] == tag
        assert same.headers["cache-control"] == "private, no-cache"
    assert again(stranger, path, tag, "HEAD").status_code == 304
    for unknown in ('"x"', tag.strip('"'), "", f"{tag}x"):
        other = again(stranger, path, unknown)
        assert (other.status_code, other.content) == (200, first.content)


def test_what_has_changed_is_sent(stranger: Program) -> None:
    (number,) = stranger.company.stock()
    tags = {path: stranger.ask(path).headers["etag"] for path in ("/devices", "/fleet", "/devices/DD-00000")}
    change_device(stranger.company.store, number, state=DeviceState.LOST)
    for path, tag in tags.items():
        answer = again(stranger, path, tag)
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag


def test_whoever_has_no_token_is_not_told_that_nothing_changed(stranger: Program) -> None:
    tag = stranger.ask("/devices").headers["etag"]
    answer = stranger.client.get("/api/v1/devices", headers={"If-None-Match": tag})
    assert answer.status_code == 401
    assert "etag" not in answer.headers


def test_a_question_that_is_not_understood_has_no_tag(stranger: Program) -> None:
    answer = again(stranger, "/devices?state=nowhere", "*")
    assert answer.status_code == 400
    assert "etag" not in answer.headers
