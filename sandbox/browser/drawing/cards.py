"""Cards, and carousels of them."""

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing.elements import draw_element
from sandbox.browser.drawing.html import tag
from sandbox.browser.drawing.pictures import draw_picture
from sandbox.browser.drawing.sight import Sight
from sandbox.browser.drawing.words import draw_object
from sandbox.payload import Payload, child, children

_PICTURES: Mapping[str, str] = MappingProxyType({"hero_image": "large", "icon": "icon"})
_TEXTS = ("title", "subtitle", "body", "subtext")


def draw_card(block: Payload, sight: Sight) -> Markup:
    """A card."""
    return _card(block, block, sight)


def draw_carousel(block: Payload, sight: Sight) -> Markup:
    """Cards beside each other; they scroll sideways. Their buttons belong to the carousel's block."""
    cards = (tag("li", _card(block, card, sight)) for card in children(block, "elements"))
    return tag("ul", *cards, class_="cards", tabindex="0", aria_label="Cards")


def _card(block: Payload, card: Payload, sight: Sight) -> Markup:
    pictures = (draw_picture(child(card, key), sight, look) for key, look in _PICTURES.items() if child(card, key))
    texts = (
        tag("div", draw_object(child(card, key), sight), class_=f"card-{key}") for key in _TEXTS if child(card, key)
    )
    buttons = [draw_element(block, button, sight) for button in children(card, "actions")]
    row = [tag("div", *buttons, class_="row")] if buttons else []
    return tag("section", *pictures, *texts, *row, class_="card")
