"""What a person sees, as lines of plain text: messages, threads, the open modal, Home."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sandbox.blocks import elements
from sandbox.conversations import Message, reply_counts
from sandbox.inputs import Typed
from sandbox.mrkdwn import Reader, read, read_object, read_rich_text
from sandbox.payload import Payload, child, children, text
from sandbox.screens import View
from sandbox.widgets import widget

NOTHING_TYPED: Typed = MappingProxyType({})
NO_ERRORS: Mapping[str, str] = MappingProxyType({})
_SHOWN_MESSAGES = 12
"""How many of a conversation's latest messages fit a screen."""


def block_lines(
    block: Payload, reader: Reader, typed: Typed = NOTHING_TYPED, errors: Mapping[str, str] = NO_ERRORS
) -> list[str]:
    """A block as lines; an input shows its label, its value, and the error under it."""
    kind = text(block, "type")
    if kind == "input":
        return _input_lines(block, reader, typed, errors)
    lines = _TEXTS[kind](block, reader).splitlines() if kind in _TEXTS else []
    row = " ".join(widget(block, element, typed, reader) for element in elements(block))
    return [*lines, row] if row else lines


def message_lines(message: Message, reader: Reader, typed: Typed = NOTHING_TYPED) -> list[str]:
    """A message as lines, under a line that says who wrote it and, when nobody else sees it, that too."""
    private = " (only you can see this)" if message.only_for else ""
    edited = " (edited)" if message.edited_ts else ""
    return [f"{reader.person(message.user)}{private}{edited}", *body_lines(message, reader, typed)]


def body_lines(message: Message, reader: Reader, typed: Typed = NOTHING_TYPED) -> list[str]:
    """What a message says: its blocks, or its text where it has none, then attachments and files."""
    if message.blocks:
        lines = [line for block in message.blocks for line in block_lines(block, reader, typed)]
    else:
        lines = read(message.text, reader).splitlines()
    for attachment in message.attachments:
        lines += read(text(attachment, "text") or text(attachment, "fallback"), reader).splitlines()
        lines += [line for block in children(attachment, "blocks") for line in block_lines(block, reader, typed)]
    files = reader.workspace.files.by_id
    return [*lines, *(f"[file: {files[name].title}]" for name in message.files if name in files)]


def view_lines(view: View, reader: Reader, typed: Typed = NOTHING_TYPED) -> list[str]:
    """A modal or a Home tab as lines."""
    lines = [f"=== {view.title or 'Home'} ==="]
    if view.failed:
        lines.append(f"! {view.failed}")
    lines += [line for block in view.blocks for line in block_lines(block, reader, typed, view.errors)]
    buttons = [
        f"[{read_object(child(view.content, key), reader)}]" for key in ("close", "submit") if key in view.content
    ]
    return [*lines, " ".join(buttons)] if buttons else lines


def thread_lines(messages: Sequence[Message], reader: Reader) -> list[str]:
    """A thread as lines, its replies set in."""
    first, *replies = messages
    lines = message_lines(first, reader)
    return [*lines, *(f"  | {line}" for reply in replies for line in message_lines(reply, reader))]


def whole_screen(reader: Reader, typed: Callable[[View], Typed]) -> str:
    """Everything that the person sees, for the day when a test looks for something that is not there."""
    screens = reader.workspace.screens
    parts: list[list[str]] = [view_lines(view, reader, typed(view)) for view in screens.modals(reader.user.id)]
    if home := screens.home(reader.user.id):
        parts.append(view_lines(home, reader, typed(home)))
    parts += _conversations(reader)
    title = f"----- what @{reader.user.name} sees -----"
    return "\n\n".join([title, *("\n".join(part) for part in parts)])


def _conversations(reader: Reader) -> Iterator[list[str]]:
    messages = reader.workspace.messages_for(reader.user.id)
    replies = reply_counts(messages)
    for channel_id in dict.fromkeys(message.channel for message in messages):
        lines = [f"### {reader.channel(channel_id)}"]
        own = [message for message in messages if message.channel == channel_id and not message.is_reply]
        for message in own[-_SHOWN_MESSAGES:]:
            lines += message_lines(message, reader)
            if count := replies.get(message.ts):
                lines.append(f"  | {count} replies")
        yield lines


def _input_lines(block: Payload, reader: Reader, typed: Typed, errors: Mapping[str, str]) -> list[str]:
    optional = " (optional)" if block.get("optional") is True else ""
    value = " ".join(widget(block, element, typed, reader) for element in elements(block))
    lines = [f"{read_object(child(block, 'label'), reader)}{optional}: {value}"]
    if hint := read_object(child(block, "hint"), reader):
        lines.append(f"  ({hint})")
    if error := errors.get(text(block, "block_id")):
        lines.append(f"  ! {error}")
    return lines


def _section(block: Payload, reader: Reader) -> str:
    texts = [child(block, "text"), *children(block, "fields")]
    accessory = child(block, "accessory")
    image = [f"[image: {text(accessory, 'alt_text')}]"] if accessory.get("type") == "image" else []
    return "\n".join([*(read_object(words, reader) for words in texts if words), *image])


def _context(block: Payload, reader: Reader) -> str:
    return " ".join(
        f"[image: {text(part, 'alt_text')}]" if part.get("type") == "image" else read_object(part, reader)
        for part in children(block, "elements")
    )


def _card(block: Payload, reader: Reader) -> str:
    parts = (child(block, key) for key in ("title", "subtitle", "body", "subtext"))
    return "\n".join(read_object(part, reader) for part in parts if part)


def _table(block: Payload, reader: Reader) -> str:
    rows = block.get("rows")
    return "\n".join(
        " | ".join(read_rich_text(cell, reader) or str(cell.get("value", "")) for cell in row)
        for row in (rows if isinstance(rows, list) else [])
    )


_TEXTS: Mapping[str, Callable[[Payload, Reader], str]] = MappingProxyType(
    {
        "alert": lambda block, reader: f"! {read_object(child(block, 'text'), reader)}",
        "card": _card,
        "carousel": lambda block, reader: "\n".join(_card(card, reader) for card in children(block, "elements")),
        "context": _context,
        "data_table": _table,
        "divider": lambda _, __: "---",
        "header": lambda block, reader: read_object(child(block, "text"), reader),
        "image": lambda block, _: f"[image: {text(block, 'alt_text')}]",
        "markdown": lambda block, _: text(block, "text"),
        "rich_text": read_rich_text,
        "section": _section,
        "table": _table,
        "video": lambda block, reader: f"[video: {read_object(child(block, 'title'), reader)}]",
    }
)
