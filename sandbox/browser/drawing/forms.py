"""Input blocks: the label, the element, the hint and the error, tied together for whoever does not see them."""

from markupsafe import Markup

from sandbox.browser.drawing.elements import SEVERAL, draw_element
from sandbox.browser.drawing.html import tag
from sandbox.browser.drawing.sight import Sight, Spot
from sandbox.browser.drawing.words import plain_words
from sandbox.payload import Payload, child


def draw_input(block: Payload, sight: Sight) -> Markup:
    """A field of a form."""
    element = child(block, "element")
    spot = Spot(block, element, sight)
    words = [plain_words(child(block, "label"), sight)]
    if not spot.is_required:
        words.append(tag("span", " (optional)", class_="optional"))
    rest = [draw_element(block, element, sight), *_below(spot)]
    look = "field invalid" if spot.error else "field"
    if spot.kind in SEVERAL:
        legend = tag("legend", *words)
        return tag("fieldset", legend, *rest, class_=look, id=spot.id, aria_describedby=spot.described_by)
    return tag("div", tag("label", *words, for_=spot.id), *rest, class_=look)


def _below(spot: Spot) -> list[Markup]:
    hint = plain_words(child(spot.block, "hint"), spot.sight)
    drawn = [tag("p", hint, class_="hint", id=f"{spot.id}-hint")] if hint else []
    error = [tag("p", spot.error, class_="error", role="alert", id=f"{spot.id}-error")] if spot.error else []
    return [*drawn, *error]
