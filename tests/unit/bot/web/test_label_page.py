"""The page behind a label, as colleagues' phones and finders' phones ask for it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette

from bot.web.accept_language import wanted_locale
from bot.web.label_page import LabelPage, label_address, slack_link
from bot.web.server import WebServer
from lifecycle.policy import Found
from messages import i18n
from tests.support.company import POLICY

FOUND = Found(
    company="Tall <Pine> & Co",
    phone="+49 30 901820",
    email="it+lost@tallpine.example",
    address="Reception\n\n  Lindenweg 4\n10115 Berlin",
)


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    page = LabelPage(replace(POLICY, found=FOUND), slack_link("T1", "U1"))
    web = WebServer(Starlette(routes=page.routes()), "127.0.0.1", 0)
    web.start()
    with httpx.Client(base_url=web.url, trust_env=False) as client:
        yield client
    web.stop()


def test_whoever_finds_a_device_learns_whom_to_tell(client: httpx.Client) -> None:
    page = client.get("/a/DD-00042")
    assert page.status_code == 200
    assert "<h1>This device belongs to Tall &lt;Pine&gt; &amp; Co</h1>" in page.text
    assert '<a class="plain" href="tel:+4930901820">+49 30 901820</a>' in page.text
    assert '<a class="plain" href="mailto:it%2Blost%40tallpine.example">it+lost@tallpine.example</a>' in page.text
    assert re.sub(r"\s+", " ", page.text).count("Reception<br> Lindenweg 4<br> 10115 Berlin </li>") == 1


def test_a_colleague_gets_to_the_device_in_slack(client: httpx.Client) -> None:
    page = client.get("/a/dd-00042").text
    assert '<a class="button" href="slack://user?team=T1&amp;id=U1">Open in Slack</a>' in page
    assert "<strong>/device show DD-00042</strong>" in page


def test_machines_are_kept_out_and_nothing_else_has_an_effect(client: httpx.Client) -> None:
    page = client.get("/a/DD-00042")
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r'<script| on\w+="| style="|https?://', page.text)
    for method in ("POST", "PUT", "DELETE"):
        assert client.request(method, "/a/DD-00042").status_code == 405


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("%3Cscript%3Ealert(1)%3C%2Fscript%3E", "&lt;SCRIPT&gt;ALERT(1)&lt;/SCRIPT&gt;"),
        ("R%2FD%2F7", "R/D/7"),
        ("%E9%9B%BB%E8%85%A6-1", "電腦-1"),
        ("%20", None),
        ("%00", None),
        ("a%1Bb", None),
        ("", None),
        ("x" * 2_000, None),
        ("%FF", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_whatever_is_asked_for_the_page_is_the_same(client: httpx.Client, path: str, tag: str | None) -> None:
    page = client.get(f"/a/{path}")
    assert page.status_code == 200
    said = re.findall(r"<p>In Slack, send this to see the device: <strong>/device show (.*)</strong></p>\n", page.text)
    assert said == ([] if tag is None else [tag])
    usual = client.get("/a/DD-1").text
    without = re.compile(r"<p>In Slack, .*</p>\n")
    assert without.sub("", page.text) == without.sub("", usual)


def page_of(page: LabelPage) -> str:
    web = WebServer(Starlette(routes=page.routes()), "127.0.0.1", 0)
    web.start()
    told = httpx.get(f"{web.url}/a/DD-1", trust_env=False).text
    web.stop()
    return told


def test_a_policy_that_names_nobody_still_says_whose_it_is_and_what_to_do() -> None:
    page = page_of(LabelPage(POLICY, workspace="Tall <Pine>"))
    assert "<h1>This device belongs to Tall &lt;Pine&gt;</h1>" in page
    assert "Please give it to the IT team of Tall &lt;Pine&gt;, to anybody who works there" in page
    named = page_of(LabelPage(replace(POLICY, found=Found(company="Tall Pine GmbH")), workspace="tp-hq"))
    assert "the IT team of Tall Pine GmbH," in named
    assert "tp-hq" not in named


def test_without_any_name_it_still_says_what_to_do() -> None:
    page = page_of(LabelPage(POLICY))
    assert "This device belongs to a company" in page
    assert "or to a lost property office" in page
    assert "slack://" not in page


def test_it_is_in_the_language_of_whoever_looks(client: httpx.Client) -> None:
    for name in i18n.languages():
        locale = name.replace("_", "-")
        page = client.get("/a/DD-1", headers={"Accept-Language": f"{locale}, en;q=0.1"})
        assert f'<html lang="{locale}">' in page.text


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("", "xx"),
        ("*", "xx"),
        ("en", "en"),
        ("de-AT;q=0.5, en-GB;q=0.8", "en-GB"),
        ("qqq, de", "de"),
        ("de;q=0, en;q=0.1", "en"),
        ("de;q=0", "xx"),
        ("de-" + "x" * 600, "xx"),
        ("en;q=2, ;;;,", "xx"),
    ],
)
def test_what_a_browser_wants(header: str, locale: str) -> None:
    assert wanted_locale(header, "xx") == locale


def test_the_address_of_a_label() -> None:
    assert label_address("https://desk.example.com/it", "R/D 7") == "https://desk.example.com/it/a/R%2FD%207"
