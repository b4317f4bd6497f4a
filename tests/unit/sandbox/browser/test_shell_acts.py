"""What the page's script asks for: it is done as the person, through the app, and told in words when it cannot be."""

from sandbox import Sandbox
from sandbox.company import ANA, BOT, BRUNO, GENERAL, LEO
from sandbox.conversations import Message
from sandbox.payload import child, text
from tests.unit.sandbox.apps import client_of
from tests.unit.sandbox.blockkit_parts import actions, button, element, mrkdwn, plain, section
from tests.unit.sandbox.browser.shell import Tab, newest, tabs, where, words_of
from tests.unit.sandbox.person.small_app import SmallApp


def test_the_answer_to_a_command_is_seen_by_that_person_alone(ana: Tab) -> None:
    ana.do("command", channel=GENERAL, line="/device nonsense")
    assert "Only visible to you" in ana.page(GENERAL)
    with tabs(ana.sandbox, BRUNO) as (bruno,):
        assert "nonsense" not in bruno.page(GENERAL)


def test_a_command_that_fails_is_told_by_slackbot(ana: Tab) -> None:
    ana.do("command", channel=GENERAL, line="/device crash")
    assert "/device failed with the error" in words_of(ana.page(GENERAL))


def test_there_are_no_commands_in_threads_and_none_for_people_of_other_workspaces(ana: Tab, card: Message) -> None:
    assert "threads" in ana.refused("command", channel=GENERAL, line="/device help", thread=card.ts)
    with tabs(ana.sandbox, LEO) as (leo,):
        assert "another workspace" in leo.refused("command", channel=GENERAL, line="/device help")


def test_a_message_is_escaped_and_names_people(ana: Tab) -> None:
    ana.do("post", channel=GENERAL, text="  <b> for @bruno ")
    assert newest(ana.sandbox).text == f"&lt;b&gt; for <@{BRUNO}|bruno>"
    assert "&lt;b&gt; for" in ana.page(GENERAL)
    ana.do("post", channel=GENERAL, text="   ")
    assert len(ana.sandbox.workspace.messages_for(ANA)) == 1
    assert "at most 12,000" in ana.refused("post", channel=GENERAL, text="x" * 12_001)


def test_a_reply_stands_in_its_thread_and_is_counted_at_its_root(ana: Tab, card: Message) -> None:
    ana.do("post", channel=GENERAL, text="What for?", thread=card.ts)
    ana.do("post", channel=GENERAL, text="For Emiko.", thread=newest(ana.sandbox).ts)
    page = ana.page(GENERAL)
    assert "What for?" not in page
    assert "2 replies" in page
    beside = ana.page(f"{GENERAL}?thread={card.ts}")
    assert "Today, 10:00" in words_of(beside), "there are no days between the messages of a thread"
    assert "What for?" in beside
    assert "For Emiko." in beside
    assert ana.get(f"{GENERAL}?thread=1.000001").status_code == 404
    assert "not there" in ana.refused("post", channel=GENERAL, text="Hm", thread="1.000001")


def test_a_button_is_pressed_and_the_message_shows_what_came_of_it(ana: Tab, app: SmallApp, card: Message) -> None:
    ana.do("act", **where(card), block="decide", action="approve", value=None, values=[])
    assert child(app.last, "user")["id"] == ANA
    assert "approved" in words_of(ana.page(GENERAL))
    reason = ana.refused("act", **where(card), block="decide", action="approve", value=None, values=[])
    assert "changed meanwhile" in reason


def test_a_choice_reaches_the_app_as_slack_sends_it(ana: Tab, app: SmallApp, card: Message) -> None:
    ana.do("act", **where(card), block="headset", action="carrier", value="van", values=[["headset", "carrier", "van"]])
    assert child(app.pressed, "selected_option")["value"] == "van"
    assert "selected_option" in str(child(app.last, "state"))
    reason = ana.refused("act", **where(card), block="headset", action="carrier", value="ship", values=[])
    assert "cannot be chosen" in reason


def test_an_app_that_does_not_answer_is_told_in_words(ana: Tab) -> None:
    blocks = [actions(button(text=plain("Go"), action_id="unheard"), block_id="row")]
    client_of(ana.sandbox).chat_postMessage(channel=GENERAL, text="Go?", blocks=blocks)
    reason = ana.refused("act", **where(newest(ana.sandbox)), block="row", action="unheard", values=[])
    assert "the app answered with an error" in reason


def test_without_an_app_a_command_fails_at_once(bare: Sandbox) -> None:
    with tabs(bare, ANA) as (tab,):
        tab.do("command", channel=GENERAL, line="/device help")
        assert "connection_failed" in tab.page(GENERAL)


def test_what_only_somebody_else_sees_cannot_be_touched(ana: Tab) -> None:
    client = client_of(ana.sandbox)
    blocks = [actions(button(text=plain("Go"), action_id="ready"), block_id="row")]
    client.chat_postEphemeral(channel=GENERAL, user=BRUNO, text="Go?", blocks=blocks)
    note = newest(ana.sandbox, BRUNO)
    assert "not there" in ana.refused("act", **where(note), block="row", action="ready", values=[])
    assert "not there" in ana.refused("suggest", **where(note), block="row", action="ready", query="")


def test_the_app_is_asked_what_it_offers(ana: Tab, app: SmallApp) -> None:
    ana.do("command", channel=GENERAL, line="/device cities")
    message = newest(ana.sandbox)
    block = text(message.blocks[0], "block_id")
    said = ana.do("suggest", **where(message), block=block, action="city", query="ma")
    assert said["options"] == [{"text": "Madrid", "value": "madrid"}, {"text": "Berlin", "value": "berlin"}]
    assert app.last["value"] == "ma"


def test_home_is_published_when_somebody_opens_it(ana: Tab) -> None:
    assert "has not shown anything here yet" in ana.page("home")
    ana.do("home", tab="home")
    ana.sandbox.dispatcher.wait_for_events()
    ana.sandbox.workspace.wait_until(lambda: ana.sandbox.workspace.screens.home(ANA))
    assert "Your devices" in words_of(ana.page("home"))


def test_what_only_one_person_sees_can_be_dismissed_by_them(ana: Tab, card: Message) -> None:
    ana.do("command", channel=GENERAL, line="/device nonsense")
    note = newest(ana.sandbox)
    with tabs(ana.sandbox, BRUNO) as (bruno,):
        assert "not there" in bruno.refused("dismiss", **where(note))
    ana.do("dismiss", **where(note))
    assert "nonsense" not in ana.page(GENERAL)
    assert "not there" in ana.refused("dismiss", **where(card))


def test_one_message_shows_blocks_attachments_and_its_edit(ana: Tab) -> None:
    client = client_of(ana.sandbox)
    attachment = {"blocks": [section(text=mrkdwn("Attached"))], "fallback": "An attachment"}
    posted = client.chat_postMessage(channel=GENERAL, text="First", attachments=[attachment])
    words = words_of(ana.page(GENERAL))
    assert "First" in words
    assert "Attached" in words
    client.chat_update(channel=GENERAL, ts=str(posted["ts"]), text="Second")
    assert "Second (edited)" in words_of(ana.page(GENERAL))


def test_elements_are_drawn_for_their_reader(ana: Tab) -> None:
    blocks = [section(text=mrkdwn(f"For <@{BOT}>"), accessory=element("users_select", action_id="who"))]
    client_of(ana.sandbox).chat_postMessage(channel=GENERAL, text="Who?", blocks=blocks)
    assert "Bruno Keller" in ana.page(GENERAL).partition('class="message')[2]
