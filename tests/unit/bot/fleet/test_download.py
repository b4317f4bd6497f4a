"""Fetching a file: whole, not at all, or not now."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.fleet.download import NotFetched, NotNow, fetch
from bot.fleet.file.lines import Unreadable
from lifecycle.list_flaws import Unfit
from sandbox import Sandbox
from sandbox.faults import Fault, LostBefore, RateLimited, ServerError
from sandbox.files import File

CONTENT = b"x" * 3 * 1024**2


@dataclass(frozen=True)
class Shelf:
    """A file in Slack, and where it is to be put."""

    sandbox: Sandbox
    url: str
    to: Path

    def fetch(self, url: str | None = None, most: int = len(CONTENT)) -> bytes:
        client = WebClient(self.sandbox.bot_token, base_url=self.sandbox.api_url)
        fetch(client, {"url_private": self.url if url is None else url}, self.to, most=most)
        return self.to.read_bytes()


@pytest.fixture
def shelf(sandbox: Sandbox, tmp_path: Path) -> Shelf:
    workspace = sandbox.workspace
    with workspace.changing():
        workspace.files.put(File("F1", "U1", "list.csv", "A list", len(CONTENT), 0, content=CONTENT))
    return Shelf(sandbox, f"{sandbox.url}/files/F1/list.csv", tmp_path / "list")


def test_a_file_is_fetched_whole(shelf: Shelf) -> None:
    assert shelf.fetch() == CONTENT


def test_a_file_with_more_is_told_so(shelf: Shelf) -> None:
    with pytest.raises(Unreadable) as caught:
        shelf.fetch(most=len(CONTENT) - 1024**2)
    assert (caught.value.unfit, caught.value.facts) == (Unfit.LARGE_FILE, {"most": 2})


def test_what_is_not_there_or_not_at_slack_is_not_fetched(shelf: Shelf) -> None:
    for url in (shelf.url.replace("/files/", "/files/no"), "https://elsewhere.example/list.csv", ""):
        with pytest.raises(NotFetched):
            shelf.fetch(url)


@pytest.mark.parametrize("fault", [RateLimited(), ServerError(500), LostBefore()], ids=lambda one: type(one).__name__)
def test_what_passes_is_told_apart(shelf: Shelf, fault: Fault) -> None:
    shelf.sandbox.faults.order("download", fault)
    with pytest.raises(NotNow):
        shelf.fetch()
    assert shelf.fetch() == CONTENT
