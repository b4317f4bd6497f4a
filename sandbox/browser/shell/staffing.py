"""What happens to people: somebody joins, is invited, becomes a guest, is deactivated, comes back."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import repeat

from sandbox.browser.shell.room import Room, Unfit
from sandbox.browser.shell.visit import Visit
from sandbox.conversations import Kind
from sandbox.payload import Payload
from sandbox.people import User

Change = Callable[[User], User]

CHANGES: Mapping[str, Change] = {
    "deactivate": lambda user: replace(user, deleted=True),
    "reactivate": lambda user: replace(user, deleted=False),
    "guest": lambda user: replace(user, is_restricted=True),
    "member": lambda user: replace(user, is_restricted=False, is_ultra_restricted=False),
    "accept": lambda user: replace(user, is_invited_user=False),
}
"""What may become of somebody who is there."""

LONGEST = 80
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def zones(room: Room) -> list[str]:
    """The zones that people of this company live in."""
    return sorted({user.tz for user in room.people()})


def locales(room: Room) -> list[str]:
    """The languages that they have."""
    return sorted({user.locale for user in room.people()})


def change(visit: Visit) -> Payload:
    """Make somebody different."""
    room, what = visit.room, visit.text("do")
    user = room.person(visit.text("id"))
    if what not in CHANGES or user.team_id != room.workspace.team.id:
        raise Unfit("That cannot be done here.")
    with room.workspace.changing():
        room.happenings.change(CHANGES[what](user))
        if what == "reactivate":
            _bring_in(room, user)
    return {}


def join(visit: Visit) -> Payload:
    """Have somebody new in the workspace, joined or only invited, and in the channel that everybody is in."""
    room, name, email = visit.room, visit.text("name"), visit.text("email")
    if not name or len(name) > LONGEST:
        raise Unfit("Please say what they are called.")
    if not _EMAIL.fullmatch(email) or len(email) > LONGEST:
        raise Unfit("Please give an email address, like sam@example.com.")
    if visit.text("tz") not in zones(room) or visit.text("locale") not in locales(room):
        raise Unfit("Please choose a time zone and a language.")
    with room.workspace.changing():
        if room.workspace.directory.by_email(email):
            raise Unfit("Somebody has this address already.")
        user = User(
            id=_id(room),
            team_id=room.workspace.team.id,
            name=_handle(room, name),
            real_name=name,
            email=email,
            tz=visit.text("tz"),
            locale=visit.text("locale"),
            is_invited_user=visit.given.get("invited") is True,
        )
        room.happenings.join(user)
        _bring_in(room, user)
    return {"user": user.id}


def _id(room: Room) -> str:
    """An id that nobody has: some may have joined before the workspace began anew."""
    numbered = map(room.workspace.ids.new, repeat("U"))
    return next(one for one in numbered if one not in room.workspace.directory.users)


def _handle(room: Room, name: str) -> str:
    """A handle that nobody has, made of the first name."""
    plain = unicodedata.normalize("NFKD", name.split(maxsplit=1)[0]).encode("ascii", "ignore").decode().lower()
    handle = re.sub(r"[^\w.-]", "", plain) or "new"
    taken = {user.name for user in room.workspace.directory.users.values()}
    numbered = (f"{handle}{number}" for number in range(2, len(taken) + 3))
    return handle if handle not in taken else next(one for one in numbered if one not in taken)


def _bring_in(room: Room, user: User) -> None:
    """Put somebody into the channel that everybody is in."""
    channels = room.workspace.conversations.channels.values()
    everybody = next((channel for channel in channels if channel.kind is Kind.PUBLIC), None)
    if everybody and user.id not in everybody.members:
        room.happenings.enter(user.id, everybody.id)
