"""Every limit that Slack puts on a message or a view, once, with where it is documented.

The table is the sandbox's own. It is deliberately not taken from a Slack SDK: a payload builder and its checker
that share one table share its gaps too.

Sources: `D:page` is the page of that name on docs.slack.dev, `T` the types that Slack publishes for JavaScript,
`S` what Slack's Python SDK refuses, `I:repo#n` a thread with Slack's staff, `M` a third party's measurement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Limit:
    """One row: what is limited, by how much, and who says so.

    `most` and `least` are inclusive and counted in `unit`. A row with neither is a rule that is kept or broken,
    and `unit` then says it in words. `error` is Slack's own code where it has one for this row; otherwise
    a message answers `invalid_blocks` and a view `invalid_arguments`.
    """

    name: str
    source: str
    most: int | None = None
    least: int = 0
    unit: str = "characters"
    error: str = ""

    def allows(self, amount: int) -> bool:
        """Tell whether `amount` (in `unit`) is within the limit."""
        return amount >= self.least and (self.most is None or amount <= self.most)

    def sentence(self) -> str:
        """Say the limit in words, as the end of "this must have …"."""
        if self.most is None:
            return f"at least {self.least} {self.unit}" if self.least else self.unit
        return f"{self.least} to {self.most:,} {self.unit}" if self.least else f"at most {self.most:,} {self.unit}"


def _table(rows: Iterable[Limit]) -> Mapping[str, Limit]:
    return MappingProxyType({row.name: row for row in rows})


LIMITS: Mapping[str, Limit] = _table(
    (
        # Whole payloads
        Limit("message.blocks", "D:chat.postMessage", 50, unit="blocks"),
        Limit("message.text_sum", "I:bolt-js#2867", 12_000, error="msg_blocks_too_long"),
        Limit("message.attachments", "D:chat.postMessage", 100, unit="attachments", error="too_many_attachments"),
        Limit("message.markdown_text", "D:chat.postMessage", 12_000, 1, error="msg_too_long"),
        Limit("message.tables", "D:table-block", 1, unit="tables", error="only_one_table_allowed"),
        Limit("update.text", "D:chat.update", 4_000, error="msg_too_long"),
        Limit("view.json", "D:views.update", 250_000, unit="bytes of JSON", error="view_too_large"),
        Limit("view.blocks", "D:surfaces/modals", 100, 1, unit="blocks"),
        Limit("view.focus", "D:plain-text-input", 1, unit="elements with focus_on_load"),
        Limit("view.title", "D:surfaces/modals", 24, 1),
        Limit("view.submit", "D:surfaces/modals", 24, 1),
        Limit("view.close", "D:surfaces/modals", 24, 1),
        Limit("view.private_metadata", "D:surfaces/modals", 3_000),
        Limit("view.callback_id", "D:surfaces/modals", 255),
        Limit("view.external_id", "D:views.update", 255),
        # Blocks
        Limit("block.id", "T", 255, 1),
        Limit("header.text", "T", 150, 1),
        Limit("section.text", "T", 3_000, 1),
        Limit("section.fields", "T", 10, 1, unit="fields"),
        Limit("section.field", "T", 2_000, 1),
        Limit("context.elements", "T", 10, 1, unit="elements"),
        Limit("actions.elements", "T", 25, 1, unit="elements"),
        Limit("context_actions.elements", "T", 5, 1, unit="elements"),
        Limit("input.label", "T", 2_000, 1),
        Limit("input.hint", "T", 2_000, 1),
        Limit("image.url", "T", 3_000, 1),
        Limit("image.alt_text", "T", 2_000),
        Limit("image.title", "T", 2_000, 1),
        Limit("markdown.text", "T", 12_000, 1),
        Limit("markdown.text_sum", "T", 12_000),
        Limit("rich_text.indent", "M:slackblocks", 8, unit="levels"),
        Limit("rich_text.border", "M:slackblocks", 1, unit="pixels"),
        Limit("video.title", "T", 199, 1),
        Limit("video.author_name", "T", 49),
        Limit("video.description", "T", 200, 1),
        Limit("table.rows", "D:table-block", 100, 1, unit="rows"),
        Limit("table.columns", "D:table-block", 20, 1, unit="columns"),
        Limit("table.column_settings", "D:table-block", 20, unit="column settings"),
        Limit("table.cell", "D:table-block", least=1),
        Limit("table.text_sum", "M", 10_000),
        Limit("data_table.rows", "T", 201, 2, unit="rows"),
        Limit("data_table.columns", "T", 20, 1, unit="columns"),
        Limit("data_table.page_size", "T", 100, 1, unit="rows a page"),
        Limit("data_table.text_sum", "M:slackblocks", 20_000),
        Limit("alert.text", "M:slackblocks", 200, 1),
        Limit("card.title", "T", 150, 1),
        Limit("card.subtitle", "T", 150, 1),
        Limit("card.body", "T", 200, 1),
        Limit("card.subtext", "M:slackblocks", 200, 1),
        Limit("card.actions", "M:slackblocks", 3, 1, unit="buttons"),
        Limit("carousel.cards", "T", 10, 1, unit="cards"),
        # Elements and objects
        Limit("action.id", "T", 255, 1),
        Limit("text.text", "T", 3_000, 1),
        Limit("url", "T", 3_000, 1),
        Limit("button.text", "T", 75, 1),
        Limit("button.value", "T", 2_000),
        Limit("button.accessibility_label", "T", 75, 1),
        Limit("option.text", "D:option-object", 75, 1),
        Limit("option.value", "D:option-object", 150, 1),
        Limit("option.description", "D:option-object", 75, 1),
        Limit("option_group.label", "T", 75, 1),
        Limit("option_group.options", "T", 100, 1, unit="options"),
        Limit("select.options", "T", 100, 1, unit="options"),
        Limit("select.option_groups", "T", 100, 1, unit="option groups"),
        Limit("select.max_selected_items", "T", least=1, unit="items"),
        Limit("overflow.options", "S", 5, 1, unit="options"),
        Limit("checkboxes.options", "T", 10, 1, unit="options"),
        Limit("radio_buttons.options", "T", 10, 1, unit="options"),
        Limit("placeholder", "T", 150, 1),
        Limit("plain_text_input.min_length", "D:plain-text-input", 3_000),
        Limit("plain_text_input.max_length", "D:plain-text-input", 3_000, 1),
        Limit("plain_text_input.initial_value", "D:plain-text-input", 3_000),
        Limit("rich_text_input.lines", "T", 100, 1, unit="lines"),
        Limit("file_input.max_files", "D:file-input", 10, 1, unit="files"),
        Limit("confirm.title", "T", 100, 1),
        Limit("confirm.text", "T", 300, 1),
        Limit("confirm.confirm", "T", 30, 1),
        Limit("confirm.deny", "T", 30, 1),
    )
)
"""The limits with a number, by name."""

RULES: Mapping[str, Limit] = _table(
    (
        Limit("shape.object", "T", unit="an object"),
        Limit("shape.list", "T", unit="a list"),
        Limit("shape.string", "T", unit="a string"),
        Limit("shape.integer", "T", unit="a whole number"),
        Limit("shape.boolean", "T", unit="true or false"),
        Limit("shape.required", "T", unit="this key"),
        Limit("shape.unknown_key", "T", unit="only the keys that Slack knows"),
        Limit("shape.known_type", "T", unit="a type that is allowed here"),
        Limit("shape.choice", "T", unit="one of the allowed values"),
        Limit("shape.one_of", "T", unit="exactly one of these keys"),
        Limit("shape.any_of", "T", unit="at least one of these keys"),
        Limit("surface.block", "M:slackblocks", unit="only blocks that this surface shows"),
        Limit("surface.element", "D:file-input", unit="only elements that this surface shows"),
        Limit("block.id_unique", "T", unit="a block_id that no other block of the payload has"),
        Limit("action.id_unique", "T", unit="an action_id that no other element of the block has"),
        Limit("modal.submit", "D:surfaces/modals", unit="a submit button, because it has inputs"),
        Limit("option.unique", "T", unit="options with different values"),
        Limit("option.initial", "T", unit="an initial option that is one of the options"),
        Limit("select.initial_count", "T", unit="no more initial options than may be selected"),
        Limit("plain_text_input.range", "D:plain-text-input", unit="a min_length that is not above max_length"),
        Limit("plain_text_input.initial", "D:plain-text-input", unit="an initial value within its lengths"),
        Limit("number_input.number", "T", unit="numbers written as strings"),
        Limit("number_input.range", "T", unit="min_value, initial_value and max_value in rising order"),
        Limit("number_input.decimal", "T", unit="whole numbers, because decimals are not allowed"),
        Limit("rich_text_input.range", "T", unit="min_lines that are not above max_lines"),
        Limit("date.format", "S", unit="a date as YYYY-MM-DD"),
        Limit("time.format", "S", unit="a time as HH:mm"),
        Limit("datetime.format", "S", unit="a moment as ten digits of seconds"),
        Limit("table.even", "D:table-block", unit="rows of the same number of cells"),
        Limit("data_table.header", "T", unit="a first row of plain text"),
        Limit("metadata.shape", "D:metadata", unit="event_type and event_payload", error="invalid_metadata_format"),
        Limit("message.no_text", "D:chat.postMessage", unit="text, blocks or attachments", error="no_text"),
        Limit(
            "message.markdown_text_alone",
            "D:chat.postMessage",
            unit="no text or blocks beside markdown_text",
            error="markdown_text_conflict",
        ),
    )
)
"""The rules without a number, by name."""
