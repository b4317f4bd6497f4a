"""For every rule without a number: a payload that breaks it beside one, nearly the same, that keeps it."""

from collections.abc import Mapping

from tests.unit.sandbox.blockkit_parts import (
    Sent,
    actions,
    alert,
    button,
    cell,
    data_table,
    element,
    field,
    group,
    image,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    section,
    table,
)


def _input(**keys: object) -> Sent:
    return modal(field("plain_text_input", **keys))


def _number(**keys: object) -> Sent:
    return modal(field("number_input", **{"is_decimal_allowed": False, **keys}))


def _radios(**keys: object) -> Sent:
    return message(actions(element("radio_buttons", **keys)))


RULE_EXAMPLES: Mapping[str, tuple[Sent, Sent]] = {
    "shape.object": (message(section(text="Words")), message(section(text=plain("Words")))),
    "shape.list": (message(section(fields=plain("x"))), message(section(fields=[plain("x")]))),
    "shape.string": (message(actions(button(value=7))), message(actions(button(value="7")))),
    "shape.integer": (_input(max_length="7"), _input(max_length=7)),
    "shape.boolean": (_input(multiline="yes"), _input(multiline=True)),
    "shape.required": (
        message({"type": "image", "image_url": "https://example.com/a.png"}),
        message(image()),
    ),
    "shape.unknown_key": (message(section(text=plain("x"), style="bold")), message(section(text=plain("x")))),
    "shape.known_type": (message({"type": "banner"}), message({"type": "divider"})),
    "shape.choice": (message(actions(button(style="default"))), message(actions(button(style="danger")))),
    "shape.one_of": (message(image(slack_file={"id": "F1"})), message(image())),
    "shape.any_of": (message({"type": "section"}), message(section())),
    "surface.block": (message(alert()), modal(alert())),
    "surface.element": (message(field("file_input")), modal(field("file_input"))),
    "block.id_unique": (
        message({"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}),
        message({"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "b"}),
    ),
    "action.id_unique": (
        message(actions(button(action_id="a"), button(action_id="a"))),
        message(actions(button(action_id="a")), actions(button(action_id="a"))),
    ),
    "modal.submit": (
        Sent({"type": "modal", "title": plain("T"), "blocks": [field("datepicker")]}, modal().surface),
        modal(field("datepicker")),
    ),
    "option.unique": (_radios(options=[option("a"), option("a")]), _radios(options=[option("a"), option("b")])),
    "option.initial": (
        _radios(options=options(2), initial_option=option(2)),
        _radios(options=options(2), initial_option=option(1)),
    ),
    "select.initial_count": (
        modal(field("multi_users_select", initial_users=["U1", "U2"], max_selected_items=1)),
        modal(field("multi_users_select", initial_users=["U1", "U2"], max_selected_items=2)),
    ),
    "plain_text_input.range": (_input(min_length=6, max_length=5), _input(min_length=5, max_length=5)),
    "plain_text_input.initial": (_input(max_length=2, initial_value="abc"), _input(max_length=3, initial_value="abc")),
    "number_input.number": (_number(min_value="one"), _number(min_value="1")),
    "number_input.range": (_number(min_value="2", max_value="1"), _number(min_value="1", max_value="2")),
    "number_input.decimal": (_number(min_value="0.5"), _number(min_value="0.5", is_decimal_allowed=True)),
    "rich_text_input.range": (
        modal(field("rich_text_input", min_lines=3, max_lines=2)),
        modal(field("rich_text_input", min_lines=2, max_lines=2)),
    ),
    "date.format": (
        modal(field("datepicker", initial_date="2026-02-30")),
        modal(field("datepicker", initial_date="2026-02-28")),
    ),
    "time.format": (
        modal(field("timepicker", initial_time="9:30")),
        modal(field("timepicker", initial_time="09:30")),
    ),
    "datetime.format": (
        modal(field("datetimepicker", initial_date_time=1)),
        modal(field("datetimepicker", initial_date_time=1_764_000_000)),
    ),
    "table.even": (
        message({"type": "table", "rows": [[cell()], [cell(), cell()]]}),
        message(table(rows=2, columns=2)),
    ),
    "data_table.header": (
        message({**data_table(), "rows": [[{"type": "raw_number", "value": 1}], [cell()]]}),
        message({**data_table(), "rows": [[cell()], [{"type": "raw_number", "value": 1}]]}),
    ),
    "metadata.shape": (
        message(section(), metadata={"event_type": "card"}),
        message(section(), metadata={"event_type": "card", "event_payload": {"key": "1"}}),
    ),
    "message.no_text": (Sent({"channel": "C1", "text": "", "blocks": []}), Sent({"channel": "C1", "text": "x"})),
    "message.markdown_text_alone": (
        Sent({"channel": "C1", "text": "x", "markdown_text": "x"}),
        Sent({"channel": "C1", "markdown_text": "x"}),
    ),
}

MORE_BROKEN: Mapping[str, tuple[str, Sent]] = {
    "a modal without a title": (
        "shape.required",
        Sent({"type": "modal", "blocks": [{"type": "divider"}]}, modal().surface),
    ),
    "a table in a modal": ("surface.block", modal(table())),
    "markdown in a modal": ("surface.block", modal({"type": "markdown", "text": "x"})),
    "a header in mrkdwn": ("shape.known_type", message({"type": "header", "text": mrkdwn("x")})),
    "a button in an input": ("shape.known_type", modal(field("button", text=plain("x")))),
    "a url outside an overflow menu": ("shape.unknown_key", _radios(options=[option(url="https://example.com")])),
    "null among the blocks": ("shape.object", Sent({"text": "x", "blocks": [None]})),
    "a confirm dialog without its deny button": (
        "shape.required",
        message(actions(button(confirm={"title": plain("a"), "text": plain("b"), "confirm": plain("c")}))),
    ),
    "options and groups": (
        "shape.one_of",
        message(actions(element("static_select", options=options(1), option_groups=[group(1)]))),
    ),
    "the same value in two groups": (
        "option.unique",
        message(actions(element("static_select", option_groups=[group(1), group(1)]))),
    ),
    "an initial option with other words": (
        "option.initial",
        modal(
            field("multi_static_select", options=options(2), initial_options=[option(1, text=plain("Another word"))])
        ),
    ),
    "a long text of astral characters": ("header.text", message({"type": "header", "text": plain("💻" * 76)})),
    "a long text once escaped": ("header.text", message({"type": "header", "text": plain("&" * 31)})),
    "too long blocks in an attachment": (
        "section.text",
        message(section(), attachments=[{"blocks": [section(text=plain("x" * 3_001))]}]),
    ),
}
"""Further broken payloads worth a name, with the row that each breaks."""
