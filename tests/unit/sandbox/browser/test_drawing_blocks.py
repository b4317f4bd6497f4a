"""Every block, and what is particular to each."""

import pytest

from sandbox.blockkit.blocks import BLOCKS
from sandbox.browser.drawing.blocks import BLOCKS as DRAWN_BLOCKS
from sandbox.company import ANA, GENERAL, IT
from sandbox.limits import LIMITS
from sandbox.payload import Payload, children
from tests.unit.sandbox.blockkit_limit_examples import EVERY_BLOCK, LIMIT_EXAMPLES
from tests.unit.sandbox.blockkit_parts import (
    actions,
    alert,
    button,
    card,
    cell,
    data_table,
    image,
    markdown,
    mrkdwn,
    option,
    plain,
    rich_list,
    rich_section,
    rich_text,
    section,
    table,
    video,
)
from tests.unit.sandbox.browser.drawn import draw


def test_every_block_that_the_workspace_takes_is_drawn() -> None:
    assert set(DRAWN_BLOCKS) == set(BLOCKS)


@pytest.mark.parametrize("kind", EVERY_BLOCK)
def test_an_example_of_every_block(kind: str) -> None:
    blocks = children(EVERY_BLOCK[kind].payload, "blocks")
    tree = draw(*blocks)
    assert tree.all(class_="unknown") == []
    assert len(tree.all(class_=f"block block-{kind}")) == len(blocks)


@pytest.mark.parametrize("name", [name for name, row in LIMITS.items() if row.most is not None])
def test_the_largest_of_everything_is_drawn(name: str) -> None:
    tree = draw(*children(LIMIT_EXAMPLES[name](LIMITS[name].most or 0).payload, "blocks"))
    assert tree.all(class_="unknown") == []


def test_a_block_nobody_knows_is_said_to_be_unknown() -> None:
    tree = draw({"type": "<b>plan"}, actions({"type": "lever"}))
    assert "<b>plan" in tree.one("p", class_="unknown").words
    assert "lever" in tree.one("span", class_="unknown").words


def test_a_block_carries_its_id() -> None:
    assert draw({**section(), "block_id": "a b"}).one(data_block_id="a b").words == "Words"


def test_a_section_has_text_fields_and_an_element_beside() -> None:
    block = section(text=mrkdwn("*Who*"), fields=[plain("a"), mrkdwn("_b_")], accessory=button(action_id="x"))
    tree = draw(block)
    assert [one.words for one in tree.one(class_="fields").all(class_="text")] == ["a", "b"]
    assert tree.one(class_="accessory").one("button").words == "Press"


def test_a_notice_that_is_urgent_is_read_at_once() -> None:
    roles = [draw(alert(level=level)).one(class_=f"notice {level}")["role"] for level in ("error", "info")]
    assert roles == ["alert", "note"]


def test_a_card_and_its_buttons() -> None:
    tree = draw({**card(subtitle=plain("Air"), body=mrkdwn("*3*"), actions=[button(action_id="go")]), "block_id": "c"})
    assert tree.one(class_="card").words == "LaptopAir3Press"
    assert tree.one("button")["data-block"] == "c"


def test_the_buttons_of_a_carousel_belong_to_its_block() -> None:
    carousel: Payload = {
        "type": "carousel",
        "block_id": "all",
        "elements": [card(actions=[button(action_id="go")])] * 2,
    }
    assert [one["data-block"] for one in draw(carousel).all("button")] == ["all", "all"]


def test_a_table_names_its_columns() -> None:
    settings = [{"align": "right"}, {"is_wrapped": True}]
    rows = [[cell("Device"), cell("Cost")], [cell("<b>"), rich_text(rich_section("90"))]]
    tree = draw({"type": "table", "rows": rows, "column_settings": settings})
    assert [(one.words, one["scope"]) for one in tree.all("th")] == [("Device", "col"), ("Cost", "col")]
    assert [(one.words, one["class"]) for one in tree.all("td")] == [("<b>", "right"), ("90", "wrapped")]
    assert draw(table()).one(role="region")["tabindex"] == "0"


def test_a_data_table_has_a_caption_headings_of_rows_and_numbers() -> None:
    number = {"type": "raw_number", "value": 7}
    block = data_table(row_header_column_index=0)
    tree = draw({**block, "rows": [[cell("Name"), cell("Count")], [cell("Laptop"), number]]})
    assert tree.one("caption").words == "Devices"
    assert tree.one("th", scope="row").words == "Laptop"
    assert tree.one("td", class_="right").words == "7"


def test_rich_text() -> None:
    styled = {"type": "text", "text": "x", "style": {"bold": True, "code": True, "underline": True}}
    parts = [
        styled,
        {"type": "user", "user_id": ANA},
        {"type": "channel", "channel_id": GENERAL},
        {"type": "usergroup", "usergroup_id": IT},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "nothing-known"},
        {"type": "link", "url": "javascript:alert(1)", "text": "no"},
        {"type": "date", "timestamp": 1_796_000_000, "format": "{date_num}"},
        {"type": "date", "timestamp": 1_796_000_000, "format": "{era}", "fallback": "then"},
        {"type": "color", "value": "#ff0000"},
        {"type": "team", "team_id": "T1"},
    ]
    tree = draw(
        rich_text(
            {"type": "rich_text_section", "elements": parts},
            rich_list(style="ordered", offset=2, indent=1),
            rich_list(),
            {"type": "rich_text_quote", "elements": [styled]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a\n b"}]},
        )
    )
    assert tree.one("p").words == "x@ana#general@it@here:nothing-known:no2026-11-30then#ff0000T1"
    assert tree.all("a") == []
    assert tree.one("p").one("strong").one("u").one("code").words == "x"
    assert (tree.one("ol")["start"], tree.one("ol")["class"]) == ("3", "indent-1")
    assert tree.one("ul").one("li").words == "Words"
    assert tree.one("blockquote").words == "x"
    assert tree.one("pre").words == "a\n b"


def test_markdown() -> None:
    words = "# Title\n**bold** _it_ ~~no~~ `c*d*`\n[go](https://e.com) [no](javascript:x)\n\n- a\n- b\n1. c\n> q\n---\n"
    tree = draw(markdown(f"{words}```py\n<b>\n```"))
    assert tree.one("h4").words == "Title"
    assert [tree.one(name).words for name in ("strong", "em", "s", "code")] == ["bold", "it", "no", "c*d*"]
    assert tree.one("a")["href"] == "https://e.com"
    assert [one.words for one in tree.all("li")] == ["a", "b", "c"]
    assert tree.one("blockquote").words == "q"
    assert len(tree.all("hr")) == 1
    assert tree.one("pre").words == "<b>\n"


def test_nothing_is_fetched_from_elsewhere() -> None:
    tree = draw(
        image(title=plain("Plan")),
        video(title_url="https://e.com/t", author_name="Ana"),
        section(accessory=image(), text=plain("x")),
    )
    assert tree.all("img") == []
    assert [one["href"] for one in tree.all("a")] == [
        "https://example.com/a.png",
        "https://e.com/t",
        "https://example.com/a.png",
    ]
    assert tree.one("figcaption").words == "Plan"


def test_hostile_ids_and_values_stay_in_their_attributes() -> None:
    evil = '"><script>alert(1)</script>'
    choices: Payload = {"type": "static_select", "action_id": evil, "options": [option(evil, text=plain(evil))]}
    tree = draw({**actions(button(action_id=evil, value=evil, text=plain(evil)), choices), "block_id": evil})
    assert tree.all("script") == []
    assert tree.one("button").words == evil
    assert (tree.one("button")["data-block"], tree.one("select")["data-action"]) == (evil, evil)
    assert tree.one("option", value=evil).words == evil
