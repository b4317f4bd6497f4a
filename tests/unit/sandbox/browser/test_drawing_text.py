"""Texts as HTML."""

from datetime import UTC, datetime

import pytest

from sandbox.browser.drawing import draw_text
from sandbox.browser.drawing.emoji import EMOJI
from sandbox.company import ANA, BRUNO, EMIKO, GENERAL, IT
from sandbox.payload import Payload
from tests.unit.sandbox.blockkit_parts import mrkdwn, plain, section
from tests.unit.sandbox.browser.drawn import draw, read, sight

EPOCH = int(datetime(2026, 11, 24, 20, 30, tzinfo=UTC).timestamp())


def drawn(mrkdwn: str) -> str:
    html = str(draw_text(mrkdwn, sight()))
    read(html)
    return html.removeprefix('<div class="text">').removesuffix("</div>")


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("*bold* _slanted_ ~gone~", "<strong>bold</strong> <em>slanted</em> <s>gone</s>"),
        (f"*<@{BRUNO}>*", '<strong><span class="mention">@bruno</span></strong>'),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("one\ntwo", "one<br>two"),
        ("`*as it is*` &lt;b&gt; &amp;amp;", "<code>*as it is*</code> &lt;b&gt; &amp;amp;"),
        ("a\n```\ncode\n  *b*```\nc", "a<pre>\ncode\n  *b*</pre>c"),
        ("&gt; a\n&gt; b\nc", "<blockquote>a<br>b</blockquote>c"),
        ("Two:\n• a\n• *b*\n\nEnd", "Two:<ul><li>a</li><li><strong>b</strong></li></ul><br>End"),
        ("- a\n1. b", "- a<br>1. b"),
        (":tada: :no-such-thing: at 10:30:00", f"{EMOJI['tada']} :no-such-thing: at 10:30:00"),
        (f"<@{ANA}>", '<span class="mention own">@ana</span>'),
        (f"<@{BRUNO}|somebody>", '<span class="mention">@bruno</span>'),
        (f"<#{GENERAL}>", '<span class="mention">#general</span>'),
        (f"<!subteam^{IT}>", '<span class="mention">@it</span>'),
        ("<!here>", '<span class="mention">@here</span>'),
        ("<@U0NOBODY>", '<span class="mention">U0NOBODY</span>'),
    ],
)
def test_mrkdwn(written: str, html: str) -> None:
    assert drawn(written) == html


LINK = 'target="_blank" rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("<https://e.com/a_b_c|the guide>", f'<a href="https://e.com/a_b_c" {LINK}>the guide</a>'),
        ("<https://e.com/?a=1&amp;b=2>", f'<a href="https://e.com/?a=1&amp;b=2" {LINK}>https://e.com/?a=1&amp;b=2</a>'),
        ("<mailto:ana@e.com>", f'<a href="mailto:ana@e.com" {LINK}>ana@e.com</a>'),
        ("see https://e.com/a.", f'see <a href="https://e.com/a" {LINK}>https://e.com/a</a>.'),
        ("*https://e.com*", f'<strong><a href="https://e.com" {LINK}>https://e.com</a></strong>'),
    ],
)
def test_links_open_beside_the_page(written: str, html: str) -> None:
    assert drawn(written) == html


def test_a_bare_address_in_verbatim_text_is_words() -> None:
    words: Payload = {**mrkdwn("see https://e.com"), "verbatim": True}
    assert draw(section(text=words)).all("a") == []
    assert len(draw(section(text=mrkdwn("see https://e.com"))).all("a")) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<javascript:alert(1)|press me>",
        "<JavaScript:alert(1)>",
        "<data:text/html,x|x>",
        "< https://e.com|x>",
        "<https://e.com/ onclick=alert(1)|x>",
        '<https://e.com/"onmouseover="alert(1)|x>',
        '<@"><img src=x onerror=alert(1)>',
        "`</code><script>`",
        "```</pre><script>```",
        ':"><script>: \ufffc',
        "<|x> <@> <!date^1^{date}^javascript:alert(1)|x>",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    for tree in (
        read(draw_text(hostile, sight())),
        draw(section(text=plain(hostile)), {"type": "header", "text": plain(hostile)}),
    ):
        assert tree.all("script") + tree.all("img") == []
        for link in tree.all("a"):
            assert str(link["href"]).startswith("https://e.com/")
            assert set(link.attributes) == {"href", "target", "rel"}


@pytest.mark.parametrize(
    ("who", "date", "time", "day"),
    [(ANA, "2026-11-24", "21:30", "hoy"), (EMIKO, "2026-11-25", "05:30", "明日")],
)
def test_dates_are_shown_in_the_readers_zone_and_language(who: str, date: str, time: str, day: str) -> None:
    shown = draw_text(f"<!date^{EPOCH}^{{date_num}} {{time}}, {{date_short_pretty}}|later>", sight(who))
    moment = read(shown).one("time")
    assert moment.words == f"{date} {time}, {day}"
    assert moment["datetime"] == "2026-11-24T20:30:00Z"


@pytest.mark.parametrize("date", ["<!date^1^{era}|later &amp; on>", f"<!date^{'9' * 5_000}^{{date}}|later &amp; on>"])
def test_a_date_that_cannot_be_shown_is_its_fallback(date: str) -> None:
    assert read(draw_text(date, sight())).words == "later & on"


def test_a_date_can_be_a_link() -> None:
    link = read(draw_text(f"<!date^{EPOCH}^{{date_num}}^https://e.com|x>", sight())).one("a")
    assert (link["href"], link.one("time").words) == ("https://e.com", "2026-11-24")


def test_plain_text_means_nothing_but_the_names_of_emoji() -> None:
    said = draw(section(text=plain(f"*a* <@{ANA}>\n:package: R&amp;D"))).one(class_="text")
    assert said.words == f"*a* <@{ANA}>\n{EMOJI['package']} R&D"
    kept: Payload = {**plain(":package:"), "emoji": False}
    assert draw(section(text=kept)).one(class_="text").words == ":package:"


def test_marks_within_marks_end_somewhere() -> None:
    assert drawn("*_" * 2_000 + "x" + "_*" * 2_000).count("<strong>") <= 2
