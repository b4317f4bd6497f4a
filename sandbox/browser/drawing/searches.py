"""Elements whose content comes while the page is used: options that only the app knows, and files."""

from markupsafe import Markup

from sandbox.browser.drawing.choices import box, holder
from sandbox.browser.drawing.html import tag
from sandbox.browser.drawing.marks import control, placeholder
from sandbox.browser.drawing.offers import offer_of
from sandbox.browser.drawing.sight import Spot
from sandbox.browser.typed import suggestion_of
from sandbox.filling import MAX_FILES
from sandbox.payload import Payload, text

_LEAST_QUERY = 3
"""Characters that people type before the app is asked, where it does not say [D:multi-select-menu-element]."""


def draw_external(spot: Spot) -> Markup:
    """A field to search in; what is chosen stands below it, and what the app finds comes beside that."""
    chosen = [one for one in (spot.value if isinstance(spot.value, list) else [spot.value]) if isinstance(one, dict)]
    hint = placeholder(spot) or "Type to search"
    needed = spot.is_required and not chosen
    search = tag("input", type="search", autocomplete="off", placeholder=hint, required=needed, **control(spot))
    found = tag("div", *(_found(option, spot) for option in chosen), class_="choices scroll")
    least = spot.element.get("min_query_length", _LEAST_QUERY)
    return holder(spot, search, found, tag("p", role="status"), class_="external", data_least=least)


def draw_file_input(spot: Spot) -> Markup:
    """A field that takes files; those that it holds are listed below it."""
    files = [file for file in spot.value if isinstance(file, dict)] if isinstance(spot.value, list) else []
    types = spot.element.get("filetypes")
    accept = ",".join(f".{kind}" for kind in types) if isinstance(types, list) else None
    several = spot.element.get("max_files", MAX_FILES) != 1
    needed = spot.is_required and not files
    field = tag("input", type="file", accept=accept, multiple=several, required=needed, **control(spot))
    rows = tag("ul", *(_file(file) for file in files), class_="files")
    return holder(spot, field, rows, tag("p", role="status"), class_="upload")


def _found(option: Payload, spot: Spot) -> Markup:
    key = suggestion_of(option)
    words = tag("span", offer_of(spot, option).words)
    return tag("label", box(spot, key, [key], is_first=False), words, class_="choice")


def _file(file: Payload) -> Markup:
    name = text(file, "name")
    remove = tag("button", "Remove", type="button", class_="plain", data_remove="", aria_label=f"Remove {name}")
    return tag("li", tag("span", name), remove, data_file=text(file, "id"))
