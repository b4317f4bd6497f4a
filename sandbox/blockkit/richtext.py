"""Rich text: sections, lists, quotes and preformatted text, and what stands in them."""

from sandbox.blockkit.rules import Check, Shape, any_string, by_type, choice, flag, integer, items, string, whole

_STYLE = Shape("", {}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_MENTION_STYLE = Shape("", {}, dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight"), flag))

_LINK = Shape("link", {"url": string("url")}, {"text": any_string, "style": _STYLE, "unsafe": flag})
_TEXT = Shape("text", {"text": any_string}, {"style": _STYLE})

_INLINE = by_type(
    [
        _TEXT,
        _LINK,
        Shape("user", {"user_id": any_string}, {"style": _MENTION_STYLE}),
        Shape("usergroup", {"usergroup_id": any_string}, {"style": _MENTION_STYLE}),
        Shape("channel", {"channel_id": any_string}, {"style": _MENTION_STYLE}),
        Shape("team", {"team_id": any_string}, {"style": _MENTION_STYLE}),
        Shape("broadcast", {"range": choice("here", "channel", "everyone")}, {"style": _MENTION_STYLE}),
        Shape("emoji", {"name": any_string}, {"unicode": any_string, "style": _STYLE}),
        Shape("color", {"value": any_string}),
        Shape(
            "date",
            {"timestamp": integer, "format": any_string},
            {"url": string("url"), "fallback": any_string, "style": _STYLE},
        ),
    ]
)

_SECTION = Shape("rich_text_section", {"elements": items(_INLINE)})
_QUOTE = Shape("rich_text_quote", {"elements": items(_INLINE)}, {"border": whole("rich_text.border")})
_PREFORMATTED = Shape(
    "rich_text_preformatted",
    {"elements": items(by_type([_TEXT, _LINK]))},
    {"border": whole("rich_text.border"), "language": any_string},
)
_LIST = Shape(
    "rich_text_list",
    {"elements": items(by_type([_SECTION])), "style": choice("bullet", "ordered")},
    {"indent": whole("rich_text.indent"), "offset": integer, "border": whole("rich_text.border")},
)

_ELEMENTS: Check = items(by_type([_SECTION, _LIST, _QUOTE, _PREFORMATTED]))

RICH_TEXT = Shape("rich_text", {"elements": _ELEMENTS}, {"block_id": string("block.id")})
