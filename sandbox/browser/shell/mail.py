"""The mail that people get outside of Slack: an inbox for each address."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import HTMLResponse, Response

from sandbox.browser.shell.moments import Moment, moment
from sandbox.browser.shell.room import Room, Unseen
from sandbox.mailroom import Letter
from sandbox.people import User

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A letter is shown and nothing in it runs; its links open in a tab of their own."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Whose letters are shown, the latest first, which one is open, and how many everybody has."""

    address: str
    addresses: Sequence[tuple[str, int]]
    letters: Sequence[tuple[Letter, Moment]]
    opened: tuple[Letter, Moment] | None


def inbox(room: Room, user: User, address: str, number: str) -> Inbox:
    """The inbox of an address, or of everybody when it is empty."""
    now, letters = room.slack.now(), room.letters()
    counts = Counter(letter.to for letter in letters)
    chosen = [(letter, moment(letter.at, user, now)) for letter in letters if address in ("", letter.to)][::-1]
    opened = next((found for found in chosen if str(found[0].number) == number), None)
    return Inbox(address, sorted(counts.items()), chosen, opened)


def letter_page(room: Room, number: str) -> Response:
    """One letter as its own page, for the frame that it is shown in.

    Raises:
        Unseen: there is no such letter, or it has no HTML.
    """
    for letter in room.letters():
        if str(letter.number) == number and letter.html:
            return HTMLResponse(
                f'<!doctype html><base target="_blank">{letter.html}',
                headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"},
            )
    raise Unseen(number)
