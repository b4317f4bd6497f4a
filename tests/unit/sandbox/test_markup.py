"""Mrkdwn as a tree."""

import pytest

from sandbox.markup import Emoji, Fence, Link, Mention, Moment, Node, Styled, Words, parse


def bold(*parts: Node) -> Styled:
    return Styled("bold", parts)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("", ()),
        ("a *b* c", (Words("a "), bold(Words("b")), Words(" c"))),
        ("*a <@U1>*", (bold(Words("a "), Mention("user", "U1")),)),
        ("*a _b_ c*", (bold(Words("a "), Styled("italic", (Words("b"),)), Words(" c")),)),
        ("<https://e.com/_a_/*b*|c>", (Link("https://e.com/_a_/*b*", "c"),)),
        ("`*a* <@U1>`", (Styled("code", (Words("*a* "), Mention("user", "U1"))),)),
        ("a```b\n```", (Words("a"), Fence((Words("b\n"),)))),
        ("&lt;@U1&gt; &amp;lt;", (Words("<@U1> &lt;"),)),
        ("*\ufffc* <@U1>", (bold(Words("\ufffc")), Words(" "), Mention("user", "U1"))),
        (":tada: 10:30:00", (Emoji("tada"), Words(" 10"), Emoji("30"), Words("00"))),
        ("<!subteam^S1|@it> <!here>", (Mention("usergroup", "S1"), Words(" "), Mention("broadcast", "here"))),
        ("<!date^7^{date}^https://e.com|x>", (Moment(7, "{date}", "x", "https://e.com"),)),
        ("<|x>", (Link("", "x"),)),
        ("see https://e.com/?a=1&amp;b=2.", (Words("see "), Link("https://e.com/?a=1&b=2"), Words("."))),
    ],
)
def test_parsing(written: str, parts: tuple[Node, ...]) -> None:
    assert parse(written) == parts


def test_verbatim_text_has_no_links_of_its_own() -> None:
    assert parse("https://e.com", verbatim=True) == (Words("https://e.com"),)
    assert parse("<https://e.com>", verbatim=True) == (Link("https://e.com"),)
