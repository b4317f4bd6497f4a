"""The strict Block Kit check: would Slack take this message or this view?

Shapes come from the tables beside this module, numbers from `limits`; this module holds what concerns a payload as a
whole. It is stricter than Slack where Slack does not say (a length is the larger of code points and UTF-16 units,
counted after escaping), so that what passes here passes there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from sandbox.blockkit.blocks import Surface
from sandbox.blockkit.objects import plain
from sandbox.blockkit.rules import (
    Check,
    Flaw,
    Shape,
    any_object,
    any_string,
    broken,
    flag,
    items,
    size,
    string,
    within,
)
from sandbox.blockkit.whole import check_blocks, focused
from sandbox.payload import children

__all__ = ["Problem", "Surface", "check_message", "check_view"]

_METADATA = Shape("", {"event_type": any_string, "event_payload": any_object})
_NEEDS_TEXT = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update"})

_VIEW_KEYS: Mapping[str, Check] = {
    "private_metadata": string("view.private_metadata"),
    "callback_id": string("view.callback_id"),
    "external_id": string("view.external_id"),
}
_VIEWS: Mapping[Surface, Shape] = {
    Surface.MODAL: Shape(
        "modal",
        {"title": plain("view.title"), "blocks": partial(check_blocks, surface=Surface.MODAL)},
        {
            **_VIEW_KEYS,
            "submit": plain("view.submit"),
            "close": plain("view.close"),
            "clear_on_close": flag,
            "notify_on_close": flag,
        },
    ),
    Surface.HOME: Shape("home", {"blocks": partial(check_blocks, surface=Surface.HOME)}, _VIEW_KEYS),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why Slack would refuse the payload.

    `error` is Slack's error code, `where` the path of the value at fault (`blocks[3].elements[0].text`),
    `limit` the name of the row in `limits` that it breaks, `message` the rest of a sentence about that value.
    """

    error: str
    where: str
    limit: str
    message: str


def check_message(payload: Mapping[str, object], method: str) -> list[Problem]:
    """List what Slack would refuse in the arguments of a message method, none when it would take them.

    `payload` holds the arguments decoded from JSON; `method` is `chat.postMessage`, `chat.update`,
    `chat.postEphemeral` or `response_url`.
    """
    return _problems(_message(payload, method), "invalid_blocks")


def check_view(view: Mapping[str, object], surface: Surface) -> list[Problem]:
    """List what Slack would refuse in a modal or a Home view, none when it would take it."""
    return _problems(_view(view, surface), "invalid_arguments")


def _problems(flaws: Iterator[Flaw], default: str) -> list[Problem]:
    return [Problem(flaw.limit.error or default, flaw.where, flaw.limit.name, flaw.message) for flaw in flaws]


def _message(payload: Mapping[str, object], method: str) -> Iterator[Flaw]:
    yield from _words(payload, method)
    if payload.get("blocks") is not None:
        yield from check_blocks(payload["blocks"], "blocks", Surface.MESSAGE)
    if payload.get("attachments") is not None:
        yield from _attachments(payload["attachments"])
    if payload.get("metadata") is not None:
        yield from _metadata(payload["metadata"])


def _words(payload: Mapping[str, object], method: str) -> Iterator[Flaw]:
    """Check the texts that stand beside the blocks."""
    text, markdown = payload.get("text"), payload.get("markdown_text")
    if text is not None:
        yield from any_string(text, "text")
    if method == "chat.update" and isinstance(text, str):
        yield from within("update.text", size(text), "text")
    if markdown is not None:
        yield from string("message.markdown_text")(markdown, "markdown_text")
        if text or payload.get("blocks"):
            yield broken("message.markdown_text_alone", "markdown_text")
    if method in _NEEDS_TEXT and not any(
        payload.get(key) for key in ("text", "markdown_text", "blocks", "attachments")
    ):
        yield broken("message.no_text", "text")


def _attachments(attachments: object) -> Iterator[Flaw]:
    yield from items(any_object, "message.attachments")(attachments, "attachments")
    for index, attachment in enumerate(attachments if isinstance(attachments, list) else []):
        if isinstance(attachment, Mapping) and "blocks" in attachment:
            yield from check_blocks(attachment["blocks"], f"attachments[{index}].blocks", Surface.MESSAGE)


def _metadata(metadata: object) -> Iterator[Flaw]:
    for flaw in _METADATA(metadata, "metadata"):
        yield broken("metadata.shape", flaw.where, flaw.message)


def _view(view: Mapping[str, object], surface: Surface) -> Iterator[Flaw]:
    as_sent = json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    yield from within("view.json", len(as_sent), "")
    yield from _VIEWS[surface](view, "")
    yield from within("view.focus", len(focused(view.get("blocks"))), "blocks")
    has_input = any(block.get("type") == "input" for block in children(view, "blocks"))
    if surface is Surface.MODAL and has_input and "submit" not in view:
        yield broken("modal.submit", "submit")
