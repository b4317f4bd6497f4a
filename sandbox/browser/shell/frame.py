"""What stands around every place: the side bar, and whose screen one may sit down at."""

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
    "guest": lambda user, _: user.is_restricted,
    "invited, has not joined yet": lambda user, _: user.is_invited_user,
    "deactivated": lambda user, _: user.deleted,
    "of another workspace": lambda user, team_id: user.team_id != team_id,
}
"""What makes somebody different from an ordinary member."""

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
    people = sorted(room.people(), key=lambda user: (user.deleted, rank.get(user.id, len(rank)), user.real_name))
    return [seat(room, user, me) for user in people]


def seat(room: Room, user: User, me: User) -> Seat:
    """One of them."""
    now = room.slack.now()
    unread = room.marks.waiting(user, room.workspace)
    return Seat(user, tuple(_notes(room, user)), moment(now, user, now), unread, user.id == me.id)


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
