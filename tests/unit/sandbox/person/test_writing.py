"""What the app hears when somebody writes to it, with a file or without."""

import urllib.request

from slack_bolt import App

from sandbox import Sandbox
from sandbox.company import ANA
from sandbox.payload import Payload, children, text
from sandbox.person import Person
from sandbox.person.uploads import Upload
from tests.unit.sandbox.apps import over_http


def heard_from(*uploads: Upload) -> tuple[Payload, list[bytes]]:
    """The event about a message with these files, and what the app gets of each by its address."""
    events: list[Payload] = []

    def register(app: App) -> None:
        @app.event("message")
        def written(event: Payload) -> None:
            events.append(event)

    with Sandbox() as sandbox, over_http(sandbox, register):
        Person(sandbox, ANA).write("the list", *uploads)
        sandbox.dispatcher.wait_for_events()
        (event,) = events
        return event, [fetched(sandbox, file) for file in children(event, "files")]


def fetched(sandbox: Sandbox, file: Payload) -> bytes:
    request = urllib.request.Request(
        text(file, "url_private_download"), headers={"Authorization": f"Bearer {sandbox.bot_token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        content: bytes = answer.read()
    return content


def test_words_alone() -> None:
    event, contents = heard_from()
    assert (event["user"], event["text"], event["channel_type"]) == (ANA, "the list", "im")
    assert "subtype" not in event
    assert contents == []


def test_a_file_is_told_whole_and_can_be_fetched() -> None:
    event, contents = heard_from(Upload("fleet.csv", b"Serial\nPF1\n"))
    assert (event["subtype"], event["text"]) == ("file_share", "the list")
    (file,) = children(event, "files")
    assert (file["name"], file["user"], file["size"]) == ("fleet.csv", ANA, 11)
    assert contents == [b"Serial\nPF1\n"]
