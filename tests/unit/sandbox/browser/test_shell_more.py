"""What stands around conversations: people, time, the tour, mail, and what Slack refused."""

import re
from datetime import UTC, datetime

import pytest

from sandbox import Sandbox
from sandbox.company import ANA, CHIARA, EMIKO, GENERAL, IT_DEVICES, JONAS, KAREN, LEO
from sandbox.payload import Payload, child, text
from tests.unit.sandbox.apps import HandClock, client_of, error_of
from tests.unit.sandbox.blockkit_parts import plain, section
from tests.unit.sandbox.browser.letters import deliver
from tests.unit.sandbox.browser.shell import PlayedStage, Tab, tabs, words_of

SAM = {"name": "Ána María Sato", "email": "sam@example.com", "tz": "Asia/Tokyo", "locale": "ja-JP"}


def event_types(sandbox: Sandbox) -> list[str]:
    sandbox.dispatcher.wait_for_events()
    first = [one for one in sandbox.workspace.journal.deliveries if one.attempt == 0]
    return [text(child(one.payload, "event"), "type") for one in first]


def test_somebody_is_deactivated_and_comes_back(ana: Tab) -> None:
    ana.do("people", id=EMIKO, do="deactivate")
    assert ana.sandbox.workspace.user(EMIKO).deleted
    assert EMIKO not in ana.sandbox.workspace.conversations.channels[GENERAL].members
    ana.do("people", id=EMIKO, do="reactivate")
    assert not ana.sandbox.workspace.user(EMIKO).deleted
    assert EMIKO in ana.sandbox.workspace.conversations.channels[GENERAL].members
    assert event_types(ana.sandbox).count("user_change") == 2


def test_people_are_in_order_by_what_they_are_and_then_by_name(ana: Tab) -> None:
    for name, email in (("Zoe Ash", "zoe@example.com"), ("Ána María Sato", "sam@example.com")):
        ana.do("join", **{**SAM, "name": name, "email": email})
    for user_id in (CHIARA, KAREN):
        ana.do("people", id=user_id, do="guest")
    listed = re.findall(r'<div class="staff-words"><b>(.*?)</b>', ana.page("people"))
    assert listed[:5] == ["Ana Torres", "Ána María Sato", "Bruno Keller", "David Okafor", "Emiko Sato"]
    assert listed[-6:] == ["Zoe Ash", "Karen Whitfield", "Chiara Rossi", "Hugo Brandt", "Leo Marchetti", "Jonas Weber"]


def test_a_guest_can_become_a_member_and_the_other_way(ana: Tab) -> None:
    ana.do("people", id=CHIARA, do="guest")
    assert ana.sandbox.workspace.user(CHIARA).is_restricted
    ana.do("people", id=CHIARA, do="member")
    assert not ana.sandbox.workspace.user(CHIARA).is_restricted


@pytest.mark.parametrize(("who", "what"), [(EMIKO, "promote"), (EMIKO, ""), (LEO, "deactivate")])
def test_what_cannot_become_of_somebody(ana: Tab, who: str, what: str) -> None:
    assert ana.refused("people", id=who, do=what) == "That cannot be done here."
    assert ana.send("people", json={"id": "U0", "do": "guest"}).status_code == 404


def test_somebody_new_joins_and_is_in_the_channel_of_everybody(ana: Tab) -> None:
    user_id = str(ana.do("join", **SAM)["user"])
    user = ana.sandbox.workspace.user(user_id)
    assert (user.name, user.email, user.tz, user.locale) == ("ana2", SAM["email"], SAM["tz"], SAM["locale"])
    assert event_types(ana.sandbox).count("team_join") == 1
    with tabs(ana.sandbox, user_id) as (sam,):
        assert sam.get(GENERAL).status_code == 200


def test_somebody_is_invited_and_accepts(ana: Tab) -> None:
    user_id = str(ana.do("join", **SAM, invited=True)["user"])
    assert "invited, has not joined yet" in ana.page("people")
    ana.do("people", id=user_id, do="accept")
    assert not ana.sandbox.workspace.user(user_id).is_invited_user


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"name": " "}, "called"),
        ({"name": "x" * 81}, "called"),
        ({"email": "sam"}, "email address"),
        ({"email": "ana@tallpine.example"}, "already"),
        ({"tz": "Mars/Base"}, "time zone"),
        ({"locale": "xx"}, "language"),
    ],
)
def test_somebody_new_needs_a_name_an_address_and_a_home(ana: Tab, given: Payload, reason: str) -> None:
    assert reason in ana.refused("join", **{**SAM, **given})


def test_a_name_in_another_script_gets_a_handle(ana: Tab) -> None:
    user_id = str(ana.do("join", **{**SAM, "name": "佐藤"})["user"])
    assert ana.sandbox.workspace.user(user_id).name == "new"


def test_time_is_walked_and_what_happened_is_listed(ana: Tab, clock: HandClock) -> None:
    assert "Tue 24 Nov 2026, 10:00" in ana.page("home")
    ana.do("time", to="hour")
    assert clock.now == datetime(2026, 11, 24, 10, tzinfo=UTC)
    words = words_of(ana.page("home"))
    assert "Until Tue 24 Nov 2026, 11:00" in words
    assert "Tue 24 Nov 2026, 11:00 Chiara was reminded. Tue 24 Nov 2026, 11:00 Ana got a note." in words


@pytest.mark.parametrize(
    ("to", "hour"),
    [("morning", "2026-11-25T08:00"), ("due", "2026-11-25T09:00"), ("2026-12-01T10:30", "2026-12-01T09:30")],
)
def test_time_goes_where_it_is_sent(ana: Tab, clock: HandClock, to: str, hour: str) -> None:
    """A picked moment is in the zone of whoever picks it."""
    ana.do("time", to=to)
    assert clock.now == datetime.fromisoformat(hour).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "reason"),
    [("2026-11-01T00:00", "passed already"), ("soon", "Please pick"), ("", "Please pick"), ("due", "Nothing is due")],
)
def test_time_cannot_go_everywhere(ana: Tab, stage: PlayedStage, to: str, reason: str) -> None:
    stage.is_due = False
    assert reason in ana.refused("time", to=to)


def test_what_happened_has_its_time_and_the_zone_is_named(ana: Tab) -> None:
    ana.do("time", to="2026-11-26T09:30")
    words = words_of(ana.page(GENERAL))
    assert "All times are those in Europe/Madrid, where Ana Torres is. Thu 26 Nov 2026, 09:30 Chiara was" in words
    with tabs(ana.sandbox, EMIKO) as (emiko,):
        words = words_of(emiko.page(GENERAL))
        assert "All times are those in Asia/Tokyo, where Emiko Sato is. Thu 26 Nov 2026, 17:30 Chiara was" in words


def test_without_a_stage_there_is_no_tour_and_no_clock_to_turn(bare: Sandbox) -> None:
    with tabs(bare, ANA) as (tab,):
        page = tab.page(GENERAL)
        assert 'id="tour"' not in page
        assert 'id="clock"' not in page
        assert "cannot be moved" in tab.refused("time", to="hour")


def test_the_tour_ticks_what_has_happened(ana: Tab, stage: PlayedStage) -> None:
    assert "0/2" in ana.page(GENERAL)
    assert f'href="/as/{CHIARA}/home">Go there as Chiara Rossi</a>' in ana.page(GENERAL)
    stage.is_asked = True
    page = ana.page(GENERAL)
    assert "1/2" in page
    assert "Ask for a laptop , done" in words_of(page)
    assert "Go there" not in page


def test_the_tour_leads_to_the_card_that_a_task_is_about(ana: Tab, stage: PlayedStage) -> None:
    stage.is_asked = True
    stage.card = ana.sandbox.happenings.write(CHIARA, GENERAL, "A card")
    address = f"{GENERAL}?thread={stage.card.ts}#root"
    assert f'href="/as/{ANA}/{address}">Open the card</a>' in ana.page("people")
    assert 'id="root"' in ana.page(f"{GENERAL}?thread={stage.card.ts}")
    with tabs(ana.sandbox, CHIARA) as (chiara,):
        assert f'href="/as/{ANA}/{address}">Open the card as Ana Torres</a>' in chiara.page(GENERAL)


def test_the_tour_says_that_it_is_over_and_what_next(ana: Tab, stage: PlayedStage) -> None:
    stage.is_asked = True
    assert "That was the whole tour" not in ana.page(GENERAL)
    stage.is_approved = True
    words = words_of(ana.page(GENERAL))
    assert "That was the whole tour That was all. Go on as you like." in words


def test_commands_and_people_can_be_completed(ana: Tab) -> None:
    page = ana.page(GENERAL)
    assert 'data-insert="/device offboard @person"' in page
    assert 'data-insert="@chiara"' in page
    assert 'data-insert="@jonas"' not in page


def test_mail_has_an_inbox_for_each_address(ana: Tab) -> None:
    assert "No mail yet" in ana.page("mail")
    deliver(ana.sandbox, "sam@example.com", "First")
    deliver(
        ana.sandbox, "lee@example.com", "<b>Second</b>", html="<p>Press <a href='http://127.0.0.1:3000/r/t'>here</a>"
    )
    assert "2 new" in ana.page(GENERAL)
    page = ana.page("mail")
    assert page.index("&lt;b&gt;Second&lt;/b&gt;") < page.index("First")
    assert "First" not in ana.page("mail?to=lee@example.com")
    assert "2 new" not in ana.page(GENERAL)


def test_a_letter_is_shown_in_a_frame_in_which_nothing_runs(ana: Tab) -> None:
    deliver(ana.sandbox, "lee@example.com", html="<p>Press <a href='http://127.0.0.1:3000/r/t'>here</a>")
    deliver(ana.sandbox, "sam@example.com")
    page = ana.page("mail?letter=1")
    frame = f'sandbox="allow-popups allow-popups-to-escape-sandbox" src="/as/{ANA}/letters/1"'
    assert frame in page
    letter = ana.get("letters/1")
    assert '<base target="_blank">' in letter.text
    policy = letter.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox allow-popups allow-popups-to-escape-sandbox")
    assert 'href="http://127.0.0.1:3000/r/token"' in ana.page("mail?letter=2")
    for number in ("2", "3", "x"):
        assert ana.get(f"letters/{number}").status_code == 404


def test_a_leaver_still_reads_mail(ana: Tab) -> None:
    deliver(ana.sandbox, "jonas@home.example", "Your devices")
    with tabs(ana.sandbox, JONAS) as (jonas,):
        assert "Your devices" in jonas.page("mail")


def test_what_slack_refused_names_the_call_the_limit_and_the_block(ana: Tab) -> None:
    client = client_of(ana.sandbox)
    blocks: list[Payload] = [section(), {"type": "header", "text": plain("H" * 151)}]
    error_of(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks))
    words = words_of(ana.page("home"))
    assert "Slack refused what the app sent: chat.postMessage, invalid_blocks" in words
    assert f"block 2, header “{'H' * 60}…”: blocks[1].text.text must have 1 to 150 characters, has 151" in words
    error_of(lambda: client.chat_postMessage(channel="C0", text="x"))
    assert "channel_not_found and 1 more" in words_of(ana.page("home"))


def test_a_view_that_was_refused_names_its_block_too(ana: Tab) -> None:
    view = {"type": "home", "blocks": [{"type": "header", "text": plain("")}]}
    error_of(lambda: client_of(ana.sandbox).views_publish(user_id=ANA, view=view))
    assert "block 1, header: blocks[0].text.text must have" in words_of(ana.page("home"))


def test_an_ordinary_no_is_no_fault(ana: Tab) -> None:
    error_of(lambda: client_of(ana.sandbox).users_lookupByEmail(email="nobody@example.com"))
    assert "Slack refused" not in ana.page("home")


def test_arguments_that_are_no_json_are_a_note_as_well(ana: Tab) -> None:
    answer = ana.client.post(
        "/api/chat.postMessage",
        data={"token": ana.sandbox.bot_token, "channel": GENERAL, "blocks": "[{"},
    )
    assert answer.json()["error"] == "invalid_blocks_format"
    assert "invalid_blocks_format" in ana.page("home")


def test_what_is_new_is_counted_for_whoever_has_not_seen_it(ana: Tab) -> None:
    client_of(ana.sandbox).chat_postMessage(channel=IT_DEVICES, text="Of the past")
    with tabs(ana.sandbox, CHIARA) as (chiara,):
        assert "something new" not in chiara.page(GENERAL)
        client_of(ana.sandbox).chat_postMessage(channel=IT_DEVICES, text="A card")
        assert "2 with something new" in words_of(chiara.page(GENERAL))
        side = words_of(ana.page(GENERAL).partition('class="side-link')[2])
        assert "it-devices 1 , 1 new" in side
        ana.page(IT_DEVICES)
        client_of(ana.sandbox).chat_postMessage(channel=GENERAL, text="For everybody")
        assert "1 with something new" in words_of(chiara.page(GENERAL))
