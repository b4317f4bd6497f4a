"""Pictures, files and films. Nothing is fetched from elsewhere: what is not in the workspace is a link."""

import mimetypes
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from sandbox.browser.drawing.html import joined, link, tag
from sandbox.browser.drawing.sight import Sight
from sandbox.browser.drawing.words import plain_words
from sandbox.files import File
from sandbox.payload import Payload, child, text

_SHOWN = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp"})
_KILO = 1000


def draw_files(file_ids: Sequence[str], sight: Sight) -> Markup:
    """The files of a message: pictures to look at, others to download."""
    known = sight.reader.workspace.files.by_id
    return joined(*(_draw_file(known[file_id], sight) for file_id in file_ids if file_id in known))


def draw_picture(source: Payload, sight: Sight, look: str = "small") -> Markup:
    """A picture of the workspace; one from elsewhere is a link with its alternative text."""
    alt, slack_file = text(source, "alt_text"), child(source, "slack_file")
    address = text(source, "image_url") or text(slack_file, "url")
    file = _file_at(text(slack_file, "id") or address, sight)
    if file:
        return tag("img", src=address_of(file, sight), alt=alt, class_=look, loading="lazy")
    return tag("span", "Picture: ", link(address, alt or "without a text"), class_=f"elsewhere {look}")


def draw_image(block: Payload, sight: Sight) -> Markup:
    """An image block, with its title."""
    title = plain_words(child(block, "title"), sight)
    caption = [tag("figcaption", title)] if title else []
    return tag("figure", *caption, draw_picture(block, sight, "large"))


def draw_video(block: Payload, sight: Sight) -> Markup:
    """A film as a link, with who made it and what it is about."""
    title = plain_words(child(block, "title"), sight)
    makers = " · ".join(filter(None, (text(block, key) for key in ("author_name", "provider_name"))))
    about = plain_words(child(block, "description"), sight)
    lines = [tag("strong", "▶ ", link(text(block, "title_url") or text(block, "video_url"), title))]
    return tag("div", *lines, *(tag("small", words) for words in (makers, about) if words), class_="film")


def draw_remote_file(block: Payload, _: Sight) -> Markup:
    """A file that is kept elsewhere; all that is known of it is its name there."""
    return tag("p", "File: ", text(block, "external_id"), class_="elsewhere")


def address_of(file: File, sight: Sight) -> str:
    """Where the page has a file for this person."""
    return f"/as/{quote(sight.reader.user.id)}/files/{quote(file.id)}/{quote(file.name, safe='')}"


def _file_at(name: str, sight: Sight) -> File | None:
    """The file with this id, or whose id is a part of this address."""
    known = sight.reader.workspace.files.by_id
    try:
        parts = [name, *urlsplit(name).path.split("/")]
    except ValueError:
        return None
    return next((known[part] for part in parts if part in known), None)


def _draw_file(file: File, sight: Sight) -> Markup:
    address, title = address_of(file, sight), file.title or file.name
    if mimetypes.guess_type(file.name)[0] in _SHOWN:
        picture = tag("img", src=address, alt=title, class_="large", loading="lazy")
        around = tag("a", picture, href=address, target="_blank", rel="noopener")
        return tag("figure", tag("figcaption", title), around, data_file_id=file.id)
    size = tag("small", f"{file.name.rpartition('.')[2].upper()}, {_size(file.length)}")
    return tag("a", tag("strong", title), size, href=address, download=file.name, class_="file", data_file_id=file.id)


def _size(length: int) -> str:
    return f"{length} bytes" if length < _KILO else f"{length / _KILO:,.0f} kB"
