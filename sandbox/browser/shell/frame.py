"""What stands around every place: the side bar, and whose screen one may sit down at."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sandbox.browser.shell.moments import Moment, moment
from sandbox.browser.shell.places import Place, Sort, places_of
from sandbox.browser.shell.room import Room
from sandbox.people import User


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the side bar."""

    place: Place
    unread: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at whose screen one may sit down."""

    user: User
    notes: tuple[str, ...]
    moment: Moment
    unread: int
    is_me: bool


_STANDINGS: Mapping[str, Callable[[User, str], bool]] = {
    "invited, has not joined yet": lambda user, _: user.is_invited_user,
    "guest": lambda user, _: user.is_restricted,
    "of another workspace": lambda user, team_id: user.team_id != team_id,
    "deactivated": lambda user, _: user.deleted,
}
"""What makes somebody different from an ordinary member, the least first."""

_GROUPS: Mapping[str, tuple[Sort, ...]] = {
    "Channels": (Sort.CHANNEL, Sort.PRIVATE),
    "Direct messages": (Sort.DIRECT,),
    "App": (Sort.HOME, Sort.MESSAGES),
    "Outside Slack": (Sort.MAIL, Sort.PEOPLE),
}


def side_bar(room: Room, user: User, here: Place) -> dict[str, list[Link]]:
    """The side bar's lines under their headings, empty headings left out."""
    links = [Link(place, _unread(room, user, place), place.name == here.name) for place in places_of(room, user)]
    grouped = {
        heading: [link for sort in sorts for link in links if link.place.sort is sort]
        for heading, sorts in _GROUPS.items()
    }
    return {heading: found for heading, found in grouped.items() if found}


def seats(room: Room, me: User) -> list[Seat]:
    """Everybody, those first who have something to do in the company, those last who are gone."""
    roles = list(room.stage.roles) if room.stage else []
    rank = {user_id: place for place, user_id in enumerate(roles)}

    def order(user: User) -> tuple[bool, int, str]:
        return user.deleted, rank.get(user.id, len(rank)), _spelt(user.real_name)

    return [seat(room, user, me) for user in sorted(room.people(), key=order)]


def staff(room: Room, me: User) -> list[Seat]:
    """Everybody by what they are: ordinary members first, those with a part in the company before the others.

    Within each by name, as in a book.
    """
    roles = room.stage.roles if room.stage else {}
    team_id = room.workspace.team.id

    def order(user: User) -> tuple[int, bool, str]:
        standings = [place for place, has in enumerate(_STANDINGS.values(), start=1) if has(user, team_id)]
        return max(standings, default=0), user.id not in roles, _spelt(user.real_name)

    return [seat(room, user, me) for user in sorted(room.people(), key=order)]


def seat(room: Room, user: User, me: User) -> Seat:
    """One of them."""
    now = room.slack.now()
    unread = room.marks.waiting(user, room.workspace)
    return Seat(user, tuple(_notes(room, user)), moment(now, user, now), unread, user.id == me.id)


def _spelt(name: str) -> str:
    """A name as it is put in order: Ánna after Anna, not after Zoe."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


def _notes(room: Room, user: User) -> Iterator[str]:
    """What somebody is in the company, the groups they are in, and how they are no ordinary member."""
    workspace = room.workspace
    if room.stage and user.id in room.stage.roles:
        yield room.stage.roles[user.id]
    yield from (f"@{group.handle}" for group in workspace.directory.groups.values() if user.id in group.members)
    yield from (standing for standing, has in _STANDINGS.items() if has(user, workspace.team.id))


def _unread(room: Room, user: User, place: Place) -> int:
    if place.sort is Sort.MAIL:
        return len(room.letters()) - room.marks.letters_read
    return room.marks.unread(user, place.channel, room.workspace) if place.channel else 0
