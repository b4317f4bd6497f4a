"""Choices that are all seen at once: boxes to tick and radio buttons, also for menus of which several are chosen."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.marks import marks, name_of
from sandbox.browser.drawing.menus import OFFERS, keys, with_chosen
from sandbox.browser.drawing.offers import Group, Offer
from sandbox.browser.drawing.sight import Spot
from sandbox.browser.drawing.words import draw_words
from sandbox.payload import Payload, child, children, text

_MANY = 8
"""With more choices than this there is a field to narrow them."""


def draw_boxes(spot: Spot) -> Markup:
    """Checkboxes or radio buttons; their texts may have markup."""
    chosen = keys(spot.value)
    labels = (
        tag(
            "label", box(spot, text(option, "value"), chosen, is_first=not place), _words(option, spot), class_="choice"
        )
        for place, option in enumerate(children(spot.element, "options"))
    )
    return holder(spot, tag("div", *labels, class_="choices"))


def draw_multi_select(spot: Spot) -> Markup:
    """A menu of which several are chosen, as a list of boxes; outside of forms it is closed at first."""
    groups = with_chosen(spot, OFFERS[spot.kind.removeprefix("multi_")](spot))
    many = sum(len(group.offers) for group in groups) > _MANY
    narrow = tag("input", type="search", class_="filter", placeholder="Search", aria_label="Search", autocomplete="off")
    lists = tag("div", *_groups(groups, spot), class_="choices scroll")
    body = joined(narrow, lists) if many else lists
    if spot.is_input:
        return holder(spot, body)
    count = tag("span", f" ({len(keys(spot.value))})" if spot.value else "", class_="count")
    summary = tag("summary", name_of(spot), count, class_="button")
    return holder(spot, tag("details", summary, tag("div", body, class_="entries"), class_="menu pick"))


def holder(spot: Spot, *content: str, **more: object) -> Markup:
    """What stands for an element that is made of several controls."""
    most = spot.element.get("max_selected_items")
    named = {} if spot.is_input else {"role": "group", "aria_label": name_of(spot)}
    return tag("div", *content, data_most=most, data_required=spot.is_required, **named, **more, **marks(spot))


def box(spot: Spot, value: str, chosen: Sequence[str], *, is_first: bool) -> Markup:
    """One box or radio button. The first one says that something must be ticked, since a group cannot."""
    is_radio = spot.kind in ("radio_buttons", "external_select")
    return tag(
        "input",
        type="radio" if is_radio else "checkbox",
        name=spot.id if is_radio else None,
        value=value,
        checked=value in chosen,
        required=spot.is_required and is_first and not chosen,
        aria_invalid="true" if spot.error else None,
        autofocus=is_first and spot.element.get("focus_on_load") is True,
    )


def _words(option: Payload, spot: Spot) -> Markup:
    description = child(option, "description")
    small = [tag("small", draw_words(description, spot.sight))] if description else []
    return tag("span", draw_words(child(option, "text"), spot.sight), *small)


def _groups(groups: Sequence[Group], spot: Spot) -> Iterator[Markup]:
    chosen, first = keys(spot.value), next((offer for group in groups for offer in group.offers), None)
    for group in groups:
        labels = joined(*(_label(offer, spot, chosen, is_first=offer is first) for offer in group.offers))
        if group.label:
            yield tag("div", tag("strong", group.label), labels, role="group", aria_label=group.label)
        else:
            yield labels


def _label(offer: Offer, spot: Spot, chosen: Sequence[str], *, is_first: bool) -> Markup:
    small = [tag("small", offer.description)] if offer.description else []
    words = tag("span", offer.words, *small)
    return tag("label", box(spot, offer.value, chosen, is_first=is_first), words, class_="choice")
