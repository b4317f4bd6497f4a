"""Fields that people type into, and those for dates and times."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from markupsafe import Markup

from sandbox.browser.drawing.html import joined, tag
from sandbox.browser.drawing.marks import control, marks, placeholder
from sandbox.browser.drawing.sight import Spot
from sandbox.filling import MAX_TEXT
from sandbox.mrkdwn import read_rich_text
from sandbox.payload import text

_LINES = 4
_TYPES: Mapping[str, str] = MappingProxyType(
    {"email_text_input": "email", "plain_text_input": "text", "url_text_input": "url"}
)


def draw_text_input(spot: Spot) -> Markup:
    """A field for text, an email address or a web address."""
    lengths = {"minlength": spot.element.get("min_length"), "maxlength": spot.element.get("max_length", MAX_TEXT)}
    if spot.element.get("multiline") is True:
        return _area(spot, str(spot.value or ""), **lengths)
    lengths = lengths if spot.kind == "plain_text_input" else {}
    return _input(spot, _TYPES[spot.kind], str(spot.value or ""), **lengths)


def draw_rich_text_input(spot: Spot) -> Markup:
    """A field for several lines; what stands in it is read without its styles."""
    words = read_rich_text(spot.value, spot.sight.reader) if isinstance(spot.value, dict) else ""
    least = spot.element.get("min_lines")
    return _area(spot, words, rows=max(_LINES, least if isinstance(least, int) else 0))


def draw_number_input(spot: Spot) -> Markup:
    """A field for a number."""
    is_whole = spot.element.get("is_decimal_allowed") is not True
    bounds = {"min": spot.element.get("min_value"), "max": spot.element.get("max_value")}
    step, keys = ("1", "numeric") if is_whole else ("any", "decimal")
    return _input(spot, "number", str(spot.value or ""), step=step, inputmode=keys, **bounds)


def draw_date(spot: Spot) -> Markup:
    """A field for a day."""
    return _named(spot, _input(spot, "date", str(spot.value or "")))


def draw_time(spot: Spot) -> Markup:
    """A field for a time of day, in the zone that the element names."""
    zone = text(spot.element, "timezone")
    return _named(spot, _input(spot, "time", str(spot.value or "")), zone)


def draw_moment(spot: Spot) -> Markup:
    """A field for a day and a time in the person's own zone."""
    zone, moment = spot.sight.reader.zone, spot.value
    local = datetime.fromtimestamp(moment, UTC).astimezone(zone) if isinstance(moment, int) else None
    shown = f"{local:%Y-%m-%dT%H:%M}" if local else ""
    return _named(spot, _input(spot, "datetime-local", shown, data_zone=zone.key), zone.key)


def _input(spot: Spot, kind: str, value: str, **more: object) -> Markup:
    hint = placeholder(spot) or None
    return tag(
        "input",
        type=kind,
        value=value or None,
        placeholder=hint,
        required=spot.is_required,
        **more,
        **control(spot),
        **marks(spot),
    )


def _area(spot: Spot, value: str, **more: object) -> Markup:
    """A field of several lines. HTML takes a line end at the beginning away, so there is one more."""
    attributes = {"rows": _LINES, "placeholder": placeholder(spot) or None, "required": spot.is_required, **more}
    return tag("textarea", f"\n{value}", **attributes, **control(spot), **marks(spot))


def _named(spot: Spot, field: Markup, zone: str = "") -> Markup:
    """A native date field shows no placeholder: outside of forms it stands before the field, and the zone after it."""
    words = placeholder(spot)
    before = [tag("span", words, aria_hidden="true")] if words and not spot.is_input else []
    after = [tag("span", zone.replace("_", " "), class_="zone")] if zone else []
    return tag("span", *before, field, *after, class_="dated") if before or after else joined(field)


Draw = Callable[[Spot], Markup]
FIELDS: Mapping[str, Draw] = MappingProxyType(
    {
        "datepicker": draw_date,
        "datetimepicker": draw_moment,
        "email_text_input": draw_text_input,
        "number_input": draw_number_input,
        "plain_text_input": draw_text_input,
        "rich_text_input": draw_rich_text_input,
        "timepicker": draw_time,
        "url_text_input": draw_text_input,
    }
)
"""The fields by type."""
