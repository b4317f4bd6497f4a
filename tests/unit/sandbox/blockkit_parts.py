"""Small sound Block Kit parts, from which the examples are put together."""

from dataclasses import dataclass

from sandbox.blockkit import Problem, Surface, check_message, check_view
from sandbox.payload import Payload


@dataclass(frozen=True, slots=True)
class Sent:
    """A payload, and how it is sent."""

    payload: Payload
    surface: Surface = Surface.MESSAGE
    method: str = "chat.postMessage"

    def problems(self) -> list[Problem]:
        if self.surface is Surface.MESSAGE:
            return check_message(self.payload, self.method)
        return check_view(self.payload, self.surface)

    def broken_rows(self) -> set[str]:
        return {problem.limit for problem in self.problems()}


def message(*blocks: Payload, **arguments: object) -> Sent:
    return Sent({"channel": "C1", "text": "Hello", "blocks": list(blocks), **arguments})


def modal(*blocks: Payload, **keys: object) -> Sent:
    given = {"title": plain("Title"), "submit": plain("Send"), **keys}
    return Sent({"type": "modal", "blocks": list(blocks) or [{"type": "divider"}], **given}, Surface.MODAL)


def home(*blocks: Payload, **keys: object) -> Sent:
    return Sent({"type": "home", "blocks": list(blocks), **keys}, Surface.HOME)


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Payload:
    return {"type": "mrkdwn", "text": text}


def markdown(text: str) -> Payload:
    return {"type": "markdown", "text": text}


def section(**keys: object) -> Payload:
    return {"type": "section", **(keys or {"text": mrkdwn("Words")})}


def actions(*elements: Payload, **keys: object) -> Payload:
    return {"type": "actions", "elements": list(elements), **keys}


def button(**keys: object) -> Payload:
    return {"type": "button", "text": plain("Press"), **keys}


def confirm(**keys: object) -> Payload:
    sound = {"title": plain("Sure?"), "text": plain("It is final."), "confirm": plain("Yes"), "deny": plain("No")}
    return {**sound, **keys}


def option(value: object = "a", **keys: object) -> Payload:
    return {"text": plain("Choice"), "value": str(value), **keys}


def options(count: int) -> list[Payload]:
    return [option(number) for number in range(count)]


def group(count: int, label: str = "Group", start: int = 0) -> Payload:
    return {"label": plain(label), "options": [option(start + number) for number in range(count)]}


def element(kind: str, **keys: object) -> Payload:
    return {"type": kind, **keys}


def field(kind: str, **keys: object) -> Payload:
    """An input block with an element of this type."""
    return {"type": "input", "label": plain("Label"), "element": element(kind, **keys)}


def image(**keys: object) -> Payload:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A picture", **keys}


def rich_text(*elements: Payload) -> Payload:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(text: str = "Words") -> Payload:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


def rich_list(**keys: object) -> Payload:
    return {"type": "rich_text_list", "style": "bullet", "elements": [rich_section()], **keys}


def table(rows: int = 2, columns: int = 2, **keys: object) -> Payload:
    return {"type": "table", "rows": [[cell()] * columns for _ in range(rows)], **keys}


def data_table(rows: int = 2, columns: int = 2, **keys: object) -> Payload:
    return {**table(rows, columns), "type": "data_table", "caption": "Devices", **keys}


def cell(text: str = "x") -> Payload:
    return {"type": "raw_text", "text": text}


def video(**keys: object) -> Payload:
    urls = {"thumbnail_url": "https://example.com/a.png", "video_url": "https://example.com/v"}
    return {"type": "video", "alt_text": "A film", "title": plain("Film"), **urls, **keys}


def card(**keys: object) -> Payload:
    return {"type": "card", "title": plain("Laptop"), **keys}


def alert(**keys: object) -> Payload:
    return {"type": "alert", "text": plain("Careful"), **keys}


def spread(total: int, at_most: int = 3_000) -> list[str]:
    """Texts of `total` characters together, none longer than `at_most`."""
    lengths = [at_most] * (total // at_most) + ([total % at_most] if total % at_most else [])
    return ["x" * length for length in lengths]
