"""Menus from which one thing is chosen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing import offers
from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.marks import control, marks, name_of
from sandbox.browser.drawing.offers import Group, Offer
from sandbox.browser.drawing.sight import Spot
from sandbox.payload import text
from sandbox.widgets import value_words

OFFERS: Mapping[str, Callable[[Spot], list[Group]]] = MappingProxyType(
    {
        "channels_select": offers.channels,
        "conversations_select": offers.conversations,
        "static_select": offers.listed,
        "users_select": offers.people,
    }
)
"""Where the choices of a menu come from, by its type without `multi_`."""


def draw_select(spot: Spot) -> Markup:
    """A native menu. What was chosen stays a choice, also when it would not be offered any more."""
    chosen, groups = keys(spot.value), with_chosen(spot, OFFERS[spot.kind](spot))
    empty = [] if chosen and spot.is_required else [tag("option", name_of(spot), value="")]
    drawn = (_group(group, chosen) for group in groups)
    return tag("select", *empty, *drawn, required=spot.is_required, **control(spot), **marks(spot))


def with_chosen(spot: Spot, groups: Sequence[Group]) -> list[Group]:
    """The groups, after what is chosen and in none of them."""
    offered = {offer.value for group in groups for offer in group.offers}
    values = spot.value if isinstance(spot.value, list) else [spot.value]
    missing = (one for one in values if one and not set(keys(one)) & offered)
    gone = tuple(Offer(keys(one)[0], value_words(spot.element, one, spot.sight.reader)) for one in missing)
    return [Group("", gone), *groups] if gone else list(groups)


def keys(value: object) -> list[str]:
    """The values that the page sends for what is chosen: ids, or the values of options."""
    if isinstance(value, list):
        return [key for one in value for key in keys(one)]
    if isinstance(value, dict):
        return [text(value, "value")]
    return [] if value is None else [str(value)]


def _group(group: Group, chosen: Sequence[str]) -> Markup:
    options = joined(*_options(group.offers, chosen))
    return tag("optgroup", options, label=group.label) if group.label else options


def _options(group: Sequence[Offer], chosen: Sequence[str]) -> Iterator[Markup]:
    for offer in group:
        words = f"{offer.words}: {offer.description}" if offer.description else offer.words
        yield tag("option", words, value=offer.value, selected=offer.value in chosen)
