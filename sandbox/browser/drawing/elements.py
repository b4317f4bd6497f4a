"""Every element by its type."""

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing.buttons import draw_button, draw_feedback, draw_icon_button, draw_overflow
from sandbox.browser.drawing.choices import draw_boxes, draw_multi_select
from sandbox.browser.drawing.fields import FIELDS, Draw
from sandbox.browser.drawing.html import tag
from sandbox.browser.drawing.menus import OFFERS, draw_select
from sandbox.browser.drawing.pictures import draw_picture
from sandbox.browser.drawing.searches import draw_external, draw_file_input
from sandbox.browser.drawing.sight import Sight, Spot
from sandbox.payload import Payload

ELEMENTS: Mapping[str, Draw] = MappingProxyType(
    {
        **FIELDS,
        **dict.fromkeys(OFFERS, draw_select),
        **{f"multi_{kind}": draw_multi_select for kind in OFFERS},
        "button": draw_button,
        "checkboxes": draw_boxes,
        "external_select": draw_external,
        "feedback_buttons": draw_feedback,
        "file_input": draw_file_input,
        "icon_button": draw_icon_button,
        "image": lambda spot: draw_picture(spot.element, spot.sight),
        "multi_external_select": draw_external,
        "overflow": draw_overflow,
        "radio_buttons": draw_boxes,
    }
)

SEVERAL = frozenset(
    {"checkboxes", "radio_buttons", "multi_static_select", "multi_users_select"}
    | {"multi_channels_select", "multi_conversations_select"}
)
"""Elements of several controls, which need a legend in the place of a label."""


def draw_element(block: Payload, element: Payload, sight: Sight) -> Markup:
    """An element in its block."""
    spot = Spot(block, element, sight)
    draw = ELEMENTS.get(spot.kind)
    if draw is None:
        return tag("span", f"(The sandbox does not know how to draw {spot.kind or 'this'}.)", class_="unknown")
    return draw(spot)
