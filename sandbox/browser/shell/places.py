"""Where a person can be: a conversation, the app's Home, the mail outside of Slack, the list of people."""

from dataclasses import dataclass
from enum import StrEnum

from sandbox.browser.shell.marks import channels_of
from sandbox.browser.shell.room import Room, Unseen
from sandbox.conversations import Channel, Kind
from sandbox.people import User


class Sort(StrEnum):
    """What a place is; the value is its sign in the side bar and, but for conversations, its name in an address."""

    CHANNEL = "channel"
    PRIVATE = "private"
    DIRECT = "direct"
    MESSAGES = "messages"
    HOME = "home"
    MAIL = "mail"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Place:
    """One place as one person knows it; `name` is how addresses call it."""

    sort: Sort
    name: str
    title: str
    channel: Channel | None = None


_SIGNS = {Kind.PUBLIC: Sort.CHANNEL, Kind.PRIVATE: Sort.PRIVATE}


def places_of(room: Room, user: User) -> list[Place]:
    """Everywhere the person can go, in the side bar's order.

    Who is deactivated has only what is outside of Slack, and who belongs to another workspace has no apps of this one.
    """
    mail = [Place(Sort.MAIL, Sort.MAIL, "Mail")] if room.mailroom else []
    outside = [*mail, Place(Sort.PEOPLE, Sort.PEOPLE, "People")]
    if user.deleted:
        return outside
    own = _open_app(room, user) if user.team_id == room.workspace.team.id else None
    conversations = [_conversation(room, user, channel, own) for channel in channels_of(room.workspace, user)]
    conversations.sort(key=lambda place: (_ORDER.index(place.sort), place.title))
    has_home = own is not None and room.slack.app.features.has_home_tab
    return [*conversations, *([Place(Sort.HOME, Sort.HOME, app_name(room))] if has_home else []), *outside]


_ORDER = (Sort.CHANNEL, Sort.PRIVATE, Sort.DIRECT, Sort.MESSAGES)


def find_place(room: Room, user: User, name: str) -> Place:
    """The place with this name.

    Raises:
        Unseen: the person can go to no such place.
    """
    for place in places_of(room, user):
        if place.name == name:
            return place
    if user.deleted and (name == Sort.HOME or name in room.workspace.conversations.channels):
        return Place(Sort.HOME, Sort.HOME, app_name(room))
    raise Unseen(name)


def landing(room: Room, user: User) -> str:
    """Where the person goes first: to what is new for them alone, or else to the app's Home."""
    with room.workspace.reading():
        places = places_of(room, user)
        for place in reversed(places):
            own = place.channel if place.sort is not Sort.CHANNEL else None
            if own and room.marks.unread(user, own, room.workspace):
                return place.name
        has_home = user.deleted or any(place.sort is Sort.HOME for place in places)
        return Sort.HOME if has_home else places[0].name


def app_name(room: Room) -> str:
    """What the app calls itself."""
    return room.workspace.user(room.slack.app.bot_user).real_name


def title_of(room: Room, user: User, channel: Channel) -> str:
    """How a person's side bar calls a conversation."""
    users = room.workspace.directory.users
    others = [users[member].real_name for member in channel.members if member != user.id and member in users]
    return channel.name or ", ".join(others) or user.real_name


def _open_app(room: Room, user: User) -> Channel:
    """The person's conversation with the app."""
    members = (user.id, room.slack.app.bot_user)
    return room.workspace.conversations.dm_of(members) or room.workspace.open_dm(members)


def _conversation(room: Room, user: User, channel: Channel, app: Channel | None) -> Place:
    sort = Sort.MESSAGES if channel == app else _SIGNS.get(channel.kind, Sort.DIRECT)
    return Place(sort, channel.id, title_of(room, user, channel), channel)
