"""What menus offer: the options that the app lists, and the people and conversations of the workspace."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sandbox.browser.drawing.sight import Spot
from sandbox.browser.drawing.words import plain_words
from sandbox.conversations import Channel, Kind
from sandbox.payload import Payload, child, children, text
from sandbox.people import User

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {"im": Kind.DM, "mpim": Kind.GROUP_DM, "private": Kind.PRIVATE, "public": Kind.PUBLIC}
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice: the value that is sent, and what is read."""

    value: str
    words: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a label; without one they stand by themselves."""

    label: str
    offers: tuple[Offer, ...]


def listed(spot: Spot) -> list[Group]:
    """The options of an element, in their groups."""
    groups = [
        Group(plain_words(child(group, "label"), spot.sight), tuple(_options(children(group, "options"), spot)))
        for group in children(spot.element, "option_groups")
    ]
    alone = tuple(_options(children(spot.element, "options"), spot))
    return [Group("", alone), *groups] if alone else groups


def people(spot: Spot) -> list[Group]:
    """Everybody who can be chosen: whoever is not deactivated, apps last."""
    users = (user for user in list(spot.sight.reader.workspace.directory.users.values()) if not user.deleted)
    ordered = sorted(users, key=lambda user: (user.is_bot, user.real_name.casefold()))
    return [Group("", tuple(Offer(user.id, _person(user)) for user in ordered))]


def channels(spot: Spot) -> list[Group]:
    """The public channels."""
    return _places(spot, {Kind.PUBLIC})


def conversations(spot: Spot) -> list[Group]:
    """The conversations that the person is in or can look into, as far as the element's filter lets them through."""
    include = child(spot.element, "filter").get("include")
    kinds = {_KINDS[name] for name in include if name in _KINDS} if isinstance(include, list) else set(Kind)
    return _places(spot, kinds)


def offer_of(spot: Spot, option: Payload) -> Offer:
    """An option as a choice."""
    words, description = (plain_words(child(option, key), spot.sight) for key in ("text", "description"))
    return Offer(text(option, "value"), words, description)


def _options(options: Iterable[Payload], spot: Spot) -> Iterator[Offer]:
    return (offer_of(spot, option) for option in options)


def _person(user: User) -> str:
    return f"{user.real_name} (@{user.name})"


def _places(spot: Spot, kinds: set[Kind]) -> list[Group]:
    reader = spot.sight.reader
    seen = [
        channel for channel in list(reader.workspace.conversations.channels.values()) if _fits(channel, kinds, spot)
    ]
    offers = (Offer(channel.id, reader.channel(channel.id)) for channel in seen)
    return [Group("", tuple(sorted(offers, key=lambda offer: offer.words)))]


def _fits(channel: Channel, kinds: set[Kind], spot: Spot) -> bool:
    reader = spot.sight.reader
    if channel.is_archived or channel.kind not in kinds:
        return False
    users = reader.workspace.directory.users
    is_without_bots = child(spot.element, "filter").get("exclude_bot_users") is True
    if is_without_bots and channel.kind is Kind.DM and any(users[one].is_bot for one in channel.members):
        return False
    return channel.kind is Kind.PUBLIC or reader.user.id in channel.members
