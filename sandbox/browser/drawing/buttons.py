"""Elements that are pressed: buttons, and menus of things to do."""

from markupsafe import Markup

from sandbox.browser.drawing.html import joined, safe, tag
from sandbox.browser.drawing.marks import marks
from sandbox.browser.drawing.sight import Spot
from sandbox.browser.drawing.words import plain_words
from sandbox.payload import Payload, child, children, text

_FEEDBACK = ("positive_button", "negative_button")


def draw_button(spot: Spot) -> Markup:
    """A button; one with an address is a link that the app hears of too."""
    words, look = plain_words(child(spot.element, "text"), spot.sight), _look(spot.element)
    name = text(spot.element, "accessibility_label") or None
    address = text(spot.element, "url")
    if safe(address):
        away = {"href": address, "target": "_blank", "rel": "noopener noreferrer"}
        return tag("a", words, class_=look, aria_label=name, **away, **marks(spot))
    return tag("button", words, type="button", class_=look, aria_label=name, **marks(spot))


def draw_icon_button(spot: Spot) -> Markup:
    """A small button, for those who may see it."""
    only_for = spot.element.get("visible_to_user_ids")
    if isinstance(only_for, list) and spot.sight.reader.user.id not in only_for:
        return Markup("")
    words = plain_words(child(spot.element, "text"), spot.sight)
    name = text(spot.element, "accessibility_label") or None
    return tag("button", words, type="button", class_="button small", aria_label=name, **marks(spot))


def draw_feedback(spot: Spot) -> Markup:
    """Two buttons: good and bad."""
    return joined(*(_thumb(spot, child(spot.element, key)) for key in _FEEDBACK))


def draw_overflow(spot: Spot) -> Markup:
    """A menu of things to do, closed at first."""
    summary = tag("summary", "⋯", class_="button", aria_label="More actions")
    entries = (_entry(option, spot) for option in children(spot.element, "options"))
    return tag("details", summary, tag("div", *entries, class_="entries"), class_="menu", **marks(spot))


def _look(element: Payload) -> str:
    return " ".join(("button", *filter(None, [text(element, "style")])))


def _thumb(spot: Spot, button: Payload) -> Markup:
    words = plain_words(child(button, "text"), spot.sight)
    more = {"aria_label": text(button, "accessibility_label") or None, "data_option": text(button, "value")}
    return tag("button", words, type="button", class_="button small", **more, **marks(spot))


def _entry(option: Payload, spot: Spot) -> Markup:
    words = [plain_words(child(option, "text"), spot.sight)]
    if description := plain_words(child(option, "description"), spot.sight):
        words.append(tag("small", description))
    address, value = text(option, "url"), text(option, "value")
    if safe(address):
        return tag("a", *words, href=address, target="_blank", rel="noopener noreferrer", data_option=value)
    return tag("button", *words, type="button", data_option=value)
