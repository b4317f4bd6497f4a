"""Views as HTML: the modal in front, and the app's Home."""

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing import Sight, draw_blocks
from sandbox.browser.shell.html import html
from sandbox.browser.shell.places import app_name
from sandbox.browser.shell.room import Room
from sandbox.inputs import Typed
from sandbox.mrkdwn import read_object
from sandbox.payload import child
from sandbox.people import User
from sandbox.screens import View

NOTHING_TYPED: Typed = MappingProxyType({})

_FAILURES: Mapping[str, str] = MappingProxyType(
    {
        "connection_failed": "the app is not connected",
        "timeout": "the app did not answer within three seconds",
        "http_timeout": "the app did not answer within three seconds",
        "http_error": "the app answered with an error",
    }
)


def failure_words(failure: str) -> str:
    """Why something did not work, as the end of a sentence; a code of Slack's own is named as it is."""
    return _FAILURES.get(failure, f"Slack does not take what the app answered ({failure})")


def panel(room: Room, user: User, view: View, typed: Typed = NOTHING_TYPED) -> Markup:
    """A modal's form or the Home tab, with what was typed in it."""
    reader = room.reader(user)
    words = {key: read_object(child(view.content, key), reader) for key in ("title", "close", "submit")}
    return html(
        "modal" if view.is_modal else "home",
        view=view,
        blocks=draw_blocks(view.blocks, Sight(reader, typed, view.errors, place=view.id)),
        words=words,
        app=app_name(room),
        failure=failure_words(view.failed) if view.failed else "",
        is_pushed=view.previous_id is not None,
    )
