"""The pages that a browser gets: what is on them for whom, and what is not there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

import sandbox as sandbox_package
from sandbox import Company, Sandbox, small_company
from sandbox.browser.shell.html import STYLES
from sandbox.company import ANA, BOT, CHIARA, GENERAL, HUGO, IT_DEVICES, JONAS, LEO
from sandbox.installation import Features
from sandbox.people import SLACKBOT
from tests.unit.sandbox.browser.shell import Parts, PlayedStage, Tab, tabs, words_of

STATIC = Path(sandbox_package.__file__).parent / "browser" / "static"
LARGEST = 100_000


@pytest.fixture
def tab(bare: Sandbox) -> Iterator[Tab]:
    with tabs(bare, ANA) as (one,):
        yield one


def dm_of(sandbox: Sandbox, user_id: str) -> str:
    return sandbox.workspace.open_dm((user_id, BOT)).id


def test_the_first_page_is_the_first_persons_home(tab: Tab) -> None:
    answer = tab.client.get("/", follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, f"/as/{ANA}/home")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_stage_says_whose_screen_comes_first(ana: Tab) -> None:
    assert ana.client.get("/", follow_redirects=True).url.path == f"/as/{CHIARA}/home"


def test_one_lands_where_something_is_new(ana: Tab) -> None:
    ana.page(GENERAL)
    ana.do("command", channel=GENERAL, line="/device dm")
    landed = ana.client.get(f"/as/{ANA}", follow_redirects=True).url.path
    assert landed == f"/as/{ANA}/{dm_of(ana.sandbox, ANA)}"
    assert ana.client.get(f"/as/{ANA}", follow_redirects=True).url.path == f"/as/{ANA}/home"


def test_nothing_but_the_pages_own_script_runs_and_nothing_is_fetched_from_elsewhere(tab: Tab) -> None:
    policy = tab.get(GENERAL).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;")
    assert "unsafe" not in policy
    page = tab.page(GENERAL)
    assert "http://" not in page
    assert "https://" not in page
    assert " style=" not in page
    assert " onclick=" not in page


@pytest.mark.parametrize("place", [GENERAL, IT_DEVICES, "home", "people"])
def test_a_place_is_there_for_whoever_is_in_it(tab: Tab, place: str) -> None:
    assert '<main id="place"' in tab.page(place)


@pytest.mark.parametrize("place", ["C0SBNOWHERE", "mail", "act", "nothing", "..%2f..%2fetc"])
def test_what_is_not_there_is_a_plain_page(tab: Tab, place: str) -> None:
    answer = tab.get(place)
    assert answer.status_code == 404
    if answer.headers["content-type"].startswith("text/html"):
        assert "There is nothing here" in answer.text


@pytest.mark.parametrize("user_id", ["U0SBNOBODY", BOT, SLACKBOT])
def test_nobody_sits_at_the_screen_of_a_bot_or_a_stranger(tab: Tab, user_id: str) -> None:
    paths = ["", "/home", "/live", f"/{GENERAL}", "/files/F1/a.png", "/letters/1"]
    assert {tab.client.get(f"/as/{user_id}{path}").status_code for path in paths} == {404}


def test_a_private_channel_and_somebody_elses_messages_are_not_there_for_others(bare: Sandbox) -> None:
    with tabs(bare, CHIARA) as (chiara,):
        assert chiara.get(IT_DEVICES).status_code == 404
        assert chiara.get(dm_of(bare, ANA)).status_code == 404
        assert "it-devices" not in chiara.page(GENERAL)


def test_the_side_bar_has_everywhere_one_can_go(ana: Tab) -> None:
    page = ana.page("home")
    dm = dm_of(ana.sandbox, ANA)
    for place in (GENERAL, IT_DEVICES, "home", dm, "mail", "people"):
        assert f'<a href="/as/{ANA}/{place}" class="side-link' in page


def test_an_app_without_a_home_has_none() -> None:
    with Sandbox(features=Features(has_home_tab=False)) as sandbox, tabs(sandbox, ANA) as (tab,):
        assert tab.get("home").status_code == 404
        assert tab.client.get("/", follow_redirects=True).status_code == 200


def test_everybody_is_there_to_switch_to_with_what_they_are(ana: Tab) -> None:
    rows = {
        user_id: words_of(ana.page(GENERAL).partition(f'<a href="/as/{user_id}"')[2].partition("</a>")[0])
        for user_id in (ANA, HUGO, JONAS, LEO)
    }
    assert "Ana Torres @ana IT · @it" in rows[ANA]
    assert "guest" in rows[HUGO]
    assert "deactivated" in rows[JONAS]
    assert "of another workspace" in rows[LEO]
    assert "10:00 Madrid" in rows[ANA]
    assert "09:00 London" in rows[LEO]


def test_names_are_text(bare: Sandbox) -> None:
    chiara = bare.workspace.user(CHIARA)
    bare.happenings.change(replace(chiara, real_name="<b>Chiara</b>"))
    with tabs(bare, ANA) as (tab,):
        page = tab.page("people")
    assert "<b>Chiara" not in page
    assert "&lt;b&gt;Chiara&lt;/b&gt;" in page


def test_who_is_deactivated_has_nothing_but_what_is_outside_of_slack(sandbox: Sandbox) -> None:
    with tabs(sandbox, JONAS) as (jonas,):
        assert jonas.client.get(f"/as/{JONAS}", follow_redirects=True).status_code == 200
        for place in ("home", GENERAL):
            assert "Jonas Weber has no Slack any more" in words_of(jonas.page(place))
        assert 'class="composer"' not in jonas.page(GENERAL)
        assert "general" not in words_of(jonas.page("mail"))


def test_who_belongs_to_another_workspace_has_no_apps_of_this_one(ana: Tab) -> None:
    with tabs(ana.sandbox, LEO) as (leo,):
        assert leo.client.get(f"/as/{LEO}", follow_redirects=True).url.path == f"/as/{LEO}/{GENERAL}"
        assert "Home" not in words_of(leo.page(GENERAL))
        assert leo.get("home").status_code == 404


def test_only_this_machine_is_let_in(tab: Tab) -> None:
    for path in ("/", f"/as/{ANA}/home", f"/as/{ANA}/live"):
        for host in ("evil.example", "127.0.0.1.evil.example", "[::1", ""):
            assert tab.client.get(path, headers={"host": host}).status_code in (400, 403)
    port = tab.client.base_url.port
    assert tab.client.get(f"/as/{ANA}/home", headers={"host": f"localhost:{port}"}).status_code == 200


def test_the_web_api_has_other_doors(tab: Tab) -> None:
    answer = tab.client.post("/api/auth.test", headers={"host": "sandbox.example"})
    assert answer.json()["error"] == "not_authed"


def test_the_first_page_is_light(ana: Tab) -> None:
    first = [path for path in STATIC.rglob("*") if path.is_file()]
    assert {path.relative_to(STATIC / "css").stem for path in STATIC.glob("css/*")} == set(STYLES)
    assert sum(path.stat().st_size for path in first) + len(ana.page("home").encode()) < LARGEST
    on_the_wire = 0
    for number in range(60):
        ana.sandbox.happenings.write(CHIARA, GENERAL, f"Message {number} with some words in it")
    for address in (f"/as/{ANA}/{GENERAL}", *(f"/static/{path.relative_to(STATIC)}" for path in first)):
        with ana.client.stream("GET", address) as answer:
            answer.read()
            on_the_wire += answer.num_bytes_downloaded
    assert on_the_wire < LARGEST / 2


def test_static_files_are_asked_for_anew_and_none_is_outside(tab: Tab) -> None:
    answer = tab.client.get("/static/page.js")
    assert answer.headers["cache-control"] == "no-cache"
    again = tab.client.get("/static/page.js", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert httpx.get(f"{tab.sandbox.url}/static/..%2f__init__.py", trust_env=False).status_code == 404


@pytest.mark.parametrize("place", [GENERAL, "home", "mail", "people"])
def test_every_part_of_a_list_can_be_told_from_the_others(ana: Tab, place: str) -> None:
    ana.do("home", tab="home")
    ana.sandbox.dispatcher.wait_for_events()
    ana.do("command", channel=GENERAL, line="/device request")
    ana.do("post", channel=GENERAL, text="Hello")
    parts = Parts(ana.page(place))
    assert parts.without_key == []
    assert ("top", "me") in parts.versions
    assert any(keys[0] == ana.modal().id for keys in parts.versions)


def test_a_part_has_another_version_only_when_it_is_different(ana: Tab, stage: PlayedStage) -> None:
    first = Parts(ana.page(GENERAL)).versions
    assert Parts(ana.page(GENERAL)).versions == first
    stage.is_asked = True
    second = Parts(ana.page(GENERAL)).versions
    changed = {keys[-1] for keys in first.keys() | second.keys() if first.get(keys) != second.get(keys)}
    assert changed == {"task-1", "task-2", "tour-button"}


def test_earlier_messages_are_asked_for(ana: Tab) -> None:
    for number in range(60):
        ana.sandbox.happenings.write(CHIARA, GENERAL, f"Message {number}.")
    assert "Message 9." not in ana.page(GENERAL)
    assert "10 earlier" in ana.page(GENERAL)
    assert "Message 9." in ana.page(f"{GENERAL}?show=150")
    assert ana.get(f"{GENERAL}?show=many").status_code == 200


def test_without_people_there_is_nothing_to_see() -> None:
    whole = small_company()
    people = tuple(user for user in whole.people if user.id in (BOT, SLACKBOT))
    company = Company(whole.team, BOT, people, (), ())
    with Sandbox(company) as sandbox:
        assert httpx.get(f"{sandbox.url}/", trust_env=False).status_code == 404
