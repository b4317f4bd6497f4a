"""The blocks, and which surface shows which of them.

Blocks that are not here (plan, task_card, container, data_visualization, call) are refused as unknown: the
sandbox does not let a payload pass whose rules it does not hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from sandbox.blockkit.elements import (
    BUTTON,
    IMAGE_ELEMENT,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from sandbox.blockkit.objects import SLACK_FILE, mrkdwn_shape, plain, plain_shape, text
from sandbox.blockkit.richtext import RICH_TEXT
from sandbox.blockkit.rules import (
    NONE,
    Check,
    Flaw,
    Rule,
    Shape,
    any_of,
    any_string,
    by_type,
    choice,
    flag,
    items,
    join,
    one_of,
    repeated,
    string,
)
from sandbox.blockkit.tables import DATA_TABLE, TABLE
from sandbox.payload import children


class Surface(StrEnum):
    """Where blocks are shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


def _unique_action_ids(key: str) -> Rule:
    """Demand that the elements under `key` differ in their action_id."""

    def rule(block: Mapping[str, object], where: str) -> Iterator[Flaw]:
        yield from repeated(
            (
                (f"{join(where, key)}[{index}].action_id", element["action_id"])
                for index, element in enumerate(children(block, key))
                if "action_id" in element
            ),
            "action.id_unique",
        )

    return rule


def _block(
    kind: str, required: Mapping[str, Check], optional: Mapping[str, Check] = NONE, rules: Iterable[Rule] = ()
) -> Shape:
    return Shape(kind, required, {"block_id": string("block.id"), **optional}, tuple(rules))


_CARD = _block(
    "card",
    {},
    {
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "title": text("card.title"),
        "subtitle": text("card.subtitle"),
        "body": text("card.body"),
        "subtext": text("card.subtext"),
        "actions": items(BUTTON, "card.actions"),
    },
    [any_of("hero_image", "title", "actions", "body"), _unique_action_ids("actions")],
)

BLOCKS: Mapping[str, Shape] = MappingProxyType(
    {
        shape.kind: shape
        for shape in (
            _block("divider", {}),
            _block("header", {"text": plain("header.text")}),
            _block(
                "section",
                {},
                {
                    "text": text("section.text"),
                    "fields": items(text("section.field"), "section.fields"),
                    "accessory": IN_SECTION,
                    "expand": flag,
                },
                [any_of("text", "fields")],
            ),
            _block(
                "context",
                {
                    "elements": items(
                        by_type([IMAGE_ELEMENT, plain_shape("text.text"), mrkdwn_shape("text.text")]),
                        "context.elements",
                    )
                },
            ),
            _block(
                "actions", {"elements": items(IN_ACTIONS, "actions.elements")}, NONE, [_unique_action_ids("elements")]
            ),
            _block(
                "context_actions",
                {"elements": items(IN_CONTEXT_ACTIONS, "context_actions.elements")},
                NONE,
                [_unique_action_ids("elements")],
            ),
            _block(
                "input",
                {"label": plain("input.label"), "element": IN_INPUT},
                {"hint": plain("input.hint"), "optional": flag, "dispatch_action": flag},
            ),
            _block(
                "image",
                {"alt_text": string("image.alt_text")},
                {"image_url": string("image.url"), "slack_file": SLACK_FILE, "title": plain("image.title")},
                [one_of("image_url", "slack_file")],
            ),
            _block("markdown", {"text": string("markdown.text")}),
            _block(
                "video",
                {
                    "alt_text": string("image.alt_text"),
                    "title": plain("video.title"),
                    "thumbnail_url": string("url"),
                    "video_url": string("url"),
                },
                {
                    "author_name": string("video.author_name"),
                    "description": plain("video.description"),
                    "provider_icon_url": string("url"),
                    "provider_name": any_string,
                    "title_url": string("url"),
                },
            ),
            _block("file", {"external_id": any_string, "source": choice("remote")}),
            _block(
                "alert",
                {"text": text("alert.text")},
                {"level": choice("default", "info", "warning", "error", "success")},
            ),
            _block("carousel", {"elements": items(by_type([_CARD]), "carousel.cards")}),
            _CARD,
            RICH_TEXT,
            TABLE,
            DATA_TABLE,
        )
    }
)
"""Every block that the sandbox knows, by type."""

_EVERYWHERE = frozenset(
    {"actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
)

SURFACES: Mapping[Surface, frozenset[str]] = MappingProxyType(
    {
        Surface.MESSAGE: _EVERYWHERE | {"carousel", "context_actions", "data_table", "file", "markdown", "table"},
        Surface.MODAL: _EVERYWHERE | {"alert"},
        Surface.HOME: _EVERYWHERE | {"carousel", "data_table", "table"},
    }
)
"""The blocks that each surface shows (source M:slackblocks)."""
