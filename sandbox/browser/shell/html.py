"""Templates to HTML, and HTML to an answer that lets nothing run but the page's own script."""

from collections.abc import Mapping
from hashlib import blake2s
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

FOLDER = Path(__file__).parents[1]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

BLOCK_STYLES = ("colours", "text", "buttons", "fields", "pictures", "asking")
"""The files in static/css by which blocks are drawn, in the order in which they are read."""

STYLES = (
    *BLOCK_STYLES,
    *("base", "frame", "pops", "places", "messages", "composer", "beside", "modals", "mail", "people", "narrow"),
)
"""Those of the whole page: the last one has the last word where there is less room."""

_HUES = 8


def version(html: str) -> str:
    """A short name for exactly this HTML: another one means that something in it changed."""
    return blake2s(html.encode(), digest_size=6).hexdigest()


def initials(name: str) -> str:
    """What stands in an avatar."""
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def hue(user_id: str) -> int:
    """Which colour somebody's avatar has, always the same."""
    return sum(user_id.encode()) % _HUES


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals["styles"] = STYLES
_ENVIRONMENT.filters |= {"version": version, "initials": initials, "hue": hue}


def html(template: str, **facts: object) -> Markup:
    """A template as HTML."""
    return Markup(_ENVIRONMENT.get_template(f"{template}.html").render(facts))  # noqa: S704, what it makes is escaped


def answer(template: str, status: int = 200, **facts: object) -> Response:
    """A page."""
    return HTMLResponse(html(template, **facts), status, HEADERS)


def not_found() -> Response:
    """The page in the place of what is not there."""
    return answer("not_found", 404)
