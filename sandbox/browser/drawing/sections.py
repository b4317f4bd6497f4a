"""Blocks of words: section, header, context, divider, alert, and rows of elements."""

from markupsafe import Markup

from sandbox.browser.drawing.elements import draw_element
from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.pictures import draw_picture
from sandbox.browser.drawing.sight import Sight
from sandbox.browser.drawing.words import draw_object, plain_words
from sandbox.payload import Payload, child, children, text

_URGENT = frozenset({"error", "warning"})


def draw_section(block: Payload, sight: Sight) -> Markup:
    """Text, fields below it, and an element beside them."""
    words, accessory = child(block, "text"), child(block, "accessory")
    fields = [tag("div", *(draw_object(one, sight) for one in children(block, "fields")), class_="fields")]
    shown = [*([draw_object(words, sight)] if words else []), *(fields if children(block, "fields") else [])]
    beside = [tag("div", draw_element(block, accessory, sight), class_="accessory")] if accessory else []
    return joined(tag("div", *shown, class_="said"), *beside)


def draw_header(block: Payload, sight: Sight) -> Markup:
    """A heading."""
    return tag("h3", plain_words(child(block, "text"), sight))


def draw_context(block: Payload, sight: Sight) -> Markup:
    """A line in small print."""
    return joined(
        *(
            draw_picture(part, sight, "icon") if part.get("type") == "image" else draw_object(part, sight)
            for part in children(block, "elements")
        )
    )


def draw_divider(_: Payload, __: Sight) -> Markup:
    """A line across."""
    return tag("hr")


def draw_alert(block: Payload, sight: Sight) -> Markup:
    """A notice above a form; what is urgent is read out at once."""
    level = text(block, "level") or "default"
    return tag(
        "div",
        draw_object(child(block, "text"), sight),
        role="alert" if level in _URGENT else "note",
        class_=f"notice {level}",
    )


def draw_row(block: Payload, sight: Sight) -> Markup:
    """Elements in a row."""
    return joined(*(draw_element(block, element, sight) for element in children(block, "elements")))
