"""What a browser shows of the sandbox."""

from collections.abc import Iterator

import httpx
import pytest

from sandbox import Sandbox
from sandbox.company import ANA, IT_DEVICES, TEAM
from sandbox.people import User

GUIDE = "Try <this> & that."


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(guide=GUIDE) as sandbox:
        yield sandbox


def shown(sandbox: Sandbox) -> str:
    answer = httpx.get(f"{sandbox.url}/", trust_env=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    return answer.text


def test_it_says_what_this_is_and_who_and_what_is_there(sandbox: Sandbox) -> None:
    page = shown(sandbox)
    assert "a Slack workspace on this machine" in page
    assert "Try &lt;this&gt; &amp; that." in page
    assert f"<td>Ana Torres<td>@ana<td>{ANA}<td>@it" in page
    assert f"<td>#it-devices<td>{IT_DEVICES}<td>@ana, @bruno, @device-desk" in page
    for name, standing in (("hugo", "guest"), ("jonas", "deactivated"), ("leo", "of another workspace")):
        (row,) = (row for row in page.split("<tr>") if f"<td>@{name}<td>" in row)
        assert row.splitlines()[0].endswith(f"<td>{standing}")
    assert "<script" not in page


def test_it_shows_the_present_and_takes_names_for_names(sandbox: Sandbox) -> None:
    sandbox.happenings.join(User("U0SBNEW0013", TEAM.id, "noor", "<b>Noor</b>"))
    assert "<td>&lt;b&gt;Noor&lt;/b&gt;<td>@noor" in shown(sandbox)


def test_without_a_guide_nothing_is_said_in_its_place() -> None:
    with Sandbox() as sandbox:
        assert shown(sandbox).count("<p>") == 1
