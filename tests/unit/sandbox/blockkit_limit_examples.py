"""For every limit with a number: how to build a payload that has just so much of it."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from sandbox.payload import Payload
from tests.unit.sandbox.blockkit_parts import (
    Sent,
    actions,
    alert,
    button,
    card,
    cell,
    confirm,
    data_table,
    element,
    field,
    group,
    home,
    image,
    markdown,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    rich_list,
    rich_section,
    rich_text,
    section,
    spread,
    table,
    video,
)

Build: TypeAlias = Callable[[int], Sent]

DIVIDER: Payload = {"type": "divider"}


def _sections(total: int) -> list[Payload]:
    return [section(text=mrkdwn(text)) for text in spread(total)]


def _with_json_size(size: int) -> Sent:
    """A modal whose JSON has `size` bytes, filled with the text of 90 sections."""

    def built(characters: int) -> Sent:
        texts = ["x" * (characters // 90 + (1 if index < characters % 90 else 0)) for index in range(90)]
        return modal(*(section(text=mrkdwn(text)) for text in texts))

    overhead = len(json.dumps(built(90).payload, separators=(",", ":"))) - 90
    return built(size - overhead)


def _cells(total: int) -> list[list[Payload]]:
    return [[cell(text)] for text in spread(total, 200)]


def _button(**keys: object) -> Sent:
    return message(actions(button(**keys)))


def _select(**keys: object) -> Sent:
    return message(section(text=plain("Pick"), accessory=element("static_select", **keys)))


LIMIT_EXAMPLES: Mapping[str, Build] = {
    "message.blocks": lambda n: message(*[DIVIDER] * n),
    "message.text_sum": lambda n: message(*_sections(n)),
    "message.attachments": lambda n: message(section(), attachments=[{"text": "x"}] * n),
    "message.markdown_text": lambda n: Sent({"channel": "C1", "markdown_text": "x" * n}),
    "message.tables": lambda n: message(*[table()] * n),
    "update.text": lambda n: Sent({"channel": "C1", "ts": "1.2", "text": "x" * n}, method="chat.update"),
    "view.json": _with_json_size,
    "view.blocks": lambda n: home(*[DIVIDER] * n),
    "view.focus": lambda n: modal(DIVIDER, *[field("plain_text_input", focus_on_load=True)] * n),
    "view.title": lambda n: modal(title=plain("x" * n)),
    "view.submit": lambda n: modal(submit=plain("x" * n)),
    "view.close": lambda n: modal(close=plain("x" * n)),
    "view.private_metadata": lambda n: modal(private_metadata="x" * n),
    "view.callback_id": lambda n: modal(callback_id="x" * n),
    "view.external_id": lambda n: home(DIVIDER, external_id="x" * n),
    "block.id": lambda n: message({**DIVIDER, "block_id": "x" * n}),
    "header.text": lambda n: message({"type": "header", "text": plain("x" * n)}),
    "section.text": lambda n: message(section(text=mrkdwn("x" * n))),
    "section.fields": lambda n: message(section(fields=[mrkdwn("x")] * n)),
    "section.field": lambda n: message(section(fields=[mrkdwn("x" * n)])),
    "context.elements": lambda n: message({"type": "context", "elements": [mrkdwn("x")] * n}),
    "actions.elements": lambda n: message(actions(*[button()] * n)),
    "context_actions.elements": lambda n: message(
        {"type": "context_actions", "elements": [element("icon_button", icon="trash", text=plain("Delete"))] * n}
    ),
    "input.label": lambda n: modal({**field("plain_text_input"), "label": plain("x" * n)}),
    "input.hint": lambda n: modal({**field("plain_text_input"), "hint": plain("x" * n)}),
    "image.url": lambda n: message(image(image_url="x" * n)),
    "image.alt_text": lambda n: message(image(alt_text="x" * n)),
    "image.title": lambda n: message(image(title=plain("x" * n))),
    "markdown.text": lambda n: message(markdown("x" * n)),
    "markdown.text_sum": lambda n: message(*map(markdown, spread(n))),
    "rich_text.indent": lambda n: message(rich_text(rich_list(indent=n))),
    "rich_text.border": lambda n: message(rich_text(rich_list(border=n))),
    "video.title": lambda n: message(video(title=plain("x" * n))),
    "video.author_name": lambda n: message(video(author_name="x" * n)),
    "video.description": lambda n: message(video(description=plain("x" * n))),
    "table.rows": lambda n: message(table(rows=n)),
    "table.columns": lambda n: message(table(columns=n)),
    "table.column_settings": lambda n: message(table(column_settings=[{"align": "right"}] * n)),
    "table.cell": lambda n: message({"type": "table", "rows": [[cell("x" * n)]]}),
    "table.text_sum": lambda n: message({"type": "table", "rows": _cells(n)}),
    "data_table.rows": lambda n: message(data_table(rows=n)),
    "data_table.columns": lambda n: message(data_table(columns=n)),
    "data_table.page_size": lambda n: message(data_table(page_size=n)),
    "data_table.text_sum": lambda n: home({**data_table(), "rows": _cells(n)}),
    "alert.text": lambda n: modal(alert(text=mrkdwn("x" * n))),
    "card.title": lambda n: message(card(title=plain("x" * n))),
    "card.subtitle": lambda n: message(card(subtitle=plain("x" * n))),
    "card.body": lambda n: message(card(body=mrkdwn("x" * n))),
    "card.subtext": lambda n: message(card(subtext=mrkdwn("x" * n))),
    "card.actions": lambda n: message(card(actions=[button()] * n)),
    "carousel.cards": lambda n: message({"type": "carousel", "elements": [card()] * n}),
    "action.id": lambda n: _button(action_id="x" * n),
    "text.text": lambda n: message({"type": "context", "elements": [mrkdwn("x" * n)]}),
    "url": lambda n: _button(url="x" * n),
    "button.text": lambda n: _button(text=plain("x" * n)),
    "button.value": lambda n: _button(value="x" * n),
    "button.accessibility_label": lambda n: _button(accessibility_label="x" * n),
    "option.text": lambda n: _select(options=[option(text=plain("x" * n))]),
    "option.value": lambda n: _select(options=[option("x" * n)]),
    "option.description": lambda n: _select(options=[option(description=plain("x" * n))]),
    "option_group.label": lambda n: _select(option_groups=[group(1, "x" * n)]),
    "option_group.options": lambda n: _select(option_groups=[group(n)]),
    "select.options": lambda n: _select(options=options(n)),
    "select.option_groups": lambda n: _select(option_groups=[group(1, start=index) for index in range(n)]),
    "select.max_selected_items": lambda n: modal(field("multi_users_select", max_selected_items=n)),
    "overflow.options": lambda n: message(actions(element("overflow", options=options(n)))),
    "checkboxes.options": lambda n: message(actions(element("checkboxes", options=options(n)))),
    "radio_buttons.options": lambda n: message(actions(element("radio_buttons", options=options(n)))),
    "placeholder": lambda n: modal(field("plain_text_input", placeholder=plain("x" * n))),
    "plain_text_input.min_length": lambda n: modal(field("plain_text_input", min_length=n)),
    "plain_text_input.max_length": lambda n: modal(field("plain_text_input", max_length=n)),
    "plain_text_input.initial_value": lambda n: modal(field("plain_text_input", initial_value="x" * n)),
    "rich_text_input.lines": lambda n: modal(field("rich_text_input", max_lines=n)),
    "file_input.max_files": lambda n: modal(field("file_input", max_files=n)),
    "confirm.title": lambda n: _button(confirm=confirm(title=plain("x" * n))),
    "confirm.text": lambda n: _button(confirm=confirm(text=mrkdwn("x" * n))),
    "confirm.confirm": lambda n: _button(confirm=confirm(confirm=plain("x" * n))),
    "confirm.deny": lambda n: _button(confirm=confirm(deny=plain("x" * n))),
}

EVERY_BLOCK: Mapping[str, Sent] = {
    "actions": message(actions(button(action_id="a", style="primary"), button(action_id="b", confirm=confirm()))),
    "alert": modal(alert(level="warning")),
    "card": message(card(body=mrkdwn("*Bold*"), actions=[button(action_id="a")])),
    "carousel": home({"type": "carousel", "elements": [card(), card(icon=image())]}),
    "context": message({"type": "context", "elements": [mrkdwn("by <@U1>"), image()]}),
    "context_actions": message(
        {
            "type": "context_actions",
            "elements": [
                element(
                    "feedback_buttons",
                    positive_button={"text": plain("Good"), "value": "1"},
                    negative_button={"text": plain("Bad"), "value": "0"},
                )
            ],
        }
    ),
    "data_table": message(data_table(row_header_column_index=0)),
    "divider": message(DIVIDER),
    "file": message({"type": "file", "external_id": "F1", "source": "remote"}),
    "header": home({"type": "header", "text": plain("Devices")}),
    "image": message(image(title=plain("Label")), {"type": "image", "slack_file": {"id": "F1"}, "alt_text": ""}),
    "input": modal({**field("users_select", initial_user="U1"), "optional": True, "hint": plain("Who")}),
    "markdown": message(markdown("**Bold**")),
    "rich_text": message(
        rich_text(
            rich_section(),
            rich_list(indent=1),
            {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "U1"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "link", "url": "https://example.com"}]},
        )
    ),
    "section": message(section(text=mrkdwn("Words"), fields=[mrkdwn("*Who*\nAna")], accessory=button(url="https://a"))),
    "table": message(table(column_settings=[None, {"is_wrapped": True}])),
    "video": message(video(provider_name="Films")),
}
"""A sound example of every block."""
